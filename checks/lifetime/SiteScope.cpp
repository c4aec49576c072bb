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
constexpr GoalSet LeakGoals = GoalSet(Goal::Leak) | Goal::ExceptionLeak;

SiteScope::SiteScope(const PoolFlowGraph &Graph, const GraphIndex &Index,
                     SiteId Site, bool WantOutcomes)
    : Index(Index), S(Graph.Sites[Site]), WantOutcomes(WantOutcomes) {
  SmallSetVector<PlaceId, 8> Reached;
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
    if (Info.Used)
      Possible = Possible | Goal::UseAfterRelease;
    if (Info.Released)
      Possible = Possible | Goal::DoubleRelease;
  }
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

GoalSet SiteScope::reachable(BlockId Block, Life Focus) const {
  GoalSet Goals;
  if (WantOutcomes)
    Goals = Goal::Ended;
  if (Focus.isReleased()) {
    if (Index.order(Block) <= LastMisuse)
      Goals = Goals | MisuseGoals;
    return Goals;
  }
  Goals = Goals | exitGoals(Block);
  if (Index.order(Block) <= LastEvent)
    Goals = Goals | MisuseGoals | Goal::Leak | Goal::Freed;
  return Goals;
}

} // namespace poolguard
