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
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
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

/// Names that mean something else here are said in full: units may have
/// directories of their own.
static void makeAbsolute(ClangTidyError &E) {
  if (absolutePath(E.BuildDirectory) == absolutePath("."))
    return;
  auto Resolve = [&](clang::tooling::DiagnosticMessage &M) {
    if (!M.FilePath.empty())
      M.FilePath = absolutePath(M.FilePath, E.BuildDirectory);
    for (clang::tooling::FileByteRange &Range : M.Ranges)
      Range.FilePath = absolutePath(Range.FilePath, E.BuildDirectory);
  };
  Resolve(E.Message);
  llvm::for_each(E.Notes, Resolve);
}

/// A link to a source stays one: what it leads to is changed.
static void followLinks(ClangTidyError &E) {
  auto Resolve = [&](clang::tooling::DiagnosticMessage &M) {
    StringMap<clang::tooling::Replacements> Fixes;
    for (const auto &[Path, All] : M.Fix) {
      SmallString<256> Real;
      if (sys::fs::real_path(absolutePath(Path, E.BuildDirectory), Real))
        Real = Path;
      for (const clang::tooling::Replacement &Each : All)
        consumeError(Fixes[Real].add({Real, Each.getOffset(), Each.getLength(),
                                      Each.getReplacementText()}));
    }
    M.Fix = std::move(Fixes);
  };
  Resolve(E.Message);
  llvm::for_each(E.Notes, Resolve);
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

static StringRef contentOf(const std::unique_ptr<MemoryBuffer> &Buffer) {
  return Buffer ? Buffer->getBuffer() : "";
}

/// The files that get fixes of \p Errors, as they are.
static StringMap<std::unique_ptr<MemoryBuffer>>
filesToFix(ArrayRef<ClangTidyError> Errors, FixMode Fix) {
  StringMap<std::unique_ptr<MemoryBuffer>> Files;
  auto Add = [&](const clang::tooling::DiagnosticMessage &M) {
    for (const auto &Each : M.Fix)
      if (auto Buffer = MemoryBuffer::getFile(Each.first(), /*IsText=*/false,
                                              /*RequiresNullTerminator=*/false,
                                              /*IsVolatile=*/true))
        Files[Each.first()] = std::move(*Buffer);
  };
  for (const ClangTidyError &E : Errors) {
    Add(E.Message);
    auto HasFix = [](const auto &Note) { return !Note.Fix.empty(); };
    if (Fix == FixMode::Notes && E.Message.Fix.empty() &&
        llvm::count_if(E.Notes, HasFix) == 1)
      Add(*llvm::find_if(E.Notes, HasFix));
  }
  return Files;
}

bool printText(const Report &R, TidyConfiguration &Configuration, FixMode Fix) {
  std::optional<FixGuard> Guard;
  if (Fix != FixMode::None)
    Guard.emplace();
  std::vector<ClangTidyError> Errors;
  for (const ReportedFinding &F : R.Findings) {
    Errors.push_back(F.Unit.Error);
    makeAbsolute(Errors.back());
    followLinks(Errors.back());
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
  StringMap<std::unique_ptr<MemoryBuffer>> Before;
  if (Guard)
    Before = filesToFix(Errors, Fix);
  handleErrors(Errors, Context, behaviour(Fix), AsErrors, std::move(Files));
  outs().flush();
  bool Written = true;
  for (const auto &[Path, Old] : Before) {
    ErrorOr<std::unique_ptr<MemoryBuffer>> New = MemoryBuffer::getFile(Path);
    if (!New || contentOf(*New) != contentOf(Old))
      continue;
    errs() << Path << ": error: the fixes could not be written\n";
    Written = false;
  }
  return Written;
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
