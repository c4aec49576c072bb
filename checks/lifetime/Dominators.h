//===-- Dominators.h - What every run passes on its way ---------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The dominator tree of a PoolFlowGraph.
///
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_LIFETIME_DOMINATORS_H
#define POOLGUARD_CHECKS_LIFETIME_DOMINATORS_H

#include "../flow/PoolFlowGraph.h"

namespace poolguard {

class Dominators {
public:
  explicit Dominators(const PoolFlowGraph &Graph);

  /// The last block before \p B that every path from the entry to \p B
  /// passes. The entry's is itself. \p B must be reachable.
  BlockId above(BlockId B) const { return Parents[B]; }
  /// The last block that dominates both (a block dominates itself).
  BlockId nearestCommon(BlockId A, BlockId B) const;

private:
  std::vector<BlockId> Parents;
  std::vector<unsigned> Finished; ///< Position in a depth-first postorder.
};

} // namespace poolguard

#endif // POOLGUARD_CHECKS_LIFETIME_DOMINATORS_H
