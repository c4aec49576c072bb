//===-- OwnOrGiven.h - A pool made here, or the caller's --------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_FIXIT_OWNORGIVEN_H
#define POOLGUARD_CHECKS_FIXIT_OWNORGIVEN_H

#include "../flow/Lowering.h"

namespace poolguard {

/// After `p = given ? given : make()`, `p != given` tells whether the pool was
/// made here, as long as nothing changes `given`. \returns \p L with that
/// question among what is kept, if the handle of \p Site is such a variable.
std::optional<LoweredFunction> withOrigin(const LoweredFunction &L,
                                          SiteId Site);

} // namespace poolguard

#endif // POOLGUARD_CHECKS_FIXIT_OWNORGIVEN_H
