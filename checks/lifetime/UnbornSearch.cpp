//===-- UnbornSearch.cpp - Runs before they have a focus ------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "UnbornSearch.h"

using namespace llvm;

namespace poolguard {

bool UnbornSearch::run(BlockId From, const RunState &Known, unsigned Limit,
                       Watcher Watch) {
  Run First;
  First.State = Known;
  First.State.Known.retain([&](PlaceId P) { return Tracked.test(P); });
  enter(From, std::move(First), Discovery());
  for (unsigned I = 0; I < Store.size(); ++I) {
    if (Store.size() > Limit || Spent.isExhausted())
      return false;
    expand(I, Watch);
  }
  return true;
}

void UnbornSearch::enter(BlockId Block, Run R, const Discovery &How) {
  R.State.Known.retain([&](PlaceId P) { return Live.isLive(P, Block); });
  SmallVector<unsigned, 16> Row = {Block};
  R.State.encode(Row);
  Store.insert(Row, How);
}

void UnbornSearch::expand(unsigned State, Watcher Watch) {
  BlockId Block = blockOf(State);
  const FlowBlock &Here = Graph.Blocks[Block];
  // Nothing holds the focus, so nothing forks: there is at most one run.
  SmallVector<Run, 1> Runs(1);
  Runs[0].State = RunState::decode(Store.row(State).drop_front());
  unsigned Done = 0;
  auto Ignore = [](const Sighting &) {};
  const EventRef *Birth = llvm::partition_point(
      Births, [Block](EventRef Where) { return Where.Block < Block; });
  for (; Birth != Births.end() && Birth->Block == Block; ++Birth) {
    Runner.run(Block, Done, Birth->Event, 0, Runs, Ignore);
    Done = Birth->Event;
    if (Runs.empty())
      return;
    Watch(Birth - Births.begin(), Runs[0].State, State);
  }
  Runner.run(Block, Done, Here.Events.size(), 0, Runs, Ignore);
  if (Runs.empty())
    return;
  unsigned Depth = Store.how(State).Depth + 1;
  for (BlockId Next : Here.Succs)
    if (Index.order(Next) <= LastOrder)
      enter(Next, Runs[0], {State, Depth});
}

std::vector<BlockId> UnbornSearch::pathTo(unsigned State) const {
  std::vector<BlockId> Path;
  for (unsigned On : Store.chain(State))
    Path.push_back(blockOf(On));
  return Path;
}

} // namespace poolguard
