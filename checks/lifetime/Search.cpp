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

unsigned SiteContext::limit() const {
  if (Options.MaxStatesPerSite)
    return Options.MaxStatesPerSite;
  return 20000 + 4 * Graph.Blocks.size();
}

GoalSet SiteContext::reachable(BlockId Block, const RunState &State) const {
  GoalSet Goals = Scope.reachable(Block, State);
  // Misuse needs a handle. That a handle is lost may be a leak, though.
  if ((State.Focus.isOpen() && Graph.Sites[Site].Obligation) ||
      (Goals - Goal::Ended).empty())
    return Goals;
  bool Matters = any_of(State.Holders,
                        [&](PlaceId P) { return Handles.isLive(P, Block); });
  return Matters ? Goals : Goals & Goal::Ended;
}

void SiteContext::forget(BlockId Block, RunState &State) const {
  State.Marks &= Scope.marksAsked(Block);
  if (State.Visited.empty())
    return;
  IdSet Kept;
  for (LoopId Loop : State.Visited)
    if (Index.order(Block) <= Index.lastQuestion(Loop))
      Kept.insert(Loop);
  State.Visited = Kept;
}

Search::Search(SiteContext &Context, const BitVector &Tracked, BlockId Neck,
               RunState Known)
    : Context(Context),
      Meaning(Context.Graph, Context.Table, Context.Site, &Tracked),
      Runner(Context.Graph, Meaning, Context.Site, Context.observed(),
             Context.Spent),
      Neck(Neck), Known(std::move(Known)),
      Unborn(Context.Graph, Context.Index, Context.Live, Context.Table, Tracked,
             Context.Index.constructs(Context.Site), Context.Scope.lastBirth(),
             Context.Spent) {}

EventRef Search::beginningOf(unsigned State) const {
  unsigned Construct =
      Store.row(State).front() - unsigned(Context.Graph.Blocks.size());
  return Context.Index.constructs(Context.Site)[Construct];
}

BlockId Search::blockOf(unsigned State) const {
  return isBeginning(State) ? beginningOf(State).Block
                            : Store.row(State).front();
}

void Search::enter(BlockId Block, Run R, Discovery How) {
  R.State.Known.retain(
      [&](PlaceId P) { return Context.Live.isLive(P, Block); });
  Context.forget(Block, R.State);
  SmallVector<unsigned, 16> Row = {Block};
  R.State.encode(Row);
  How.ActAt = R.ActAt;
  How.ActEvent = R.ActEvent;
  Store.insert(Row, How);
}

/// Files the run whose focus is the \p Construct-th of the site.
void Search::begin(unsigned Construct, RunState State, unsigned Parent) {
  EventRef Where = Context.Index.constructs(Context.Site)[Construct];
  const Event &E = Context.Graph.Blocks[Where.Block].Events[Where.Event];
  if (!Meaning.bear(E, State))
    return;
  SmallVector<unsigned, 16> Row = {unsigned(Context.Graph.Blocks.size()) +
                                   Construct};
  State.encode(Row);
  Store.insert(Row, {Parent, 0});
}

bool Search::run(const GoalSet &Pending, Watcher Watch) {
  unsigned Limit = Context.limit();
  auto Begin = [&](unsigned Construct, const RunState &State, unsigned Parent) {
    begin(Construct, State, Parent);
  };
  if (!Unborn.run(Neck, Known, Limit, Begin))
    return false;
  // States are numbered as found, so this is a queue.
  for (unsigned I = 0; I < Store.size() && !Pending.empty(); ++I)
    if (Unborn.size() + Store.size() > Limit || Context.Spent.isExhausted() ||
        !expand(I, Pending, Watch))
      return false;
  return true;
}

bool Search::expand(unsigned State, const GoalSet &Pending, Watcher Watch) {
  Discovery How = Store.how(State);
  BlockId Block = blockOf(State);
  unsigned First = isBeginning(State) ? beginningOf(State).Event + 1 : 0;
  const FlowBlock &Here = Context.Graph.Blocks[Block];
  SmallVector<Run, 2> Runs;
  Runs.push_back({stateOf(State), How.ActAt, How.ActEvent});
  auto Tell = [&](const Sighting &S) { Watch(S, State); };
  Runner.run(Block, First, Here.Events.size(), How.Depth, Runs, Tell);
  Runner.leave(Block, Runs, Tell);
  // A block with a long row of Binds can make many runs by itself.
  if (Runs.size() > Context.limit())
    return false;
  for (const Run &R : Runs)
    for (BlockId Next : Here.Succs)
      if (!(Context.reachable(Next, R.State) & Pending).empty())
        enter(Next, R, {State, How.Depth + 1});
  return true;
}

Route Search::routeTo(unsigned State) const {
  Route R;
  R.States = Store.chain(State);
  for (unsigned On : R.States)
    R.Blocks.push_back(blockOf(On));
  R.FirstEvent = beginningOf(R.States.front()).Event;
  R.Prefix = Unborn.pathTo(Store.how(R.States.front()).Parent);
  return R;
}

} // namespace poolguard
