//===-- SiteScope.cpp - What one site's search is after -------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "SiteScope.h"
#include "llvm/ADT/SetVector.h"

using namespace llvm;

namespace poolguard {

constexpr GoalSet MisuseGoals =
    GoalSet(Goal::UseAfterRelease) | Goal::DoubleRelease;

SiteScope::SiteScope(const PoolFlowGraph &Graph, const GraphIndex &Index,
                     SiteId Site, bool WantOutcomes)
    : Index(Index), S(Graph.Sites[Site]), WantOutcomes(WantOutcomes) {
  SmallSetVector<PlaceId, 8> Reached;
  bool Submitted = false;
  for (EventRef Birth : Index.constructs(Site)) {
    PlaceId Dst = Graph.Blocks[Birth.Block].Events[Birth.Event].Dst;
    Reached.insert(Dst);
    LastBirth = std::max(LastBirth, Index.order(Birth.Block));
  }
  Cradles.append(Reached.begin(), Reached.end());
  for (size_t I = 0; I < Reached.size(); ++I) {
    const PlaceUses &Info = Index.place(Reached[I]);
    Reached.insert(Info.Targets.begin(), Info.Targets.end());
    LastEvent = std::max(LastEvent, Info.LastEvent);
    LastMisuse = std::max(LastMisuse, Info.LastMisuse);
    LastDrop = std::max(LastDrop, Info.LastDrop);
    LastAwait = std::max(LastAwait, Info.LastAwait);
    Submitted |= Info.Submitted;
    if (Info.Used)
      Possible = Possible | Goal::UseAfterRelease;
    if (Info.Released)
      Possible = Possible | Goal::DoubleRelease;
  }
  if (!Submitted)
    LastDrop = 0;
  if (LastDrop)
    Possible = Possible | Goal::DiscardedWork;
  if (LastAwait)
    Possible = Possible | Goal::JoinBeforeClose;
  // Whether it is ever freed only matters to the wording of a leak.
  if (S.Obligation)
    Possible = Possible | LeakGoals | Goal::Freed;
  if (WantOutcomes)
    Possible = Possible | Goal::Ended;
}

GoalSet SiteScope::exitGoals(BlockId Block) const {
  auto Leads = [&](ExitKind Kind) {
    return Index.exits(Block) & (1u << unsigned(Kind));
  };
  GoalSet Goals;
  if (!S.Obligation)
    return Goals;
  if (Leads(ExitKind::Normal) ||
      (S.ReportAtProcessExit && Leads(ExitKind::Process)))
    Goals = Goals | Goal::Leak;
  if (Leads(ExitKind::Exception))
    Goals = Goals | Goal::ExceptionLeak;
  return Goals;
}

GoalSet SiteScope::asThrown(GoalSet Leaks, BlockId Block,
                            const RunState &State) const {
  if (!Leaks.contains(Goal::Leak))
    return Leaks;
  if (State.Marks & Thrown)
    return Goal::ExceptionLeak;
  return Index.order(Block) <= Index.lastThrow() ? Leaks | Goal::ExceptionLeak
                                                 : Leaks;
}

GoalSet SiteScope::reachable(BlockId Block, const RunState &State) const {
  GoalSet Goals;
  unsigned Order = Index.order(Block);
  if (WantOutcomes)
    Goals = Goal::Ended;
  if (State.Focus.isReleased()) {
    if (Order <= LastMisuse)
      Goals = Goals | MisuseGoals;
    return Goals;
  }
  GoalSet Leaks = exitGoals(Block);
  if (Order <= LastEvent) {
    Leaks = Leaks | Goal::Leak;
    Goals = Goals | MisuseGoals | Goal::Freed;
  }
  if (Order <= LastDrop)
    Goals = Goals | Goal::DiscardedWork;
  if (Order <= LastAwait)
    Goals = Goals | Goal::JoinBeforeClose;
  return Goals | asThrown(Leaks, Block, State);
}

uint8_t SiteScope::marksAsked(BlockId Block) const {
  unsigned Order = Index.order(Block);
  uint8_t Asked = Thrown;
  if (Order <= LastDrop)
    Asked |= Queued;
  if (Order <= LastAwait)
    Asked |= Announced;
  return Asked;
}

} // namespace poolguard
