//===-- MisplacedRelease.h - A release too many, or too early ---*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_FIXIT_MISPLACEDRELEASE_H
#define POOLGUARD_CHECKS_FIXIT_MISPLACEDRELEASE_H

#include "../flow/Lowering.h"
#include "../lifetime/Lifetime.h"
#include "Fix.h"

namespace poolguard {

/// Takes out the release that \p F, a DoubleRelease or UseAfterRelease in
/// \p L, is about: the second of two or the first, whichever no path misses.
/// Where it is missed, it is written anew on every way out (insertReleases).
/// What is proposed was tried on the graph: neither that finding nor a leak is
/// left, and nothing new is found.
FixProposal mendRelease(const LoweredFunction &L, const Finding &F,
                        const clang::ASTContext &Context, ModelMatcher &Models);

} // namespace poolguard

#endif // POOLGUARD_CHECKS_FIXIT_MISPLACEDRELEASE_H
