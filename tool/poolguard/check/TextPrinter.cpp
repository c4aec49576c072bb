//===-- TextPrinter.cpp - Findings as clang-tidy prints them --------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FixGuard.h"
#include "Printers.h"
#include "clang-tidy/ClangTidy.h"
#include "llvm/Support/VirtualFileSystem.h"
#include "llvm/Support/raw_ostream.h"

using namespace clang::tidy;
using namespace llvm;

namespace poolguard {

/// Fixes of a unit that Clang could not read are not to be trusted.
static void dropFixes(ClangTidyError &E) {
  E.Message.Fix.clear();
  for (clang::tooling::DiagnosticMessage &Note : E.Notes)
    Note.Fix.clear();
}

static FixBehaviour behaviour(FixMode Fix) {
  switch (Fix) {
  case FixMode::None:
    return FB_NoFix;
  case FixMode::Warnings:
    return FB_Fix;
  case FixMode::Notes:
    return FB_FixNotes;
  }
  return FB_NoFix;
}

void printText(const Report &R, TidyConfiguration &Configuration, FixMode Fix) {
  std::optional<FixGuard> Guard;
  if (Fix != FixMode::None)
    Guard.emplace();
  std::vector<ClangTidyError> Errors;
  for (const ReportedFinding &F : R.Findings) {
    Errors.push_back(F.Unit.Error);
    if (!Guard)
      continue;
    bool Outdated = Guard->isOutdated(F.Unit.Error, R);
    if (Outdated)
      errs() << F.Path
             << ": warning: it changed while it was checked; no fix "
                "is applied\n";
    if (Outdated || F.FromBrokenUnit)
      dropFixes(Errors.back());
  }
  ClangTidyContext Context(Configuration.provider());
  unsigned AsErrors = 0;
  IntrusiveRefCntPtr<vfs::FileSystem> Files = vfs::createPhysicalFileSystem();
  handleErrors(Errors, Context, behaviour(Fix), AsErrors, std::move(Files));
  outs().flush();
}

void printProblems(const Report &R, raw_ostream &OS) {
  for (const ConfigurationProblem &P : R.Problems) {
    OS << (P.File.empty() ? "poolguard" : P.File.c_str());
    if (P.At.Line)
      OS << ":" << P.At.Line << ":" << P.At.Column;
    OS << ": error: " << P.Message << "\n";
  }
}

void printFailures(const Report &R, bool Verbose, raw_ostream &OS) {
  for (const UnitFailure &F : R.Failures) {
    OS << F.File << ": error: this unit " << F.Reason << "; " << F.Remedy
       << "\n";
    if (Verbose && !F.Errors.empty())
      OS << F.Errors << (StringRef(F.Errors).ends_with("\n") ? "" : "\n");
  }
}

} // namespace poolguard
