//===-- LoopPools.h - Pools that a loop makes again and again ---*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_LOOPPOOLS_H
#define POOLGUARD_CHECKS_LOOPPOOLS_H

#include "flow/Lowering.h"
#include <optional>

namespace poolguard {

/// A loop that could do with one pool.
struct LoopPool {
  const clang::Stmt *Loop = nullptr;
  unsigned ReleaseOrigin = None; ///< Index into LoweredFunction::Origins.
};

/// The innermost loop that constructs the same pool of \p Site in every round
/// and releases it before the next, or nothing. Knows nothing of leaks.
std::optional<LoopPool> findLoopPool(const LoweredFunction &L, SiteId Site);

} // namespace poolguard

#endif // POOLGUARD_CHECKS_LOOPPOOLS_H
