//===-- EditedGraph.h - A graph with steps put into it ----------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_FIXIT_EDITEDGRAPH_H
#define POOLGUARD_CHECKS_FIXIT_EDITEDGRAPH_H

#include "GivenAway.h"
#include "ReleaseTrial.h"
#include "llvm/ADT/STLExtras.h"

namespace poolguard {

/// A copy of a graph with steps put in between, which remembers where its
/// blocks come from.
class EditedGraph {
public:
  explicit EditedGraph(const PoolFlowGraph &Original) : Graph(Original) {
    for (BlockId B = 0; B < Graph.Blocks.size(); ++B)
      From.push_back({B, 0});
  }

  /// Steps, and what is assumed instead where a test says that they are not
  /// taken.
  struct Part {
    std::vector<Event> Steps;
    std::optional<std::vector<Event>> Otherwise;
    /// What comes behind Steps, with BeforeRelease before each release in it.
    std::optional<GraphRegion> Helper;
    std::vector<Event> BeforeRelease;
  };

  /// \p Steps, behind \p Test of \p Handle.
  static Part tested(const ReleaseTest &Test, PlaceId Handle,
                     std::vector<Event> Steps) {
    if (Test.What == HandleTest::NotNeeded)
      return {std::move(Steps), std::nullopt, {}, {}};
    std::vector<Event> Yes = question(Test, Handle, true);
    Steps.insert(Steps.begin(), Yes.begin(), Yes.end());
    return {std::move(Steps), question(Test, Handle, false), {}, {}};
  }

  /// Puts \p Parts at \p P, one after the other. Points are those of the
  /// original; to be called once for each, the later ones of a block first.
  void insert(const GraphPoint &P, std::vector<Part> Parts) {
    BlockId Rest = P.To == None ? splitBlock(P) : splitEdge(P);
    BlockId Before = P.To == None ? P.Block : Rest;
    if (P.To != None)
      Rest = P.To;
    for (unsigned I = 0; I < Parts.size(); ++I) {
      BlockId Next = I + 1 == Parts.size() ? Rest : newBlock(P);
      BlockId Behind = Parts[I].Helper ? copyOf(P, Parts[I], Next) : Next;
      std::vector<BlockId> Ways = {
          branch(P, std::move(Parts[I].Steps), Behind)};
      if (Parts[I].Otherwise)
        Ways.push_back(branch(P, std::move(*Parts[I].Otherwise), Next));
      Graph.Blocks[Before].Succs = std::move(Ways);
      Before = Next;
    }
  }

  /// Where event \p Event of \p Block stands in the original.
  GraphPoint original(BlockId Block, unsigned Event) const {
    if (Copied.count(Block))
      return From[Block];
    return {From[Block].Block, From[Block].Event + Event};
  }

  PoolFlowGraph Graph;

private:
  BlockId newBlock(const GraphPoint &P) {
    Graph.Blocks.emplace_back();
    From.push_back({P.Block, P.Event});
    return Graph.Blocks.size() - 1;
  }

  /// The helper's blocks once more, on the way to \p Next.
  BlockId copyOf(const GraphPoint &P, const Part &Each, BlockId Next) {
    const GraphRegion &R = *Each.Helper;
    BlockId First = Graph.Blocks.size();
    for (BlockId B = R.First; B <= R.Last; ++B) {
      BlockId New = newBlock(P);
      Copied.insert(New);
      FlowBlock Block = Graph.Blocks[B];
      std::vector<Event> Events;
      for (Event &E : Block.Events) {
        if (E.Kind == EventKind::Release) {
          llvm::append_range(Events, Each.BeforeRelease);
          E.Origin = ByFix;
        }
        Events.push_back(std::move(E));
      }
      Block.Events = std::move(Events);
      for (BlockId &To : Block.Succs)
        To = To - R.First + First;
      if (B == R.End) {
        Block.Exit = ExitKind::None;
        Block.Succs = {Next};
      }
      Graph.Blocks[New] = std::move(Block);
    }
    return First;
  }

  BlockId branch(const GraphPoint &P, std::vector<Event> Steps, BlockId To) {
    BlockId B = newBlock(P);
    Graph.Blocks[B].Events = std::move(Steps);
    Graph.Blocks[B].Succs = {To};
    return B;
  }

  BlockId splitBlock(const GraphPoint &P) {
    BlockId Rest = newBlock(P);
    FlowBlock &Head = Graph.Blocks[P.Block], &Tail = Graph.Blocks[Rest];
    Tail.Events.assign(Head.Events.begin() + P.Event, Head.Events.end());
    Head.Events.resize(P.Event);
    Tail.Succs = std::move(Head.Succs);
    Tail.Exit = std::exchange(Head.Exit, ExitKind::None);
    Tail.Origin = Head.Origin;
    return Rest;
  }

  /// The block that lies on the edge from now on.
  BlockId splitEdge(const GraphPoint &P) {
    BlockId Between = newBlock(P);
    for (BlockId &To : Graph.Blocks[P.Block].Succs)
      if (To == P.To)
        To = Between;
    return Between;
  }

  static std::vector<Event> question(const ReleaseTest &Test, PlaceId Handle,
                                     bool Yes) {
    if (Test.What == HandleTest::Answers)
      return Yes ? Test.Yes : Test.No;
    Event E;
    E.Dst = Handle;
    if (Test.What == HandleTest::IsOpen) {
      E.Kind = EventKind::AssumeOpen;
      E.Negated = !Yes;
      return {E};
    }
    E.Kind = EventKind::Assume;
    E.Values = ValueSet::satisfying(Yes ? Relation::Ne : Relation::Eq, 0);
    return {E};
  }

  std::vector<GraphPoint> From;
  std::set<BlockId> Copied; ///< Of a helper, where From tells the whole of it.
};

} // namespace poolguard

#endif // POOLGUARD_CHECKS_FIXIT_EDITEDGRAPH_H
