// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Makes a graph that shows some trouble as small as it gets.

#ifndef POOLGUARD_TEST_UNIT_LIFETIME_SHRINK_H
#define POOLGUARD_TEST_UNIT_LIFETIME_SHRINK_H

#include "flow/PoolFlowGraph.h"
#include <functional>

namespace poolguard::oracle {

/// Drops events and edges of \p Graph while \p Trouble stays true of it. Places
/// and sites keep their identifiers.
PoolFlowGraph shrink(PoolFlowGraph Graph,
                     const std::function<bool(const PoolFlowGraph &)> &Trouble);

} // namespace poolguard::oracle

#endif // POOLGUARD_TEST_UNIT_LIFETIME_SHRINK_H
