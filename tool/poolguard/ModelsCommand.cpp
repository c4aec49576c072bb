//===-- ModelsCommand.cpp - poolguard models ------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Checks model files, lists what they describe and what of it a source file
/// calls.
///
//===----------------------------------------------------------------------===//

#include "Command.h"
#include "UnitMatches.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;
using namespace poolguard;

static cl::SubCommand Models("models",
                             "Check model files and list what they describe");
static cl::list<std::string> Files(cl::Positional, cl::desc("[FILE.yaml...]"),
                                   cl::sub(Models));
static cl::opt<std::string>
    Match("match",
          cl::desc("List the calls in this source file that a model describes: "
                   "built-in, of .poolguard.yaml or of the files"),
          cl::value_desc("source"), cl::sub(Models));
static cl::opt<std::string>
    BuildPath("p",
              cl::desc("Directory of compile_commands.json; flags may also "
                       "follow '--'"),
              cl::value_desc("build"), cl::sub(Models));

static cl::opt<bool> Guess("guess",
                           cl::desc("List also what the option Guess of the "
                                    "checks takes for pools"),
                           cl::sub(Models));

/// `thread-pool`, as a model has it.
static std::string kindWord(PoolKind K) {
  std::string Word = K == PoolKind::Lease ? "lease" : kindName(K).str();
  std::replace(Word.begin(), Word.end(), ' ', '-');
  return Word;
}

static void list(const Catalog &C, ArrayRef<std::string> Only) {
  size_t Width = 0;
  auto Listed = [&](const Family &F) {
    return Only.empty() || is_contained(Only, F.File);
  };
  for (const Family &F : C.families())
    if (Listed(F))
      Width = std::max(Width, F.Id.size());
  for (const Family &F : C.families())
    if (Listed(F))
      outs() << left_justify(F.Id, Width) << "  "
             << left_justify(kindWord(F.Kind), 15) << "  "
             << (F.Builtin ? "built-in " : "") << F.File << "  "
             << F.Calls.size()
             << (F.Calls.size() == 1 ? " call\n" : " calls\n");
}

/// \returns false, after a message, if there are no flags to parse it with.
static bool match(std::shared_ptr<const Catalog> Known, FixedFlags Flags) {
  std::string Error;
  if (!Flags && !BuildPath.empty())
    Flags = clang::tooling::CompilationDatabase::loadFromDirectory(BuildPath,
                                                                   Error);
  else if (!Flags)
    Flags =
        clang::tooling::CompilationDatabase::autoDetectFromSource(Match, Error);
  if (!Flags) {
    errs() << Match
           << ": error: no flags to parse it with; add '-p BUILD' or "
              "'-- FLAGS'\n";
    return false;
  }
  std::vector<CallMatch> Found;
  bool Parsed = findMatches({*Flags, Match, std::move(Known), Guess}, Found);
  for (const CallMatch &M : Found)
    outs() << M.File << ":" << M.Line << ":" << M.Column << ": " << M.Family
           << ": " << M.Role << " " << M.Function << "\n";
  if (Parsed && Found.empty())
    errs() << Match << ": no call that a model describes\n";
  return Parsed;
}

static int run(FixedFlags Flags) {
  std::vector<std::string> Given(Files.begin(), Files.end()), All = Given;
  std::string Project =
      Catalog::findProjectFile(Match.empty() ? "x" : StringRef(Match));
  if (!Project.empty() && (All.empty() || !Match.empty()))
    All.insert(All.begin(), Project);
  std::vector<ModelDiagnostic> Problems;
  std::shared_ptr<const Catalog> Known = Catalog::withFiles(All, Problems);
  for (ModelDiagnostic &P : Problems) {
    P.Level = ModelDiagnostic::Error; // Whoever asks wants to know.
    errs() << P.str() << "\n";
  }
  bool Good = Problems.empty();
  if (!Match.empty())
    Good &= match(Known, std::move(Flags));
  else
    list(*Known, Given);
  return Good ? Success : Failure;
}

static constexpr StringLiteral Examples = R"(
  poolguard models                    the families that are known here
  poolguard models .poolguard.yaml    check a file, list what is in it
  poolguard models --match pool.c     what a source calls, and as what
)";

Command poolguard::modelsCommand() { return {Models, run, Examples}; }
