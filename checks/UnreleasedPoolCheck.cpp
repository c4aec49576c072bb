// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "UnreleasedPoolCheck.h"

namespace poolguard {

void UnreleasedPoolCheck::report(const PoolFinding &F) {
  if (F.Kind != FindingKind::Leak || F.Member)
    return;
  if (!reportAssignedOver(F))
    diag(F.Location,
         "%0 is %select{not released on this path|never released}1%2")
        << describePool(F) << F.Never << describeManner(F);
  notePath(F);
  noteFixes(F);
}

} // namespace poolguard
