// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "RandomGraph.h"
#include "FunctionWriter.h"
#include "llvm/Support/raw_ostream.h"
#include <cstdlib>

namespace poolguard::oracle {

static uint64_t fromEnvironment(const char *Name, uint64_t Default) {
  const char *Text = std::getenv(Name);
  return Text ? std::strtoull(Text, nullptr, 0) : Default;
}

Seeds Seeds::fromEnvironment() {
  return {oracle::fromEnvironment("POOLGUARD_SEED", 1),
          oracle::fromEnvironment("POOLGUARD_GRAPHS", 20000)};
}

std::string printed(const PoolFlowGraph &Graph) {
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  Graph.print(OS);
  return Text;
}

static void mutateEdge(PoolFlowGraph &Graph, FlowBlock &Block, Dice &Random) {
  BlockId To = Random.below(Graph.Blocks.size());
  if (Block.Succs.empty() && Random.percent(70)) {
    Block.Exit = ExitKind(1 + Random.below(4));
    return;
  }
  Block.Exit = ExitKind::None;
  if (Block.Succs.empty() || Random.percent(50))
    Block.Succs.push_back(To);
  else
    Block.Succs[Random.below(Block.Succs.size())] = To;
}

static void mutateEvent(PoolFlowGraph &Graph, FlowBlock &Block, Dice &Random) {
  std::vector<Event> &Events = Block.Events;
  size_t At = Random.below(Events.size());
  FlowBlock &Other = Graph.Blocks[Random.below(Graph.Blocks.size())];
  PlaceId P = Random.below(Graph.Places.size());
  switch (Random.below(6)) {
  case 0:
    Events.erase(Events.begin() + At);
    return;
  case 1:
    Other.Events.insert(Other.Events.begin(), Event(Events[At]));
    return;
  case 2:
    Other.Events.push_back(Event(Events[At]));
    return;
  case 3:
    Events[At].Dst = P;
    return;
  case 4:
    Events[At].Src = P;
    return;
  case 5:
    std::swap(Events[At], Events[Random.below(Events.size())]);
    return;
  }
}

void mutate(PoolFlowGraph &Graph, Dice &Random) {
  PoolFlowGraph Edited = Graph;
  FlowBlock &Block = Edited.Blocks[Random.below(Edited.Blocks.size())];
  if (Block.Events.empty() || Random.percent(35))
    mutateEdge(Edited, Block, Random);
  else
    mutateEvent(Edited, Block, Random);
  if (Edited.verify().empty())
    Graph = std::move(Edited);
}

PoolFlowGraph randomGraph(uint64_t Seed) {
  PoolFlowGraph Graph = FunctionWriter(Seed).write();
  Dice Random(~Seed);
  // Half stay as written, a few become noise.
  unsigned Sort = Random.below(100);
  for (unsigned N = Sort < 50 ? 0 : 1 + Random.below(Sort < 90 ? 4 : 40); N;
       --N)
    mutate(Graph, Random);
  return Graph;
}

} // namespace poolguard::oracle
