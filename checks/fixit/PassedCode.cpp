//===-- PassedCode.cpp ----------------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "PassedCode.h"
#include "StmtWalk.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace poolguard {

static const Stmt *withoutLabels(const Stmt *S) {
  while (true) {
    if (const auto *Label = dyn_cast<LabelStmt>(S))
      S = Label->getSubStmt();
    else if (const auto *Case = dyn_cast<SwitchCase>(S))
      S = Case->getSubStmt();
    else
      return S;
  }
}

SmallVector<PassedStmt, 16> passedBefore(const TextPoint &P,
                                         const ParentMap &Parents) {
  SmallVector<PassedStmt, 16> Backwards;
  bool Labelled = false; // By a label that can be jumped to from anywhere.
  auto Add = [&](const CompoundStmt *Block, const Stmt *Until) {
    SmallVector<const Stmt *, 16> Earlier;
    bool InCase = false;
    auto See = [&](const Stmt *S) {
      Labelled |= isa<LabelStmt>(S);
      InCase |= isa<SwitchCase>(S);
    };
    for (const Stmt *Each : Block->body()) {
      if (Each == Until)
        break;
      Earlier.push_back(Each);
    }
    if (Until)
      See(Until);
    for (const Stmt *Each : llvm::reverse(Earlier)) {
      bool Certain = !Labelled && !InCase;
      See(Each);
      // What a label stands at is behind it.
      Backwards.push_back({withoutLabels(Each), Block, Certain});
    }
  };
  const Stmt *Below = P.Code;
  if (const auto *Block = dyn_cast<CompoundStmt>(P.Code);
      Block && P.Where == TextPoint::AtEndOf)
    Add(Block, nullptr);
  else if (P.Where == TextPoint::AtEndOf)
    Backwards.push_back({withoutLabels(P.Code), nullptr, !Labelled});
  auto AddHead = [&](const Stmt *Init, const Stmt *Variable) {
    for (const Stmt *Each : {Variable, Init})
      if (Each && Each != Below)
        Backwards.push_back({Each, nullptr, !Labelled});
  };
  for (const Stmt *Up = P.Where == TextPoint::ElseOf ? Below
                                                     : Parents.getParent(Below);
       Up; Below = Up, Up = Parents.getParent(Up))
    if (const auto *Block = dyn_cast<CompoundStmt>(Up))
      Add(Block, Below);
    else if (const auto *If = dyn_cast<IfStmt>(Up))
      AddHead(If->getInit(), If->getConditionVariableDeclStmt());
    else if (const auto *While = dyn_cast<WhileStmt>(Up))
      AddHead(nullptr, While->getConditionVariableDeclStmt());
  return {Backwards.rbegin(), Backwards.rend()};
}

bool leaves(const Stmt *Code) {
  if (!Code)
    return false;
  Code = withoutLabels(Code);
  if (const auto *Block = dyn_cast<CompoundStmt>(Code))
    return !Block->body_empty() && leaves(Block->body_back());
  if (const auto *If = dyn_cast<IfStmt>(Code))
    return If->getElse() && leaves(If->getThen()) && leaves(If->getElse());
  if (const auto *E = dyn_cast<Expr>(Code)) {
    const auto *Call = dyn_cast<CallExpr>(E->IgnoreImplicit());
    const FunctionDecl *F = Call ? Call->getDirectCallee() : nullptr;
    return isa<CXXThrowExpr>(E->IgnoreImplicit()) || (F && F->isNoReturn());
  }
  return isa<ReturnStmt, CoreturnStmt, BreakStmt, ContinueStmt, GotoStmt>(Code);
}

bool isIn(const TextPoint &P, const CompoundStmt *Block,
          const ParentMap &Parents) {
  for (const Stmt *Up = P.Code; Up; Up = Parents.getParent(Up))
    if (Up == Block)
      return true;
  return false;
}

bool isMentionedBehind(const VarDecl *V, const Stmt *Code,
                       const Expr *Construction, const ParentMap &Parents) {
  const Stmt *If = Code, *Arm = nullptr;
  while (If && !isa<IfStmt>(If)) {
    Arm = If;
    If = Parents.getParent(If);
  }
  if (!If || leaves(Arm))
    return false; // Nobody goes on behind it.
  const Stmt *Loop = nullptr, *Body = If;
  for (const Stmt *Up = If; Up; Up = Parents.getParent(Up)) {
    if (isa<ForStmt, WhileStmt, DoStmt, CXXForRangeStmt>(Up) &&
        !contains(Up, Construction))
      Loop = Up;
    Body = Up;
  }
  const SourceManager &SM = V->getASTContext().getSourceManager();
  return anyStmt(Body, [&](const Stmt *S) {
    const auto *Ref = dyn_cast<DeclRefExpr>(S);
    if (!Ref || Ref->getDecl() != V || contains(If, Ref))
      return false;
    const auto *Op = dyn_cast_or_null<BinaryOperator>(Parents.getParent(Ref));
    bool Assigned = Op && Op->getOpcode() == BO_Assign && Op->getLHS() == Ref;
    return !Assigned &&
           (contains(Loop, Ref) ||
            SM.isBeforeInTranslationUnit(If->getEndLoc(), Ref->getBeginLoc()));
  });
}

} // namespace poolguard
