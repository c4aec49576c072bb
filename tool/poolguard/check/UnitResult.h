//===-- UnitResult.h - What a worker finds in one unit ----------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_TOOL_POOLGUARD_CHECK_UNITRESULT_H
#define POOLGUARD_TOOL_POOLGUARD_CHECK_UNITRESULT_H

#include "clang-tidy/ClangTidyDiagnosticConsumer.h"
#include "llvm/Support/Error.h"
#include <map>
#include <string>
#include <vector>

namespace poolguard {

/// What the analysis knows of the pool behind a diagnostic.
struct FindingFacts {
  std::string Family;   ///< The model's id; empty where nobody knows.
  std::string PoolKind; ///< "thread pool"
  std::string PoolName; ///< As the user writes it; may be empty.
  std::string Usr;      ///< Of the function or variable that contains it.
  std::string Function; ///< The same for readers: `ns::Class::method`.
};

/// A diagnostic that a user gets to see.
struct UnitFinding {
  clang::tidy::ClangTidyError Error;
  FindingFacts Facts;

  /// No compiler error and no word about the configuration.
  bool isOfCheck() const;
  /// Something is wrong with .clang-tidy or a model.
  bool isOfConfiguration() const;
};

/// One that a NOLINT comment silences.
struct SuppressedFinding {
  std::string Check, File, Message;
  unsigned Offset = 0;
  FindingFacts Facts;
};

/// A NOLINT comment that names our checks.
struct NolintComment {
  enum Kind : uint8_t { Line, NextLine, Begin, End } What = Line;
  std::string File;
  unsigned LineNumber = 0, Column = 0;
  std::string Checks; ///< What stands between the parentheses.
};

/// What a unit's worker hands back.
struct UnitResult {
  std::vector<UnitFinding> Findings;
  std::vector<SuppressedFinding> Suppressed;
  std::vector<NolintComment> Comments;
  bool Skipped = false; ///< It has nothing to do with what changed.
  bool Parsed = false;  ///< Clang could read all of it, and was set up for it.
};

/// The result as one line of text, and back. Bytes that are no UTF-8 survive.
std::string encode(const UnitResult &Result);
llvm::Expected<UnitResult> decode(llvm::StringRef Text);

/// Leaves of \p E what it says, without edits.
void dropFixes(clang::tidy::ClangTidyError &E);

} // namespace poolguard

#endif // POOLGUARD_TOOL_POOLGUARD_CHECK_UNITRESULT_H
