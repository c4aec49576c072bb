//===-- Transfer.cpp - The meaning of one event ---------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Transfer.h"

using namespace llvm;

namespace poolguard {

void Transfer::assign(PlaceId P, const ValueSet &Values,
                      RunState &State) const {
  if (tracks(P))
    State.Known.assign(P, Table.intern(Values));
}

StepResult Transfer::leak(const RunState &State) {
  return StepResult::found(State.Marks & Thrown ? FindingKind::ExceptionLeak
                                                : FindingKind::Leak);
}

/// \p P does not hold the focus any more.
StepResult Transfer::lose(PlaceId P, RunState &State) const {
  if (!State.Holders.contains(P))
    return StepResult::Goes;
  State.Holders.erase(P);
  if (!State.Holders.empty())
    return StepResult::Goes;
  if (State.Focus.isReleased())
    return StepResult::LostReleased;
  // A pool that was there before is somebody else's to release.
  return Obligation ? leak(State) : StepResult::Goes;
}

StepResult Transfer::set(PlaceId P, const ValueSet &Values,
                         RunState &State) const {
  if (isScalar(P) && Values.isEmpty())
    return StepResult::Stuck;
  assign(P, Values, State);
  return lose(P, State);
}

bool Transfer::bear(const Event &E, RunState &State) const {
  if (isScalar(E.Dst) && E.Values.isEmpty())
    return false;
  assign(E.Dst, E.Values, State);
  State.Focus = Life::open();
  State.Holders.insert(E.Dst);
  return true;
}

StepResult Transfer::copy(const Event &E, RunState &State) const {
  if (tracks(E.Dst))
    State.Known.copy(E.Dst, E.Src, Table);
  if (!State.Holders.contains(E.Src))
    return lose(E.Dst, State);
  State.Holders.insert(E.Dst);
  return StepResult::Goes;
}

StepResult Transfer::move(const Event &E, RunState &State) const {
  if (tracks(E.Dst)) {
    State.Known.copy(E.Dst, E.Src, Table);
    State.Known.assign(E.Src, Table.intern(ValueSet::constant(0)));
  }
  if (E.Dst == E.Src || !State.Holders.contains(E.Src))
    return lose(E.Dst, State);
  State.Holders.erase(E.Src);
  State.Holders.insert(E.Dst);
  return StepResult::Goes;
}

StepResult Transfer::swap(const Event &E, RunState &State) const {
  if (tracks(E.Dst))
    State.Known.swap(E.Dst, E.Src);
  bool ToDst = State.Holders.contains(E.Src);
  if (ToDst == State.Holders.contains(E.Dst))
    return StepResult::Goes;
  State.Holders.erase(ToDst ? E.Src : E.Dst);
  State.Holders.insert(ToDst ? E.Dst : E.Src);
  return StepResult::Goes;
}

StepResult Transfer::destroy(const Event &E, RunState &State) const {
  // Whoever else refers to the object, it is gone.
  if (Obligation && State.Focus.isOpen() && State.Holders.contains(E.Dst))
    return leak(State);
  return set(E.Dst, ValueSet::any(), State);
}

StepResult Transfer::release(const Event &E, RunState &State) const {
  if (!State.Holders.contains(E.Dst))
    return StepResult::Goes;
  if (State.Focus.isReleased() && !E.Quiet &&
      !(E.LegalAfter & modeBit(State.Focus.mode())))
    return StepResult::found(FindingKind::DoubleRelease);
  State.Focus = Life::released(E.Mode);
  State.Marks = 0;
  StepResult Result = StepResult::Goes;
  Result.Released = true;
  return Result;
}

StepResult Transfer::assume(PlaceId P, const ValueSet &Values,
                            RunState &State) const {
  if (Values.isEmpty())
    return StepResult::Stuck;
  if (!tracks(P))
    return StepResult::Goes;
  ValueId Left = Table.intersect(State.Known.valuesOf(P), Values);
  if (Table[Left].isEmpty()) {
    StepResult Result = StepResult::Stuck;
    Result.Conflict = P;
    return Result;
  }
  State.Known.constrain(P, Left, Table);
  return StepResult::Goes;
}

void Transfer::impose(const Event &E, RunState &State) const {
  assign(E.Dst, E.Kind == EventKind::Assume ? E.Values : ValueSet::nonZero(),
         State);
}

StepResult Transfer::assumeOpen(const Event &E, RunState &State) const {
  if (State.Holders.contains(E.Dst))
    return State.Focus.isOpen() != E.Negated ? StepResult::Goes
                                             : StepResult::Stuck;
  if (E.Negated || !isScalar(E.Dst))
    return StepResult::Goes;
  return assume(E.Dst, ValueSet::nonZero(), State);
}

StepResult Transfer::bind(const Event &E, RunState &State,
                          std::optional<RunState> &Fork) const {
  if (State.Holders.contains(E.Src) && !State.Visited.contains(E.Loop)) {
    if (!Born)
      Born = Table.intern(bornValues(Graph, Site));
    if (!Table[*Born].isEmpty()) {
      Fork = State;
      Fork->Holders.insert(E.Dst);
      Fork->Visited.insert(E.Loop);
      if (tracks(E.Dst))
        Fork->Known.assign(E.Dst, *Born);
    }
  }
  return set(E.Dst, ValueSet::any(), State);
}

/// What \p E means to the open focus that its Dst holds, or asks of it.
StepResult Transfer::mark(const Event &E, RunState &State) {
  StepResult Result = StepResult::Goes;
  switch (E.Kind) {
  case EventKind::Submit:
    State.Marks |= Queued;
    Result.Submitted = true;
    return Result;
  case EventKind::Wait:
    State.Marks &= ~Queued;
    return Result;
  case EventKind::Drop:
    if (State.Marks & Queued && !E.Quiet)
      return {StepResult::Shows, FindingKind::DiscardedWork};
    return Result;
  case EventKind::Announce:
    State.Marks |= Announced;
    return Result;
  case EventKind::Await:
    if (!(State.Marks & Announced) && !E.Quiet)
      return {StepResult::Shows, FindingKind::JoinBeforeClose};
    return Result;
  default:
    return Result;
  }
}

StepResult Transfer::apply(const Event &E, RunState &State,
                           std::optional<RunState> &Fork) const {
  auto Holds = [&](PlaceId P) { return State.Holders.contains(P); };
  switch (E.Kind) {
  case EventKind::Construct:
    // Another pool: in a collection it stands beside the focus.
    return isScalar(E.Dst) ? set(E.Dst, E.Values, State) : StepResult::Goes;
  case EventKind::Copy:
    return copy(E, State);
  case EventKind::Move:
    return move(E, State);
  case EventKind::Swap:
    return swap(E, State);
  case EventKind::Insert:
    if (Holds(E.Src))
      State.Holders.insert(E.Dst);
    return StepResult::Goes;
  case EventKind::Set:
    return set(E.Dst, E.Values, State);
  case EventKind::Destroy:
    return destroy(E, State);
  case EventKind::Release:
    return release(E, State);
  case EventKind::Use:
    if (Holds(E.Dst) && State.Focus.isReleased() && !E.Quiet)
      return StepResult::found(FindingKind::UseAfterRelease);
    return StepResult::Goes;
  case EventKind::Escape:
    return Holds(E.Dst) ? StepResult::Escaped : StepResult::Goes;
  case EventKind::Assume:
    return assume(E.Dst, E.Values, State);
  case EventKind::AssumeOpen:
    return assumeOpen(E, State);
  case EventKind::Bind:
    return bind(E, State, Fork);
  case EventKind::LoopBegin:
    State.Visited.erase(E.Loop);
    return StepResult::Goes;
  case EventKind::Exhausted:
    return Holds(E.Dst) && !State.Visited.contains(E.Loop) ? StepResult::Stuck
                                                           : StepResult::Goes;
  case EventKind::Empty:
    return Holds(E.Dst) ? StepResult::Stuck : StepResult::Goes;
  case EventKind::Throw:
    if (State.Focus.isOpen() && Obligation)
      State.Marks |= Thrown;
    return StepResult::Goes;
  case EventKind::Submit:
  case EventKind::Wait:
  case EventKind::Drop:
  case EventKind::Announce:
  case EventKind::Await:
    return Holds(E.Dst) && State.Focus.isOpen() ? mark(E, State)
                                                : StepResult::Goes;
  case EventKind::Note:
    return StepResult::Goes;
  }
  return StepResult::Goes;
}

} // namespace poolguard
