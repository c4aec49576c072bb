//===-- Worker.h - Checks one unit in this process --------------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_TOOL_POOLGUARD_CHECK_WORKER_H
#define POOLGUARD_TOOL_POOLGUARD_CHECK_WORKER_H

#include "ReadFiles.h"
#include "TidySettings.h"
#include "UnitList.h"
#include "UnitResult.h"

namespace poolguard {

/// What a worker is told besides its unit.
struct WorkerOptions {
  bool FixNotes = false;     ///< Fixes of notes are wanted, too.
  bool WantComments = false; ///< Fill UnitResult::Comments.
  /// Pass over units that read none of these.
  const FileIds *OnlyIfRead = nullptr;
};

/// Runs clang-tidy's machinery with our checks on \p U. Changes the current
/// directory and writes to stderr, so it belongs into a process of its own.
UnitResult checkUnit(const Unit &U, TidyConfiguration &Configuration,
                     const WorkerOptions &Options);

} // namespace poolguard

#endif // POOLGUARD_TOOL_POOLGUARD_CHECK_WORKER_H
