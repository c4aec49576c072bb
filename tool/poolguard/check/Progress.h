//===-- Progress.h - The bar on a terminal ----------------------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_TOOL_POOLGUARD_CHECK_PROGRESS_H
#define POOLGUARD_TOOL_POOLGUARD_CHECK_PROGRESS_H

#include <chrono>
#include <string>

namespace poolguard {

/// One line on stderr that tells how far the run is; silent unless \p Shown.
class Progress {
public:
  Progress(unsigned Units, bool Shown) : Units(Units), Shown(Shown) {}
  ~Progress() { clear(); }

  void unitDone(unsigned FindingsInIt) {
    ++Done;
    Findings += FindingsInIt;
  }
  /// Redraws the line if the last time is long enough ago.
  void draw();
  /// Takes the line away, so that something else can be printed.
  void clear();

  /// The line: how it would look \p Seconds after the begin, at \p Width.
  std::string text(double Seconds, unsigned Width) const;

private:
  using Clock = std::chrono::steady_clock;

  unsigned Units, Done = 0, Findings = 0;
  bool Shown, Drawn = false;
  Clock::time_point Begin = Clock::now(), Last;
};

} // namespace poolguard

#endif // POOLGUARD_TOOL_POOLGUARD_CHECK_PROGRESS_H
