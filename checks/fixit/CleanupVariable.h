//===-- CleanupVariable.h - Scope guards of GNU C ---------------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_FIXIT_CLEANUPVARIABLE_H
#define POOLGUARD_CHECKS_FIXIT_CLEANUPVARIABLE_H

#include "ScopeGuard.h"

namespace poolguard {

/// Gives the pointer variable that holds the pool of \p Site a cleanup: by
/// `g_autoptr` where the type has one or, if that may be written, by the
/// attribute with a function of the unit that is seen to release.
FixProposal cleanUpVariable(const LoweredFunction &L, SiteId Site,
                            const GuardTools &Tools);

} // namespace poolguard

#endif // POOLGUARD_CHECKS_FIXIT_CLEANUPVARIABLE_H
