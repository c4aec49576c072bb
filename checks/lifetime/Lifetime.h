//===-- Lifetime.h - The path-sensitive lifetime solver ---------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// PoolFlowGraph in, findings out. Knows no AST and no library. A site's
/// findings are exact for the graph's meaning (see PoolFlowGraph.h) while the
/// budget lasts, and a subset of that when it runs out.
///
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_LIFETIME_LIFETIME_H
#define POOLGUARD_CHECKS_LIFETIME_LIFETIME_H

#include "../flow/PoolFlowGraph.h"
#include <functional>
#include <vector>

namespace poolguard {

enum class FindingKind : uint8_t {
  Leak,            ///< Not released on some normal path.
  ExceptionLeak,   ///< Not released on some path with an exception.
  UseAfterRelease, ///< Used after a release.
  DoubleRelease,   ///< Released again, where that is an error.
  DiscardedWork,   ///< Work is queued where the queue is dropped.
  JoinBeforeClose, ///< Waits for workers that were not told to finish.
};
constexpr unsigned NumFindingKinds = 6;

/// One defect of one site, with the shortest path (in blocks) that shows it.
struct Finding {
  FindingKind Kind;
  SiteId Site;
  /// The blocks from the one with the Construct to the one where the defect
  /// shows, both included.
  std::vector<BlockId> Path;
  /// The Construct's index in Path.front().
  unsigned FirstEvent = 0;
  /// The defect's event's index in Path.back(), or None: the block's exit.
  unsigned LastEvent = None;
  /// For DoubleRelease and UseAfterRelease: position in Path and event index
  /// of the release that came before.
  unsigned ReleasePathIndex = None, ReleaseEvent = None;
  /// For DiscardedWork: the same of the last Submit.
  unsigned SubmitPathIndex = None, SubmitEvent = None;
  /// Of leaks, false of others: no run releases this site's focus (Quiet or
  /// not) or lets it escape, so it is "never released" rather than "not
  /// released on this path". What happens to a run after that does not matter.
  /// The same in both leaks of a site. False where the budget ran out.
  bool Never = false;
};

/// How a run of one site's focus may end: what a summary is made of. A run has
/// one if it comes to an exit, with a finding there or not, also with a
/// released focus that nobody holds any more, and if its focus escapes.
struct Outcome {
  ExitKind Exit; ///< For Escaped: None, since the run ends right there.
  enum StateKind : uint8_t { Open, Released, Escaped } State;
  ReleaseMode Mode; ///< If Released.
  /// The integers of SolverOptions::Observed at the exit, in that order. For
  /// Escaped: `any`.
  std::vector<ValueSet> Observed;
  /// Which of the first 64 observed places hold the focus: bit by index.
  uint64_t Held = 0;
};

struct SiteResult {
  /// At most one of each kind.
  std::vector<Finding> Findings;
  /// Distinct outcomes of this site's focus; only if asked for.
  std::vector<Outcome> Outcomes;
  /// The budget ran out: Findings and Outcomes may be incomplete.
  bool Incomplete = false;
};

struct SolverOptions {
  /// States one search for one site may take before it gives up. 0: 20,000,
  /// some 20 times what the largest functions of real projects need, which
  /// takes milliseconds, and four for each block of the function. Most sites
  /// take one or two searches, none more than a few dozen.
  unsigned MaxStatesPerSite = 0;
  /// Collect outcomes, with the integers of these places.
  bool WantOutcomes = false;
  std::vector<PlaceId> Observed;
  /// Of how many of them, from the first. Of the others only who holds the
  /// focus is told, which takes far fewer states; their integers are `any`.
  unsigned NumIntegers = None;

  /// Called with each outcome as soon as it is certain, which is shortest paths
  /// first. Once it says that the caller knows enough, the search ends. Where
  /// it is set, Findings are not looked for.
  std::function<bool(const Outcome &)> Enough;

  llvm::ArrayRef<PlaceId> integers() const {
    return llvm::ArrayRef(Observed).take_front(NumIntegers);
  }
};

/// Solves \p Graph for \p Site. Cost: linear in the blocks times the distinct
/// combinations of correlated facts that matter to the site.
SiteResult solveSite(const PoolFlowGraph &Graph, SiteId Site,
                     const SolverOptions &Options = {});

} // namespace poolguard

#endif // POOLGUARD_CHECKS_LIFETIME_LIFETIME_H
