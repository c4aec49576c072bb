//===-- DiffFilter.h - What changed since another version -------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_TOOL_POOLGUARD_CHECK_DIFFFILTER_H
#define POOLGUARD_TOOL_POOLGUARD_CHECK_DIFFFILTER_H

#include "ReadFiles.h"
#include "Report.h"
#include "llvm/Support/Error.h"

namespace poolguard {

/// The lines of a git working tree that differ from a commit.
class DiffFilter {
public:
  /// Asks git what differs between the working tree, in which \p Directory is,
  /// and where it left \p Base.
  static llvm::Expected<DiffFilter> ask(llvm::StringRef Base,
                                        llvm::StringRef Directory);
  /// Whether \p Path is below the repository's top.
  bool isOfRepository(llvm::StringRef Path) const;
  /// Reads `git diff -U0` of the tree at \p Root.
  void read(llvm::StringRef Diff, llvm::StringRef Root);

  /// The files that have such lines; empty if units have to be checked that
  /// read none of them, for their configuration changed or a file is gone.
  std::optional<FileIds> changedFiles() const;

  /// Keeps the findings whose path has a line that changed, or lost one.
  void apply(Report &R, SourceTexts &Texts) const;

private:
  struct Changes {
    bool Whole = false;                               ///< The file is new.
    std::vector<std::pair<unsigned, unsigned>> Lines; ///< First and last.
    std::vector<unsigned> Losses; ///< Lines behind which some were taken out.
  };
  bool touches(const ReportedFinding &F, SourceTexts &Texts) const;

  std::string Root;
  bool Gone = false; ///< A file was removed.
  llvm::StringMap<Changes> Files;
};

} // namespace poolguard

#endif // POOLGUARD_TOOL_POOLGUARD_CHECK_DIFFFILTER_H
