// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef POOLGUARD_CHECKS_DOUBLERELEASECHECK_H
#define POOLGUARD_CHECKS_DOUBLERELEASECHECK_H

#include "PoolCheck.h"

namespace poolguard {

/// Finds pools that are released twice on one path.
///
/// Documentation: docs/checks/double-release.md
class DoubleReleaseCheck : public PoolCheck {
public:
  using PoolCheck::PoolCheck;

protected:
  void report(const PoolFinding &F) override;
};

} // namespace poolguard

#endif // POOLGUARD_CHECKS_DOUBLERELEASECHECK_H
