//===-- Replay.h - Is this path a run? --------------------------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Walks a path that a search found once more, keeping every fact.
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
  /// Of the run that shows it.
  unsigned ReleaseAt = None, ReleaseEvent = None;
  /// Places whose facts forbid the path.
  llvm::SmallVector<PlaceId, 4> Conflicts;
  /// The path is only forbidden by what happens before the Construct.
  bool NeedsEntry = false;
};

/// A run must agree with the search's states on what befalls the focus, so the
/// replay has hardly a choice to make. Since the search is exact in the facts
/// it keeps, a path that it took and no run can take has a conflict in a place
/// that it does not keep: each refutation teaches it something.
class Replay {
public:
  Replay(SiteContext &Context, const Search &From, const Route &Way)
      : Context(Context), From(From), Way(Way),
        Meaning(Context.Graph, Context.Table, Context.Site, nullptr) {}

  Verdict judge(const Sighting &Seen);

private:
  /// Whether \p Start, at the Construct, gets to see \p Seen.
  bool follow(RunState Start, const Sighting &Seen, Verdict &Result);
  void keepExpected(unsigned At, BlockRunner::Runs &Here) const;
  bool walkPrefix(RunState &State, Verdict &Result);

  SiteContext &Context;
  const Search &From;
  const Route &Way;
  Transfer Meaning;
};

} // namespace poolguard

#endif // POOLGUARD_CHECKS_LIFETIME_REPLAY_H
