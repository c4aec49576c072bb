// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "UnreleasedMemberCheck.h"

namespace poolguard {

void UnreleasedMemberCheck::report(const PoolFinding &F) {
  if (!F.Member)
    return;
  if (reportAssignedOver(F)) {
    notePath(F);
    return noteFixes(F);
  }
  if (F.Member->HasDestructor)
    diag(F.Location, "%0 is %select{not released on every path "
                     "through|never released by}1 '~%2'%3")
        << describePool(F) << F.Never << F.Member->Class << describeManner(F);
  else
    diag(F.Location, "%0 is never released; '%1' has no destructor that "
                     "releases it%2")
        << describePool(F) << F.Member->Class << describeManner(F);
  notePath(F);
  noteFixes(F);
}

} // namespace poolguard
