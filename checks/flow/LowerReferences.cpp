//===-- LowerReferences.cpp - What members and captures stand for ---------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Where an inlined body finds `this`, what it captured, and what the members
/// of the object that it runs on point or refer to.
///
//===----------------------------------------------------------------------===//

#include "FunctionLowering.h"
#include "LowerWork.h"

using namespace clang;

namespace poolguard {

const FieldDecl *FunctionLowering::fieldOfCapture(const CXXRecordDecl *Closure,
                                                  const VarDecl *V) {
  auto Field = Closure->field_begin();
  for (const LambdaCapture &C : Closure->captures()) {
    if (V ? C.capturesVariable() &&
                C.getCapturedVar()->getCanonicalDecl() == V->getCanonicalDecl()
          : C.capturesThis())
      return *Field;
    ++Field;
  }
  return nullptr;
}

PlaceId FunctionLowering::thisPlace(QualType T) {
  const auto *Method = dyn_cast<CXXMethodDecl>(F);
  if (Method && Method->getParent()->isLambda() && Outer) {
    // `this` in a lambda is what it captured.
    const FieldDecl *This = fieldOfCapture(Method->getParent(), nullptr);
    if (This && ThisPlace != None)
      if (PlaceId P = targetOf(Places.field(ThisPlace, This)); P != None)
        return P;
    return Places.thisObject(T);
  }
  return ThisPlace != None ? ThisPlace : Places.thisObject(T);
}

const FunctionLowering *FunctionLowering::homeOf(const VarDecl *V) const {
  for (const FunctionLowering *Up = this; Up; Up = Up->Outer)
    if (V->getDeclContext() == Up->F)
      return Up;
  return nullptr;
}

bool FunctionLowering::isFresh(const VarDecl *V) const {
  const FunctionLowering *Home = homeOf(V);
  return (Home ? Home : this)->facts().FreshPointers.contains(V);
}

PlaceId FunctionLowering::capturedPlace(const VarDecl *V) {
  if (!Outer || !V->hasLocalStorage() ||
      (V->getDeclContext() == F && !V->isInitCapture()))
    return None;
  const auto *Method = dyn_cast<CXXMethodDecl>(F);
  if (Method && Method->getParent()->isLambda() && ThisPlace != None) {
    if (const FieldDecl *Field = fieldOfCapture(Method->getParent(), V)) {
      PlaceId Own = Places.field(ThisPlace, Field);
      if (PlaceId P = targetOf(Own); P != None)
        return P;
      if (HoldsCopy.contains(Field))
        return Own;
    }
  }
  if (const FunctionLowering *Home = homeOf(V); Home && Home != this)
    return const_cast<FunctionLowering *>(Home)->variablePlace(V);
  return None;
}

PlaceId FunctionLowering::targetOf(PlaceId Pointer) const {
  if (Pointer == None)
    return None;
  auto It = Shared->Targets.find(Pointer);
  return It == Shared->Targets.end() ? None : It->second;
}

bool FunctionLowering::recordTarget(PlaceId Pointer, PlaceId Target) {
  const PlaceInfo &I = Places.info(Pointer);
  if (I.Last != Step::Field || I.External || isElementsPlace(Pointer) ||
      isElementsPlace(Target))
    return false;
  Shared->FreshMembers[Pointer] = false;
  auto [It, New] = Shared->Targets.try_emplace(Pointer, Target);
  if (!New && It->second != Target)
    It->second = None; // Sometimes this, sometimes that.
  return It->second != None;
}

void FunctionLowering::carryTarget(PlaceId Dst, PlaceId Src) {
  WorkLowering(*this).carryView(Dst, Src);
  noteMemory(Dst, Src);
  PlaceId Target = targetOf(Src);
  if (Target != None && !recordTarget(Dst, Target))
    retain(Target);
}

PlaceId FunctionLowering::constructedPlace(const CXXConstructExpr *C) {
  if (InitializesThis.contains(C))
    return thisPlace(C->getType());
  // Straight into the variable, so that what the constructor puts into the
  // members has the variable's name.
  const Stmt *Up = parents().getParent(C);
  while (isa_and_nonnull<ExprWithCleanups, CXXBindTemporaryExpr, ParenExpr>(Up))
    Up = parents().getParent(Up);
  if (const auto *D = dyn_cast_or_null<DeclStmt>(Up);
      D && InlinedCtors.contains(C))
    for (const Decl *Each : D->decls())
      if (const auto *V = dyn_cast<VarDecl>(Each);
          V && V->getInit() && V->getInit()->IgnoreImplicit() == C &&
          !V->isStaticLocal() && !V->getType()->isReferenceType())
        return variablePlace(V);
  return Places.temporary(C);
}

} // namespace poolguard
