// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef POOLGUARD_CHECKS_DISCARDEDWORKCHECK_H
#define POOLGUARD_CHECKS_DISCARDEDWORKCHECK_H

#include "PoolCheck.h"

namespace poolguard {

/// Finds work that is still queued where its pool drops it.
///
/// Documentation: docs/checks/discarded-work.md
class DiscardedWorkCheck : public PoolCheck {
public:
  using PoolCheck::PoolCheck;

protected:
  void report(const PoolFinding &F) override;
};

} // namespace poolguard

#endif // POOLGUARD_CHECKS_DISCARDEDWORKCHECK_H
