//===-- LowerWork.cpp - Work that is queued, awaited and dropped ----------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LowerWork.h"
#include "WorkPolicy.h"

using namespace clang;

namespace poolguard {

void WorkLowering::emit(EventKind K, PlaceId P) {
  if (P == None)
    return;
  Event E;
  E.Kind = K;
  E.Dst = P;
  E.Quiet = L.ForSummary;
  L.emit(E);
}

/// One of the calls that tell the workers to finish.
static bool tellsToFinish(const CallEntry &E) {
  if (E.Call->What == Role::Release && E.Call->Needs.empty())
    return true;
  return llvm::any_of(E.Owner->Calls, [&](const CallModel &Other) {
    return llvm::is_contained(Other.Needs, E.Call->Pattern.Name);
  });
}

void WorkLowering::awaitWorkers(const CallEntry &E, PlaceId P) {
  // What a lease needs first, or the end of a thread, is another matter.
  PoolKind Kind = E.Owner->Kind;
  bool Releases = E.Call->What == Role::Release;
  bool Waits = Releases || E.Call->Use == UseKind::Wait;
  if (Waits && !E.Call->Needs.empty() && Kind != PoolKind::Lease &&
      (Kind != PoolKind::WorkerThread || (Releases && E.Call->Final)))
    emit(EventKind::Await, P);
  else if (tellsToFinish(E))
    emit(EventKind::Announce, P);
}

void WorkLowering::drop(PlaceId P) {
  if (P == None || hasSiblings(L.Places, P))
    return;
  emit(EventKind::Drop, P);
  emit(EventKind::Wait, P);
}

void WorkLowering::end(const Expr *Call, const CallEntry &E, PlaceId P,
                       Args A) {
  awaitWorkers(E, P);
  if (L.Models.modeOf(*E.Call, A) != ReleaseMode::Terminate)
    return;
  if (dropsOnPurpose(Call, L.F, L.parents()))
    emit(EventKind::Wait, P);
  else
    drop(P);
}

void WorkLowering::use(const Expr *Call, const CallEntry &E, PlaceId P) {
  if (P == None)
    return;
  awaitWorkers(E, P);
  if (E.Call->Use == UseKind::Wait)
    emit(EventKind::Wait, P);
  if (E.Call->Use != UseKind::Submit || hasSiblings(L.Places, P))
    return;
  L.Submitted.insert({P, E.Owner});
  auto Values = successValues(E.Call->Success, L.Models);
  bool Ignored = isa_and_nonnull<CompoundStmt>(L.parents().getParent(Call));
  if (!Values || Ignored || L.ForSummary || Call->getType()->isVoidType()) {
    emit(EventKind::Submit, P);
    return;
  }
  PlaceId Result = L.Places.temporary(Call);
  L.choose({[&] {
              emit(EventKind::Submit, P);
              L.set(Result, Values->first);
            },
            [&] {
              // Who sees that knows that the work is not done.
              emit(EventKind::Wait, P);
              L.set(Result, Values->second);
            }});
}

void WorkLowering::settle(llvm::ArrayRef<CallEntry> Except) {
  if (L.Submitted.empty() && !L.ForSummary)
    return;
  std::map<PlaceId, const Family *> Known = L.Submitted;
  Known.insert(L.Released.begin(), L.Released.end());
  for (const auto &[P, Owner] : Known)
    if (llvm::none_of(Except, [&, Owner = Owner](const CallEntry &E) {
          return E.Owner == Owner;
        }))
      emit(EventKind::Wait, P);
}

void WorkLowering::awaitIn(const CallExpr *C) {
  // Of the pool's own calls the model tells.
  if ((!L.Submitted.empty() || L.ForSummary) && mayAwaitWork(C))
    settle(L.Models.match(C->getDirectCallee(),
                          Args(C->getArgs(), C->getNumArgs())));
}

static bool awaits(const Stmt *S) {
  if (!S || isa<LambdaExpr>(S))
    return false;
  const auto *C = dyn_cast<CallExpr>(S);
  return (C && mayAwaitWork(C)) || readsShared(S) ||
         llvm::any_of(S->children(), awaits);
}

bool WorkLowering::submitsIn(const Stmt *S) {
  if (!S || isa<LambdaExpr>(S))
    return false;
  const auto *C = dyn_cast<CallExpr>(S);
  if (const FunctionDecl *Callee = C ? C->getDirectCallee() : nullptr)
    for (const CallEntry &E :
         L.Models.match(Callee, Args(C->getArgs(), C->getNumArgs())))
      if (E.Call->Use == UseKind::Submit)
        return true;
  return llvm::any_of(S->children(),
                      [&](const Stmt *Child) { return submitsIn(Child); });
}

void WorkLowering::awaitInLoop(const Stmt *Loop) {
  if ((!L.Submitted.empty() || L.ForSummary) && awaits(Loop) &&
      !submitsIn(Loop))
    settle();
}

void WorkLowering::inCallee(const CalleeEffect &Effect, PlaceId P) {
  if (Effect.Announces)
    emit(EventKind::Announce, P);
  if (Effect.Waits)
    emit(EventKind::Wait, P);
  else if (Effect.Submits && !hasSiblings(L.Places, P))
    emit(EventKind::Submit, P);
}

void WorkLowering::dropInCallee(const CallExpr *Call,
                                const CalleeEffect &Effect, PlaceId P) {
  if (Effect.Awaits && !Effect.Announces)
    emit(EventKind::Await, P);
  if (!Effect.Drops || Effect.Waits)
    return;
  if (dropsOnPurpose(Call, L.F, L.parents()) ||
      saysItDrops(Call->getDirectCallee()))
    emit(EventKind::Wait, P);
  else
    drop(P);
}

void WorkLowering::endInCallee(const CallExpr *Call, const CalleeEffect &Effect,
                               ReleaseMode Mode, PlaceId P) {
  // In a block of its own: which way the callee went is known here.
  if (Mode != ReleaseMode::Terminate || Effect.Drops || Effect.Waits)
    return;
  CalleeEffect Here;
  Here.Drops = true;
  dropInCallee(Call, Here, P);
}

//===----------------------------------------------------------------------===//
// Executors
//===----------------------------------------------------------------------===//

void WorkLowering::view(PlaceId View, PlaceId P) {
  if (View == None || P == None || L.isElementsPlace(View))
    return;
  auto [It, New] = L.Shared->Views.try_emplace(View, P);
  if (!New && It->second != P)
    It->second = None;
}

void WorkLowering::carryView(PlaceId Dst, PlaceId Src) {
  if (auto It = L.Shared->Views.find(Src); It != L.Shared->Views.end())
    view(Dst, PlaceId(It->second));
}

void WorkLowering::forgetView(PlaceId View) {
  if (auto It = L.Shared->Views.find(View); It != L.Shared->Views.end())
    It->second = None;
}

PlaceId WorkLowering::behind(PlaceId P) const {
  auto It = L.Shared->Views.find(P);
  return It == L.Shared->Views.end() ? P : It->second;
}

void WorkLowering::lendViewed(PlaceId View) {
  if (PlaceId P = behind(View); P != View)
    lend(P);
}

void WorkLowering::known(PlaceId P) {
  if (!L.ForSummary)
    emit(EventKind::Announce, P);
}

void WorkLowering::lend(PlaceId P) {
  P = behind(P);
  emit(EventKind::Wait, P);
  emit(EventKind::Announce, P);
}

} // namespace poolguard
