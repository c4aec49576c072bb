//===-- CheckRun.h - All units, in parallel ---------------------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_TOOL_POOLGUARD_CHECK_CHECKRUN_H
#define POOLGUARD_TOOL_POOLGUARD_CHECK_CHECKRUN_H

#include "ProcessPool.h"
#include "Report.h"
#include "Worker.h"

namespace poolguard {

/// How the units are run.
struct RunOptions {
  ProcessLimits Limits;
  WorkerOptions Worker;
  bool ShowProgress = false;
};

/// Checks all \p Units and puts the results together in \p Into.
/// \returns the signal that ended it early, or 0.
int checkUnits(const std::vector<Unit> &Units, TidyConfiguration &Configuration,
               const RunOptions &Options, SourceTexts &Texts, Report &Into);

} // namespace poolguard

#endif // POOLGUARD_TOOL_POOLGUARD_CHECK_CHECKRUN_H
