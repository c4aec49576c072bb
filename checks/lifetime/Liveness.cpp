//===-- Liveness.cpp - Which facts can still matter -----------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Liveness.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;

namespace poolguard {

const SmallBitVector *Liveness::liveIn(PlaceId Place, BlockId Block) {
  std::optional<LiveIn> &Live = ByWeb[Index.place(Place).Web];
  if (!Live)
    Live = solve(Index.web(Place));
  auto It = Live->find(Block);
  return It == Live->end() ? nullptr : &It->second;
}

bool Liveness::isLive(PlaceId Place, BlockId Block) {
  const SmallBitVector *Web = liveIn(Place, Block);
  return Web && Web->test(Index.place(Place).IndexInWeb);
}

Liveness::LiveIn Liveness::solve(const Web &W) const {
  LiveIn Live;
  std::vector<BlockId> Work(W.Readers.begin(), W.Readers.end());
  if (any_of(Observed, [&](PlaceId P) { return &Index.web(P) == &W; }))
    for (BlockId B = 0; B < Graph.Blocks.size(); ++B)
      if (Graph.Blocks[B].Exit != ExitKind::None && Index.isReachable(B))
        Work.push_back(B);
  while (!Work.empty()) {
    BlockId B = Work.back();
    Work.pop_back();
    // Where nothing is known yet, nothing can be asked for.
    if (!Index.isTouchedBefore(W.Places.front(), B))
      continue;
    SmallBitVector Now = liveOut(W, B, Live);
    for (const Event &E : reverse(Graph.Blocks[B].Events))
      stepBack(W, E, Now);
    if (Now.none())
      continue;
    auto [It, New] = Live.try_emplace(B, Now);
    if (!New && It->second == Now)
      continue;
    It->second = Now;
    append_range(Work, Index.predecessors(B));
  }
  return Live;
}

SmallBitVector Liveness::liveOut(const Web &W, BlockId Block,
                                 const LiveIn &Live) const {
  SmallBitVector Out(W.Places.size());
  for (BlockId Next : Graph.Blocks[Block].Succs)
    if (auto It = Live.find(Next); It != Live.end())
      Out |= It->second;
  if (Graph.Blocks[Block].Exit != ExitKind::None)
    for (PlaceId P : Observed)
      if (&Index.web(P) == &W)
        Out.set(Index.place(P).IndexInWeb);
  return Out;
}

/// What is live before \p E, given what is live after it.
void Liveness::stepBack(const Web &W, const Event &E,
                        SmallBitVector &Live) const {
  if (E.Dst == None || &Index.web(E.Dst) != &W)
    return;
  unsigned Dst = Index.place(E.Dst).IndexInWeb;
  unsigned Src = E.Src == None ? Dst : Index.place(E.Src).IndexInWeb;
  bool DstLive = Live.test(Dst);
  switch (E.Kind) {
  case EventKind::Construct:
  case EventKind::Set:
  case EventKind::Destroy:
  case EventKind::Bind:
    Live.reset(Dst);
    return;
  case EventKind::Copy:
    Live.reset(Dst);
    Live[Src] = Live.test(Src) || DstLive;
    return;
  case EventKind::Move:
    Live.reset(Dst);
    Live[Src] = DstLive;
    return;
  case EventKind::Swap:
    Live[Dst] = Live.test(Src);
    Live[Src] = DstLive;
    return;
  case EventKind::Assume:
  case EventKind::AssumeOpen:
    Live.set(Dst);
    return;
  case EventKind::Insert:
  case EventKind::Release:
  case EventKind::Use:
  case EventKind::Escape:
  case EventKind::LoopBegin:
  case EventKind::Exhausted:
  case EventKind::Empty:
  case EventKind::Note:
    return;
  }
}

} // namespace poolguard
