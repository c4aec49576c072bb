// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef POOLGUARD_CHECKS_UNRELEASEDONEXCEPTIONCHECK_H
#define POOLGUARD_CHECKS_UNRELEASEDONEXCEPTIONCHECK_H

#include "PoolCheck.h"

namespace poolguard {

/// Finds pools that are not released when an exception is thrown.
///
/// Documentation: docs/checks/unreleased-on-exception.md
class UnreleasedOnExceptionCheck : public PoolCheck {
public:
  using PoolCheck::PoolCheck;

protected:
  void report(const PoolFinding &F) override;
  bool mayInclude() const override { return true; }
};

} // namespace poolguard

#endif // POOLGUARD_CHECKS_UNRELEASEDONEXCEPTIONCHECK_H
