//===-- Refinement.h - The search for one site, refined ---------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// One site's rounds of searching, checking and learning (see Solver.h).
///
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_LIFETIME_REFINEMENT_H
#define POOLGUARD_CHECKS_LIFETIME_REFINEMENT_H

#include "Replay.h"
#include <array>

namespace poolguard {

class Refinement {
public:
  explicit Refinement(SiteContext &Context);

  SiteResult solve();

private:
  /// What one round makes of one goal, or of one ending.
  struct Doubt {
    unsigned Depth = None; ///< Where the first refuted path ended.
    unsigned Tries = 0;    ///< Refuted paths of that depth.
    llvm::SmallVector<PlaceId, 4> Conflicts;
    bool NeedsEntry = false;

    void add(const Verdict &V, unsigned At);
  };
  struct SeenEnding {
    Ending End;
    bool Real = false;
    Doubt Open;
  };

  void round();
  BlockId neck();
  Verdict judge(const Search &From, const Sighting &Seen, unsigned State);
  std::optional<std::vector<BlockId>> leadIn(BlockId Neck);
  void consider(const Search &From, const Sighting &Seen, unsigned State);
  void considerEnding(const Search &From, const Sighting &Seen, unsigned State);
  void settle(const Search &From, const Sighting &Seen, unsigned State,
              const Verdict &V);
  /// Looks whether the first release the round saw is real, if it matters.
  void checkFreed(const Search &From);
  bool foundLeak() const;
  /// Takes up what the doubts of the round teach. \returns whether another
  /// round is needed.
  bool learn();
  bool learn(Doubt &From);
  void track(PlaceId Place);
  SiteResult result();

  SiteContext &Context;
  llvm::BitVector Tracked;
  /// A place of each web in Tracked.
  llvm::SmallVector<PlaceId, 4> Webs;
  /// Where searches begin: with each step they cost more, and know more.
  enum { AtConstruct, AtNeck, AtEntry } Begin;
  unsigned Quota;
  bool Incomplete = false;
  bool Learnt = false;

  GoalSet Settled; ///< Known for good.
  GoalSet Pending; ///< What the round still looks for.
  std::array<Doubt, NumGoals> Doubts;
  /// The first state and event of the round that freed the focus.
  unsigned FreedState = None, FreedEvent = None;
  std::vector<Finding> Findings;
  std::vector<SeenEnding> Endings;
};

} // namespace poolguard

#endif // POOLGUARD_CHECKS_LIFETIME_REFINEMENT_H
