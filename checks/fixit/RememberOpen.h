//===-- RememberOpen.h - A program that knows what is open ------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_FIXIT_REMEMBEROPEN_H
#define POOLGUARD_CHECKS_FIXIT_REMEMBEROPEN_H

#include "../flow/Lowering.h"
#include "Fix.h"

namespace poolguard {

/// Writes releases where nothing tells yet whether the pool of \p Site is open:
/// a pointer becomes null again behind the releases there are, and of a handle
/// without a null the result of its construction is kept. Tried on the graph
/// like insertReleases. \p Answer: of a callee that made the pool, if that is
/// certain; see certainMaker.
FixProposal rememberOpen(const LoweredFunction &L, SiteId Site,
                         const clang::ASTContext &Context, ModelMatcher &Models,
                         CalleeEffects &Effects,
                         std::optional<int64_t> Answer = std::nullopt);

} // namespace poolguard

#endif // POOLGUARD_CHECKS_FIXIT_REMEMBEROPEN_H
