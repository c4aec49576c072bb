//===-- LocalGuard.h - A guard beside the object it guards ------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_FIXIT_LOCALGUARD_H
#define POOLGUARD_CHECKS_FIXIT_LOCALGUARD_H

#include "ScopeGuard.h"

namespace poolguard {

/// Declares a `std::unique_ptr` to the local object that holds the pool of
/// \p Site, right behind it: its deleter asks the object, or every element of a
/// container, whether it is open, and releases it. The object stays what it is.
FixProposal guardLocal(const LoweredFunction &L, SiteId Site,
                       const GuardTools &Tools);

} // namespace poolguard

#endif // POOLGUARD_CHECKS_FIXIT_LOCALGUARD_H
