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
#include <vector>

namespace poolguard {

enum class FindingKind : uint8_t {
  Leak,            ///< Not released on some normal path.
  ExceptionLeak,   ///< Not released where an exception leaves.
  UseAfterRelease, ///< Used after a release.
  DoubleRelease,   ///< Released again, where that is an error.
};

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
  /// No run releases this site's focus or lets it escape, so it is "never
  /// released" rather than "not released on this path". False where the budget
  /// ran out.
  bool Never = false;
};

/// How a run of one site's focus may end: what a summary is made of.
struct Outcome {
  ExitKind Exit;
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
  /// States one search for one site may take before it gives up; most sites
  /// take one or two searches, none more than a dozen. 20,000 is some 20 times
  /// what the largest functions of real projects need and takes milliseconds.
  unsigned MaxStatesPerSite = 20000;
  /// Collect outcomes, with the integers of these places.
  bool WantOutcomes = false;
  std::vector<PlaceId> Observed;
};

/// Solves \p Graph for \p Site. Cost: linear in the blocks times the distinct
/// combinations of correlated facts that matter to the site.
SiteResult solveSite(const PoolFlowGraph &Graph, SiteId Site,
                     const SolverOptions &Options = {});

} // namespace poolguard

#endif // POOLGUARD_CHECKS_LIFETIME_LIFETIME_H
