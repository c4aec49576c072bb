// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "JoinBeforeCloseCheck.h"

namespace poolguard {

void JoinBeforeCloseCheck::report(const PoolFinding &F) {
  if (F.Kind != FindingKind::JoinBeforeClose)
    return;
  bool Thread = F.Owner && F.Owner->Kind == PoolKind::WorkerThread;
  diag(F.Location, "%0 is %select{waited for before it is closed; nothing has "
                   "told its workers to finish|released before it was joined}1")
      << describePool(F) << Thread;
  notePath(F);
  noteFixes(F);
}

} // namespace poolguard
