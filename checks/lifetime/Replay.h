//===-- Replay.h - Is this path a run? --------------------------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Walks a path that a search found once more, keeping every fact that it asks
/// for.
///
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_LIFETIME_REPLAY_H
#define POOLGUARD_CHECKS_LIFETIME_REPLAY_H

#include "Search.h"

namespace poolguard {

/// Whether the end of a route shows what the search saw there, and where not,
/// what the search must know to see that.
struct Verdict {
  bool Real = false;
  /// Of the run that shows it: as Run's.
  unsigned ActAt = None, ActEvent = None;
  /// Places whose facts forbid the path.
  llvm::SmallVector<PlaceId, 4> Conflicts;
  /// No run is known that gets to where the search began.
  bool NeedsEntry = false;
};

/// A run must agree with the search's states on what befalls the focus, so the
/// replay has hardly a choice to make. Since the search is exact in the facts
/// it keeps, a path that it took and no run can take has a conflict in a place
/// that it does not keep: each refutation teaches it something.
class Replay {
public:
  /// Of conflicts, the first \p Quota on the path are of interest.
  Replay(SiteContext &Context, const Search &From, const Route &Way,
         unsigned Quota)
      : Context(Context), From(From), Way(Way), Quota(Quota),
        Asked(askedFor(Context, Way)),
        Meaning(Context.Graph, Context.Table, Context.Site, &Asked) {}

  Verdict judge(const Sighting &Seen);

private:
  static llvm::BitVector askedFor(const SiteContext &Context, const Route &Way);
  void keepExpected(unsigned At, BlockRunner::Runs &Here) const;
  /// Takes \p Here from the entry to the Construct.
  void walkPrefix(BlockRunner &Runner, BlockRunner::Runs &Here);
  /// Takes \p Here from there to the end of the path.
  void follow(BlockRunner &Runner, BlockRunner::Runs &Here,
              const Sighting &Seen, BlockRunner::Watcher Check);

  SiteContext &Context;
  const Search &From;
  const Route &Way;
  unsigned Quota;
  /// Places whose integers the way asks for, with their webs. Facts of others
  /// cannot forbid it.
  llvm::BitVector Asked;
  Transfer Meaning;
};

} // namespace poolguard

#endif // POOLGUARD_CHECKS_LIFETIME_REPLAY_H
