// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef POOLGUARD_CHECKS_UNRELEASEDMEMBERCHECK_H
#define POOLGUARD_CHECKS_UNRELEASEDMEMBERCHECK_H

#include "PoolCheck.h"

namespace poolguard {

/// Finds classes that keep a pool in a member and do not release it when they
/// are destroyed.
///
/// Documentation: docs/checks/unreleased-member.md
class UnreleasedMemberCheck : public PoolCheck {
public:
  using PoolCheck::PoolCheck;

protected:
  void report(const PoolFinding &F) override;
};

} // namespace poolguard

#endif // POOLGUARD_CHECKS_UNRELEASEDMEMBERCHECK_H
