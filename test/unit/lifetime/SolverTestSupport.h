// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Solves graphs written as text and says what was found in one line each.

#ifndef POOLGUARD_TEST_UNIT_LIFETIME_SOLVERTESTSUPPORT_H
#define POOLGUARD_TEST_UNIT_LIFETIME_SOLVERTESTSUPPORT_H

#include "lifetime/Lifetime.h"
#include <string>
#include <vector>

namespace poolguard::test {

/// Reads `Blocks` after these declarations: scalars p, q, rc and f,
/// collections v[] and w[], sites s, borrowed (borrowed) and daemon
/// (process-exit), loops 0 and 1.
PoolFlowGraph graphOf(const std::string &Blocks);

/// What is found of site \p Site, e.g. `never leak 0 1` (the path's blocks) or
/// `double 0 2 after 0` (the release's block), separated by `; `.
std::string found(const std::string &Blocks, SiteId Site = 0,
                  const SolverOptions &Options = {});

/// The outcomes, sorted, e.g. `normal open [0,0]; normal close any`.
std::string outcomes(const std::string &Blocks, SiteId Site,
                     const std::vector<PlaceId> &Observed);

constexpr PlaceId P = 0, Q = 1, RC = 2, F = 3;
constexpr SiteId Own = 0, Borrowed = 1, Daemon = 2;

} // namespace poolguard::test

#endif // POOLGUARD_TEST_UNIT_LIFETIME_SOLVERTESTSUPPORT_H
