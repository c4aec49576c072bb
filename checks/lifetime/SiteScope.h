//===-- SiteScope.h - What one site's search is after -----------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The goals of the search for one site, and the bounds beyond which a run
/// can not reach them any more.
///
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_LIFETIME_SITESCOPE_H
#define POOLGUARD_CHECKS_LIFETIME_SITESCOPE_H

#include "GraphIndex.h"
#include "Lifetime.h"
#include "RunState.h"

namespace poolguard {

/// What a search wants to know of a site's runs. The first are the
/// FindingKinds, in their order.
enum class Goal : uint8_t {
  Leak,
  ExceptionLeak,
  UseAfterRelease,
  DoubleRelease,
  DiscardedWork,
  JoinBeforeClose,
  Freed, ///< Some run releases the focus or lets it escape.
  Ended, ///< How runs end. Only if outcomes are wanted.
};
constexpr unsigned NumGoals = NumFindingKinds + 2;

constexpr Goal goalOf(FindingKind Kind) { return Goal(Kind); }

class GoalSet {
public:
  constexpr GoalSet() = default;
  constexpr GoalSet(Goal G) : Bits(1u << unsigned(G)) {}
  constexpr bool contains(Goal G) const { return Bits & GoalSet(G).Bits; }
  constexpr bool empty() const { return Bits == 0; }
  constexpr GoalSet operator|(GoalSet O) const { return of(Bits | O.Bits); }
  constexpr GoalSet operator&(GoalSet O) const { return of(Bits & O.Bits); }
  constexpr GoalSet operator-(GoalSet O) const { return of(Bits & ~O.Bits); }

private:
  static constexpr GoalSet of(unsigned Bits) {
    GoalSet Set;
    Set.Bits = Bits;
    return Set;
  }
  unsigned Bits = 0;
};

constexpr GoalSet LeakGoals = GoalSet(Goal::Leak) | Goal::ExceptionLeak;

/// What is known of a site before any run: which places its pools can get to,
/// ignoring the order of events, and so which goals are out of the question.
class SiteScope {
public:
  SiteScope(const PoolFlowGraph &Graph, const GraphIndex &Index, SiteId Site,
            bool WantOutcomes);

  GoalSet possible() const { return Possible; }
  /// Which goals a run at the beginning of \p Block may still reach.
  GoalSet reachable(BlockId Block, const RunState &State) const;
  /// The marks of a run at the beginning of \p Block that can still matter.
  uint8_t marksAsked(BlockId Block) const;
  /// The place every Construct event fills, and the last order of one.
  llvm::ArrayRef<PlaceId> cradles() const { return Cradles; }
  unsigned lastBirth() const { return LastBirth; }

private:
  GoalSet exitGoals(BlockId Block) const;
  /// What \p Leaks are for a run at the beginning of \p Block.
  GoalSet asThrown(GoalSet Leaks, BlockId Block, const RunState &State) const;

  const GraphIndex &Index;
  const Site &S;
  bool WantOutcomes;
  unsigned LastEvent = 0, LastMisuse = 0, LastBirth = 0;
  unsigned LastDrop = 0, LastAwait = 0;
  GoalSet Possible;
  llvm::SmallVector<PlaceId, 2> Cradles;
};

} // namespace poolguard

#endif // POOLGUARD_CHECKS_LIFETIME_SITESCOPE_H
