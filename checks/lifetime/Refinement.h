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
  // Where it begins is in Beginnings.cpp.
  Search begin();
  BlockId neck();
  /// What every run knows of the integers that are tracked at the beginning of
  /// \p Neck.
  RunState common(BlockId Neck);
  /// Whether a run can know something of \p P's web at the beginning of \p B
  /// that matters, and whether of any web that is tracked.
  bool matters(PlaceId P, BlockId B) const;
  bool anyMatters(BlockId B) const;
  Verdict judge(const Search &From, const Sighting &Seen, unsigned State);
  bool leadIn(Route &Way, BlockId Neck, BlockId Birth);
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
  /// Whether goals that some round before saw are still neither real nor out
  /// of the question.
  bool owesAny() const;
  /// Where searches are to begin that have nothing more to learn.
  void widen();
  void track(PlaceId Place);
  void trackConditions(BlockId Birth);
  Outcome outcomeOf(const Ending &End) const;
  SiteResult result();

  SiteContext &Context;
  llvm::BitVector Tracked;
  /// A place of each web in Tracked.
  llvm::SmallVector<PlaceId, 4> Webs;
  /// Where searches begin. Around: in a block that dominates the Constructs,
  /// knowing what all runs do. OnPath: on the known path to one, knowing what
  /// its run does. So the former see too much and rule goals out, the latter
  /// see too little and tell what is real; both are exact where Reach is None,
  /// and the closer to the Constructs, the cheaper.
  enum { Around, OnPath, AtEntry } Begin;
  unsigned Reach; ///< How far from the Constructs, in blocks: one of these.
  static constexpr unsigned ShortReach = 64, LongReach = 1024; // Or None.
  unsigned Quota;
  bool Incomplete = false;
  bool Enough = false; ///< As SolverOptions::Enough says.
  bool Learnt = false;

  GoalSet Settled; ///< Known for good.
  GoalSet Pending; ///< What the round still looks for.
  /// What the last round that did not begin OnPath saw and was refuted, where
  /// first, and the Construct of one such path.
  GoalSet Owed;
  std::array<unsigned, NumGoals> FirstDepth;
  BlockId OwedBirth = None;
  std::array<Doubt, NumGoals> Doubts;
  /// The first state and event of the round that freed the focus.
  unsigned FreedState = None, FreedEvent = None;
  std::vector<Finding> Findings;
  std::vector<SeenEnding> Endings;
};

} // namespace poolguard

#endif // POOLGUARD_CHECKS_LIFETIME_REFINEMENT_H
