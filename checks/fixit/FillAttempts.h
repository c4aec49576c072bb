//===-- FillAttempts.h - Which attempts to fill failed? ---------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_FIXIT_FILLATTEMPTS_H
#define POOLGUARD_CHECKS_FIXIT_FILLATTEMPTS_H

#include "../flow/Lowering.h"
#include "FillLoop.h"
#include "ReleaseTrial.h"

namespace poolguard {

/// The constructions of one site that fill an array, as the graph has them.
class FillAttempts {
public:
  FillAttempts(const LoweredFunction &L, SiteId Site,
               const std::vector<PlaceId> &Elements);

  /// What is known of the last one before \p Points.
  LastAttempt lastBefore(const std::vector<GraphPoint> &Points);

private:
  /// Nobody goes on to another element behind a failure.
  bool leaveNoGaps();

  ReleaseTrial Trial;
  std::vector<GraphPoint> Made, Failed;
  std::optional<bool> NoGaps;
};

/// The steps of the construction of \p Site, whether it succeeds or not.
std::vector<GraphPoint> stepsOfConstruction(const LoweredFunction &L,
                                            SiteId Site);

} // namespace poolguard

#endif // POOLGUARD_CHECKS_FIXIT_FILLATTEMPTS_H
