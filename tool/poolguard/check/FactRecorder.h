//===-- FactRecorder.h - Diagnostics with the facts behind them -*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_TOOL_POOLGUARD_CHECK_FACTRECORDER_H
#define POOLGUARD_TOOL_POOLGUARD_CHECK_FACTRECORDER_H

#include "FindingSink.h"
#include "UnitResult.h"
#include <tuple>

namespace poolguard {

/// clang-tidy's own collector of diagnostics, which also keeps what the
/// analysis knows of each, and those that NOLINT silences.
class FactRecorder : public clang::tidy::ClangTidyDiagnosticConsumer,
                     public FindingSink {
public:
  FactRecorder(clang::tidy::ClangTidyContext &Context, bool FixNotes);
  ~FactRecorder() override { Installed = nullptr; }

  void about(const PoolFinding *F) override { Current = F; }
  void HandleDiagnostic(clang::DiagnosticsEngine::Level Level,
                        const clang::Diagnostic &Info) override;

  /// What is known about \p E, one of those that take() returned.
  FindingFacts factsOf(const clang::tidy::ClangTidyError &E) const;
  /// The errors of NOLINT comments that begin or end nothing.
  std::vector<clang::tidy::ClangTidyError> takeMalformed();
  std::vector<SuppressedFinding> takeSuppressed() {
    return std::move(Suppressed);
  }

private:
  void record(clang::DiagnosticsEngine::Level Level,
              const clang::Diagnostic &Info, llvm::StringRef Check);

  /// Check, file and offset: what a ClangTidyError keeps of its origin.
  using Key = std::tuple<std::string, std::string, unsigned>;

  clang::tidy::ClangTidyContext &Context;
  const PoolFinding *Current = nullptr;
  std::map<Key, FindingFacts> Facts;
  std::vector<SuppressedFinding> Suppressed;
  llvm::SmallVector<clang::tooling::Diagnostic, 1> Malformed;
};

/// Appends the NOLINT comments of the user's files that name our checks.
/// What lies in \p Skipped is not code of this unit.
void collectNolintComments(const clang::SourceManager &SM,
                           llvm::ArrayRef<clang::SourceRange> Skipped,
                           std::vector<NolintComment> &Found);

} // namespace poolguard

#endif // POOLGUARD_TOOL_POOLGUARD_CHECK_FACTRECORDER_H
