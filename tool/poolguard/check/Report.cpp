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
#include <map>
#include <set>
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

void ReportBuilder::addUnit(size_t Number, UnitResult Result, Report &Into,
                            SourceTexts &Texts) {
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
    if (E.DiagnosticName == "clang-tidy-nolint") {
      LineColumn At = Texts.at(Path, E.Message.FileOffset);
      Into.Problems.push_back({std::move(Path), At, E.Message.Message});
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

/// What kept the unit from being checked is told by itself.
static bool isMisconfigured(const UnitResult &Result) {
  return llvm::any_of(Result.Findings, [](const UnitFinding &F) {
    return F.isOfConfiguration();
  });
}

/// The edits of \p M, to be compared.
static std::string editsOf(const clang::tooling::DiagnosticMessage &M) {
  std::map<std::string, std::string> ByFile;
  for (const auto &[File, All] : M.Fix)
    for (const clang::tooling::Replacement &Each : All)
      ByFile[canonicalPath(File)] += std::to_string(Each.getOffset()) + "," +
                                     std::to_string(Each.getLength()) + ":" +
                                     Each.getReplacementText().str() + "\n";
  std::string Text;
  for (const auto &[File, Edits] : ByFile)
    Text += File + "\n" + Edits;
  return Text;
}

static std::string editsOf(const ReportedFinding &F) {
  const clang::tidy::ClangTidyError &E = F.Unit.Error;
  std::string Text = editsOf(E.Message);
  for (const clang::tooling::DiagnosticMessage &Note : E.Notes)
    Text += editsOf(Note);
  return Text;
}

/// Units that read one file in different ways, as C and as C++ or with other
/// macros, may repair it in different ways: what they do not agree on is not
/// done, and what no unit has seen together is not done at once.
static void settleFixes(std::vector<ReportedFinding> &All) {
  using Place = std::tuple<std::string, unsigned, std::string>;
  auto placeOf = [](const ReportedFinding &F) -> Place {
    const clang::tidy::ClangTidyError &E = F.Unit.Error;
    return {F.Path, E.Message.FileOffset, E.DiagnosticName};
  };
  std::map<Place, std::string> Edits;
  std::set<Place> Disputed;
  std::map<std::string, std::map<size_t, std::set<Place>>> Seen; // By unit.
  for (const ReportedFinding &F : All) {
    auto [At, New] = Edits.try_emplace(placeOf(F), editsOf(F));
    if (!New && At->second != editsOf(F))
      Disputed.insert(placeOf(F));
    Seen[F.Path][F.Number].insert(placeOf(F));
  }
  // The unit that finds most in a file, of several the first one.
  std::map<std::string, const std::set<Place> *> Chosen;
  for (const auto &[Path, Units] : Seen)
    Chosen[Path] = &std::max_element(Units.begin(), Units.end(),
                                     [](const auto &A, const auto &B) {
                                       return A.second.size() < B.second.size();
                                     })
                        ->second;
  for (ReportedFinding &F : All)
    if (Disputed.count(placeOf(F)) || !Chosen[F.Path]->count(placeOf(F)))
      dropFixes(F.Unit.Error);
}

Report ReportBuilder::build(SourceTexts &Texts) {
  Report All;
  All.Units = unsigned(Units.size());
  for (size_t I = 0; I < Units.size(); ++I) {
    if (Results[I]) {
      if (!Results[I]->Parsed && !isMisconfigured(*Results[I]))
        All.Failures.push_back(
            {Units[I].File, "could not be parsed",
             "check its flags ('--removed-arg FLAG' leaves one out that Clang "
             "does not know), and that what it includes was generated",
             ""});
      addUnit(I, std::move(*Results[I]), All, Texts);
    }
    if (Failures[I])
      All.Failures.push_back(std::move(*Failures[I]));
  }
  settleFixes(All.Findings);
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
