//===-- Fingerprint.h - The same finding in another version -----*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_TOOL_POOLGUARD_CHECK_FINGERPRINT_H
#define POOLGUARD_TOOL_POOLGUARD_CHECK_FINGERPRINT_H

#include "Report.h"

namespace poolguard {

/// What identifies a finding while lines shift and code around it changes.
struct FindingIdentity {
  std::string Check, Path, Function, Model;
  unsigned Ordinal = 0; ///< Among those that are alike, in their order.

  bool operator<(const FindingIdentity &O) const;
  /// 32 hexadecimal digits.
  std::string hash() const;
};

/// The identities of a report's findings and of those that a comment hushes,
/// in their order. Both count: a comment more or less changes no ordinal.
struct ReportIdentities {
  /// Paths are relative to \p Root, by way of directories above it if need be.
  ReportIdentities(const Report &R, llvm::StringRef Root);

  std::vector<FindingIdentity> Findings, Hushed;
};

/// \p Usr without the types of parameters: a function of a header has them in
/// C++ and not in C, and functions that share a name are told apart by order.
std::string anyLanguage(llvm::StringRef Usr);

/// The name of the function of \p Usr, or empty.
std::string functionName(llvm::StringRef Usr);

/// \p Path relative to \p Root, or as it is if it is not below.
std::string relativePath(llvm::StringRef Path, llvm::StringRef Root);

/// The directory that holds the project: of the repository above the current
/// directory, or that itself.
std::string projectRoot();

/// Sets the fingerprints of all findings of \p R.
void setFingerprints(Report &R, llvm::StringRef Root);

} // namespace poolguard

#endif // POOLGUARD_TOOL_POOLGUARD_CHECK_FINGERPRINT_H
