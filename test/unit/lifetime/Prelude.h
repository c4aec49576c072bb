// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Where a graph may be before the focus is born.

#ifndef POOLGUARD_TEST_UNIT_LIFETIME_PRELUDE_H
#define POOLGUARD_TEST_UNIT_LIFETIME_PRELUDE_H

#include "Meaning.h"
#include <set>

namespace poolguard::oracle {

/// The stores in which each block may be entered with the focus unborn.
class Prelude {
public:
  using Stores = std::set<Store>;

  Prelude(const PoolFlowGraph &Graph, const Meaning &M, unsigned MaxStates);

  const Stores &entering(BlockId B) const { return At[B]; }

  /// What the first \p Count events of block \p B make of \p S.
  Stores run(BlockId B, const Store &S, size_t Count) const;

  bool Truncated = false;

private:
  void add(BlockId B, const Store &S);

  const PoolFlowGraph &Graph;
  const Meaning &M;
  std::vector<Stores> At;
  std::vector<std::pair<BlockId, Store>> Work;
  unsigned Total = 0;
};

} // namespace poolguard::oracle

#endif // POOLGUARD_TEST_UNIT_LIFETIME_PRELUDE_H
