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

static bool test(ArrayRef<uint64_t> Row, unsigned At) {
  return Row[At / 64] >> At % 64 & 1;
}

static void put(MutableArrayRef<uint64_t> Row, unsigned At, bool Value) {
  uint64_t Bit = uint64_t(1) << At % 64;
  Row[At / 64] = Value ? Row[At / 64] | Bit : Row[At / 64] & ~Bit;
}

bool Liveness::LiveIn::set(BlockId B, Row Live) {
  auto [It, New] = Pieces.try_emplace(B / PieceSize, Pieces.size());
  if (New)
    Bits.resize(Bits.size() + PieceSize * Words);
  MutableRow Here(&Bits[at(It->second, B)], Words);
  if (Row(Here) == Live)
    return false;
  llvm::copy(Live, Here.begin());
  return true;
}

const Liveness::LiveIn &Liveness::of(PlaceId Place) {
  std::optional<LiveIn> &Live = ByWeb[Index.place(Place).Web];
  if (!Live)
    Live = solve(Index.web(Place));
  return *Live;
}

Liveness::LiveIn Liveness::solve(const Web &W) const {
  LiveIn Live(W);
  std::vector<BlockId> Work(W.Readers.begin(), W.Readers.end());
  if (any_of(Observed, [&](PlaceId P) { return &Index.web(P) == &W; }))
    for (BlockId B = 0; B < Graph.Blocks.size(); ++B)
      if (Graph.Blocks[B].Exit != ExitKind::None && Index.isReachable(B))
        Work.push_back(B);
  SmallVector<uint64_t, 1> Now;
  while (!Work.empty()) {
    BlockId B = Work.back();
    Work.pop_back();
    // Where nothing is known yet, nothing can be asked for.
    if (!Index.isTouchedBefore(W.Places.front(), B))
      continue;
    Now.assign((W.Places.size() + 63) / 64, 0);
    liveOut(W, B, Live, Now);
    for (const Event &E : reverse(Graph.Blocks[B].Events))
      stepBack(W, E, Now);
    if (all_of(Now, [](uint64_t Word) { return !Word; }) || !Live.set(B, Now))
      continue;
    append_range(Work, Index.predecessors(B));
  }
  return Live;
}

void Liveness::liveOut(const Web &W, BlockId Block, const LiveIn &Live,
                       MutableRow Out) const {
  for (BlockId Next : Graph.Blocks[Block].Succs)
    if (const uint64_t *After = Live.row(Next))
      for (size_t I = 0; I < Out.size(); ++I)
        Out[I] |= After[I];
  if (Graph.Blocks[Block].Exit != ExitKind::None)
    for (PlaceId P : Observed)
      if (&Index.web(P) == &W)
        put(Out, Index.place(P).IndexInWeb, true);
}

void Liveness::stepBack(const Web &W, const Event &E, MutableRow Live) const {
  if (E.Dst == None || &Index.web(E.Dst) != &W)
    return;
  unsigned Dst = Index.place(E.Dst).IndexInWeb;
  unsigned Src = E.Src == None ? Dst : Index.place(E.Src).IndexInWeb;
  bool DstLive = test(Live, Dst);
  switch (E.Kind) {
  case EventKind::Construct:
  case EventKind::Set:
  case EventKind::Destroy:
  case EventKind::Bind:
    put(Live, Dst, false);
    return;
  case EventKind::Copy:
    put(Live, Dst, false);
    put(Live, Src, test(Live, Src) || DstLive);
    return;
  case EventKind::Move:
    put(Live, Dst, false);
    put(Live, Src, DstLive);
    return;
  case EventKind::Swap:
    put(Live, Dst, test(Live, Src));
    put(Live, Src, DstLive);
    return;
  case EventKind::Assume:
  case EventKind::AssumeOpen:
    put(Live, Dst, true);
    return;
  case EventKind::Insert:
  case EventKind::Release:
  case EventKind::Use:
  case EventKind::Escape:
  case EventKind::LoopBegin:
  case EventKind::Exhausted:
  case EventKind::Empty:
  case EventKind::Throw:
  case EventKind::Submit:
  case EventKind::Wait:
  case EventKind::Drop:
  case EventKind::Announce:
  case EventKind::Await:
  case EventKind::Note:
    return;
  }
}

} // namespace poolguard
