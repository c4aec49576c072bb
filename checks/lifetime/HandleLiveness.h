//===-- HandleLiveness.h - Where a handle can still matter ------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Says where it can still matter that a place holds the focus. Where that is
/// nowhere, no misuse can follow.
///
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_LIFETIME_HANDLELIVENESS_H
#define POOLGUARD_CHECKS_LIFETIME_HANDLELIVENESS_H

#include "GraphIndex.h"
#include "llvm/ADT/BitVector.h"
#include <optional>

namespace poolguard {

/// Solved for one place at a time, when it is first asked for.
class HandleLiveness {
public:
  HandleLiveness(const PoolFlowGraph &Graph, const GraphIndex &Index)
      : Graph(Graph), Index(Index), ByPlace(Graph.Places.size()) {}

  /// Whether a way leads from the beginning of \p Block to an event that
  /// releases or uses the focus by \p Place, hands it on or asks for its marks,
  /// and to none before that takes it away.
  bool isLive(PlaceId Place, BlockId Block) {
    std::optional<llvm::BitVector> &Live = ByPlace[Place];
    if (!Live)
      Live = solve(Place);
    return !Live->empty() && Live->test(Block);
  }

private:
  /// Empty if it is live nowhere.
  llvm::BitVector solve(PlaceId Place) const;

  const PoolFlowGraph &Graph;
  const GraphIndex &Index;
  std::vector<std::optional<llvm::BitVector>> ByPlace;
};

} // namespace poolguard

#endif // POOLGUARD_CHECKS_LIFETIME_HANDLELIVENESS_H
