//===-- ResetInstead.h - `reset()` where `release()` is meant ---*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_FIXIT_RESETINSTEAD_H
#define POOLGUARD_CHECKS_FIXIT_RESETINSTEAD_H

#include "../flow/Lowering.h"
#include "Fix.h"

namespace poolguard {

/// Has a `std::unique_ptr` that gives up the pool of \p Site, while nobody
/// takes it, release the pool: `p.release();` becomes `p.reset();`.
FixProposal resetInstead(const LoweredFunction &L, SiteId Site,
                         const clang::ASTContext &Context);

} // namespace poolguard

#endif // POOLGUARD_CHECKS_FIXIT_RESETINSTEAD_H
