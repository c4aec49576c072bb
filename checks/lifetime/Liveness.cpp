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

bool Liveness::LiveIn::join(BlockId B, Row More) {
  if (all_of(More, [](uint64_t Word) { return !Word; }))
    return false;
  auto [It, New] = Pieces.try_emplace(B / PieceSize, Pieces.size());
  if (New)
    Bits.resize(Bits.size() + PieceSize * Words);
  uint64_t *Here = &Bits[at(It->second, B)];
  bool Grew = false;
  for (unsigned I = 0; I < Words; ++I) {
    Grew |= (More[I] & ~Here[I]) != 0;
    Here[I] |= More[I];
  }
  return Grew;
}

const Liveness::LiveIn &Liveness::of(PlaceId Place) {
  std::optional<LiveIn> &Live = ByWeb[Index.place(Place).Web];
  if (!Live)
    Live = solve(Index.web(Place));
  return *Live;
}

/// What is live after a block comes to it piece by piece. That adds up to the
/// same, since what an event makes of two sets together is what it makes of
/// each.
Liveness::LiveIn Liveness::solve(const Web &W) const {
  LiveIn Live(W);
  SmallVector<uint64_t, 1> Now;
  SmallVector<BlockId, 16> Work;
  auto Enter = [&](BlockId B, Row After) {
    // Where nothing is known yet, nothing can be asked for.
    if (!Index.isTouchedBefore(W.Places.front(), B))
      return;
    Now.assign(After.begin(), After.end());
    if (!GraphIndex::isTransparent(W, B))
      for (const Event &E : reverse(Graph.Blocks[B].Events))
        stepBack(W, E, Now);
    if (Live.join(B, Now))
      Work.push_back(B);
  };
  SmallVector<uint64_t, 1> AtExit((W.Places.size() + 63) / 64, 0);
  SmallVector<uint64_t, 1> Nothing = AtExit;
  for (PlaceId P : Observed)
    if (&Index.web(P) == &W)
      put(AtExit, Index.place(P).IndexInWeb, true);
  for (BlockId B = 0; AtExit != Nothing && B < Graph.Blocks.size(); ++B)
    if (Graph.Blocks[B].Exit != ExitKind::None && Index.isReachable(B))
      Enter(B, AtExit);
  for (BlockId B : W.Readers)
    Enter(B, Nothing);
  while (!Work.empty()) {
    BlockId B = Work.pop_back_val();
    for (BlockId Before : Index.predecessors(B))
      Enter(Before, Live.asRow(Live.row(B)));
  }
  return Live;
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
