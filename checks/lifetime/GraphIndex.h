//===-- GraphIndex.h - What every site's search looks up --------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Facts about a whole PoolFlowGraph that are computed once, so that the work
/// for one site stays as local as the site is. Everything here is a safe
/// over-approximation of what runs do: it ignores what they assume.
///
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_LIFETIME_GRAPHINDEX_H
#define POOLGUARD_CHECKS_LIFETIME_GRAPHINDEX_H

#include "../flow/PoolFlowGraph.h"
#include "llvm/ADT/SmallVector.h"
#include <algorithm>

namespace poolguard {

/// Where an event stands.
struct EventRef {
  BlockId Block;
  unsigned Event;
};

struct PlaceUses {
  /// The last Order of an event that could move, end or misuse the focus
  /// through this place, and of one that could misuse it. 0: none.
  unsigned LastEvent = 0, LastMisuse = 0;
  bool Released = false;  ///< Some Release that reports names it.
  bool Used = false;      ///< Some Use that reports names it.
  bool Submitted = false; ///< Some Submit names it.
  /// The last Order of a Drop and of an Await that reports. 0: none.
  unsigned LastDrop = 0, LastAwait = 0;
  /// Places that an event may hand this place's focus to.
  llvm::SmallVector<PlaceId, 2> Targets;
  /// Blocks with an event that releases or uses the focus by this place, or
  /// hands it on.
  llvm::SmallVector<BlockId, 2> HandleReaders;
  /// Its web (see GraphIndex::web) and its position there.
  unsigned Web = 0, IndexInWeb = 0;
};

/// Places whose integers can become equal: connected by Copy, Move or Swap.
/// A fact about one is worth nothing without the others.
struct Web {
  llvm::SmallVector<PlaceId, 1> Places;
  /// Blocks with an event that asks for an integer of the web.
  llvm::SmallVector<BlockId, 2> Readers;
  /// Blocks with an event that names a place of the web, in order.
  llvm::SmallVector<BlockId, 4> Namers;
  /// The first order of an event that tells something about an integer of it.
  unsigned FirstTouch = None;
  /// The last order of an event that changes one. 0: none.
  unsigned LastChange = 0;
};

class GraphIndex {
public:
  explicit GraphIndex(const PoolFlowGraph &Graph);

  /// Where \p A can reach \p B, order(A) <= order(B); blocks of one cycle
  /// share an order. At least 1; 0 for what no run reaches.
  unsigned order(BlockId B) const { return Orders[B]; }
  bool isReachable(BlockId B) const { return Orders[B] != 0; }
  /// The kinds of exit some path leads to, one bit `1 << ExitKind` each.
  unsigned exits(BlockId B) const { return Exits[B]; }

  const PlaceUses &place(PlaceId P) const { return Places[P]; }
  const Web &web(PlaceId P) const { return Webs[Places[P].Web]; }
  /// Whether a run at the beginning of \p B can know an integer of \p P's web.
  bool isTouchedBefore(PlaceId P, BlockId B) const {
    unsigned First = web(P).FirstTouch;
    return First < Orders[B] || (First == Orders[B] && InCycle[B]);
  }
  /// After this order nothing asks which element the loop has visited.
  unsigned lastQuestion(LoopId L) const { return LoopEnds[L]; }
  /// The last order of a Throw. 0: there is none.
  unsigned lastThrow() const { return LastThrow; }
  /// The reachable Constructs of \p S.
  llvm::ArrayRef<EventRef> constructs(SiteId S) const { return Births[S]; }
  llvm::ArrayRef<BlockId> predecessors(BlockId B) const { return Preds[B]; }
  /// Whether the events of \p B are none of \p W's business.
  static bool isTransparent(const Web &W, BlockId B) {
    return !std::binary_search(W.Namers.begin(), W.Namers.end(), B);
  }

private:
  void orderBlocks(const PoolFlowGraph &Graph);
  void closeCycle(const PoolFlowGraph &Graph, llvm::ArrayRef<BlockId> Cycle,
                  unsigned Number);
  void joinWebs(const PoolFlowGraph &Graph);
  void indexEvent(const PoolFlowGraph &Graph, EventRef Where);

  std::vector<unsigned> Orders, Exits, LoopEnds;
  std::vector<bool> InCycle;
  unsigned LastThrow = 0;
  std::vector<llvm::SmallVector<BlockId, 2>> Preds;
  std::vector<PlaceUses> Places;
  std::vector<Web> Webs;
  std::vector<llvm::SmallVector<EventRef, 1>> Births;
};

} // namespace poolguard

#endif // POOLGUARD_CHECKS_LIFETIME_GRAPHINDEX_H
