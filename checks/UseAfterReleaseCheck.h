// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef POOLGUARD_CHECKS_USEAFTERRELEASECHECK_H
#define POOLGUARD_CHECKS_USEAFTERRELEASECHECK_H

#include "PoolCheck.h"

namespace poolguard {

/// Finds uses of a pool after it was released.
///
/// Documentation: docs/checks/use-after-release.md
class UseAfterReleaseCheck : public PoolCheck {
public:
  using PoolCheck::PoolCheck;

protected:
  void report(const PoolFinding &F) override;
};

} // namespace poolguard

#endif // POOLGUARD_CHECKS_USEAFTERRELEASECHECK_H
