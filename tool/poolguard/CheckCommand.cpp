//===-- CheckCommand.cpp - poolguard check --------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Checks all units of a project, or some.
///
//===----------------------------------------------------------------------===//

#include "Command.h"
#include "check/Baseline.h"
#include "check/CheckRun.h"
#include "check/DiffFilter.h"
#include "check/Fingerprint.h"
#include "check/OutputFile.h"
#include "check/Printers.h"
#include "check/RunScope.h"
#include "check/UnusedSuppressions.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/Threading.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;
using namespace poolguard;

namespace {
enum class Format { Text, Json, Sarif };
enum class When { Auto, Always, Never };
} // namespace

static cl::SubCommand Check("check", "Check a project, or some files of it");

static cl::list<std::string> Paths(cl::Positional, cl::desc("[PATH...]"),
                                   cl::sub(Check));
static cl::opt<std::string>
    BuildPath("p", cl::desc("Where compile_commands.json is"),
              cl::value_desc("build"), cl::sub(Check));
static cl::opt<unsigned> Jobs("j", cl::Prefix,
                              cl::desc("Units at a time; 0: one per core"),
                              cl::value_desc("n"), cl::init(0), cl::sub(Check));
static cl::opt<unsigned>
    Timeout("timeout", cl::desc("Seconds for one unit; 0: any (default 600)"),
            cl::value_desc("seconds"), cl::init(600), cl::sub(Check));
static cl::opt<unsigned>
    MemoryLimit("memory-limit",
                cl::desc("MiB of address space for one unit; 0: any (default)"),
                cl::value_desc("mib"), cl::init(0), cl::sub(Check));
static cl::opt<Format>
    OutputFormat("format", cl::desc("How findings are written:"),
                 cl::values(clEnumValN(Format::Text, "text", "as Clang does"),
                            clEnumValN(Format::Json, "json", "for scripts"),
                            clEnumValN(Format::Sarif, "sarif",
                                       "SARIF 2.1.0, for code scanning")),
                 cl::init(Format::Text), cl::sub(Check));
static cl::opt<std::string>
    Output("output", cl::desc("Write findings to this file, whole or not"),
           cl::value_desc("file"), cl::sub(Check));
static cl::opt<When>
    Color("color", cl::desc("Colours:"),
          cl::values(clEnumValN(When::Auto, "auto", "on a terminal (default)"),
                     clEnumValN(When::Always, "always", "always"),
                     clEnumValN(When::Never, "never", "never")),
          cl::init(When::Auto), cl::sub(Check));
static cl::opt<When> ShowProgress(
    "progress", cl::desc("Progress bar:"),
    cl::values(clEnumValN(When::Auto, "auto", "on a terminal (default)"),
               clEnumValN(When::Always, "always", "always"),
               clEnumValN(When::Never, "never", "never")),
    cl::init(When::Auto), cl::sub(Check));
static cl::opt<bool> Verbose("v", cl::desc("Tell what is done"),
                             cl::sub(Check));
static cl::opt<bool> Quiet("quiet", cl::desc("Findings and errors only"),
                           cl::sub(Check));

static cl::opt<std::string>
    Checks("checks", cl::desc("Patterns of checks, as in clang-tidy"),
           cl::value_desc("list"), cl::sub(Check));
static cl::opt<std::string>
    WarningsAsErrors("warnings-as-errors",
                     cl::desc("Patterns of checks, as in clang-tidy"),
                     cl::value_desc("list"), cl::sub(Check));
static cl::opt<std::string>
    HeaderFilter("header-filter",
                 cl::desc("Headers to report on, as in clang-tidy"),
                 cl::value_desc("regex"), cl::sub(Check));
static cl::opt<std::string>
    ExcludeHeaderFilter("exclude-header-filter",
                        cl::desc("Headers not to report on, as in clang-tidy"),
                        cl::value_desc("regex"), cl::sub(Check));
static cl::opt<bool>
    SystemHeaders("system-headers",
                  cl::desc("Report on system headers, as in clang-tidy"),
                  cl::sub(Check));
