//===-- RunScope.h - What a run looked at -----------------------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// That nothing was found somewhere means something only where it was looked
/// for: a run may have been for some files, checks or lines.
///
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_TOOL_POOLGUARD_CHECK_RUNSCOPE_H
#define POOLGUARD_TOOL_POOLGUARD_CHECK_RUNSCOPE_H

#include "Fingerprint.h"
#include "TidySettings.h"

namespace poolguard {

struct RunScope {
  const std::vector<Unit> &Units;
  TidyConfiguration &Configuration;
  bool SomeFiles = false;   ///< Files were named.
  bool SomeLines = false;   ///< By a line filter.
  bool SomeHeaders = false; ///< By a header filter of the command line.
  bool SomeChecks = false;  ///< By the command line.

  /// All that \p C may suppress was looked for.
  bool covers(const NolintComment &C) const;

  /// A finding like \p Entry, in \p File, would have been found.
  bool covers(llvm::StringRef File, const FindingIdentity &Entry) const;

  /// Tells, on stderr, which of \p Unused, entries of the baseline \p Name by
  /// absolute path, \p R would have if they were still true.
  void
  tellStale(llvm::StringRef Name,
            const std::vector<std::pair<std::string, FindingIdentity>> &Unused,
            const Report &R) const;

private:
  bool isSource(llvm::StringRef File) const;
};

} // namespace poolguard

#endif // POOLGUARD_TOOL_POOLGUARD_CHECK_RUNSCOPE_H
