//===-- Search.h - All runs of one site, abstractly -------------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Explores the runs of one site breadth first, with the facts of some places
/// only. It misses no run; what it sees may be no run, because a fact it does
/// not keep forbids it. Replay tells.
///
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_LIFETIME_SEARCH_H
#define POOLGUARD_CHECKS_LIFETIME_SEARCH_H

#include "Dominators.h"
#include "EntryPaths.h"
#include "HandleLiveness.h"

namespace poolguard {

/// What the work on one site needs to look up.
struct SiteContext {
  const PoolFlowGraph &Graph;
  const GraphIndex &Index;
  const Dominators &Dom;
  HandleLiveness &Handles;
  EntryPaths &Entries;
  Liveness &Live;
  ValueTable &Table;
  SiteId Site;
  const SolverOptions &Options;
  SiteScope Scope;
  Effort &Spent;

  const SolverOptions *observed() const {
    return Options.WantOutcomes ? &Options : nullptr;
  }
  /// How many states one search may take.
  unsigned limit() const;
  /// Which goals a run at the beginning of \p Block may still reach.
  GoalSet reachable(BlockId Block, const RunState &State) const;
  /// Drops the visits and marks that nothing asks for from \p Block on.
  void forget(BlockId Block, RunState &State) const;
};

/// The way to a sighting, as blocks.
struct Route {
  RunState Start;               ///< At the beginning of LeadIn.
  std::vector<BlockId> LeadIn;  ///< From a stop or the entry to before Prefix.
  std::vector<BlockId> Prefix;  ///< From the neck to the Construct's block.
  std::vector<BlockId> Blocks;  ///< From there to the sighting's.
  unsigned FirstEvent = 0;      ///< The Construct.
  std::vector<unsigned> States; ///< One per block of Blocks.
};

class Search {
public:
  /// Called with each sighting and the state whose block shows it.
  using Watcher = llvm::function_ref<void(const Sighting &, unsigned State)>;

  /// Runs begin in \p Neck, knowing of \p Known what is tracked. That saves
  /// walking a long function for a pool in a corner of it. If \p Neck dominates
  /// the Constructs and \p Known is what every run knows there, the search sees
  /// at least what there is, and exactly that if no run knows more that
  /// matters. If \p Known is what a real run knows, it sees at most what there
  /// is.
  Search(SiteContext &Context, const llvm::BitVector &Tracked, BlockId Neck,
         RunState Known);

  /// Goes on until no state can reach a goal of \p Pending, which \p Watch may
  /// shrink. \returns false if the budget ran out before.
  bool run(const GoalSet &Pending, Watcher Watch);

  BlockId neck() const { return Neck; }
  const RunState &known() const { return Known; }
  Route routeTo(unsigned State) const;
  unsigned depthOf(unsigned State) const { return Store.how(State).Depth; }
  RunState stateOf(unsigned State) const {
    return RunState::decode(Store.row(State).drop_front());
  }

private:
  /// Beginnings are states in the middle of a block; they are filed under
  /// numbers beyond the blocks', by the Construct.
  bool isBeginning(unsigned State) const { return depthOf(State) == 0; }
  EventRef beginningOf(unsigned State) const;
  BlockId blockOf(unsigned State) const;

  void begin(unsigned Construct, RunState State, unsigned Parent);
  bool expand(unsigned State, const GoalSet &Pending, Watcher Watch);
  /// Files \p R at the beginning of \p Block.
  void enter(BlockId Block, Run R, Discovery How);

  SiteContext &Context;
  Transfer Meaning;
  BlockRunner Runner;
  BlockId Neck;
  RunState Known;
  UnbornSearch Unborn;
  StateStore Store;
};

} // namespace poolguard

#endif // POOLGUARD_CHECKS_LIFETIME_SEARCH_H
