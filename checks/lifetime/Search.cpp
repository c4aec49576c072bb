//===-- Search.cpp - All runs of one site, abstractly ---------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Search.h"

using namespace llvm;

namespace poolguard {

void SiteContext::forgetVisits(BlockId Block, RunState &State) const {
  if (State.Visited.empty())
    return;
  IdSet Kept;
  for (LoopId Loop : State.Visited)
    if (Index.order(Block) <= Index.lastQuestion(Loop))
      Kept.insert(Loop);
  State.Visited = Kept;
}

Search::Search(SiteContext &Context, const BitVector &Tracked, bool FromEntry,
               unsigned &Budget)
    : Context(Context),
      Meaning(Context.Graph, Context.Table, Context.Site, &Tracked),
      Runner(Context.Graph, Meaning, Context.Site, Context.observed()),
      FromEntry(FromEntry), Budget(Budget) {}

EventRef Search::beginningOf(unsigned State) const {
  unsigned Construct =
      Store.row(State).front() - unsigned(Context.Graph.Blocks.size());
  return Context.Index.constructs(Context.Site)[Construct];
}

BlockId Search::blockOf(unsigned State) const {
  return isBeginning(State) ? beginningOf(State).Block
                            : Store.row(State).front();
}

/// A new state costs one of the budget.
void Search::pay() {
  if (Budget)
    --Budget;
  else
    Exhausted = true;
}

void Search::enter(StateStore &Into, BlockId Block, Run R, Discovery How) {
  R.State.Known.retain(
      [&](PlaceId P) { return Context.Live.isLive(P, Block); });
  Context.forgetVisits(Block, R.State);
  SmallVector<unsigned, 16> Row = {Block};
  R.State.encode(Row);
  How.ReleaseAt = R.ReleaseAt;
  How.ReleaseEvent = R.ReleaseEvent;
  if (Into.insert(Row, How).second)
    pay();
}

/// Every run before it reaches its focus.
bool Search::exploreUnborn() {
  enter(Unborn, 0, Run(), Discovery());
  for (unsigned I = 0; I < Unborn.size(); ++I) {
    expandUnborn(I);
    if (Exhausted)
      return false;
  }
  return true;
}

void Search::expandUnborn(unsigned State) {
  BlockId Block = Unborn.row(State).front();
  const FlowBlock &Here = Context.Graph.Blocks[Block];
  SmallVector<Run, 1> Runs(1);
  Runs[0].State = RunState::decode(Unborn.row(State).drop_front());
  unsigned Done = 0;
  auto Ignore = [](const Sighting &) {};
  for (auto [I, Where] : enumerate(Context.Index.constructs(Context.Site))) {
    if (Where.Block != Block)
      continue;
    Runner.run(Block, Done, Where.Event, 0, Runs, Ignore);
    Done = Where.Event;
    if (Runs.empty())
      return;
    begin(I, Runs[0].State, State);
  }
  Runner.run(Block, Done, Here.Events.size(), 0, Runs, Ignore);
  if (Runs.empty())
    return;
  for (BlockId Next : Here.Succs)
    if (Context.Index.order(Next) <= Context.Scope.lastBirth())
      enter(Unborn, Next, Runs[0], {State, Unborn.how(State).Depth + 1});
}

/// Files the run whose focus is the \p Construct-th of the site.
void Search::begin(unsigned Construct, RunState State, unsigned Unborn) {
  EventRef Where = Context.Index.constructs(Context.Site)[Construct];
  const Event &E = Context.Graph.Blocks[Where.Block].Events[Where.Event];
  if (!Meaning.bear(E, State))
    return;
  SmallVector<unsigned, 16> Row = {unsigned(Context.Graph.Blocks.size()) +
                                   Construct};
  State.encode(Row);
  if (Store.insert(Row, {Unborn, 0}).second)
    pay();
}

bool Search::run(const GoalSet &Pending, Watcher Watch) {
  if (FromEntry && !exploreUnborn())
    return false;
  unsigned Constructs = Context.Index.constructs(Context.Site).size();
  for (unsigned I = 0; !FromEntry && I < Constructs; ++I)
    begin(I, RunState(), None);
  // States are numbered as found, so this is a queue.
  for (unsigned I = 0; I < Store.size() && !Pending.empty() && !Exhausted; ++I)
    expand(I, Pending, Watch);
  return !Exhausted;
}

void Search::expand(unsigned State, const GoalSet &Pending, Watcher Watch) {
  Discovery How = Store.how(State);
  BlockId Block = blockOf(State);
  unsigned First = isBeginning(State) ? beginningOf(State).Event + 1 : 0;
  const FlowBlock &Here = Context.Graph.Blocks[Block];
  SmallVector<Run, 2> Runs;
  Runs.push_back({stateOf(State), How.ReleaseAt, How.ReleaseEvent});
  auto Tell = [&](const Sighting &S) { Watch(S, State); };
  Runner.run(Block, First, Here.Events.size(), How.Depth, Runs, Tell);
  Runner.leave(Block, Runs, Tell);
  // A block with a long row of Binds can make many runs by itself.
  if (Runs.size() > Context.Options.MaxStatesPerSite)
    Exhausted = true;
  for (const Run &R : Runs)
    for (BlockId Next : Here.Succs)
      if (!(Context.Scope.reachable(Next, R.State.Focus) & Pending).empty())
        enter(Store, Next, R, {State, How.Depth + 1});
}

Route Search::routeTo(unsigned State) const {
  Route R;
  R.States = Store.chain(State);
  for (unsigned On : R.States)
    R.Blocks.push_back(blockOf(On));
  R.FirstEvent = beginningOf(R.States.front()).Event;
  if (!FromEntry) {
    R.Prefix = Context.Index.entryPath(R.Blocks.front());
    return R;
  }
  for (unsigned On : Unborn.chain(Store.how(R.States.front()).Parent))
    R.Prefix.push_back(Unborn.row(On).front());
  return R;
}

} // namespace poolguard
