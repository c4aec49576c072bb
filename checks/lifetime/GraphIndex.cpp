//===-- GraphIndex.cpp - What every site's search looks up ----------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "GraphIndex.h"
#include "llvm/ADT/IntEqClasses.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;

namespace poolguard {

GraphIndex::GraphIndex(const PoolFlowGraph &Graph)
    : Orders(Graph.Blocks.size(), 0), Exits(Graph.Blocks.size(), 0),
      LoopEnds(Graph.NumLoops, 0), InCycle(Graph.Blocks.size(), false),
      Preds(Graph.Blocks.size()), Places(Graph.Places.size()),
      Births(Graph.Sites.size()) {
  if (Graph.Blocks.empty())
    return;
  orderBlocks(Graph);
  joinWebs(Graph);
  for (BlockId B = 0; B < Graph.Blocks.size(); ++B)
    for (unsigned E = 0; isReachable(B) && E < Graph.Blocks[B].Events.size();
         ++E)
      indexEvent(Graph, {B, E});
}

/// The blocks of one cycle (or a single block) are complete, and so is all
/// that comes after them.
void GraphIndex::closeCycle(const PoolFlowGraph &Graph, ArrayRef<BlockId> Cycle,
                            unsigned Number) {
  unsigned Mask = 0;
  for (BlockId B : Cycle) {
    Mask |= 1u << unsigned(Graph.Blocks[B].Exit);
    for (BlockId Next : Graph.Blocks[B].Succs)
      Mask |= Exits[Next]; // 0 for those of this cycle.
  }
  for (BlockId B : Cycle) {
    Orders[B] = Number;
    Exits[B] = Mask;
    InCycle[B] = Cycle.size() > 1 || is_contained(Graph.Blocks[B].Succs, B);
    for (BlockId Next : Graph.Blocks[B].Succs)
      Preds[Next].push_back(B);
  }
}

/// Tarjan's strongly connected components, without recursion. They come out
/// last first, so numbers count down.
void GraphIndex::orderBlocks(const PoolFlowGraph &Graph) {
  struct Visit {
    BlockId Block;
    unsigned NextSucc;
  };
  unsigned Count = 0, Number = Graph.Blocks.size();
  std::vector<unsigned> Index(Graph.Blocks.size(), 0), Low(Index);
  std::vector<BlockId> Stack;
  std::vector<Visit> Open;
  auto Enter = [&](BlockId B) {
    Index[B] = Low[B] = ++Count;
    Stack.push_back(B);
    Open.push_back({B, 0});
  };
  Enter(0);
  while (!Open.empty()) {
    BlockId B = Open.back().Block;
    if (Open.back().NextSucc < Graph.Blocks[B].Succs.size()) {
      BlockId Next = Graph.Blocks[B].Succs[Open.back().NextSucc++];
      if (!Index[Next])
        Enter(Next);
      else if (!Orders[Next])
        Low[B] = std::min(Low[B], Index[Next]);
      continue;
    }
    Open.pop_back();
    if (!Open.empty())
      Low[Open.back().Block] = std::min(Low[Open.back().Block], Low[B]);
    if (Low[B] != Index[B])
      continue;
    size_t Begin = Stack.size() - 1;
    while (Stack[Begin] != B)
      --Begin;
    closeCycle(Graph, ArrayRef(Stack).drop_front(Begin), Number--);
    Stack.resize(Begin);
  }
}

void GraphIndex::joinWebs(const PoolFlowGraph &Graph) {
  IntEqClasses Classes(Graph.Places.size());
  for (const FlowBlock &Block : Graph.Blocks)
    for (const Event &E : Block.Events)
      if ((E.Kind == EventKind::Copy || E.Kind == EventKind::Move ||
           E.Kind == EventKind::Swap) &&
          !Graph.Places[E.Dst].Collection)
        Classes.join(E.Dst, E.Src);
  Classes.compress();
  Webs.resize(Classes.getNumClasses());
  for (PlaceId P = 0; P < Graph.Places.size(); ++P) {
    Places[P].Web = Classes[P];
    Places[P].IndexInWeb = Webs[Classes[P]].Places.size();
    Webs[Classes[P]].Places.push_back(P);
  }
}

void GraphIndex::indexEvent(const PoolFlowGraph &Graph, EventRef Where) {
  const Event &E = Graph.Blocks[Where.Block].Events[Where.Event];
  unsigned Now = Orders[Where.Block];
  auto Tells = [&](PlaceId P) {
    Web &W = Webs[Places[P].Web];
    W.FirstTouch = std::min(W.FirstTouch, Now);
    if (W.Namers.empty() || W.Namers.back() != Where.Block)
      W.Namers.push_back(Where.Block);
  };
  auto Touches = [&](PlaceId P) {
    Places[P].LastEvent = std::max(Places[P].LastEvent, Now);
    Tells(P);
  };
  auto Changes = [&](PlaceId P) {
    Touches(P);
    unsigned &Last = Webs[Places[P].Web].LastChange;
    Last = std::max(Last, Now);
  };
  auto Reads = [&](PlaceId P) {
    auto &Readers = Places[P].HandleReaders;
    if (Readers.empty() || Readers.back() != Where.Block)
      Readers.push_back(Where.Block);
  };
  auto Misuses = [&](bool PlaceUses::*How) {
    Touches(E.Dst);
    Reads(E.Dst);
    if (E.Quiet)
      return;
    Places[E.Dst].LastMisuse = std::max(Places[E.Dst].LastMisuse, Now);
    Places[E.Dst].*How = true;
  };
  auto Asks = [&](unsigned PlaceUses::*Last) {
    if (E.Quiet)
      return;
    Tells(E.Dst);
    Reads(E.Dst);
    Places[E.Dst].*Last = std::max(Places[E.Dst].*Last, Now);
  };
  auto Hands = [&](PlaceId From, PlaceId To) {
    Touches(From);
    Changes(To);
    Reads(From);
    if (!is_contained(Places[From].Targets, To))
      Places[From].Targets.push_back(To);
  };
  switch (E.Kind) {
  case EventKind::Construct:
    Births[E.Site].push_back(Where);
    [[fallthrough]];
  case EventKind::Set:
  case EventKind::Destroy:
    return Changes(E.Dst);
  case EventKind::Escape:
    return Touches(E.Dst);
  case EventKind::Swap:
    Hands(E.Dst, E.Src);
    [[fallthrough]];
  case EventKind::Copy:
  case EventKind::Move:
  case EventKind::Insert:
    return Hands(E.Src, E.Dst);
  case EventKind::Bind:
    LoopEnds[E.Loop] = std::max(LoopEnds[E.Loop], Now);
    return Hands(E.Src, E.Dst);
  case EventKind::Exhausted:
    LoopEnds[E.Loop] = std::max(LoopEnds[E.Loop], Now);
    return;
  case EventKind::Release:
    return Misuses(&PlaceUses::Released);
  case EventKind::Use:
    return Misuses(&PlaceUses::Used);
  case EventKind::Drop:
    return Asks(&PlaceUses::LastDrop);
  case EventKind::Await:
    return Asks(&PlaceUses::LastAwait);
  case EventKind::Submit:
    Places[E.Dst].Submitted = true;
    return;
  case EventKind::Throw:
    LastThrow = std::max(LastThrow, Now);
    return;
  case EventKind::Assume:
  case EventKind::AssumeOpen: {
    Tells(E.Dst);
    auto &Readers = Webs[Places[E.Dst].Web].Readers;
    if (Readers.empty() || Readers.back() != Where.Block)
      Readers.push_back(Where.Block);
    return;
  }
  case EventKind::LoopBegin:
  case EventKind::Empty:
  case EventKind::Wait:
  case EventKind::Announce:
  case EventKind::Note:
    return;
  }
}

} // namespace poolguard
