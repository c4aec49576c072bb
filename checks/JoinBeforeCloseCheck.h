// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef POOLGUARD_CHECKS_JOINBEFORECLOSECHECK_H
#define POOLGUARD_CHECKS_JOINBEFORECLOSECHECK_H

#include "PoolCheck.h"

namespace poolguard {

/// Finds waits for workers that nothing told to finish.
///
/// Documentation: docs/checks/join-before-close.md
class JoinBeforeCloseCheck : public PoolCheck {
public:
  using PoolCheck::PoolCheck;

protected:
  void report(const PoolFinding &F) override;
};

} // namespace poolguard

#endif // POOLGUARD_CHECKS_JOINBEFORECLOSECHECK_H