static cl::opt<std::string>
    LineFilter("line-filter", cl::desc("Lines to report on, as in clang-tidy"),
               cl::value_desc("json"), cl::sub(Check));
static cl::opt<std::string>
    Config("config", cl::desc("Configuration in place of .clang-tidy"),
           cl::value_desc("yaml"), cl::sub(Check));
static cl::opt<std::string>
    ConfigFile("config-file", cl::desc("File to read in place of .clang-tidy"),
               cl::value_desc("file"), cl::sub(Check));
static cl::list<std::string>
    ExtraArg("extra-arg", cl::desc("Add this to every compile command"),
             cl::value_desc("flag"), cl::sub(Check));
static cl::list<std::string>
    ExtraArgBefore("extra-arg-before",
                   cl::desc("The same, at the command's begin"),
                   cl::value_desc("flag"), cl::sub(Check));
static cl::list<std::string>
    RemovedArg("removed-arg",
               cl::desc("Take this out of every compile command"),
               cl::value_desc("flag"), cl::sub(Check));
static cl::opt<bool>
    Fix("fix", cl::desc("Apply the fixes of warnings, as in clang-tidy"),
        cl::sub(Check));
static cl::opt<bool> FixNotes(
    "fix-notes",
    cl::desc("Apply also those of notes, where there is only one choice"),
    cl::sub(Check));
static cl::opt<std::string>
    FormatStyle("format-style",
                cl::desc("Style of code around fixes, as in clang-tidy"),
                cl::value_desc("style"), cl::sub(Check));

static cl::opt<std::string>
    DiffBase("diff",
             cl::desc("Only what has to do with lines changed since here, as "
                      "git tells"),
             cl::value_desc("commit"), cl::sub(Check));
static cl::opt<std::string>
    BaselineFile("baseline", cl::desc("Do not report what this file lists"),
                 cl::value_desc("file"), cl::sub(Check));
static cl::opt<std::string>
    WriteBaseline("write-baseline", cl::desc("List what is found in this file"),
                  cl::value_desc("file"), cl::sub(Check));
static cl::opt<bool>
    ReportUnused("report-unused-suppressions",
                 cl::desc("Report NOLINT comments that suppress nothing"),
                 cl::sub(Check));

/// The option's value, if it was given.
template <typename Option> static auto given(const Option &O) {
  using Value = std::decay_t<decltype(O.getValue())>;
  return O.getNumOccurrences() ? std::optional<Value>(O.getValue())
                               : std::nullopt;
}

static int complain(const Twine &Message) {
  errs() << Message << "\n";
  return Failure;
}

static int complain(Error E) { return complain(toString(std::move(E))); }

/// \returns false, after a message, if the configuration cannot be read.
static bool readSettings(bool ToTerminal, TidySettings &S) {
  S.Checks = given(Checks);
  S.WarningsAsErrors = given(WarningsAsErrors);
  S.HeaderFilter = given(HeaderFilter);
  S.ExcludeHeaderFilter = given(ExcludeHeaderFilter);
  S.SystemHeaders = given(SystemHeaders);
  S.FormatStyle = given(FormatStyle);
  S.LineFilter = LineFilter;
  S.ExtraArgs.assign(ExtraArg.begin(), ExtraArg.end());
  S.ExtraArgsBefore.assign(ExtraArgBefore.begin(), ExtraArgBefore.end());
  S.RemovedArgs.assign(RemovedArg.begin(), RemovedArg.end());
  if (Color != When::Auto || !ToTerminal ||
      !sys::Process::GetEnv("NO_COLOR").value_or("").empty())
    S.Color = Color == When::Always;
  if (!Config.empty() && !ConfigFile.empty()) {
    complain("poolguard: error: give '--config' or '--config-file', not both");
    return false;
  }
  S.Config = Config;
  S.ConfigName = "--config";
  if (ConfigFile.empty())
    return true;
  ErrorOr<std::unique_ptr<MemoryBuffer>> Buffer =
      MemoryBuffer::getFile(ConfigFile);
  if (!Buffer) {
    complain(ConfigFile +
             ": error: cannot be read: " + Buffer.getError().message());
    return false;
  }
  S.Config = (*Buffer)->getBuffer().str();
  S.ConfigName = ConfigFile;
  if (S.Config.empty())
    S.Config = "{}";
  return true;
}

