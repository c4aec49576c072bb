// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef POOLGUARD_CHECKS_UNRELEASEDPOOLCHECK_H
#define POOLGUARD_CHECKS_UNRELEASEDPOOLCHECK_H

#include "PoolCheck.h"

namespace poolguard {

/// Finds pools that some normal path neither closes nor terminates.
///
/// Documentation: docs/checks/unreleased-pool.md
class UnreleasedPoolCheck : public PoolCheck {
public:
  using PoolCheck::PoolCheck;

protected:
  void report(const PoolFinding &F) override;
  bool mayInclude() const override { return true; }
};

} // namespace poolguard

#endif // POOLGUARD_CHECKS_UNRELEASEDPOOLCHECK_H
