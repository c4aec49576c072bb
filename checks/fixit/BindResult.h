//===-- BindResult.h - A name for a pool that has none ----------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_FIXIT_BINDRESULT_H
#define POOLGUARD_CHECKS_FIXIT_BINDRESULT_H

#include "../flow/Lowering.h"
#include "Fix.h"

namespace poolguard {

/// A statement makes the pool of \p Site of \p L and drops it: gives it a name
/// and releases it right there.
FixProposal bindResult(const LoweredFunction &L, SiteId Site,
                       const clang::ASTContext &Context, ModelMatcher &Models);

} // namespace poolguard

#endif // POOLGUARD_CHECKS_FIXIT_BINDRESULT_H