static bool findUnits(FixedFlags Flags, Database &From,
                      std::vector<Unit> &Units) {
  std::vector<std::string> Named(Paths.begin(), Paths.end());
  std::string Error;
  std::vector<std::string> Tried;
  if (Flags) {
    if (Verbose)
      errs() << "poolguard: using the flags behind '--'\n";
    From.Flags = std::move(Flags);
    if (Named.empty()) {
      complain("poolguard: error: with flags behind '--', name the files: "
               "poolguard check FILE... -- FLAGS");
      return false;
    }
  } else if (!findDatabase(BuildPath, Named, From, Error, Tried)) {
    complain(Error);
    return false;
  }
  if (Verbose && !From.Source.empty())
    errs() << "poolguard: using " << From.Source << "\n";
  if (listUnits(From, Named, Units, Error))
    return true;
  complain(Error);
  return false;
}

/// Leaves out units that the configuration wants no check of.
/// \returns false, after a message, if none is left or something is wrong.
static bool configureUnits(TidyConfiguration &Configuration,
                           std::vector<Unit> &Units) {
  llvm::erase_if(Units, [&](const Unit &U) {
    // What is wrong with it is told later.
    if (!sys::fs::exists(U.File))
      return false;
    bool Out = !Configuration.checksAnything(U.File);
    if (Out && Verbose)
      errs() << "poolguard: no check is enabled for " << U.File << "\n";
    return Out;
  });
  std::vector<std::string> Said;
  for (const std::string &Each : Configuration.problems()) {
    if (!is_contained(Said, Each))
      errs() << Each;
    Said.push_back(Each);
  }
  if (!Said.empty())
    return false;
  if (Units.empty())
    complain("poolguard: error: no check is enabled; see 'Checks' in "
             ".clang-tidy, and '--checks'");
  return !Units.empty();
}

static RunOptions runOptions(size_t Units) {
  RunOptions Run;
  Run.Limits.Jobs =
      Jobs ? unsigned(Jobs) : hardware_concurrency().compute_thread_count();
  Run.Limits.Jobs = unsigned(std::min<size_t>(Run.Limits.Jobs, Units));
  Run.Limits.Seconds = Timeout;
  Run.Limits.MemoryBytes = uint64_t(MemoryLimit) << 20;
  Run.Limits.Symbolize = Verbose;
  Run.Worker.FixNotes = FixNotes;
  Run.Worker.WantComments = ReportUnused;
  bool Redraws = sys::Process::StandardErrIsDisplayed() &&
                 sys::Process::GetEnv("TERM").value_or("") != "dumb";
  Run.ShowProgress = ShowProgress == When::Always ||
                     (ShowProgress == When::Auto && !Quiet && Redraws);
  return Run;
}

static FixMode fixMode() {
  return FixNotes ? FixMode::Notes : Fix ? FixMode::Warnings : FixMode::None;
}

static void summarise(const Report &R) {
  unsigned Count = R.countFindings();
  errs() << "poolguard: " << Count << (Count == 1 ? " finding" : " findings")
         << " in " << R.Units << (R.Units == 1 ? " unit" : " units");
  if (!R.Failures.empty())
    errs() << "; " << R.Failures.size()
           << (R.Failures.size() == 1 ? " unit was" : " units were")
           << " not checked to the end";
  errs() << "\n";
  if (Verbose && R.Skipped)
    errs() << "poolguard: passed over for reading no file that changed: "
           << R.Skipped << "\n";
  if (Verbose)
    errs() << formatv("poolguard: processes had a unit {4:P0} of the time\n"
                      "poolguard: slowest unit: {0:F1} s, {1}\n"
                      "poolguard: largest process: {2} MiB, {3}\n",
                      R.Slowest.Seconds, R.Slowest.File,
                      R.Largest.PeakBytes >> 20, R.Largest.File, R.Occupied);
}

