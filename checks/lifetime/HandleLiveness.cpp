//===-- HandleLiveness.cpp - Where a handle can still matter --------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "HandleLiveness.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;

namespace poolguard {

/// Whether it matters before \p E that \p P holds the focus; \p After: after.
static bool stepBack(const PoolFlowGraph &Graph, PlaceId P, const Event &E,
                     bool After) {
  switch (E.Kind) {
  case EventKind::Copy:
  case EventKind::Move:
  case EventKind::Bind:
    return E.Src == P || (E.Dst != P && After);
  case EventKind::Swap:
    return E.Dst == P || E.Src == P || After;
  case EventKind::Release:
    return E.Dst == P || After;
  case EventKind::Insert:
    return E.Src == P || After;
  case EventKind::Use:
  case EventKind::Drop:
  case EventKind::Await:
    return (E.Dst == P && !E.Quiet) || After;
  case EventKind::Construct:
    return After && (E.Dst != P || Graph.Places[P].Collection);
  case EventKind::Set:
  case EventKind::Destroy:
  case EventKind::Escape:
    return After && E.Dst != P;
  case EventKind::Assume:
  case EventKind::AssumeOpen:
  case EventKind::LoopBegin:
  case EventKind::Exhausted:
  case EventKind::Empty:
  case EventKind::Throw:
  case EventKind::Submit:
  case EventKind::Wait:
  case EventKind::Announce:
  case EventKind::Note:
    return After;
  }
  return After;
}

BitVector HandleLiveness::solve(PlaceId Place) const {
  const SmallVector<BlockId, 2> &Readers = Index.place(Place).HandleReaders;
  BitVector Live;
  if (Readers.empty())
    return Live;
  Live.resize(Graph.Blocks.size());
  auto Enter = [&](BlockId B, bool Now) {
    if (!GraphIndex::isTransparent(Index.web(Place), B))
      for (const Event &E : reverse(Graph.Blocks[B].Events))
        Now = stepBack(Graph, Place, E, Now);
    bool New = Now && !Live.test(B);
    if (New)
      Live.set(B);
    return New;
  };
  SmallVector<BlockId, 16> Work;
  for (BlockId B : Readers)
    if (Enter(B, false))
      Work.push_back(B);
  while (!Work.empty())
    for (BlockId Pred : Index.predecessors(Work.pop_back_val()))
      if (!Live.test(Pred) && Enter(Pred, true))
        Work.push_back(Pred);
  return Live;
}

} // namespace poolguard
