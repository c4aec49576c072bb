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
#include <optional>

namespace poolguard {

/// A real run on its way, and how it goes on.
struct Stop {
  BlockId Block; ///< At whose beginning it is.
  /// All its facts that are still live where nothing is observed.
  const RunState *State;
  /// From Block to before where it was to be followed to.
  std::vector<BlockId> Ahead;
};

class EntryPaths {
public:
  EntryPaths(const PoolFlowGraph &Graph, const GraphIndex &Index,
             Liveness &Live, ValueTable &Table, Effort &Spent);
  ~EntryPaths();

  /// The blocks of a run from the entry to \p B, which has a Construct. Empty
  /// if none was found: there may be one nevertheless.
  std::vector<BlockId> pathTo(BlockId B);
  /// The last known stop on that path from which it is at least \p Distance
  /// blocks to \p B, or the entry.
  std::optional<Stop> before(BlockId B, unsigned Distance);
  /// The last known stop on that path before it comes to \p Through, which
  /// dominates \p B, for the last time.
  std::optional<Stop> leadIn(BlockId B, BlockId Through);

private:
  class Walk;

  /// As for one site (see Refinement.h): search, walk, learn.
  void build();
  bool round(unsigned Quota);
  std::optional<Stop> stopAt(unsigned State);

  const PoolFlowGraph &Graph;
  const GraphIndex &Index;
  Liveness &Live;
  ValueTable &Table;
  Effort &Spent;
  bool Built = false;
  llvm::BitVector Tracked;
  std::vector<EventRef> Births; ///< Of all sites.
  unsigned LastOrder = 0;
  /// Of the last round, and for each block with a Construct a state in it
  /// that a run reaches.
  std::unique_ptr<UnbornSearch> Found;
  llvm::DenseMap<BlockId, unsigned> Reached;
  /// The stops, by the last round's states.
  llvm::DenseMap<unsigned, RunState> Stops;
};

} // namespace poolguard

#endif // POOLGUARD_CHECKS_LIFETIME_ENTRYPATHS_H
