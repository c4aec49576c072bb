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

/// A link to a source stays one: what it leads to is changed, and named, since
/// Clang knows a file by one name only.
static void followLinks(ClangTidyError &E) {
  auto Follow = [&](StringRef Path) {
    std::string Absolute = absolutePath(Path, E.BuildDirectory);
    return sys::fs::is_symlink_file(Absolute) ? realPath(Absolute) : Path.str();
  };
  auto Resolve = [&](clang::tooling::DiagnosticMessage &M) {
    StringMap<clang::tooling::Replacements> Fixes;
    for (const auto &[Path, All] : M.Fix) {
      std::string Real = Follow(Path);
      for (const clang::tooling::Replacement &Each : All)
        consumeError(Fixes[Real].add({Real, Each.getOffset(), Each.getLength(),
                                      Each.getReplacementText()}));
    }
    M.Fix = std::move(Fixes);
    if (!M.FilePath.empty())
      M.FilePath = Follow(M.FilePath);
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
  for (const ClangTidyError &E : Errors) {
    auto Add = [&](const clang::tooling::DiagnosticMessage &M) {
      for (const auto &Each : M.Fix) {
        std::string Path = absolutePath(Each.first(), E.BuildDirectory);
        if (auto Buffer =
                MemoryBuffer::getFile(Path, /*IsText=*/false,
                                      /*RequiresNullTerminator=*/false,
                                      /*IsVolatile=*/true))
          Files[Path] = std::move(*Buffer);
      }
    };
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
    if (!Guard)
      continue;
    followLinks(Errors.back());
    bool Outdated = Guard->isOutdated(F.Unit.Error, R);
    if (Outdated)
      errs() << F.Path
             << ": warning: it changed while it was checked; no fix "
                "is applied\n";
    if (Outdated || F.FromBrokenUnit)
      dropFixes(Errors.back()); // What was not read whole is not trusted.
  }
  ClangTidyContext Context(Configuration.provider());
  unsigned AsErrors = 0;
  IntrusiveRefCntPtr<vfs::FileSystem> Files = vfs::createPhysicalFileSystem();
  StringMap<std::unique_ptr<MemoryBuffer>> Before;
  if (Guard)
    Before = filesToFix(Errors, Fix);
  StringMap<sys::fs::perms> Modes;
  for (const auto &Each : Before)
    if (ErrorOr<sys::fs::perms> Mode = sys::fs::getPermissions(Each.first()))
      Modes[Each.first()] = *Mode;
  handleErrors(Errors, Context, behaviour(Fix), AsErrors, std::move(Files));
  outs().flush();
  for (const auto &[Path, Mode] : Modes)
    (void)sys::fs::setPermissions(Path, Mode);
  bool Written = true;
  for (const auto &Each : Before) {
    ErrorOr<std::unique_ptr<MemoryBuffer>> New =
        MemoryBuffer::getFile(Each.first());
    if (!New || contentOf(*New) != contentOf(Each.second))
      continue;
    errs() << Each.first() << ": error: the fixes could not be written\n";
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
