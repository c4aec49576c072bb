//===-- FindingBuilder.h - From the solver's paths to the source -*- C++ -*-==//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_FINDINGBUILDER_H
#define POOLGUARD_CHECKS_FINDINGBUILDER_H

#include "LoopPools.h"
#include "UnitAnalysis.h"

namespace poolguard {

/// Translates \p F, found in \p L, into locations and steps a reader can check.
PoolFinding buildFinding(const LoweredFunction &L, const Finding &F,
                         const clang::SourceManager &SM);

/// The same for a pool that a loop makes again and again.
PoolFinding buildLoopFinding(const LoweredFunction &L, SiteId Site,
                             const LoopPool &Loop,
                             const clang::SourceManager &SM);

} // namespace poolguard

#endif // POOLGUARD_CHECKS_FINDINGBUILDER_H
