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

EntryPaths::EntryPaths(const PoolFlowGraph &Graph, const GraphIndex &Index,
                       Liveness &Live, ValueTable &Table)
    : Graph(Graph), Index(Index), Live(Live), Table(Table),
      Tracked(Graph.Places.size()) {}

EntryPaths::~EntryPaths() = default;

std::vector<BlockId> EntryPaths::pathTo(BlockId B) {
  if (!Built)
    build();
  auto It = Reached.find(B);
  return It == Reached.end() ? std::vector<BlockId>()
                             : Found->pathTo(It->second);
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
      : Found(*Of.Found), Graph(Of.Graph), Meaning(Graph, Of.Table, 0, nullptr),
        Runner(Graph, Meaning, 0, nullptr, &Conflicts, Quota),
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

  /// Calls \p Arrive for each state that a run reaches.
  void run(function_ref<void(unsigned State)> Arrive) {
    std::vector<std::pair<unsigned, Run>> Open(1);
    while (!Open.empty()) {
      auto [State, Here] = std::move(Open.back());
      Open.pop_back();
      if (!Here.Refuted)
        Arrive(State);
      SmallVector<Run, 1> Runs;
      Runs.push_back(std::move(Here));
      BlockId Block = Found.blockOf(State);
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
  const PoolFlowGraph &Graph;
  Transfer Meaning;
  BlockRunner Runner;
  std::vector<unsigned> FirstChild, NextSibling;
};

/// \returns whether another round might find more.
bool EntryPaths::round(unsigned Quota) {
  Found = std::make_unique<UnbornSearch>(Graph, Index, Live, Table, Tracked,
                                         Births, LastOrder);
  // One state for each block with a Construct is enough.
  DenseMap<BlockId, unsigned> Wanted;
  SmallVector<unsigned, 16> Goals;
  unsigned Limit = 20000 + 8 * Graph.Blocks.size();
  bool Complete = Found->run(
      0, Limit, [&](unsigned Birth, const RunState &, unsigned State) {
        if (Wanted.try_emplace(Births[Birth].Block, State).second)
          Goals.push_back(State);
      });
  Walk Check(*this, Goals, Quota);
  Reached.clear();
  Check.run([&](unsigned State) {
    auto It = Wanted.find(Found->blockOf(State));
    if (It != Wanted.end() && It->second == State)
      Reached[It->first] = State;
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
