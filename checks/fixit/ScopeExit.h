//===-- ScopeExit.h - A callable that runs at a scope's end -----*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_FIXIT_SCOPEEXIT_H
#define POOLGUARD_CHECKS_FIXIT_SCOPEEXIT_H

#include "ScopeGuard.h"

namespace poolguard {

/// Releases the pool made at \p Site of \p L in a callable that the project's
/// own scope guard runs: `gsl::finally`, `absl::Cleanup` or whatever the unit
/// declares, or Tools.Header brings. Releases at the end of the scope go.
FixProposal releaseAtScopeExit(const LoweredFunction &L, SiteId Site,
                               const GuardTools &Tools);

/// Releases it by a `std::unique_ptr` beside the pointer variable, which stays
/// what it is.
FixProposal guardPointer(const LoweredFunction &L, SiteId Site,
                         const GuardTools &Tools);

} // namespace poolguard

#endif // POOLGUARD_CHECKS_FIXIT_SCOPEEXIT_H
