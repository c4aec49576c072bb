//===-- Printers.h - A report for readers and machines ----------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_TOOL_POOLGUARD_CHECK_PRINTERS_H
#define POOLGUARD_TOOL_POOLGUARD_CHECK_PRINTERS_H

#include "Report.h"
#include "TidySettings.h"

namespace poolguard {

/// What happens to the fixes of the findings.
enum class FixMode : uint8_t { None, Warnings, Notes };

/// Prints the findings to stdout as clang-tidy does and applies the fixes,
/// each file through a temporary one. \returns whether all could be written.
bool printText(const Report &R, TidyConfiguration &Configuration, FixMode Fix);

/// One JSON object; the fields are described in docs/command-line.md.
void printJson(const Report &R, SourceTexts &Texts, llvm::raw_ostream &OS);

/// SARIF 2.1.0. Paths are relative to \p Root where they are below it.
void printSarif(const Report &R, SourceTexts &Texts, llvm::StringRef Root,
                llvm::raw_ostream &OS);

/// `FILE: error: ...` for each unit that was not checked. With \p Verbose,
/// what its worker had to say.
void printProblems(const Report &R, llvm::raw_ostream &OS);
void printFailures(const Report &R, bool Verbose, llvm::raw_ostream &OS);

} // namespace poolguard

#endif // POOLGUARD_TOOL_POOLGUARD_CHECK_PRINTERS_H