namespace {
/// The filters of the command line, read before anything runs.
struct Filters {
  std::optional<Baseline> Known;
  std::optional<DiffFilter> Changed;
  std::optional<FileIds> ChangedFiles;
};
} // namespace

/// A directory of the project.
static std::string startOfSearch() {
  std::string Start = absolutePath(!Paths.empty()      ? StringRef(Paths[0])
                                   : BuildPath.empty() ? StringRef(".")
                                                       : StringRef(BuildPath));
  return sys::fs::is_directory(Start) ? Start
                                      : sys::path::parent_path(Start).str();
}

static Error readFilters(Filters &F) {
  if (!BaselineFile.empty()) {
    Expected<Baseline> Known = Baseline::read(BaselineFile);
    if (!Known)
      return Known.takeError();
    F.Known = std::move(*Known);
  }
  if (!DiffBase.empty()) {
    Expected<DiffFilter> Changed = DiffFilter::ask(DiffBase, startOfSearch());
    if (!Changed)
      return Changed.takeError();
    for (const std::string &Each : Paths)
      if (!Changed->isOfRepository(Each))
        return createStringError(
            inconvertibleErrorCode(),
            Each + ": error: it is not of the repository that '--diff' asks; "
                   "name files of one repository");
    F.Changed = std::move(*Changed);
    F.ChangedFiles = F.Changed->changedFiles();
  }
  return Error::success();
}

static RunScope scopeOf(const std::vector<Unit> &Units,
                        TidyConfiguration &Configuration) {
  return {Units, Configuration,
          /*SomeFiles=*/!Paths.empty(),
          /*SomeLines=*/!LineFilter.empty(),
          /*SomeHeaders=*/
          (HeaderFilter.getNumOccurrences() && HeaderFilter != ".*") ||
              ExcludeHeaderFilter.getNumOccurrences(),
          /*SomeChecks=*/Checks.getNumOccurrences() != 0};
}

static void apply(const Filters &F, const RunScope &Scope, Report &R,
                  SourceTexts &Texts) {
  if (ReportUnused)
    addUnusedSuppressions(
        R, Texts, [&](const NolintComment &C) { return Scope.covers(C); });
  setFingerprints(R, projectRoot());
  if (F.Known)
    Scope.tellStale(BaselineFile, F.Known->apply(R), R);
  if (F.Changed)
    F.Changed->apply(R, Texts);
}

/// \returns the exit code.
static int writeBaseline(const Report &R, const RunScope &Scope) {
  if (!R.Failures.empty())
    return complain(WriteBaseline + ": error: not written, for some units "
                                    "were not checked to the end");
  auto WasChecked = [&](StringRef File, const FindingIdentity &Entry) {
    return Scope.covers(File, Entry);
  };
  if (Error E = Baseline::write(WriteBaseline, R, WasChecked))
    return complain(std::move(E));
  if (!Quiet)
    errs() << "poolguard: wrote " << WriteBaseline << "\n";
  return Success;
}

/// \returns whether all fixes that were asked for were written.
static bool print(const Report &R, TidyConfiguration &Configuration,
                  SourceTexts &Texts) {
  switch (OutputFormat) {
  case Format::Text:
    return printText(R, Configuration, fixMode());
  case Format::Json:
    printJson(R, Texts, outs());
    break;
  case Format::Sarif:
    printSarif(R, Texts, projectRoot(), outs());
    break;
  }
  if (fixMode() == FixMode::None)
    return true;
  // What applies fixes also prints them.
  OutputFile Nowhere;
  if (Error E = Nowhere.open("/dev/null")) {
    complain(std::move(E));
    return false;
  }
  bool Written = false;
  Nowhere.capture([&] { Written = printText(R, Configuration, fixMode()); });
  return Written;
}

