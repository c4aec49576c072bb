// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "PoolInLoopCheck.h"

namespace poolguard {

void PoolInLoopCheck::report(const PoolFinding &F) {
  diag(F.Location, "%0 is constructed and released in every iteration of a "
                   "loop; construct it once, before the loop")
      << describePool(F);
  notePath(F);
  noteFixes(F);
}

} // namespace poolguard
