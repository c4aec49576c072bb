// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "UseAfterReleaseCheck.h"

namespace poolguard {

void UseAfterReleaseCheck::report(const PoolFinding &F) {
  if (F.Kind != FindingKind::UseAfterRelease)
    return;
  diag(F.Location, "%0 is used after it was released") << describePool(F);
  notePath(F);
  noteFixes(F);
}

} // namespace poolguard
