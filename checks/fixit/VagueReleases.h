//===-- VagueReleases.h - Releases of nobody knows which --------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_FIXIT_VAGUERELEASES_H
#define POOLGUARD_CHECKS_FIXIT_VAGUERELEASES_H

#include "ReleaseTrial.h"

namespace poolguard {

/// Somebody gets to \p Points who has released one of \p Elements when the
/// graph did not know which pool that was: the solver takes all of them for
/// open then.
bool isVaguelyReleased(const PoolFlowGraph &Graph,
                       const std::vector<PlaceId> &Elements,
                       const std::vector<GraphPoint> &Points);

/// What one of \p Places holds may have gone to somebody unseen, or have been
/// exchanged, on a way to \p Points.
bool mayBeGivenBefore(const PoolFlowGraph &Graph,
                      const std::vector<PlaceId> &Places,
                      const std::vector<GraphPoint> &Points);

/// What one of \p Places holds may be an element of a collection, too, on a way
/// to \p Points.
bool mayBeStoredBefore(const PoolFlowGraph &Graph,
                       const std::vector<PlaceId> &Places,
                       const std::vector<GraphPoint> &Points);

} // namespace poolguard

#endif // POOLGUARD_CHECKS_FIXIT_VAGUERELEASES_H
