//===-- IdleCode.cpp -----------------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "IdleCode.h"
#include "StmtWalk.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"
#include <functional>

using namespace clang;

namespace poolguard {

/// \p S does nothing but jump, declare, or set local numbers to constants.
static bool isHarmless(const Stmt *S, const ASTContext &Context) {
  return !anyStmt(S, [&](const Stmt *Each) {
    if (const auto *Op = dyn_cast<BinaryOperator>(Each);
        Op && Op->isAssignmentOp())
      return Op->getRHS()->isValueDependent() ||
             !Op->getRHS()->isEvaluatable(Context);
    if (const auto *Ref = dyn_cast<DeclRefExpr>(Each)) {
      const auto *V = dyn_cast<VarDecl>(Ref->getDecl());
      return V && !V->hasLocalStorage();
    }
    return isa<CallExpr, CXXConstructExpr, CXXNewExpr, CXXDeleteExpr,
               MemberExpr, ArraySubscriptExpr, LambdaExpr>(Each);
  });
}

bool isIdleBetween(SourceLocation From, SourceLocation To,
                   const FunctionDecl *F, StringRef Handle) {
  const ASTContext &Context = F->getASTContext();
  const SourceManager &SM = Context.getSourceManager();
  From = SM.getFileLoc(From);
  To = SM.getFileLoc(To);
  if (!SM.isBeforeInTranslationUnit(From, To))
    return false;
  std::function<bool(const Stmt *)> Idle = [&](const Stmt *S) -> bool {
    if (!S)
      return true;
    SourceLocation Begin = SM.getFileLoc(S->getBeginLoc());
    SourceLocation End = SM.getFileLoc(S->getEndLoc());
    bool Outside = SM.isBeforeInTranslationUnit(End, From) || End == From ||
                   SM.isBeforeInTranslationUnit(To, Begin) || Begin == To;
    if (Outside)
      return true;
    if (isa<CompoundStmt, IfStmt, LabelStmt, SwitchStmt, SwitchCase, ForStmt,
            WhileStmt, DoStmt, CXXForRangeStmt>(S))
      return llvm::all_of(S->children(), Idle);
    bool OfPool = anyStmt(S, [&](const Stmt *Each) {
      const auto *Ref = dyn_cast<DeclRefExpr>(Each);
      return Ref && Ref->getDecl()->getDeclName().isIdentifier() &&
             Ref->getDecl()->getName() == Handle;
    });
    return OfPool || isHarmless(S, Context);
  };
  return Idle(F->getBody());
}

} // namespace poolguard
