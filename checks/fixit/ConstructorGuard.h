//===-- ConstructorGuard.h - A guard till an object is whole ----*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_FIXIT_CONSTRUCTORGUARD_H
#define POOLGUARD_CHECKS_FIXIT_CONSTRUCTORGUARD_H

#include "ScopeGuard.h"

namespace poolguard {

/// The destructor of an object does not run if its constructor throws: has a
/// `std::unique_ptr` in the body of \p L, a constructor, release the member
/// that holds the pool of \p Site, until the body is over.
FixProposal guardInConstructor(const LoweredFunction &L, SiteId Site,
                               const GuardTools &Tools);

} // namespace poolguard

#endif // POOLGUARD_CHECKS_FIXIT_CONSTRUCTORGUARD_H
