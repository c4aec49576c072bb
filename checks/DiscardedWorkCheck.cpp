// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "DiscardedWorkCheck.h"

namespace poolguard {

void DiscardedWorkCheck::report(const PoolFinding &F) {
  if (F.Kind != FindingKind::DiscardedWork)
    return;
  diag(F.Location, "work submitted to %0 is dropped%select{| by its "
                   "destructor}1 if it has not begun")
      << describePool(F) << F.ByDestructor;
  notePath(F);
  noteFixes(F);
}

} // namespace poolguard
