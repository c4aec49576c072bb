//===-- GivenAway.h - Does a release hit what others own? -------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_FIXIT_GIVENAWAY_H
#define POOLGUARD_CHECKS_FIXIT_GIVENAWAY_H

#include "../flow/PoolFlowGraph.h"
#include <string>

namespace poolguard {

/// The Origin of releases that a fix puts into a graph.
constexpr unsigned ByFix = None - 1;

/// Nobody else may own the pool of a site where a fix releases it.
struct Ownership {
  std::string Why; ///< Empty: so it is.
  /// The Origin of the step that gave the pool away, if known.
  unsigned GivenAway = None;
};

/// Asks whether some run of \p G in which the focus of \p Site was given away
/// comes to a release whose Origin is ByFix and that still holds it; or one in
/// which the program released it in a way that is not in \p After.
Ownership whoOwns(PoolFlowGraph G, SiteId Site, ReleaseModes After);

/// Asks whether some run of \p G comes to a release whose Origin is ByFix with
/// the open focus of \p Site, before the program itself released it or gave it
/// away: of a pool that was there before, nobody wants that.
bool endsByFix(PoolFlowGraph G, SiteId Site);

} // namespace poolguard

#endif // POOLGUARD_CHECKS_FIXIT_GIVENAWAY_H
