//===-- Baseline.h - Findings that are known already ------------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_TOOL_POOLGUARD_CHECK_BASELINE_H
#define POOLGUARD_TOOL_POOLGUARD_CHECK_BASELINE_H

#include "Fingerprint.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/Support/Error.h"
#include <map>

namespace poolguard {

/// A file of finding identities; paths are relative to the file's directory.
class Baseline {
public:
  /// The error names file, line and remedy.
  static llvm::Expected<Baseline> read(llvm::StringRef File);
  /// Writes what \p R found, and what the baselines applied to it listed. What
  /// is listed already and \p WasChecked says no to stays.
  static llvm::Error
  write(llvm::StringRef File, const Report &R,
        llvm::function_ref<bool(llvm::StringRef Path, const FindingIdentity &)>
            WasChecked);

  /// Moves the findings of \p R that are listed here to those not told.
  /// \returns the entries nothing was found for, by absolute path.
  std::vector<std::pair<std::string, FindingIdentity>> apply(Report &R) const;

private:
  std::string Directory;
  std::map<FindingIdentity, std::string> Entries; ///< With the message.
};

} // namespace poolguard

#endif // POOLGUARD_TOOL_POOLGUARD_CHECK_BASELINE_H
