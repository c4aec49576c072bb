//===-- UnusedSuppressions.cpp - NOLINT comments that suppress nothing ----===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "UnusedSuppressions.h"
#include "clang-tidy/GlobList.h"

using namespace llvm;

namespace poolguard {

/// The line of the END that belongs to the BEGIN \p C.
static unsigned endOf(const NolintComment &C, const Report &R) {
  unsigned Depth = 0;
  for (const NolintComment &Each : R.Comments) {
    if (Each.File != C.File || Each.LineNumber < C.LineNumber ||
        Each.Checks != C.Checks)
      continue;
    Depth += Each.What == NolintComment::Begin;
    if (Each.What == NolintComment::End && --Depth == 0)
      return Each.LineNumber;
  }
  return ~0u;
}

static bool silences(const NolintComment &C, unsigned End,
                     const HushedFinding &H) {
  if (H.ByBaseline || H.Path != C.File)
    return false;
  switch (C.What) {
  case NolintComment::Line:
    if (H.At.Line != C.LineNumber)
      return false;
    break;
  case NolintComment::NextLine:
    if (H.At.Line != C.LineNumber + 1)
      return false;
    break;
  case NolintComment::Begin:
    if (H.At.Line < C.LineNumber || H.At.Line > End)
      return false;
    break;
  case NolintComment::End:
    return false;
  }
  return clang::tidy::GlobList(C.Checks).contains(H.Finding.Check);
}

static unsigned offsetOf(const NolintComment &C, SourceTexts &Texts) {
  StringRef Line = Texts.line(C.File, C.LineNumber);
  return unsigned(Line.data() - Texts.text(C.File).data()) + C.Column - 1;
}

void addUnusedSuppressions(
    Report &R, SourceTexts &Texts,
    function_ref<bool(const NolintComment &)> WasChecked) {
  for (const NolintComment &C : R.Comments) {
    if (!WasChecked(C))
      continue;
    unsigned End = C.What == NolintComment::Begin ? endOf(C, R) : 0;
    if (C.What == NolintComment::End ||
        llvm::any_of(R.Hushed, [&](const HushedFinding &H) {
          return silences(C, End, H);
        }))
      continue;
    clang::tidy::ClangTidyError E("poolguard-unused-suppression",
                                  clang::tooling::Diagnostic::Warning, "",
                                  /*IsWarningAsError=*/false);
    E.Message.Message =
        "this comment suppresses nothing of '" + C.Checks + "'; take it out";
    E.Message.FilePath = C.File;
    E.Message.FileOffset = offsetOf(C, Texts);
    R.Findings.push_back({UnitFinding{std::move(E), {}},
                          0,
                          C.File,
                          {C.LineNumber, C.Column},
                          false,
                          ""});
  }
  llvm::sort(R.Findings,
             [](const ReportedFinding &A, const ReportedFinding &B) {
               auto Key = [](const ReportedFinding &F) {
                 return std::tie(F.Path, F.Unit.Error.Message.FileOffset,
                                 F.Unit.Error.DiagnosticName,
                                 F.Unit.Error.Message.Message, F.Number);
               };
               return Key(A) < Key(B);
             });
}

} // namespace poolguard
