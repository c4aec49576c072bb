// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "UnreleasedOnExceptionCheck.h"

namespace poolguard {

void UnreleasedOnExceptionCheck::report(const PoolFinding &F) {
  if (F.Kind != FindingKind::ExceptionLeak)
    return;
  bool Joinable = F.Manner == LeakManner::StillJoinable ||
                  F.Manner == LeakManner::AssignedOver;
  attachFix(diag(F.Location, Joinable
                                 ? "%0 is still joinable when an exception is "
                                   "thrown, which calls std::terminate"
                                 : "%0 is not released when an exception is "
                                   "thrown%1")
                << describePool(F) << describeManner(F),
            F);
  notePath(F);
  // A fix says the same, and does it.
  if (F.Fixes.Fixes.empty())
    diag(F.Location, "%0", clang::DiagnosticIDs::Note) << F.Advice;
  noteFixes(F);
}

} // namespace poolguard
