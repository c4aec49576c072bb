//===-- CheckRun.cpp - All units, in parallel -----------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CheckRun.h"
#include "Progress.h"
#include "catalog/Catalog.h"
#include "llvm/Support/FileSystem.h"
#include <cstring>

using namespace llvm;

namespace poolguard {

static UnitFailure describe(const Unit &U, TaskOutcome Outcome,
                            const ProcessLimits &Limits) {
  UnitFailure F;
  F.File = U.File;
  F.Errors = std::move(Outcome.Errors);
  switch (Outcome.How) {
  case TaskOutcome::TimedOut:
    F.Reason = "took longer than " + std::to_string(Limits.Seconds) +
               " seconds and was stopped";
    F.Remedy = "allow more with '--timeout SECONDS'";
    break;
  case TaskOutcome::OutOfMemory:
    F.Reason = "needed more memory than it may have";
    F.Remedy = "allow more with '--memory-limit MIB'";
    break;
  case TaskOutcome::Done:
  case TaskOutcome::Crashed:
    F.Reason = "crashed the checker";
    if (Outcome.Signal)
      F.Reason += std::string(" (") + ::strsignal(Outcome.Signal) + ")";
    F.Remedy = "see 'poolguard check -v' on this file alone, and report it";
    break;
  }
  return F;
}

/// Why the unit cannot even be begun.
static std::optional<UnitFailure> findObstacle(const Unit &U) {
  const std::string &Directory = U.Command.Directory;
  if (!sys::fs::is_directory(Directory))
    return UnitFailure{U.File,
                       "was not checked, for its directory '" + Directory +
                           "' does not exist",
                       "build the project, or write the database again", ""};
  if (!sys::fs::exists(U.File))
    return UnitFailure{U.File, "does not exist",
                       "generate it, or write the database again", ""};
  return std::nullopt;
}

int checkUnits(const std::vector<Unit> &Units, TidyConfiguration &Configuration,
               const RunOptions &Options, SourceTexts &Texts, Report &Into) {
  Catalog::builtin(); // Once, for all workers.
  ReportBuilder Builder(Units);
  Progress Bar(unsigned(Units.size()), Options.ShowProgress);
  std::vector<unsigned> Good;
  for (unsigned I = 0; I < Units.size(); ++I) {
    if (std::optional<UnitFailure> Obstacle = findObstacle(Units[I])) {
      Builder.addFailure(I, std::move(*Obstacle));
      Bar.unitDone(0);
    } else {
      Good.push_back(I);
    }
  }
  auto Task = [&](unsigned Index) {
    return encode(checkUnit(Units[Good[Index]], Configuration, Options.Worker));
  };
  UnitCost Slowest, Largest;
  double Seconds = 0;
  auto Done = [&](unsigned Index, TaskOutcome Outcome) {
    unsigned Number = Good[Index];
    Seconds += Outcome.Seconds;
    unsigned Found = 0;
    if (Outcome.Seconds > Slowest.Seconds)
      Slowest = {Units[Number].File, Outcome.Seconds, Outcome.PeakBytes};
    if (Outcome.PeakBytes > Largest.PeakBytes)
      Largest = {Units[Number].File, Outcome.Seconds, Outcome.PeakBytes};
    if (Outcome.How == TaskOutcome::Done) {
      Expected<UnitResult> Result = decode(Outcome.Output);
      if (Result) {
        for (const UnitFinding &F : Result->Findings)
          Found += F.isOfCheck();
        Builder.add(Number, std::move(*Result));
      } else {
        Outcome.Errors += toString(Result.takeError());
        Outcome.How = TaskOutcome::Crashed;
      }
    }
    if (Outcome.How != TaskOutcome::Done)
      Builder.addFailure(
          Number, describe(Units[Number], std::move(Outcome), Options.Limits));
    Bar.unitDone(Found);
  };
  auto Begin = std::chrono::system_clock::now();
  auto Start = std::chrono::steady_clock::now();
  int Signal = runInProcesses(unsigned(Good.size()), Options.Limits, Task, Done,
                              [&] { Bar.draw(); });
  Bar.clear();
  double Elapsed =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - Start)
          .count();
  Into = Builder.build(Texts);
  Into.Begin = Begin;
  Into.Occupied = Seconds / (Elapsed * std::max(1u, Options.Limits.Jobs));
  Into.Slowest = std::move(Slowest);
  Into.Largest = std::move(Largest);
  return Signal;
}

} // namespace poolguard
