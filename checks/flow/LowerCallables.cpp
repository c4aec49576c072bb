//===-- LowerCallables.cpp - Library functions that run a callable --------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// `std::invoke(f, pool)`, `std::for_each(...)`, a `std::function` called in
/// place: what the callable does to its arguments and captures happens there.
/// Which functions those are is in LibraryTypes.cpp. `std::call_once` and
/// `std::bind` are not among them: whether and when their callable runs is not
/// known there, so what it may release is in its hands.
///
//===----------------------------------------------------------------------===//

#include "FunctionLowering.h"
#include "LibraryTypes.h"
#include "clang/AST/DeclTemplate.h"

using namespace clang;

namespace poolguard {

/// The call operator of \p L, or the one instantiation of a generic lambda's.
static const FunctionDecl *callOperator(const LambdaExpr *L) {
  const FunctionTemplateDecl *Template = L->getDependentCallOperator();
  if (!Template)
    return L->getCallOperator();
  const FunctionDecl *Only = nullptr;
  for (const FunctionDecl *Each : Template->specializations())
    if (std::exchange(Only, Each))
      return nullptr;
  return Only;
}

const FunctionDecl *FunctionLowering::callableTarget(const Expr *Callable) {
  Callable = Callable->IgnoreImplicit()->IgnoreParenCasts();
  if (const auto *C = dyn_cast<CXXConstructExpr>(Callable);
      C && C->getNumArgs() == 1)
    return callableTarget(C->getArg(0));
  if (const auto *L = dyn_cast<LambdaExpr>(Callable))
    return callOperator(L);
  if (const auto *Call = dyn_cast<CallExpr>(Callable)) // std::mem_fn(&T::join)
    return Call->getNumArgs() == 1 ? callableTarget(Call->getArg(0)) : nullptr;
  if (const auto *U = dyn_cast<UnaryOperator>(Callable))
    return U->getOpcode() == UO_AddrOf ? callableTarget(U->getSubExpr())
                                       : nullptr;
  if (const auto *Ref = dyn_cast<DeclRefExpr>(Callable)) {
    if (const auto *Function = dyn_cast<FunctionDecl>(Ref->getDecl()))
      return Function;
    const auto *V = dyn_cast<VarDecl>(Ref->getDecl());
    if (V && V->getInit() && V->getType()->isRecordType())
      return isLibraryFunctor(V->getType()) && !isOnlyCalled(V)
                 ? nullptr
                 : callableTarget(V->getInit());
  }
  if (const CXXRecordDecl *R = Callable->getType()->getAsCXXRecordDecl();
      R && R->hasDefinition() && !isLibraryFunctor(Callable->getType()))
    for (const CXXMethodDecl *Method : R->methods())
      if (Method->getOverloadedOperator() == OO_Call)
        return Method;
  return nullptr;
}

bool FunctionLowering::lowerInvocation(const CallExpr *C) {
  std::optional<LibraryInvocation> I = libraryInvocation(C);
  const FunctionDecl *Target = I ? callableTarget(I->Callable) : nullptr;
  if (!Target)
    return false;
  const auto *Method = dyn_cast<CXXMethodDecl>(Target);
  if (Method && Method->isInstance() && !Method->getParent()->isLambda())
    return Method->getIdentifier() && !I->Arguments.empty() && // &T::join
           lowerModelled(C, Target, I->Arguments.drop_front(),
                         I->Arguments.front());
  if (!Method && I->Packed.empty() &&
      lowerModelled(C, Target, I->Arguments, nullptr))
    return true;
  for (unsigned Index = 0; Index < I->Arguments.size(); ++Index)
    passArgument(C, Target, Index, I->Arguments[Index]);
  for (const Expr *Packed : I->Packed)
    sink(Packed);
  callLambda(C, Target);
  lowerMaker(C, Target);
  externalsMayChange();
  return true;
}

bool FunctionLowering::passToThrowingCallable(const CallExpr *C) {
  std::optional<LibraryInvocation> I = libraryInvocation(C);
  const FunctionDecl *Target = I ? callableTarget(I->Callable) : nullptr;
  if (!Target)
    return false;
  bool Visible = Target->hasBody() && !isInStd(Target, true);
  for (unsigned Index = 0; Index < I->Arguments.size(); ++Index)
    if (Visible)
      passArgument(C, Target, Index, I->Arguments[Index]);
    else
      sink(I->Arguments[Index]); // Released before it threw, perhaps.
  for (const Expr *Packed : I->Packed)
    sink(Packed);
  callLambda(C, Target);
  return true;
}

bool FunctionLowering::lowerAsync(const CallExpr *C) {
  Args A(C->getArgs(), C->getNumArgs());
  if (!A.empty() && A.front()->getType()->isEnumeralType())
    A = A.drop_front(); // std::launch::async
  const FunctionDecl *Target = A.empty() ? nullptr : callableTarget(A.front());
  if (!Target || !Effects)
    return false;
  // It runs at the same time: only that it leaves a handle alone tells.
  if (PlaceId P = placeOf(A.front());
      P != None && isClosure(A.front()->getType()))
    escape(P);
  for (unsigned I = 1; I < A.size(); ++I) {
    const CalleeEffect *Effect =
        Effects->effectOf(Target, {CalleeSlot::Parameter, I - 1, nullptr});
    bool Borrows =
        Effect && llvm::all_of(Effect->Outcomes, [](const CalleeOutcome &O) {
          return O.State == CalleeOutcome::Open && !O.Returned;
        });
    if (!Borrows)
      passArgument(C, C->getDirectCallee(), C->getNumArgs() - A.size() + I,
                   A[I]);
  }
  externalsMayChange();
  return true;
}

std::optional<bool> FunctionLowering::callableReleases(const Expr *Callable,
                                                       ReleaseMode &Mode) {
  const FunctionDecl *Target = callableTarget(Callable);
  if (!Target)
    return std::nullopt;
  if (const auto *Method = dyn_cast<CXXMethodDecl>(Target);
      Method && Method->getIdentifier())
    for (const CallEntry &E : Models.catalog().method(
             modelName(Method->getParent()), Method->getName()))
      if (E.Call->What == Role::Release && E.Call->Final) {
        Mode = E.Call->Mode;
        return true;
      }
  const CalleeEffect *Effect =
      Effects ? Effects->effectOf(Target, {CalleeSlot::Parameter, 0, nullptr})
              : nullptr;
  if (!Effect || Effect->Outcomes.empty())
    return std::nullopt;
  Mode = Effect->Outcomes.front().Mode;
  auto All = [&](CalleeOutcome::StateKind State) {
    return llvm::all_of(Effect->Outcomes, [&](const CalleeOutcome &O) {
      return O.State == State;
    });
  };
  if (All(CalleeOutcome::Released))
    return true;
  return All(CalleeOutcome::Open) ? std::optional<bool>(false) : std::nullopt;
}

/// The container whose `begin()` an argument is, or the range itself.
static const Expr *rangeOf(const Expr *E) {
  E = E->IgnoreImplicit()->IgnoreParenCasts();
  if (const auto *C = dyn_cast<CXXConstructExpr>(E); C && C->getNumArgs() == 1)
    return rangeOf(C->getArg(0));
  if (const auto *M = dyn_cast<CXXMemberCallExpr>(E))
    if (M->getMethodDecl() && M->getMethodDecl()->getIdentifier() &&
        M->getMethodDecl()->getName().ends_with("begin"))
      return M->getImplicitObjectArgument();
  if (const auto *C = dyn_cast<CallExpr>(E))
    if (C->getNumArgs() == 1)
      return C->getArg(0);
  return E;
}

bool FunctionLowering::lowerForEach(const CallExpr *C) {
  // `std::ranges::for_each` is an object with a call operator.
  Args A(C->getArgs(), C->getNumArgs());
  if (isa<CXXOperatorCallExpr>(C))
    A = A.drop_front();
  while (!A.empty() && isa<CXXDefaultArgExpr>(A.back()))
    A = A.drop_back(); // The projection.
  if (A.size() < 2)
    return false;
  const Expr *Callable = A.back();
  PlaceId Container = objectPlace(rangeOf(A.front()));
  if (Container == None)
    return false;
  ReleaseMode Mode = ReleaseMode::Close;
  std::optional<bool> Releases = callableReleases(Callable, Mode);
  if (Releases == false)
    return true;
  if (!Releases) {
    // Projections, partial releases: anything may be meant.
    escape(Container);
    return true;
  }
  for (PlaceId D : Places.descendants(Container)) {
    Event E;
    E.Kind = EventKind::Release;
    E.Dst = D;
    E.Mode = Mode;
    E.Quiet = true;
    emit(E);
  }
  return true;
}

} // namespace poolguard
