// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "DoubleReleaseCheck.h"

namespace poolguard {

void DoubleReleaseCheck::report(const PoolFinding &F) {
  if (F.Kind != FindingKind::DoubleRelease)
    return;
  diag(F.Location, "%0 is released twice") << describePool(F);
  notePath(F);
  noteFixes(F);
}

} // namespace poolguard
