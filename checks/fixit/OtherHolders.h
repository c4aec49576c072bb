//===-- OtherHolders.h - Who else may hold a pool ---------------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_FIXIT_OTHERHOLDERS_H
#define POOLGUARD_CHECKS_FIXIT_OTHERHOLDERS_H

#include "../flow/PoolFlowGraph.h"

namespace poolguard {

/// The names of the places that a pool of \p Site may come to by copies, moves
/// and swaps, but for the one it is made in.
std::vector<std::string> otherHolders(const PoolFlowGraph &Graph, SiteId Site);

} // namespace poolguard

#endif // POOLGUARD_CHECKS_FIXIT_OTHERHOLDERS_H
