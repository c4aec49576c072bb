//===-- UniquePointer.h - std::unique_ptr for a raw handle ------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_FIXIT_UNIQUEPOINTER_H
#define POOLGUARD_CHECKS_FIXIT_UNIQUEPOINTER_H

#include "ScopeGuard.h"

namespace poolguard {

/// Makes the pointer variable that holds the pool of \p Site a
/// `std::unique_ptr`, once for each way to release the pool.
FixProposal makeUniquePointer(const LoweredFunction &L, SiteId Site,
                              const GuardTools &Tools);

} // namespace poolguard

#endif // POOLGUARD_CHECKS_FIXIT_UNIQUEPOINTER_H
