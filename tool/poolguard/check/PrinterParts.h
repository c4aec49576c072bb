//===-- PrinterParts.h - What the printers for machines share ---*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_TOOL_POOLGUARD_CHECK_PRINTERPARTS_H
#define POOLGUARD_TOOL_POOLGUARD_CHECK_PRINTERPARTS_H

#include "Report.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/JSON.h"

namespace poolguard {

/// \p Text, with what is no UTF-8 replaced.
std::string validText(llvm::StringRef Text);

/// "error" or "warning"
const char *levelName(const clang::tidy::ClangTidyError &E);

/// One edit of a fix.
struct SourceEdit {
  std::string Path; ///< Absolute.
  unsigned Offset = 0, Length = 0;
  LineColumn Begin, End;
  std::string Text;
};

/// A way to cure a finding, all of whose edits belong together.
struct OfferedFix {
  std::string Message; ///< What it does.
  std::vector<SourceEdit> Edits;
};

/// The fix of the warning itself, then those that notes offer.
std::vector<OfferedFix> offeredFixes(const ReportedFinding &F,
                                     SourceTexts &Texts);

/// The notes that walk the path: those that offer no fix.
std::vector<clang::tooling::DiagnosticMessage>
pathNotes(const clang::tidy::ClangTidyError &E);

} // namespace poolguard

#endif // POOLGUARD_TOOL_POOLGUARD_CHECK_PRINTERPARTS_H
