//===-- LentObject.h - What is lent goes back to its lender -----*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_FIXIT_LENTOBJECT_H
#define POOLGUARD_CHECKS_FIXIT_LENTOBJECT_H

#include "ObjectEnd.h"

namespace poolguard {

/// Releases the pool of \p Site of \p L, a leased object, by a call that takes
/// besides it what it was got from: `push(pool, client)`.
FixProposal returnToLender(const LoweredFunction &L, SiteId Site,
                           const clang::ASTContext &Context,
                           const LowerWithCalls &Lower);

} // namespace poolguard

#endif // POOLGUARD_CHECKS_FIXIT_LENTOBJECT_H
