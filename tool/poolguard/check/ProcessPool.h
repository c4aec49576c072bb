//===-- ProcessPool.h - Many tasks, each in a process of its own *- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_TOOL_POOLGUARD_CHECK_PROCESSPOOL_H
#define POOLGUARD_TOOL_POOLGUARD_CHECK_PROCESSPOOL_H

#include "llvm/ADT/STLFunctionalExtras.h"
#include <chrono>
#include <cstdint>
#include <string>

namespace poolguard {

/// What each process may use.
struct ProcessLimits {
  bool Symbolize = true;    ///< Name functions where one crashes.
  unsigned Jobs = 1;        ///< At a time.
  unsigned Seconds = 0;     ///< 0: as long as it takes.
  uint64_t MemoryBytes = 0; ///< Of address space; 0: any amount.
};

/// How a task came out.
struct TaskOutcome {
  enum Ending : uint8_t { Done, Crashed, TimedOut, OutOfMemory } How = Done;
  int Signal = 0;     ///< What it crashed with; 0: an exit code.
  std::string Output; ///< What the task returned.
  std::string Errors; ///< What it wrote to stderr.
  double Seconds = 0;
  uint64_t PeakBytes = 0;
};

/// Calls \p Task with 0 to \p Count - 1, each in a forked process, and \p Done
/// with each outcome in this one, as they come. \p Tick is called now and then.
/// The caller must have no threads. A signal to end the program ends the tasks.
/// \returns the signal, or 0 if all tasks ended.
int runInProcesses(unsigned Count, const ProcessLimits &Limits,
                   llvm::function_ref<std::string(unsigned)> Task,
                   llvm::function_ref<void(unsigned, TaskOutcome)> Done,
                   llvm::function_ref<void()> Tick);

} // namespace poolguard

#endif // POOLGUARD_TOOL_POOLGUARD_CHECK_PROCESSPOOL_H
