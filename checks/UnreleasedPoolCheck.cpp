// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "UnreleasedPoolCheck.h"

namespace poolguard {

static llvm::StringRef mannerText(const PoolFinding &F) {
  switch (F.Manner) {
  case LeakManner::LeavesOpen:
    return "";
  case LeakManner::Overwritten:
    return "; its handle is overwritten";
  case LeakManner::Discarded:
    return "; the result is discarded";
  case LeakManner::StillJoinable:
    return "; it is still joinable when destroyed, which calls std::terminate";
  case LeakManner::DetachedByDestructor:
    return F.Owner && F.Owner->Kind == PoolKind::WorkerThread
               ? "; it is detached when destroyed"
               : "; it is still open when destroyed";
  }
  return "";
}

void UnreleasedPoolCheck::report(const PoolFinding &F) {
  if (F.Kind != FindingKind::Leak)
    return;
  diag(F.Location, "%0 is %select{not released on this path|never released}1%2")
      << describePool(F) << F.Never << mannerText(F);
  notePath(F);
}

} // namespace poolguard
