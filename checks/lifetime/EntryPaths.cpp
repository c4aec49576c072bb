//===-- EntryPaths.cpp - A way to each construct --------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "EntryPaths.h"

using namespace llvm;

namespace poolguard {

/// Rounds before giving up; see FirstQuota in Refinement.cpp for their growth.
constexpr unsigned MaxRounds = 6;

/// How many blocks on a path share a stop. Each takes memory.
constexpr unsigned StopEvery = 32;

EntryPaths::EntryPaths(const PoolFlowGraph &Graph, const GraphIndex &Index,
                       Liveness &Live, ValueTable &Table, Effort &Spent)
    : Graph(Graph), Index(Index), Live(Live), Table(Table), Spent(Spent),
      Tracked(Graph.Places.size()) {}

EntryPaths::~EntryPaths() = default;

std::vector<BlockId> EntryPaths::pathTo(BlockId B) {
  if (!Built)
    build();
  auto It = Reached.find(B);
  return It == Reached.end() ? std::vector<BlockId>()
                             : Found->pathTo(It->second);
}

std::optional<Stop> EntryPaths::before(BlockId B, unsigned Distance) {
  if (!Built)
    build();
  auto It = Reached.find(B);
  if (It == Reached.end())
    return std::nullopt;
  unsigned State = It->second;
  for (; Distance && State; --Distance)
    State = Found->how(State).Parent;
  return stopAt(State);
}

std::optional<Stop> EntryPaths::leadIn(BlockId B, BlockId Through) {
  if (!Built)
    build();
  auto It = Reached.find(B);
  if (It == Reached.end())
    return std::nullopt;
  unsigned State = It->second;
  while (Found->blockOf(State) != Through)
    State = Found->how(State).Parent;
  return stopAt(State);
}

/// \returns the last stop before \p State, or there.
std::optional<Stop> EntryPaths::stopAt(unsigned State) {
  Stop Last;
  auto It = Stops.find(State);
  for (; It == Stops.end(); It = Stops.find(State)) {
    State = Found->how(State).Parent;
    Last.Ahead.push_back(Found->blockOf(State));
  }
  std::reverse(Last.Ahead.begin(), Last.Ahead.end());
  Last.Block = Found->blockOf(State);
  Last.State = &It->second;
  return Last;
}

void EntryPaths::build() {
  Built = true;
  for (SiteId S = 0; S < Graph.Sites.size(); ++S)
    append_range(Births, Index.constructs(S));
  for (EventRef Birth : Births)
    LastOrder = std::max(LastOrder, Index.order(Birth.Block));
  llvm::sort(Births, [](EventRef A, EventRef B) {
    return std::tie(A.Block, A.Event) < std::tie(B.Block, B.Event);
  });
  unsigned Quota = 1;
  for (unsigned Round = 0; Round < MaxRounds && round(Quota); ++Round)
    Quota *= 16;
}

/// Walks the paths to some states with all facts, common beginnings once.
class EntryPaths::Walk {
public:
  Walk(EntryPaths &Of, ArrayRef<unsigned> Goals, unsigned Quota)
      : Found(*Of.Found), Live(Of.Live), Graph(Of.Graph),
        Meaning(Graph, Of.Table, 0, nullptr),
        Runner(Graph, Meaning, 0, nullptr, Of.Spent, &Conflicts, Quota),
        FirstChild(Found.size(), None), NextSibling(Found.size(), None) {
    BitVector Marked(Found.size());
    Marked.set(0);
    for (unsigned State : Goals)
      for (; !Marked.test(State); State = Found.how(State).Parent) {
        Marked.set(State);
        unsigned &First = FirstChild[Found.how(State).Parent];
        NextSibling[State] = std::exchange(First, State);
      }
  }

  /// Calls \p Arrive for each stop that a run reaches.
  void run(function_ref<bool(unsigned State)> IsStop,
           function_ref<void(unsigned State, const RunState &)> Arrive) {
    std::vector<std::pair<unsigned, Run>> Open(1);
    while (!Open.empty()) {
      auto [State, Here] = std::move(Open.back());
      Open.pop_back();
      BlockId Block = Found.blockOf(State);
      // What is dead makes every step dearer, and so does looking for it.
      if (IsStop(State) || Found.how(State).Depth % 8 == 0)
        Here.State.Known.retain(
            [&](PlaceId P) { return Live.isLive(P, Block); });
      if (!Here.Refuted && IsStop(State))
        Arrive(State, Here.State);
      SmallVector<Run, 1> Runs;
      Runs.push_back(std::move(Here));
      if (FirstChild[State] == None)
        continue;
      Runner.run(Block, 0, Graph.Blocks[Block].Events.size(), 0, Runs,
                 [](const Sighting &) {});
      if (Runs.empty())
        continue;
      for (unsigned Child = FirstChild[State]; Child != None;
           Child = NextSibling[Child])
        NextSibling[Child] == None
            ? Open.emplace_back(Child, std::move(Runs[0]))
            : Open.emplace_back(Child, Runs[0]);
    }
  }

  SmallVector<PlaceId, 4> Conflicts;

private:
  const UnbornSearch &Found;
  Liveness &Live;
  const PoolFlowGraph &Graph;
  Transfer Meaning;
  BlockRunner Runner;
  std::vector<unsigned> FirstChild, NextSibling;
};

/// \returns whether another round might find more.
bool EntryPaths::round(unsigned Quota) {
  Found = std::make_unique<UnbornSearch>(Graph, Index, Live, Table, Tracked,
                                         Births, LastOrder, Spent);
  // One state for each block with a Construct is enough.
  DenseMap<BlockId, unsigned> Wanted;
  SmallVector<unsigned, 16> Goals;
  unsigned Limit = 20000 + 8 * Graph.Blocks.size();
  bool Complete =
      Found->run(0, RunState(), Limit,
                 [&](unsigned Birth, const RunState &, unsigned State) {
                   if (Wanted.try_emplace(Births[Birth].Block, State).second)
                     Goals.push_back(State);
                 });
  Walk Check(*this, Goals, Quota);
  Reached.clear();
  Stops.clear();
  auto IsGoal = [&](unsigned State) {
    auto It = Wanted.find(Found->blockOf(State));
    return It != Wanted.end() && It->second == State;
  };
  auto IsStop = [&](unsigned State) {
    return IsGoal(State) || Found->how(State).Depth % StopEvery == 0;
  };
  Check.run(IsStop, [&](unsigned State, const RunState &Here) {
    if (IsGoal(State))
      Reached[Found->blockOf(State)] = State;
    Stops[State] = Here;
  });
  if (!Complete || Reached.size() == Wanted.size())
    return false;
  unsigned Before = Tracked.count();
  for (PlaceId P : Check.Conflicts)
    for (PlaceId Member : Index.web(P).Places)
      Tracked.set(Member);
  return Tracked.count() != Before;
}

} // namespace poolguard
