//===-- Liveness.h - Which facts can still matter ---------------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Says where a place's integer can still be asked for. Facts that nothing
/// asks for any more are dropped, so that runs that differ only in them merge.
///
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_LIFETIME_LIVENESS_H
#define POOLGUARD_CHECKS_LIFETIME_LIVENESS_H

#include "GraphIndex.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallBitVector.h"
#include <optional>

namespace poolguard {

/// Where no run can know the integer yet it counts as not live. Computed per
/// web and on demand: most webs are never asked about.
class Liveness {
public:
  /// The integers of \p Observed are asked for at every exit.
  Liveness(const PoolFlowGraph &Graph, const GraphIndex &Index,
           llvm::ArrayRef<PlaceId> Observed)
      : Graph(Graph), Index(Index), Observed(Observed.begin(), Observed.end()),
        ByWeb(Graph.Places.size()) {}

  /// Whether \p Place's integer at the beginning of \p Block can matter.
  bool isLive(PlaceId Place, BlockId Block);
  /// Whether that of any place of \p Place's web can.
  bool isWebLive(PlaceId Place, BlockId Block) { return liveIn(Place, Block); }

private:
  /// At the beginnings of blocks: the live places of one web, by their
  /// IndexInWeb. A block that is missing has none.
  using LiveIn = llvm::DenseMap<BlockId, llvm::SmallBitVector>;

  /// Null if none of the web is live.
  const llvm::SmallBitVector *liveIn(PlaceId Place, BlockId Block);
  LiveIn solve(const Web &W) const;
  llvm::SmallBitVector liveOut(const Web &W, BlockId Block,
                               const LiveIn &Live) const;
  void stepBack(const Web &W, const Event &E, llvm::SmallBitVector &Live) const;

  const PoolFlowGraph &Graph;
  const GraphIndex &Index;
  std::vector<PlaceId> Observed;
  std::vector<std::optional<LiveIn>> ByWeb;
};

} // namespace poolguard

#endif // POOLGUARD_CHECKS_LIFETIME_LIVENESS_H
