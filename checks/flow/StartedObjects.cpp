//===-- StartedObjects.cpp ------------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "StartedObjects.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace poolguard {

static const VarDecl *variableIn(const Stmt *S) {
  const auto *E = dyn_cast_or_null<Expr>(S);
  const auto *Ref = E ? dyn_cast<DeclRefExpr>(E->IgnoreParenCasts()) : nullptr;
  return Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
}

/// \p V is mentioned in another way than `v->f()` and `delete v`.
static bool goesElsewhere(const Stmt *S, const VarDecl *V) {
  if (!S)
    return false;
  if (const auto *M = dyn_cast<MemberExpr>(S);
      M && variableIn(M->getBase()) == V)
    return false;
  if (const auto *D = dyn_cast<CXXDeleteExpr>(S);
      D && variableIn(D->getArgument()) == V)
    return false;
  if (const auto *Ref = dyn_cast<DeclRefExpr>(S))
    return Ref->getDecl() == V;
  if (const auto *L = dyn_cast<LambdaExpr>(S))
    return llvm::any_of(L->captures(), [&](const LambdaCapture &C) {
      return C.capturesVariable() && C.getCapturedVar() == V;
    });
  return llvm::any_of(S->children(), [&](const Stmt *Child) {
    return goesElsewhere(Child, V);
  });
}

/// `new Worker(parent)`: it may be the parent's.
static bool isGivenAPointer(const CXXNewExpr *New) {
  const CXXConstructExpr *Made = New->getConstructExpr();
  return Made && llvm::any_of(Made->arguments(), [](const Expr *Arg) {
           const Expr *Core = Arg->IgnoreParenImpCasts();
           if (const auto *Default = dyn_cast<CXXDefaultArgExpr>(Core))
             Core = Default->getExpr()->IgnoreParenImpCasts();
           QualType T = Core->getType();
           return T->isPointerType() && T->getPointeeType()->isRecordType();
         });
}

bool mayBelongToOthers(const Expr *Object, const Stmt *Body) {
  if (!Object || !Object->getType()->isPointerType())
    return false;
  const Expr *Core = Object->IgnoreParenImpCasts();
  // Members have a check of their own; smart pointers own what they point to.
  if (isa<MemberExpr, CXXThisExpr, CXXOperatorCallExpr>(Core))
    return false;
  const VarDecl *V = variableIn(Core);
  if (!V || !V->hasLocalStorage() || isa<ParmVarDecl>(V) || !V->getInit())
    return true;
  const auto *New = dyn_cast<CXXNewExpr>(V->getInit()->IgnoreParenImpCasts());
  return !New || isGivenAPointer(New) || goesElsewhere(Body, V);
}

const Expr *handleObject(const Expr *Object, ModelMatcher &Models) {
  const auto *Cast = dyn_cast_or_null<ImplicitCastExpr>(Object);
  if (!Cast || (Cast->getCastKind() != CK_DerivedToBase &&
                Cast->getCastKind() != CK_UncheckedDerivedToBase))
    return Object;
  auto FamilyOf = [&](QualType T) {
    return Models.familyOf(T->isPointerType() ? T->getPointeeType() : T);
  };
  const Expr *Derived = Cast->getSubExpr();
  return !FamilyOf(Object->getType()) && FamilyOf(Derived->getType()) ? Derived
                                                                      : Object;
}

} // namespace poolguard
