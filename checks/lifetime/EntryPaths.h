//===-- EntryPaths.h - A way to each construct ------------------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Finds a real run from the entry to each Construct, once for all sites. A
/// site's search begins as close to its Constructs as its facts allow; this
/// is what proves that runs get there at all.
///
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_LIFETIME_ENTRYPATHS_H
#define POOLGUARD_CHECKS_LIFETIME_ENTRYPATHS_H

#include "UnbornSearch.h"
#include <memory>

namespace poolguard {

class EntryPaths {
public:
  EntryPaths(const PoolFlowGraph &Graph, const GraphIndex &Index,
             Liveness &Live, ValueTable &Table);
  ~EntryPaths();

  /// The blocks of a run from the entry to \p B, which has a Construct. Empty
  /// if none was found: there may be one nevertheless.
  std::vector<BlockId> pathTo(BlockId B);

private:
  class Walk;

  /// As for one site (see Refinement.h): search, walk, learn.
  void build();
  bool round(unsigned Quota);

  const PoolFlowGraph &Graph;
  const GraphIndex &Index;
  Liveness &Live;
  ValueTable &Table;
  bool Built = false;
  llvm::BitVector Tracked;
  std::vector<EventRef> Births; ///< Of all sites.
  unsigned LastOrder = 0;
  /// Of the last round, and for each block with a Construct a state in it
  /// that a run reaches.
  std::unique_ptr<UnbornSearch> Found;
  llvm::DenseMap<BlockId, unsigned> Reached;
};

} // namespace poolguard

#endif // POOLGUARD_CHECKS_LIFETIME_ENTRYPATHS_H
