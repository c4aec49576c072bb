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
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_LIFETIME_SOLVER_H
#define POOLGUARD_CHECKS_LIFETIME_SOLVER_H

#include "Dominators.h"
#include "EntryPaths.h"
#include "Lifetime.h"

namespace poolguard {

class Solver {
public:
  explicit Solver(const PoolFlowGraph &Graph)
      : Graph(Graph), Index(Graph), Dom(Graph), Live(Graph, Index, {}),
        Entries(Graph, Index, Live, Table) {}

  SiteResult solve(SiteId Site, const SolverOptions &Options = {});

private:
  const PoolFlowGraph &Graph;
  GraphIndex Index;
  Dominators Dom;
  Liveness Live;
  ValueTable Table;
  EntryPaths Entries;
};

} // namespace poolguard

#endif // POOLGUARD_CHECKS_LIFETIME_SOLVER_H
