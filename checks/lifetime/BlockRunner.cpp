//===-- BlockRunner.cpp - Runs through one block --------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "BlockRunner.h"

using namespace llvm;

namespace poolguard {

void BlockRunner::run(BlockId Block, unsigned First, unsigned Last,
                      unsigned Position, Runs &Here, Watcher Watch) {
  const std::vector<Event> &Events = Graph.Blocks[Block].Events;
  for (const Run &R : Here)
    Spent.spend(Last - First, R.State.Known.all().size());
  SmallVector<Run, 2> Forks;
  for (unsigned I = First; I < Last && !Here.empty(); ++I) {
    erase_if(Here, [&](Run &R) {
      return !runOne(Events[I], I, Position, R, Forks, Watch);
    });
    // Runs that a row of Binds made alike go on as one.
    for (Run &R : Forks)
      if (none_of(Here, [&](const Run &O) {
            return O.State == R.State && O.Refuted <= R.Refuted;
          }))
        Here.push_back(std::move(R));
    Forks.clear();
  }
}

/// \returns whether \p R goes on.
bool BlockRunner::runOne(const Event &E, unsigned Index, unsigned Position,
                         Run &R, Runs &Forks, Watcher Watch) {
  std::optional<RunState> Fork;
  StepResult S = Meaning.apply(E, R.State, Fork);
  if (Fork)
    Forks.push_back({std::move(*Fork), R.ActAt, R.ActEvent, R.Refuted});
  switch (S.Result) {
  case StepResult::Goes:
    if (S.Released || S.Submitted) {
      R.ActAt = Position;
      R.ActEvent = Index;
    }
    if (S.Released)
      Watch({Goal::Freed, Index, R, {}});
    return true;
  case StepResult::Shows:
    Watch({goalOf(S.Finding), Index, R, {}});
    return true;
  case StepResult::Stuck:
    return Conflicts && S.Conflict != None && refute(E, S.Conflict, R);
  case StepResult::Found:
    Watch({goalOf(S.Finding), Index, R, {}});
    return false;
  case StepResult::Escaped: {
    Watch({Goal::Freed, Index, R, {}});
    if (!Observed)
      return false;
    Ending End;
    End.State = Outcome::Escaped;
    End.Observed.assign(Observed->Observed.size(), ValueTable::Any);
    Watch({Goal::Ended, Index, R, std::move(End)});
    return false;
  }
  case StepResult::LostReleased:
    // Only how the function exits is still of interest.
    return Observed;
  }
  return true;
}

bool BlockRunner::refute(const Event &E, PlaceId Conflict, Run &R) {
  if (R.Refuted++ < Quota)
    Conflicts->push_back(Conflict);
  Meaning.impose(E, R.State);
  return true;
}

Ending BlockRunner::endingOf(ExitKind Exit, const RunState &State) const {
  Ending End;
  End.Exit = Exit;
  End.State = State.Focus.isOpen() ? Outcome::Open : Outcome::Released;
  End.Mode = State.Focus.mode();
  size_t Integers = Observed->integers().size();
  for (PlaceId P : Observed->Observed) {
    size_t At = End.Observed.size();
    if (At < 64 && State.Holders.contains(P))
      End.Held |= uint64_t(1) << At;
    End.Observed.push_back(At < Integers ? State.Known.valuesOf(P)
                                         : ValueTable::Any);
  }
  return End;
}

void BlockRunner::leave(BlockId Block, Runs &Here, Watcher Watch) {
  ExitKind Exit = Graph.Blocks[Block].Exit;
  if (Exit == ExitKind::None)
    return;
  bool LeakHere = Site.Obligation &&
                  (Exit == ExitKind::Normal ||
                   (Exit == ExitKind::Process && Site.ReportAtProcessExit));
  for (const Run &R : Here) {
    if (R.State.Focus.isOpen() && LeakHere)
      Watch({R.State.Marks & Thrown ? Goal::ExceptionLeak : Goal::Leak,
             None,
             R,
             {}});
    if (R.State.Focus.isOpen() && Site.Obligation &&
        Exit == ExitKind::Exception)
      Watch({Goal::ExceptionLeak, None, R, {}});
    if (Observed && !R.State.Focus.isUnborn())
      Watch({Goal::Ended, None, R, endingOf(Exit, R.State)});
  }
  Here.clear();
}

} // namespace poolguard
