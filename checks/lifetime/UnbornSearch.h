//===-- UnbornSearch.h - Runs before they have a focus ----------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Explores how runs get to the Constructs, with the facts of some places.
///
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_LIFETIME_UNBORNSEARCH_H
#define POOLGUARD_CHECKS_LIFETIME_UNBORNSEARCH_H

#include "BlockRunner.h"
#include "Liveness.h"
#include "StateStore.h"

namespace poolguard {

class UnbornSearch {
public:
  /// Called with the position in Births and a run's state before it.
  using Watcher = llvm::function_ref<void(unsigned Birth, const RunState &,
                                          unsigned State)>;

  /// \p Births: Constructs to stop at, in the order of blocks and events.
  /// \p LastOrder: blocks beyond are not visited.
  UnbornSearch(const PoolFlowGraph &Graph, const GraphIndex &Index,
               Liveness &Live, ValueTable &Table,
               const llvm::BitVector &Tracked, llvm::ArrayRef<EventRef> Births,
               unsigned LastOrder, Effort &Spent)
      : Graph(Graph), Index(Index), Live(Live), Tracked(Tracked),
        Meaning(Graph, Table, 0, &Tracked),
        Runner(Graph, Meaning, 0, nullptr, Spent), Births(Births),
        LastOrder(LastOrder), Spent(Spent) {}

  /// Starts in \p From, knowing of \p Known what is tracked. \returns false if
  /// there are more than \p Limit states, or the effort is spent.
  bool run(BlockId From, const RunState &Known, unsigned Limit, Watcher Watch);

  unsigned size() const { return Store.size(); }
  BlockId blockOf(unsigned State) const { return Store.row(State).front(); }
  const Discovery &how(unsigned State) const { return Store.how(State); }
  /// The blocks from the first to \p State's.
  std::vector<BlockId> pathTo(unsigned State) const;

private:
  void enter(BlockId Block, Run R, const Discovery &How);
  void expand(unsigned State, Watcher Watch);

  const PoolFlowGraph &Graph;
  const GraphIndex &Index;
  Liveness &Live;
  const llvm::BitVector &Tracked;
  Transfer Meaning;
  BlockRunner Runner;
  llvm::ArrayRef<EventRef> Births;
  unsigned LastOrder;
  Effort &Spent;
  StateStore Store;
};

} // namespace poolguard

#endif // POOLGUARD_CHECKS_LIFETIME_UNBORNSEARCH_H
