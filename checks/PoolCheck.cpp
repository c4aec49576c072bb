//===-- PoolCheck.cpp -----------------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "PoolCheck.h"
#include "FindingSink.h"
#include "clang/ASTMatchers/ASTMatchers.h"
#include "llvm/Support/YAMLTraits.h"
#include <cstdlib>

using namespace clang;
using namespace clang::ast_matchers;

namespace poolguard {

/// The check whose options `Throws`, `Guard` and `Header` are. All of them read
/// it: they share one analysis.
static constexpr llvm::StringLiteral ThrowsOwner =
    "poolguard-unreleased-on-exception";

PoolCheck::PoolCheck(llvm::StringRef Name, tidy::ClangTidyContext *Context)
    : ClangTidyCheck(Name, Context),
      Options{
          ClangTidyCheck::Options.getLocalOrGlobal("Models", "").str(),
          readFlag(Name, "ReportParented"),
          readFlag(Name, "Guess"),
          readThrows(Name, Context),
          readGuard(Name, Context),
          OptionsView(ThrowsOwner, Context->getOptions().CheckOptions, Context)
              .getLocalOrGlobal("Header", "")
              .str()},
      Preferred(readPreference(Name)),
      Includes(ClangTidyCheck::Options.getLocalOrGlobal(
                   "IncludeStyle", tidy::utils::IncludeSorter::IS_LLVM),
               /*SelfContainedDiags=*/true) {}

bool PoolCheck::readFlag(llvm::StringRef Check, llvm::StringRef Option) {
  llvm::StringRef Text =
      ClangTidyCheck::Options.getLocalOrGlobal(Option, "false");
  if (std::optional<bool> Value = llvm::yaml::parseBool(Text))
    return *Value;
  if (Text == "0" || Text == "1")
    return Text == "1";
  // An error rather than clang-tidy's warning: the run must not look clean.
  configurationDiag("invalid configuration value '%0' for option '%1.%2'; "
                    "expected 'true' or 'false'",
                    DiagnosticIDs::Error)
      << Text << Check << Option;
  return false;
}

static constexpr std::pair<llvm::StringLiteral, ThrowLevel> ThrowLevels[] = {
    {"explicit", ThrowLevel::Explicit},
    {"likely", ThrowLevel::Likely},
    {"any", ThrowLevel::Any}};

ThrowLevel PoolCheck::readThrows(llvm::StringRef Check,
                                 tidy::ClangTidyContext *Context) {
  OptionsView Owner(ThrowsOwner, Context->getOptions().CheckOptions, Context);
  llvm::StringRef Text = Owner.getLocalOrGlobal("Throws", "likely");
  for (auto [Name, Level] : ThrowLevels)
    if (Text == Name)
      return Level;
  if (Check == ThrowsOwner)
    configurationDiag("invalid configuration value '%0' for option "
                      "'%1.Throws'; expected 'explicit', 'likely' or 'any'",
                      DiagnosticIDs::Error)
        << Text << Check;
  return ThrowLevel::Likely;
}

static constexpr std::pair<llvm::StringLiteral, GuardKind> GuardKinds[] = {
    {"unique_ptr", GuardKind::UniquePtr},
    {"scope_exit", GuardKind::ScopeExit},
    {"cleanup", GuardKind::Cleanup},
    {"none", GuardKind::None}};

GuardKind PoolCheck::readGuard(llvm::StringRef Check,
                               tidy::ClangTidyContext *Context) {
  OptionsView Owner(ThrowsOwner, Context->getOptions().CheckOptions, Context);
  llvm::StringRef Text = Owner.getLocalOrGlobal("Guard", "unique_ptr");
  for (auto [Name, Kind] : GuardKinds)
    if (Text == Name)
      return Kind;
  if (Check == ThrowsOwner)
    configurationDiag("invalid configuration value '%0' for option "
                      "'%1.Guard'; expected 'unique_ptr', 'scope_exit', "
                      "'cleanup' or 'none'",
                      DiagnosticIDs::Error)
        << Text << Check;
  return GuardKind::None;
}

static constexpr llvm::StringLiteral PreferenceWords[] = {"ask", "close",
                                                          "terminate"};

PoolCheck::Preference PoolCheck::readPreference(llvm::StringRef Check) {
  llvm::StringRef Text =
      ClangTidyCheck::Options.getLocalOrGlobal("PreferredRelease", "ask");
  for (auto [I, Word] : llvm::enumerate(PreferenceWords))
    if (Text == Word)
      return Preference(I);
  configurationDiag("invalid configuration value '%0' for option "
                    "'%1.PreferredRelease'; expected 'ask', 'close' or "
                    "'terminate'",
                    DiagnosticIDs::Error)
      << Text << Check;
  return Preference::Ask;
}

void PoolCheck::storeOptions(tidy::ClangTidyOptions::OptionMap &Opts) {
  ClangTidyCheck::Options.store(Opts, "Models", Options.Models);
  ClangTidyCheck::Options.store(Opts, "ReportParented", Options.ReportParented);
  ClangTidyCheck::Options.store(Opts, "Guess", Options.Guess);
  ClangTidyCheck::Options.store(Opts, "PreferredRelease",
                                PreferenceWords[unsigned(Preferred)]);
  for (auto [Name, Level] : ThrowLevels)
    if (getID() == ThrowsOwner && Level == Options.Throws)
      ClangTidyCheck::Options.store(Opts, "Throws", Name);
  if (getID() == ThrowsOwner)
    ClangTidyCheck::Options.store(Opts, "Header", Options.Header);
  for (auto [Name, Kind] : GuardKinds)
    if (getID() == ThrowsOwner && Kind == Options.Guard)
      ClangTidyCheck::Options.store(Opts, "Guard", Name);
  if (mayInclude())
    ClangTidyCheck::Options.store(Opts, "IncludeStyle", Includes.getStyle());
}

void PoolCheck::registerPPCallbacks(const SourceManager &, Preprocessor *Unit,
                                    Preprocessor *) {
  PP = Unit;
  if (mayInclude() && getLangOpts().CPlusPlus)
    Includes.registerPreprocessor(Unit);
}

void PoolCheck::registerMatchers(MatchFinder *Finder) {
  Finder->addMatcher(translationUnitDecl(), this);
}

void PoolCheck::check(const MatchFinder::MatchResult &Result) {
  Analysis = UnitAnalysis::get(*Result.Context, Options, PP);
  for (const ModelDiagnostic &D : Analysis->takeModelDiagnostics())
    configurationDiag("%0", D.Level == ModelDiagnostic::Error
                                ? DiagnosticIDs::Error
                                : DiagnosticIDs::Warning)
        << D.str();
  for (const DeclarationProblem &P : Analysis->takeDeclarationProblems())
    diag(P.Location, P.Message);
  FindingSink *Sink = FindingSink::Installed;
  for (const PoolFinding &F : pick(Analysis->findings())) {
    if (Sink)
      Sink->about(&F);
    report(F);
  }
  if (Sink)
    Sink->about(nullptr);
}

void PoolCheck::onEndOfTranslationUnit() { Analysis.reset(); }

std::string describePool(const PoolFinding &F) {
  std::string Text = F.Owner ? kindName(F.Owner->Kind).str() : "pool";
  if (!F.Name.empty())
    Text += " '" + F.Name + "'";
  return Text;
}

llvm::StringRef describeManner(const PoolFinding &F) {
  switch (F.Manner) {
  case LeakManner::LeavesOpen:
  case LeakManner::StaticStorage:
  case LeakManner::AssignedOver: // See reportAssignedOver.
    return "";
  case LeakManner::Overwritten:
    return "; its handle is overwritten";
  case LeakManner::Discarded:
    return "; the result is discarded";
  case LeakManner::StillJoinable:
    return "; it is still joinable when destroyed, which calls std::terminate";
  case LeakManner::DetachedByDestructor:
    return F.Owner && F.Owner->Kind == PoolKind::WorkerThread
               ? "; it is detached when destroyed"
               : "; it is still open when destroyed";
  }
  return "";
}

/// The words of one step. %0 is the pool.
static llvm::StringRef noteText(PathNote::Kind K) {
  switch (K) {
  case PathNote::Constructed:
    return "%0 is constructed here";
  case PathNote::TrueBranch:
    return "taking the true branch";
  case PathNote::FalseBranch:
    return "taking the false branch";
  case PathNote::Case:
    return "taking this case";
  case PathNote::MayThrow:
    return "may throw here";
  case PathNote::Thrown:
    return "thrown here";
  case PathNote::Caught:
    return "caught here";
  case PathNote::Overwritten:
    return "the last handle of %0 is overwritten here";
  case PathNote::AssignedOver:
    return "%0 is assigned to here";
  case PathNote::Destroyed:
    return "%0 is destroyed here";
  case PathNote::Leaves:
    return "leaves the function here with %0 open";
  case PathNote::Submitted:
    return "work is submitted here";
  case PathNote::Released:
    return "%0 is released here";
  case PathNote::Within:
    return "the call comes to this";
  case PathNote::Loop:
    return "every iteration of this loop makes one";
  }
  return "";
}

bool PoolCheck::reportAssignedOver(const PoolFinding &F) {
  // Others may well join it; but not in time.
  if (F.Manner != LeakManner::AssignedOver)
    return false;
  diag(F.Location,
       "%0 is still joinable when assigned to, which calls std::terminate")
      << describePool(F);
  return true;
}

void PoolCheck::notePath(const PoolFinding &F) {
  for (const PathNote &N : F.Path) {
    if (N.Location.isInvalid())
      continue;
    llvm::StringRef Text = noteText(N.What);
    if (F.Member && N.What == PathNote::Leaves)
      Text = "%0 is still open when the object is gone";
    auto D = diag(N.Location, Text, DiagnosticIDs::Note);
    if (Text.contains("%0"))
      D << describePool(F);
  }
  if (F.Owner && !F.Owner->GuessedFrom.empty())
    diag(F.Location, "that this is a pool is guessed from %0",
         DiagnosticIDs::Note)
        << F.Owner->GuessedFrom;
}

/// What a mode does to the work that is still queued, where there is any.
static llvm::StringRef describeMode(const PoolFinding &F, ReleaseMode Mode) {
  bool HasQueue = F.Owner && (F.Owner->Kind == PoolKind::ThreadPool ||
                              F.Owner->Kind == PoolKind::ProcessPool ||
                              F.Owner->Kind == PoolKind::WorkQueue);
  if (!HasQueue || F.Fixes.Fixes.size() < 2)
    return "";
  return Mode == ReleaseMode::Close ? " to finish queued work"
                                    : " to drop queued work";
}

std::vector<const Fix *> PoolCheck::preferred(const PoolFinding &F) const {
  std::vector<const Fix *> All, Chosen;
  ReleaseMode Wanted = Preferred == Preference::Close ? ReleaseMode::Close
                                                      : ReleaseMode::Terminate;
  for (const Fix &Each : F.Fixes.Fixes) {
    All.push_back(&Each);
    if (Preferred != Preference::Ask && Each.Mode == Wanted)
      Chosen.push_back(&Each);
  }
  // The other way is better than none.
  return Chosen.empty() ? All : Chosen;
}

/// \p Edit with the line ends of its file.
static FixItHint asInFile(FixItHint Edit, const SourceManager &SM) {
  SourceLocation Where = Edit.RemoveRange.getBegin();
  if (Where.isInvalid() || !llvm::StringRef(Edit.CodeToInsert).contains('\n'))
    return Edit;
  llvm::StringRef Text = SM.getBufferData(SM.getFileID(SM.getFileLoc(Where)));
  if (!Text.take_front(Text.find('\n')).ends_with("\r"))
    return Edit;
  std::string Lines;
  for (char C : Edit.CodeToInsert)
    Lines += C == '\n' ? std::string("\r\n") : std::string(1, C);
  Edit.CodeToInsert = std::move(Lines);
  return Edit;
}

void PoolCheck::attachFix(const DiagnosticBuilder &D, const PoolFinding &F) {
  std::vector<const Fix *> Wanted = preferred(F);
  if (Wanted.size() == 1 && Wanted.front()->KeepsBehaviour)
    for (const FixItHint &Edit : Wanted.front()->Edits)
      D << asInFile(Edit, Analysis->sources());
}

void PoolCheck::noteFixes(const PoolFinding &F) {
  // For those who work on the checker: why there is no fix.
  static const bool Dump = std::getenv("POOLGUARD_DUMP_FIXES");
  if (Dump && F.Fixes.Fixes.empty())
    diag(F.Location, "no fix: %0", DiagnosticIDs::Note)
        << (F.Fixes.Refusal.empty() ? "there is none for such a finding"
                                    : F.Fixes.Refusal);
  std::vector<const Fix *> Wanted = preferred(F);
  // Of what is applied together, one fix brings the header.
  bool Include = !Wanted.empty() && (Analysis->claimHeader(*Wanted.front()) ||
                                     areDiagsSelfContained());
  for (const Fix *Each : Wanted) {
    auto D = diag(Each->At, "%0%1", DiagnosticIDs::Note)
             << Each->Message << describeMode(F, Each->Mode);
    if (Wanted.size() == 1 && Each->KeepsBehaviour)
      continue;
    for (const FixItHint &Edit : Each->Edits)
      D << asInFile(Edit, Analysis->sources());
    if (Include && !Each->Include.empty())
      if (std::optional<FixItHint> Header = Includes.createIncludeInsertion(
              Analysis->fileOf(*Each), Each->Include))
        D << *Header;
  }
}

} // namespace poolguard
