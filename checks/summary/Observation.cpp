//===-- Observation.cpp - What a summary is made of -----------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Observation.h"
#include "../flow/BodyFacts.h"
#include "Summaries.h"

using namespace clang;

namespace poolguard {

Observation::Observation(const LoweredFunction &L, const FunctionDecl *Body,
                         const LoweredFunction::SlotSite *Slot,
                         bool Conditions) {
  Solve.WantOutcomes = true;
  // What becomes of the callee's own variable is nothing to the caller.
  bool Own = Slot && isOwnVariable(Slot->Slot, Body);
  if (Slot && !Own)
    AtSlot = observe(Slot->P);
  if (!Conditions)
    Solve.NumIntegers = Solve.Observed.size();
  if (L.Result != None)
    Result = observe(L.Result);
  if (Conditions)
    observeParameters(L, Body, Own ? Slot->Slot.Index : None);
  if (!Slot)
    return;
  if (Conditions)
    Solve.NumIntegers = Solve.Observed.size();
  if (Own)
    AtSlot = observe(Slot->P);
  observeElsewhere(L, Body, *Slot);
}

void Observation::observeParameters(const LoweredFunction &L,
                                    const FunctionDecl *Body, unsigned Skip) {
  FirstParameter = Solve.Observed.size();
  BodyFacts Facts(Body->getBody());
  for (unsigned I = 0; I < Body->getNumParams(); ++I) {
    const ParmVarDecl *P = Body->getParamDecl(I);
    if (I == Skip || !P->getType()->isScalarType() || Facts.isWritten(P) ||
        L.Parameters[I] == None)
      continue;
    Parameters.push_back(I);
    observe(L.Parameters[I]);
  }
}

void Observation::observeElsewhere(const LoweredFunction &L,
                                   const FunctionDecl *Body,
                                   const LoweredFunction::SlotSite &Slot) {
  for (const LoweredFunction::SlotSite &S : L.Slots)
    if (&S != &Slot && !isOwnVariable(S.Slot, Body) &&
        Solve.Observed.size() < 64)
      Elsewhere |= uint64_t(1) << observe(S.P);
}

unsigned Observation::observe(PlaceId P) {
  Solve.Observed.push_back(P);
  return Solve.Observed.size() - 1;
}

bool isOwnVariable(const CalleeSlot &Slot, const FunctionDecl *Body) {
  return Slot.What == CalleeSlot::Parameter &&
         !Body->getParamDecl(Slot.Index)->getType()->isReferenceType();
}

CalleeOutcome Observation::read(const Outcome &O, unsigned Slot,
                                unsigned Skip) const {
  CalleeOutcome Each;
  Each.State = O.State == Outcome::Open       ? CalleeOutcome::Open
               : O.State == Outcome::Released ? CalleeOutcome::Released
                                              : CalleeOutcome::Escaped;
  Each.Mode = O.Mode;
  if (O.State == Outcome::Released && O.Mode == ReleaseMode::Detach)
    Each.State = CalleeOutcome::Escaped; // See FunctionLowering::emitEscape.
  for (unsigned I = 0; I < Parameters.size(); ++I)
    if (!O.Observed[FirstParameter + I].isAny() && Parameters[I] != Skip)
      Each.Parameters.push_back(
          {Parameters[I], O.Observed[FirstParameter + I]});
  if (Result != None) {
    Each.Result = O.Observed[Result];
    Each.Returned = O.Held >> Result & 1;
  }
  Each.Slot = O.Observed[Slot];
  Each.Kept = O.Held >> Slot & 1;
  Each.Throws = O.Exit == ExitKind::Exception;
  if (Each.Throws) {
    Each.Result = ValueSet::any();
    Each.Returned = false;
  }
  return Each;
}

static bool endsCall(const Outcome &O) {
  return O.Exit == ExitKind::Normal || O.Exit == ExitKind::Exception ||
         O.State == Outcome::Escaped;
}

std::optional<CalleeOutcome>
Observation::readSlot(const Outcome &O, const CalleeSlot &Slot) const {
  if (!endsCall(O))
    return std::nullopt;
  unsigned Skip = Slot.What == CalleeSlot::Parameter ? Slot.Index : None;
  CalleeOutcome Each = read(O, AtSlot, Skip);
  // Moved or copied to another place of the caller's: not followed.
  if (Each.State == CalleeOutcome::Open && (O.Held & Elsewhere))
    Each.State = CalleeOutcome::Escaped;
  return Each;
}

static CalleeOutcome escapedOutcome(bool Throws) {
  CalleeOutcome O;
  O.State = CalleeOutcome::Escaped;
  O.Throws = Throws;
  return O;
}

/// Nothing the caller can see tells \p A from \p B.
static bool looksAlike(const CalleeOutcome &A, const CalleeOutcome &B) {
  if (A.Result.intersect(B.Result).isEmpty())
    return false;
  for (const auto &[I, Values] : A.Parameters)
    for (const auto &[J, Others] : B.Parameters)
      if (I == J && Values.intersect(Others).isEmpty())
        return false;
  return true;
}

/// Kept on one path and not on another that looks the same: who owns the
/// handle then hangs on more than we follow.
static bool isMurky(llvm::ArrayRef<CalleeOutcome> Outcomes) {
  return llvm::any_of(Outcomes, [&](const CalleeOutcome &Kept) {
    return Kept.State == CalleeOutcome::Escaped &&
           llvm::any_of(Outcomes, [&](const CalleeOutcome &Open) {
             return Open.State == CalleeOutcome::Open && looksAlike(Kept, Open);
           });
  });
}

static bool sameForCaller(const CalleeOutcome &A, const CalleeOutcome &B) {
  return A.State == B.State && A.Mode == B.Mode && A.Returned == B.Returned &&
         A.Kept == B.Kept && A.Slot == B.Slot;
}

/// Makes one of \p Outcomes if they are all alike: what tells them apart does
/// not matter then.
static bool mergeAlike(std::vector<CalleeOutcome> &Outcomes) {
  bool Alike = llvm::all_of(Outcomes, [&](const CalleeOutcome &O) {
    return sameForCaller(O, Outcomes.front());
  });
  if (!Alike || Outcomes.empty())
    return Alike;
  Outcomes.resize(1);
  Outcomes[0].Parameters.clear();
  Outcomes[0].Result = ValueSet::any();
  return true;
}

bool simplify(std::vector<CalleeOutcome> &Outcomes) {
  if (isMurky(Outcomes))
    Outcomes = {escapedOutcome(Outcomes.front().Throws)};
  // When it throws may be told by the arguments.
  if (Outcomes.size() == 1 && Outcomes.front().Throws)
    return true;
  mergeAlike(Outcomes);
  return Outcomes.size() <= Summaries::MaxOutcomes;
}

void mergeConditions(std::vector<CalleeOutcome> &Outcomes) {
  bool Any = Outcomes.size() > Summaries::MaxOutcomes;
  for (CalleeOutcome &O : Outcomes) {
    Any |= O.Parameters.empty();
    O.Result = ValueSet::any();
  }
  if (!Any)
    return;
  Outcomes.resize(1);
  Outcomes[0].Parameters.clear();
}

static bool isOpen(const CalleeOutcome &O) {
  return O.State == CalleeOutcome::Open;
}

static bool isEscaped(const CalleeOutcome &O) {
  return O.State == CalleeOutcome::Escaped;
}

void CalleeWays::add(CalleeOutcome Each, bool Bare, bool Conditions) {
  std::vector<CalleeOutcome> &Ways = Each.Throws ? Throwing : Returning;
  // Where the run ends with the escape nothing else is known, so it looks like
  // any other way.
  AnyBare |= Bare;
  if (Each.Throws)
    return Ways.push_back(std::move(Each));
  Ways.push_back(std::move(Each));
  if (Conditions)
    Murky |= isMurky(Ways);
  else
    Murky = AnyBare && llvm::any_of(Ways, isOpen);
}

Settled settleWithoutConditions(CalleeWays &Ways) {
  // When it throws may be told by the arguments.
  std::vector<CalleeOutcome> &Outcomes = Ways.Returning;
  if (!Ways.Throwing.empty())
    return Settled::NotYet;
  if (Ways.Murky) {
    Outcomes = {escapedOutcome(/*Throws=*/false)};
    return Settled::Known;
  }
  if (Outcomes.empty() || mergeAlike(Outcomes))
    return Settled::Known;
  bool MayBeMurky =
      llvm::any_of(Outcomes, isOpen) && llvm::any_of(Outcomes, isEscaped);
  return !MayBeMurky && Outcomes.size() > Summaries::MaxOutcomes
             ? Settled::Unknown
             : Settled::NotYet;
}

} // namespace poolguard
