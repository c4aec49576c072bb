//===-- Solver.cpp - Searches, refined until they are exact ---------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Solver.h"
#include "Refinement.h"

using namespace llvm;

namespace poolguard {

SiteResult Solver::solve(SiteId Site, const SolverOptions &Options) {
  SiteScope Scope(Graph, Index, Site, Options.WantOutcomes);
  if (Index.constructs(Site).empty())
    return {};
  if (!Options.WantOutcomes) {
    SiteContext Context{Graph, Index, Dom,     Handles, Entries, Live,
                        Table, Site,  Options, Scope,   Spent};
    return Refinement(Context).solve();
  }
  // What is observed stays alive to the exits, for this site only.
  Liveness Observed(Graph, Index, Options.integers());
  SiteContext Context{Graph, Index, Dom,     Handles, Entries, Observed,
                      Table, Site,  Options, Scope,   Spent};
  return Refinement(Context).solve();
}

SiteResult solveSite(const PoolFlowGraph &Graph, SiteId Site,
                     const SolverOptions &Options) {
  return Solver(Graph).solve(Site, Options);
}

} // namespace poolguard
