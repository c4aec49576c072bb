// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef POOLGUARD_CHECKS_PROCESSLIFETIMEPOOLCHECK_H
#define POOLGUARD_CHECKS_PROCESSLIFETIMEPOOLCHECK_H

#include "PoolCheck.h"

namespace poolguard {

/// Lists pools that live until the process ends.
///
/// It is an inventory and finds no defects, so a pattern such as `poolguard-*`
/// does not switch it on.
///
/// Documentation: docs/checks/process-lifetime-pool.md
class ProcessLifetimePoolCheck : public PoolCheck {
public:
  ProcessLifetimePoolCheck(llvm::StringRef Name,
                           clang::tidy::ClangTidyContext *Context);

protected:
  llvm::ArrayRef<PoolFinding> pick(const UnitFindings &All) const override;
  void report(const PoolFinding &F) override;

private:
  bool AskedFor;
};

} // namespace poolguard

#endif // POOLGUARD_CHECKS_PROCESSLIFETIMEPOOLCHECK_H
