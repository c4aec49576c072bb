//===-- Solver.h - Searches, refined until they are exact -------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The solver proper, for callers with many sites in one graph.
///
/// It searches with few facts, so that most branches merge at once. What the
/// search sees is checked by walking its path with all facts. If the path
/// holds, the finding is real, and since a search with fewer facts only sees
/// more paths, there is no shorter one. If not, the search is repeated with
/// the facts that forbid the path. So the facts that are kept are those that
/// decide something, and no others.
///
/// Nor does a search begin at the function's entry. One that begins close to
/// the Construct, knowing only what every run knows there, sees too much, which
/// walking a path tells; one that goes on from a run that is known to get there
/// sees too little, but what it sees is real. Where a path of the same length
/// comes from both it is settled, else both begin farther away.
///
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_LIFETIME_SOLVER_H
#define POOLGUARD_CHECKS_LIFETIME_SOLVER_H

#include "Dominators.h"
#include "EntryPaths.h"
#include "HandleLiveness.h"
#include "Lifetime.h"

namespace poolguard {

class Solver {
public:
  explicit Solver(const PoolFlowGraph &Graph)
      : Graph(Graph), Index(Graph), Dom(Graph), Handles(Graph, Index),
        Live(Graph, Index, {}), Entries(Graph, Index, Live, Table, Spent) {}

  SiteResult solve(SiteId Site, const SolverOptions &Options = {});

private:
  const PoolFlowGraph &Graph;
  GraphIndex Index;
  Dominators Dom;
  HandleLiveness Handles;
  Liveness Live;
  ValueTable Table;
  Effort Spent; ///< For all sites together.
  EntryPaths Entries;
};

} // namespace poolguard

#endif // POOLGUARD_CHECKS_LIFETIME_SOLVER_H
