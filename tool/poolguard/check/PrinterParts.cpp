//===-- PrinterParts.cpp - What the printers for machines share -----------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "PrinterParts.h"

using namespace clang::tooling;
using namespace llvm;

namespace poolguard {

std::string validText(StringRef Text) {
  return json::isUTF8(Text) ? Text.str() : json::fixUTF8(Text);
}

const char *levelName(const clang::tidy::ClangTidyError &E) {
  return E.IsWarningAsError || E.DiagLevel == Diagnostic::Error ? "error"
                                                                : "warning";
}

static OfferedFix read(const DiagnosticMessage &M,
                       const clang::tidy::ClangTidyError &E,
                       SourceTexts &Texts) {
  OfferedFix Fix;
  Fix.Message = M.Message;
  for (const auto &File : M.Fix)
    for (const Replacement &R : File.second) {
      SourceEdit Edit;
      Edit.Path = absolutePath(R.getFilePath(), E.BuildDirectory);
      Edit.Offset = R.getOffset();
      Edit.Length = R.getLength();
      Edit.Begin = Texts.at(Edit.Path, Edit.Offset);
      Edit.End = Texts.at(Edit.Path, Edit.Offset + Edit.Length);
      Edit.Text = R.getReplacementText().str();
      Fix.Edits.push_back(std::move(Edit));
    }
  llvm::sort(Fix.Edits, [](const SourceEdit &A, const SourceEdit &B) {
    return std::tie(A.Path, A.Offset) < std::tie(B.Path, B.Offset);
  });
  return Fix;
}

std::vector<OfferedFix> offeredFixes(const ReportedFinding &F,
                                     SourceTexts &Texts) {
  const clang::tidy::ClangTidyError &E = F.Unit.Error;
  std::vector<OfferedFix> Fixes;
  if (!E.Message.Fix.empty())
    Fixes.push_back(read(E.Message, E, Texts));
  for (const DiagnosticMessage &Note : E.Notes)
    if (!Note.Fix.empty())
      Fixes.push_back(read(Note, E, Texts));
  return Fixes;
}

std::vector<DiagnosticMessage> pathNotes(const clang::tidy::ClangTidyError &E) {
  std::vector<DiagnosticMessage> Path;
  for (const DiagnosticMessage &Note : E.Notes)
    if (Note.Fix.empty() && !Note.FilePath.empty())
      Path.push_back(Note);
  return Path;
}

} // namespace poolguard
