//===-- SharedLocals.cpp --------------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "SharedLocals.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace poolguard {

static const VarDecl *localIn(const Expr *E) {
  E = E->IgnoreParenCasts();
  while (true) {
    if (const auto *Member = dyn_cast<MemberExpr>(E);
        Member && !Member->isArrow())
      E = Member->getBase()->IgnoreParenCasts();
    else if (const auto *Element = dyn_cast<ArraySubscriptExpr>(E))
      E = Element->getBase()->IgnoreParenCasts();
    else
      break;
  }
  const auto *Ref = dyn_cast<DeclRefExpr>(E);
  const auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  return V && V->hasLocalStorage() ? V : nullptr;
}

/// `std::ref(x)`
static bool makesReference(const CallExpr *C) {
  const FunctionDecl *Callee = C->getDirectCallee();
  return Callee && Callee->getDeclName().isIdentifier() &&
         (Callee->getName() == "ref" || Callee->getName() == "cref") &&
         C->getNumArgs() == 1;
}

/// `owner.get()`, `items.data()`
static bool givesContent(const CXXMemberCallExpr *Call) {
  const CXXMethodDecl *M = Call->getMethodDecl();
  return M && M->getDeclName().isIdentifier() && Call->getNumArgs() == 0 &&
         (M->getName() == "get" || M->getName() == "data") &&
         Call->getType()->isPointerType() &&
         !Call->getType()->getPointeeType()->isAnyCharacterType();
}

void SharedLocals::add(const Stmt *Given) {
  if (!Given)
    return;
  auto Share = [&](const VarDecl *V) {
    Any = true;
    if (V)
      Variables.insert(V);
  };
  auto Point = [&](const VarDecl *V) {
    if (V && V->hasLocalStorage() && V->getType()->isPointerType() &&
        !V->getType()->isFunctionPointerType())
      Pointers.insert(V);
  };
  auto Captures = [&](const CXXRecordDecl *Closure) {
    for (const LambdaCapture &C : Closure->captures()) {
      if (C.capturesThis())
        Any = true;
      else if (C.capturesVariable() && C.getCaptureKind() == LCK_ByRef)
        Share(dyn_cast<VarDecl>(C.getCapturedVar()));
      else if (C.capturesVariable())
        Point(dyn_cast<VarDecl>(C.getCapturedVar()));
    }
  };
  if (const auto *Lambda = dyn_cast<LambdaExpr>(Given)) {
    Captures(Lambda->getLambdaClass());
    for (const Expr *Init : Lambda->capture_inits())
      if (Init && !isa<DeclRefExpr>(Init))
        add(Init);
    return;
  }
  if (const auto *Op = dyn_cast<UnaryOperator>(Given);
      Op && Op->getOpcode() == UO_AddrOf) {
    const Expr *Object = Op->getSubExpr()->IgnoreParenCasts();
    const auto *Ref = dyn_cast<DeclRefExpr>(Object);
    if (!Ref || isa<VarDecl>(Ref->getDecl()))
      Share(localIn(Object));
    return;
  }
  if (const auto *Cast = dyn_cast<ImplicitCastExpr>(Given);
      Cast && Cast->getCastKind() == CK_ArrayToPointerDecay) {
    if (const VarDecl *V = localIn(Cast->getSubExpr()))
      Share(V);
    return;
  }
  if (const auto *Call = dyn_cast<CallExpr>(Given);
      Call && makesReference(Call))
    Share(localIn(Call->getArg(0)));
  if (isa<CXXThisExpr>(Given))
    Any = true;
  if (const auto *Ref = dyn_cast<DeclRefExpr>(Given)) {
    const CXXRecordDecl *Class = Ref->getType()->getAsCXXRecordDecl();
    if (Class && Class->isLambda())
      Captures(Class);
    if (Ref->getType()->isPointerType())
      Any = true;
    Point(dyn_cast<VarDecl>(Ref->getDecl()));
  }
  if (const auto *Call = dyn_cast<CXXMemberCallExpr>(Given);
      Call && givesContent(Call))
    if (const VarDecl *V = localIn(Call->getImplicitObjectArgument()))
      Share(V);
  for (const Stmt *Child : Given->children())
    add(Child);
}

const VarDecl *SharedLocals::diesBefore(SourceLocation Where,
                                        const SourceManager &SM) const {
  for (const VarDecl *Each : Variables)
    if (!isa<ParmVarDecl>(Each) &&
        SM.isBeforeInTranslationUnit(Where, Each->getLocation()))
      return Each;
  return nullptr;
}

const VarDecl *SharedLocals::diesBefore(const VarDecl *V) const {
  return diesBefore(V->getLocation(), V->getASTContext().getSourceManager());
}

} // namespace poolguard
