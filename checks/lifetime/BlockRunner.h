//===-- BlockRunner.h - Runs through one block ------------------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Takes runs through the events of one block and out of it, and calls out
/// what comes to light on the way. The search and the replay of its paths
/// share it, so that they can not disagree on what an event means.
///
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_LIFETIME_BLOCKRUNNER_H
#define POOLGUARD_CHECKS_LIFETIME_BLOCKRUNNER_H

#include "SiteScope.h"
#include "Transfer.h"

namespace poolguard {

/// A run, and where it last released the focus or, while that is open, gave it
/// work: the block's position on the path and the event's in the block.
struct Run {
  RunState State;
  unsigned ActAt = None, ActEvent = None;
  /// How often its facts forbade it to go on (see BlockRunner).
  unsigned Refuted = 0;
};

/// What the work on one function has cost: the events that runs went through,
/// more where there are many facts. The limit is some two seconds.
class Effort {
public:
  void spend(size_t Events, size_t Facts) {
    Spent += (Events + 1) * (1 + Facts / 32);
  }
  bool isExhausted() const { return Spent > Limit; }

private:
  static constexpr uint64_t Limit = 60'000'000;
  uint64_t Spent = 0;
};

/// How a run ended, with the observed integers by number.
struct Ending {
  ExitKind Exit = ExitKind::None;
  Outcome::StateKind State = Outcome::Open;
  ReleaseMode Mode = ReleaseMode::Close;
  llvm::SmallVector<ValueId, 2> Observed;
  uint64_t Held = 0; ///< As Outcome::Held.

  bool operator==(const Ending &O) const {
    return Exit == O.Exit && State == O.State && Mode == O.Mode &&
           Observed == O.Observed && Held == O.Held;
  }
};

/// Something a run showed: at an event, or (None) at the block's exit.
struct Sighting {
  Goal What;
  unsigned Event;
  const Run &By;
  Ending End; ///< For Goal::Ended.
};

class BlockRunner {
public:
  using Watcher = llvm::function_ref<void(const Sighting &)>;
  using Runs = llvm::SmallVectorImpl<Run>;

  /// \p Observed: says what an Ending shows; null if none is wanted.
  /// \p Conflicts: collects the places whose facts forbid a run to go on, up
  /// to \p Quota for each run, and lets it go on as Refuted.
  BlockRunner(const PoolFlowGraph &Graph, const Transfer &Meaning, SiteId Site,
              const SolverOptions *Observed, Effort &Spent,
              llvm::SmallVectorImpl<PlaceId> *Conflicts = nullptr,
              unsigned Quota = 0)
      : Graph(Graph), Meaning(Meaning), Site(Graph.Sites[Site]),
        Observed(Observed), Spent(Spent), Conflicts(Conflicts), Quota(Quota) {}

  /// Takes \p Here through the events [\p First, \p Last) of \p Block, which
  /// is at \p Position on the path. Runs that end are removed.
  void run(BlockId Block, unsigned First, unsigned Last, unsigned Position,
           Runs &Here, Watcher Watch);
  /// Ends \p Here if \p Block is an exit.
  void leave(BlockId Block, Runs &Here, Watcher Watch);

private:
  bool runOne(const Event &E, unsigned Index, unsigned Position, Run &R,
              Runs &Forks, Watcher Watch);
  bool refute(const Event &E, PlaceId Conflict, Run &R);
  Ending endingOf(ExitKind Exit, const RunState &State) const;

  const PoolFlowGraph &Graph;
  const Transfer &Meaning;
  const poolguard::Site &Site;
  const SolverOptions *Observed;
  Effort &Spent;
  llvm::SmallVectorImpl<PlaceId> *Conflicts;
  unsigned Quota;
};

} // namespace poolguard

#endif // POOLGUARD_CHECKS_LIFETIME_BLOCKRUNNER_H
