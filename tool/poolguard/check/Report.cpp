//===-- Report.cpp - All that a run found ---------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Report.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Regex.h"
#include <algorithm>
#include <tuple>

using namespace llvm;

namespace poolguard {

unsigned Report::countFindings() const {
  return unsigned(llvm::count_if(
      Findings, [](const ReportedFinding &F) { return F.Unit.isOfCheck(); }));
}

static auto keyOf(const ReportedFinding &F) {
  const clang::tidy::ClangTidyError &E = F.Unit.Error;
  return std::tie(F.Path, E.Message.FileOffset, E.DiagnosticName,
                  E.Message.Message);
}

static auto keyOf(const HushedFinding &F) {
  return std::tie(F.Path, F.Finding.Offset, F.Finding.Check, F.Finding.Message);
}

static auto keyOf(const NolintComment &C) {
  return std::tie(C.File, C.LineNumber, C.Column);
}

static auto keyOf(const ConfigurationProblem &P) {
  return std::tie(P.File, P.At.Line, P.At.Column, P.Message);
}

static size_t numberOf(const ConfigurationProblem &) { return 0; }
static size_t numberOf(const NolintComment &) { return 0; }
template <typename Finding> static size_t numberOf(const Finding &F) {
  return F.Number;
}

/// Sorts by key; of equal ones that of the first unit stays.
template <typename Element> static void sortUnique(std::vector<Element> &All) {
  llvm::sort(All, [](const Element &A, const Element &B) {
    auto Left = keyOf(A), Right = keyOf(B);
    return Left != Right ? Left < Right : numberOf(A) < numberOf(B);
  });
  All.erase(std::unique(All.begin(), All.end(),
                        [](const Element &A, const Element &B) {
                          return keyOf(A) == keyOf(B);
                        }),
            All.end());
}

/// clang-tidy gives such words no place; those about a file begin with it:
/// `pools.yaml:3:5: warning: unknown key`.
static ConfigurationProblem readProblem(const std::string &Text) {
  static const Regex Placed("^(.+):([0-9]+):([0-9]+): (error|warning): (.*)$"),
      OfFile("^(.+): (error|warning): (.*)$");
  ConfigurationProblem P;
  SmallVector<StringRef, 6> Parts;
  if (Placed.match(Text, &Parts)) {
    (void)Parts[2].getAsInteger(10, P.At.Line);
    (void)Parts[3].getAsInteger(10, P.At.Column);
  } else if (!OfFile.match(Text, &Parts)) {
    P.Message = Text;
    return P;
  }
  P.File = Parts[1].str();
  P.Message = Parts.back().str();
  return P;
}

void ReportBuilder::addUnit(size_t Number, UnitResult Result, Report &Into) {
  Into.Skipped += Result.Skipped;
  const Unit &U = Units[Number];
  auto Wanted = [&](const std::string &Path) {
    return U.OnlyHeaders.empty() ||
           llvm::any_of(U.OnlyHeaders, [&](const std::string &Header) {
             return canonicalPath(Header) == Path;
           });
  };
  for (UnitFinding &F : Result.Findings) {
    const clang::tidy::ClangTidyError &E = F.Error;
    std::string Path;
    if (!E.Message.FilePath.empty())
      Path = canonicalPath(absolutePath(E.Message.FilePath, E.BuildDirectory));
    if (F.isOfConfiguration()) {
      Into.Problems.push_back(readProblem(E.Message.Message));
      continue;
    }
    if (F.isOfCheck() && !Wanted(Path))
      continue;
    Into.Findings.push_back({std::move(F),
                             Number,
                             std::move(Path),
                             {},
                             /*FromBrokenUnit=*/!Result.Parsed,
                             ""});
  }
  for (SuppressedFinding &S : Result.Suppressed) {
    HushedFinding H;
    H.Number = Number;
    H.Path = canonicalPath(absolutePath(S.File, U.Command.Directory));
    H.Finding = std::move(S);
    if (Wanted(H.Path))
      Into.Hushed.push_back(std::move(H));
  }
  if (!Result.Parsed)
    return; // Who knows what its comments would have silenced.
  for (NolintComment &C : Result.Comments) {
    C.File = canonicalPath(absolutePath(C.File, U.Command.Directory));
    Into.Comments.push_back(std::move(C));
  }
}

Report ReportBuilder::build(SourceTexts &Texts) {
  Report All;
  All.Units = unsigned(Units.size());
  for (size_t I = 0; I < Units.size(); ++I) {
    if (Results[I]) {
      if (!Results[I]->Parsed)
        All.Failures.push_back(
            {Units[I].File, "could not be parsed",
             "check its flags ('--removed-arg FLAG' leaves one out that Clang "
             "does not know), and that what it includes was generated",
             ""});
      addUnit(I, std::move(*Results[I]), All);
    }
    if (Failures[I])
      All.Failures.push_back(std::move(*Failures[I]));
  }
  sortUnique(All.Findings);
  sortUnique(All.Hushed);
  sortUnique(All.Comments);
  sortUnique(All.Problems);
  for (ReportedFinding &F : All.Findings)
    F.At = Texts.at(F.Path, F.Unit.Error.Message.FileOffset);
  for (HushedFinding &H : All.Hushed)
    H.At = Texts.at(H.Path, H.Finding.Offset);
  return All;
}

} // namespace poolguard
