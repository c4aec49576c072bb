// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef POOLGUARD_CHECKS_POOLINLOOPCHECK_H
#define POOLGUARD_CHECKS_POOLINLOOPCHECK_H

#include "PoolCheck.h"

namespace poolguard {

/// Finds pools that a loop constructs and releases in every iteration.
///
/// Documentation: docs/checks/pool-in-loop.md
class PoolInLoopCheck : public PoolCheck {
public:
  using PoolCheck::PoolCheck;

protected:
  llvm::ArrayRef<PoolFinding> pick(const UnitFindings &All) const override {
    return All.InLoops;
  }
  void report(const PoolFinding &F) override;
};

} // namespace poolguard

#endif // POOLGUARD_CHECKS_POOLINLOOPCHECK_H
