// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "JoinBeforeCloseCheck.h"

namespace poolguard {

void JoinBeforeCloseCheck::report(const PoolFinding &F) {
  if (F.Kind != FindingKind::JoinBeforeClose)
    return;
  diag(F.Location, "%0 is waited for before it is closed; nothing has told its "
                   "workers to finish")
      << describePool(F);
  notePath(F);
}

} // namespace poolguard
