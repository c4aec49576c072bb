// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "UnreleasedOnExceptionCheck.h"

namespace poolguard {

void UnreleasedOnExceptionCheck::report(const PoolFinding &F) {
  if (F.Kind != FindingKind::ExceptionLeak)
    return;
  if (F.Manner == LeakManner::StillJoinable)
    diag(F.Location, "%0 is still joinable when an exception is thrown, which "
                     "calls std::terminate")
        << describePool(F);
  else
    diag(F.Location, "%0 is not released when an exception is thrown%1")
        << describePool(F) << describeManner(F);
  notePath(F);
  diag(F.Location, "%0", clang::DiagnosticIDs::Note) << F.Advice;
}

} // namespace poolguard
