//===-- HoistPool.h - One pool for all rounds of a loop ---------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_FIXIT_HOISTPOOL_H
#define POOLGUARD_CHECKS_FIXIT_HOISTPOOL_H

#include "../flow/Lowering.h"
#include "Fix.h"

namespace poolguard {

/// Moves the construction of the pool of \p Site, which \p Loop makes and
/// releases in every round, before the loop, and what ends it behind. Where a
/// round waits for its tasks by that end, it goes on to wait in another way;
/// if there is none, it must hand its tasks nothing that another round or the
/// rest of this one uses.
FixProposal hoistPool(const LoweredFunction &L, SiteId Site,
                      const clang::Stmt *Loop, const clang::ASTContext &Context,
                      ModelMatcher &Models);

} // namespace poolguard

#endif // POOLGUARD_CHECKS_FIXIT_HOISTPOOL_H
