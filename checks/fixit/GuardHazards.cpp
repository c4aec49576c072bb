//===-- GuardHazards.cpp --------------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// ReleaseHazards of a guard, which may release before the code that is passed
/// by has done what the tasks wait for.
///
//===----------------------------------------------------------------------===//

#include "HeldLocks.h"
#include "NameWords.h"
#include "PassedCode.h"
#include "ReleaseHazards.h"
#include "StmtWalk.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"
#include <functional>

using namespace clang;

namespace poolguard {

/// \p S is a word to somebody who is not named: a flag that others may see is
/// set, or a function says that something ends.
static bool mayTellOthers(const Stmt *S, const VarDecl *Root) {
  const auto *Call = dyn_cast<CallExpr>(S);
  const FunctionDecl *F = Call ? Call->getDirectCallee() : nullptr;
  if (F && !mentions(S, Root) &&
      hasWord(F, {"stop", "shutdown", "quit", "cancel", "terminate", "notify",
                  "interrupt", "signal", "broadcast", "wake"}))
    return true;
  const Expr *To = nullptr;
  bool Constant = false;
  if (const auto *Op = dyn_cast<BinaryOperator>(S);
      Op && Op->isAssignmentOp()) {
    To = Op->getLHS();
    Constant = isa<IntegerLiteral>(Op->getRHS()->IgnoreParenImpCasts());
  } else if (const auto *Op = dyn_cast<CXXOperatorCallExpr>(S);
             Op && Op->getOperator() == OO_Equal)
    To = Op->getArg(0);
  else if (const auto *Stores = dyn_cast<CXXMemberCallExpr>(S);
           Stores && F && F->getDeclName().isIdentifier() &&
           F->getName() == "store")
    To = Stores->getImplicitObjectArgument();
  To = To ? To->IgnoreParenImpCasts() : nullptr;
  const auto *Ref = dyn_cast_or_null<DeclRefExpr>(To);
  bool Seen = isa_and_nonnull<MemberExpr>(To) ||
              (Ref && isa<VarDecl>(Ref->getDecl()) &&
               cast<VarDecl>(Ref->getDecl())->hasGlobalStorage());
  if (To &&
      standardClass(To->getType()->getAsCXXRecordDecl()).contains("atomic"))
    return true; // Others see it, or it were none.
  return Seen && (To->getType()->isBooleanType() ||
                  (Constant && Ref && To->getType()->isIntegerType()));
}

std::string ReleaseHazards::awaited() const {
  llvm::SmallVector<const ValueDecl *, 8> Used = used();
  SourceLocation Last = lastRelease();
  // What hands tasks over tells nothing to those that run.
  llvm::DenseSet<const Stmt *> HandOver;
  for (const LoweredSite &Each : L.Sites)
    HandOver.insert(Each.Construction);
  for (const FlowBlock &B : L.Graph.Blocks)
    for (const Event &E : B.Events)
      if (E.Kind == EventKind::Submit && E.Origin != None)
        HandOver.insert(L.Origins[E.Origin].Code);
  std::string Why;
  std::function<void(const Stmt *)> Visit = [&](const Stmt *S) {
    if (!S || !Why.empty() || isa<LambdaExpr>(S) || HandOver.contains(S) ||
        (Last.isValid() &&
         !SM.isBeforeInTranslationUnit(S->getBeginLoc(), Last)))
      return;
    bool Around =
        anyStmt(S, [&](const Stmt *Each) { return HandOver.contains(Each); });
    if (isa<Expr>(S) && !Around && isBehindConstruction(S)) {
      for (const ValueDecl *D : Used)
        if (Why.empty() && tells(S, {D}))
          Why = "the tasks may wait for what is done to '" +
                D->getNameAsString() + "' later";
      if (Why.empty() && mayTellOthers(S, Root))
        Why = "the tasks may wait for what is done later";
    }
    llvm::for_each(S->children(), Visit);
  };
  Visit(writtenBody(L.Function));
  return Why;
}

std::string ReleaseHazards::toldLater(const TextPoint &P) const {
  auto Tells = [&](const Stmt *S) {
    return anyStmt(S, [&](const Stmt *Each) {
      return isBehindConstruction(Each) && mayTellOthers(Each, Root);
    });
  };
  for (const PassedStmt &Each : passedBefore(P, Parents))
    if (Each.Certain && isa<Expr, CompoundStmt>(Each.Code) && Tells(Each.Code))
      return "";
  SourceLocation Here = P.Where == TextPoint::Before ? P.Code->getBeginLoc()
                                                     : P.Code->getEndLoc();
  SourceLocation Last = lastRelease();
  bool Later =
      Last.isValid() && anyStmt(writtenBody(L.Function), [&](const Stmt *S) {
        return isa<Expr>(S) &&
               SM.isBeforeInTranslationUnit(Here, S->getBeginLoc()) &&
               SM.isBeforeInTranslationUnit(S->getBeginLoc(), Last) &&
               mayTellOthers(S, Root);
      });
  return Later ? "the tasks may wait for what is done later" : "";
}

/// On a way to the end of the guard.
bool ReleaseHazards::freedBeforeGuard() const {
  SourceLocation Last = lastRelease();
  std::function<bool(const Stmt *, bool)> Frees = [&](const Stmt *S,
                                                      bool Handler) {
    if (!S || isa<LambdaExpr>(S))
      return false;
    Handler |= isa<CXXCatchStmt>(S);
    bool Early = Handler || Last.isInvalid() ||
                 SM.isBeforeInTranslationUnit(S->getBeginLoc(), Last);
    if (Early && isBehindConstruction(S) && frees(S))
      return true;
    return llvm::any_of(S->children(), [&](const Stmt *Child) {
      return Frees(Child, Handler);
    });
  };
  return Frees(writtenBody(L.Function), false);
}

std::string ReleaseHazards::ofGuard(SourceLocation Where) const {
  if (!Waits)
    return "";
  std::string Why = endless(nullptr);
  const Stmt *Declared = declarationIn(writtenBody(L.Function), Root);
  if (Why.empty() && Declared)
    Why = locked({TextPoint::Before, Declared});
  if (Why.empty() && locksByHand(writtenBody(L.Function)) &&
      llvm::any_of(Data.Routines, [](const FunctionDecl *F) {
        return locksAnything(F->getBody());
      }))
    Why = "a lock may be held where the guard would wait";
  if (const VarDecl *Short = Data.Shared.diesBefore(Where, SM);
      Why.empty() && Short && isOfTasks(Short) &&
      !Short->getType()->isPointerType())
    Why = "'" + Short->getNameAsString() +
          "', which the tasks may use, does not outlive a guard";
  if (Why.empty() && freedBeforeGuard())
    Why = "data that the tasks may use are gone by then";
  if (Why.empty())
    Why = returned();
  return Why.empty() ? awaited() : Why;
}

} // namespace poolguard
