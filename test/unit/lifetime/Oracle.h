// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a graph's findings are, found by brute force. Two explorers over the
// same meaning: `enumerate` follows every path by itself, a bounded number of
// times round each loop; `explore` visits every state once and is exact. A
// third, `replay`, tells whether a reported path is a run.

#ifndef POOLGUARD_TEST_UNIT_LIFETIME_ORACLE_H
#define POOLGUARD_TEST_UNIT_LIFETIME_ORACLE_H

#include "lifetime/Lifetime.h"
#include <map>
#include <set>
#include <string>
#include <tuple>

namespace poolguard::oracle {

/// One graph, one site, what is observed of it.
struct Question {
  const PoolFlowGraph &Graph;
  SiteId Site;
  std::vector<PlaceId> Observed;
};

/// An outcome with Held and an integer for each observed place; without them
/// for Escaped, where nothing is observed.
using ConcreteOutcome = std::tuple<ExitKind, Outcome::StateKind, ReleaseMode,
                                   uint64_t, std::vector<int64_t>>;

/// All that the runs of one site's focus show.
struct Truth {
  /// For each kind that is found: the fewest blocks of a path to it.
  std::map<FindingKind, unsigned> Lengths;
  bool ReleasedOrEscaped = false;
  std::set<ConcreteOutcome> Outcomes;
  /// A budget ran out, so there may be more.
  bool Truncated = false;
};

/// Every state once, the shortest paths first.
Truth explore(const PoolFlowGraph &Graph, SiteId Site,
              const std::vector<PlaceId> &Observed,
              unsigned MaxStates = 200000);

struct Unrolling {
  unsigned VisitsPerBlock = 3;
  unsigned MaxLength = 40;
  /// Blocks entered, over all paths.
  unsigned MaxSteps = 2000;
};

/// Every path by itself.
Truth enumerate(const PoolFlowGraph &Graph, SiteId Site,
                const std::vector<PlaceId> &Observed, const Unrolling &Limits);

/// Whether a run shows \p F along its path, after any feasible beginning.
/// \returns an empty string or what is wrong.
std::string replay(const PoolFlowGraph &Graph, const Finding &F);

/// The integers that stand for all in ConcreteOutcome.
std::vector<int64_t> integersOf(const PoolFlowGraph &Graph, SiteId Site);

} // namespace poolguard::oracle

#endif // POOLGUARD_TEST_UNIT_LIFETIME_ORACLE_H
