//===-- CertainRelease.cpp ------------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CertainRelease.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;

namespace poolguard {

bool isReleaseCall(const CallExpr *Call, ModelMatcher &Models) {
  return Call->getDirectCallee() &&
         llvm::any_of(
             Models.match(Call->getDirectCallee(),
                          {Call->getArgs(), Call->getNumArgs()}),
             [](const CallEntry &E) { return E.Call->What == Role::Release; });
}

/// The only thing that \p F does is a call: that one.
static const CallExpr *onlyCall(const FunctionDecl *F) {
  const FunctionDecl *Defined = nullptr;
  const auto *Body = F && F->hasBody(Defined)
                         ? dyn_cast_or_null<CompoundStmt>(Defined->getBody())
                         : nullptr;
  if (!Body || Body->size() != 1)
    return nullptr;
  const Stmt *Only = Body->body_front();
  if (const auto *Return = dyn_cast<ReturnStmt>(Only))
    Only = Return->getRetValue();
  const auto *E = dyn_cast_or_null<Expr>(Only);
  return E ? dyn_cast<CallExpr>(E->IgnoreParenCasts()) : nullptr;
}

bool onlyReleases(const Expr *Call, ModelMatcher &Models) {
  if (isa<CXXDeleteExpr>(Call))
    return true;
  const auto *C = dyn_cast<CallExpr>(Call);
  for (unsigned Depth = 0; C && C->getDirectCallee() && Depth < 4; ++Depth) {
    if (isReleaseCall(C, Models))
      return true;
    C = onlyCall(C->getDirectCallee());
  }
  return false;
}

/// A model says that the call releases, without a way to fail.
static bool isModelledRelease(const CallExpr *Call, ModelMatcher &Models) {
  return llvm::any_of(Models.match(Call->getDirectCallee(),
                                   {Call->getArgs(), Call->getNumArgs()}),
                      [](const CallEntry &E) {
                        return E.Call->What == Role::Release && E.Call->Final &&
                               E.Call->Success.What == SuccessPredicate::Always;
                      });
}

/// The body of the callee is seen to release what \p V holds, however it ends.
static bool isReleasedBy(const CallExpr *Call, const VarDecl *V,
                         CalleeEffects &Effects) {
  for (unsigned I = 0; I < Call->getNumArgs(); ++I) {
    const auto *Ref =
        dyn_cast<DeclRefExpr>(Call->getArg(I)->IgnoreParenImpCasts());
    if (!Ref || Ref->getDecl() != V)
      continue;
    const CalleeEffect *Effect = Effects.effectOf(
        Call->getDirectCallee(), {CalleeSlot::Parameter, I, nullptr});
    return Effect && !Effect->Outcomes.empty() &&
           llvm::all_of(Effect->Outcomes, [](const CalleeOutcome &O) {
             return O.State == CalleeOutcome::Released;
           });
  }
  return false;
}

bool certainlyReleases(const Stmt *S, const HandleVariable &Handle,
                       const LoweredFunction &L, ModelMatcher &Models,
                       CalleeEffects &Effects) {
  if (const auto *Call = dyn_cast<CallExpr>(S)) {
    if (!Call->getDirectCallee() || isa<CXXMemberCallExpr>(Call) ||
        !(isModelledRelease(Call, Models) ||
          isReleasedBy(Call, Handle.Root, Effects)))
      return false;
  } else if (!isa<CXXDeleteExpr>(S)) {
    return false;
  }
  for (const FlowBlock &B : L.Graph.Blocks)
    for (const Event &E : B.Events)
      if ((E.Kind == EventKind::Release || E.Kind == EventKind::Destroy) &&
          E.Dst == Handle.Place && E.Origin != None &&
          L.Origins[E.Origin].Code == S)
        return true;
  return false;
}

} // namespace poolguard