/// A variable of a script that is not set must not pass for no option.
static bool hasEmptyOption() {
  if (is_contained(Paths, "")) {
    complain("poolguard: error: a path is empty");
    return true;
  }
  for (const cl::opt<std::string> *Each :
       {&BuildPath, &Output, &ConfigFile, &DiffBase, &BaselineFile,
        &WriteBaseline})
    if (Each->getNumOccurrences() && Each->empty()) {
      complain("poolguard: error: option '-" +
               Twine(Each->ArgStr.size() > 1 ? "-" : "") + Each->ArgStr +
               "' has an empty value");
      return true;
    }
  return false;
}

static int run(FixedFlags Flags) {
  if (hasEmptyOption())
    return Failure;
  if (!WriteBaseline.empty() && !DiffBase.empty())
    return complain("poolguard: error: '--write-baseline' lists what the whole "
                    "project has; leave out '--diff'");
  if (!WriteBaseline.empty() && (Fix || FixNotes))
    return complain("poolguard: error: '--write-baseline' lists what is there "
                    "to be mended; leave out '--fix' and '--fix-notes'");
  OutputFile File, NewBaseline;
  if (Error E = File.open(Output))
    return complain(std::move(E));
  if (Error E = NewBaseline.open(WriteBaseline)) // Better told now than later.
    return complain(std::move(E));
  TidySettings Settings;
  if (!readSettings(File.isStdout() && sys::Process::StandardOutIsDisplayed(),
                    Settings))
    return Failure;
  TidyConfiguration Configuration(Settings);
  Filters Chosen;
  if (Error E = readFilters(Chosen))
    return complain(std::move(E));
  Database From;
  std::vector<Unit> Units;
  if (!findUnits(std::move(Flags), From, Units) ||
      !configureUnits(Configuration, Units))
    return Failure;

  SourceTexts Texts;
  Report R;
  RunOptions Options = runOptions(Units.size());
  if (Chosen.ChangedFiles)
    Options.Worker.OnlyIfRead = &*Chosen.ChangedFiles;
  if (Verbose)
    errs() << "poolguard: " << Units.size()
           << (Units.size() == 1 ? " unit, " : " units, ")
           << Options.Limits.Jobs << " at a time\n";
  if (int Signal = checkUnits(Units, Configuration, Options, Texts, R)) {
    complain("poolguard: interrupted; nothing is written");
    return 128 + Signal;
  }
  RunScope Scope = scopeOf(Units, Configuration);
  apply(Chosen, Scope, R, Texts);
  bool Written = false;
  File.capture([&] { Written = print(R, Configuration, Texts); });
  if (Error E = File.keep())
    return complain(std::move(E));
  printFailures(R, Verbose, errs());
  printProblems(R, errs());
  if (Verbose || (!Quiet && sys::Process::StandardErrIsDisplayed()))
    summarise(R);
  if (R.isMisconfigured())
    return complain("poolguard: error: the configuration has mistakes; mend "
                    "them and run again, for findings may be missing "
                    "('poolguard models FILE' checks a model file)");
  if (!WriteBaseline.empty())
    return writeBaseline(R, Scope);
  if (!R.Failures.empty() || !Written)
    return Failure;
  return R.countFindings() ? Findings : Success;
}

static constexpr StringLiteral Examples = R"(
  poolguard check                     the whole project, from its
                                      compile_commands.json
  poolguard check -p build src        what is below src
  poolguard check pool.c -- -Iinclude a file, with these flags
  poolguard check --fix-notes         write the missing releases, where there
                                      is one way to do it
  poolguard check --diff origin/main  what the work since then has to do with
  poolguard check --write-baseline poolguard-baseline.json
  poolguard check --baseline poolguard-baseline.json
  poolguard check --format sarif --output poolguard.sarif

Exit code: 0 nothing found, 1 findings, 2 something could not be checked.
)";

Command poolguard::checkCommand() { return {Check, run, Examples}; }
