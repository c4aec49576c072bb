// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Shrink.h"
#include "llvm/ADT/STLExtras.h"

namespace poolguard::oracle {

namespace {

class Shrinker {
public:
  using Predicate = std::function<bool(const PoolFlowGraph &)>;

  Shrinker(PoolFlowGraph &Graph, const Predicate &Trouble)
      : Graph(Graph), Trouble(Trouble) {}

  /// Tries every edit once. \returns whether one of them was good.
  bool round() {
    bool Smaller = dropUnreachable();
    for (BlockId B = 0; B < Graph.Blocks.size(); ++B) {
      Smaller |= edges(B);
      Smaller |= events(B);
      Smaller |= merge(B);
    }
    return Smaller;
  }

private:
  bool attempt(PoolFlowGraph &&Edited) {
    if (!Edited.verify().empty() || !Trouble(Edited))
      return false;
    Graph = std::move(Edited);
    return true;
  }

  bool edges(BlockId B) {
    bool Smaller = false;
    for (size_t I = 0; I < Graph.Blocks[B].Succs.size();) {
      PoolFlowGraph Edited = Graph;
      FlowBlock &Block = Edited.Blocks[B];
      Block.Succs.erase(Block.Succs.begin() + I);
      if (Block.Succs.empty())
        Block.Exit = ExitKind::Abort;
      if (attempt(std::move(Edited)))
        Smaller = true;
      else
        ++I;
    }
    return Smaller;
  }

  bool events(BlockId B) {
    bool Smaller = false;
    for (size_t I = 0; I < Graph.Blocks[B].Events.size();) {
      PoolFlowGraph Edited = Graph;
      std::vector<Event> &Events = Edited.Blocks[B].Events;
      Events.erase(Events.begin() + I);
      if (attempt(std::move(Edited)))
        Smaller = true;
      else
        ++I;
    }
    return Smaller;
  }

  /// Takes in the only successor, if nobody else leads there.
  bool merge(BlockId B) {
    if (Graph.Blocks[B].Succs.size() != 1)
      return false;
    BlockId Only = Graph.Blocks[B].Succs[0];
    size_t Edges = Only == 0; // The function's entry is one.
    for (const FlowBlock &Block : Graph.Blocks)
      Edges += llvm::count(Block.Succs, Only);
    if (Only == B || Edges != 1)
      return false;
    PoolFlowGraph Edited = Graph;
    FlowBlock &Block = Edited.Blocks[B];
    FlowBlock Succ = std::exchange(Edited.Blocks[Only], FlowBlock());
    // Nothing leads there any more; the next round drops it.
    Edited.Blocks[Only].Exit = ExitKind::Abort;
    Block.Events.insert(Block.Events.end(), Succ.Events.begin(),
                        Succ.Events.end());
    Block.Succs = Succ.Succs;
    Block.Exit = Succ.Exit;
    return attempt(std::move(Edited));
  }

  bool dropUnreachable() {
    std::vector<BlockId> Old = {0}, New(Graph.Blocks.size(), None);
    New[0] = 0;
    PoolFlowGraph Edited = Graph;
    Edited.Blocks.clear();
    for (size_t I = 0; I != Old.size(); ++I) {
      FlowBlock Block = Graph.Blocks[Old[I]];
      for (BlockId &Succ : Block.Succs) {
        if (New[Succ] == None) {
          New[Succ] = Old.size();
          Old.push_back(Succ);
        }
        Succ = New[Succ];
      }
      Edited.Blocks.push_back(std::move(Block));
    }
    return Edited.Blocks.size() < Graph.Blocks.size() &&
           attempt(std::move(Edited));
  }

  PoolFlowGraph &Graph;
  const Predicate &Trouble;
};

} // namespace

PoolFlowGraph
shrink(PoolFlowGraph Graph,
       const std::function<bool(const PoolFlowGraph &)> &Trouble) {
  while (Shrinker(Graph, Trouble).round())
    ;
  return Graph;
}

} // namespace poolguard::oracle
