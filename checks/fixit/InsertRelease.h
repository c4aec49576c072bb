//===-- InsertRelease.h - A release on every leaking way out ----*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_FIXIT_INSERTRELEASE_H
#define POOLGUARD_CHECKS_FIXIT_INSERTRELEASE_H

#include "../flow/Lowering.h"
#include "Fix.h"

namespace poolguard {

/// Writes the missing releases of the pool made at \p Site of \p L: on every
/// way out on which it leaks, with a test where a path needs one. What is
/// proposed was tried on the graph: no leak of that pool is left, and nothing
/// new is found.
FixProposal insertReleases(const LoweredFunction &L, SiteId Site,
                           const clang::ASTContext &Context,
                           const ModelMatcher &Models);

} // namespace poolguard

#endif // POOLGUARD_CHECKS_FIXIT_INSERTRELEASE_H
