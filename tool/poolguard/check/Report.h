//===-- Report.h - All that a run found -------------------------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_TOOL_POOLGUARD_CHECK_REPORT_H
#define POOLGUARD_TOOL_POOLGUARD_CHECK_REPORT_H

#include "SourceText.h"
#include "UnitList.h"
#include "UnitResult.h"
#include "llvm/Support/Chrono.h"
#include <optional>

namespace poolguard {

/// A finding of the whole run: units that share a header tell it once.
struct ReportedFinding {
  UnitFinding Unit;
  size_t Number = 0; ///< Of the unit.
  std::string Path;  ///< Absolute; empty: it is of no place.
  LineColumn At;
  bool FromBrokenUnit = false; ///< Clang could not read all of the unit.
  std::string Fingerprint;     ///< See Fingerprint.h; of checks only.
};

/// A finding that is not told, and why.
struct HushedFinding {
  SuppressedFinding Finding;
  std::string Path;
  LineColumn At;
  size_t Number = 0;       ///< Of the unit.
  bool ByBaseline = false; ///< Else by a NOLINT comment.
  std::string Fingerprint;
};

/// A unit that was not checked, or not to its end.
struct UnitFailure {
  std::string File;
  std::string Reason; ///< "crashed (segmentation fault)"
  std::string Remedy;
  std::string Errors; ///< What the worker wrote to stderr.
};

/// A mistake in an option, in .clang-tidy or in a model.
struct ConfigurationProblem {
  std::string File; ///< Empty: an option.
  LineColumn At;
  std::string Message;
};

/// What one unit took.
struct UnitCost {
  std::string File;
  double Seconds = 0;
  uint64_t PeakBytes = 0;
};

struct Report {
  llvm::sys::TimePoint<> Begin; ///< When the first unit was read, at most.
  unsigned Units = 0;
  unsigned Skipped = 0; ///< Units that read nothing that changed.
  std::vector<ReportedFinding> Findings; ///< By path and place.
  std::vector<HushedFinding> Hushed;     ///< Likewise.
  std::vector<NolintComment> Comments;   ///< Likewise; paths are absolute.
  std::vector<UnitFailure> Failures;     ///< In the order of the units.
  UnitCost Slowest, Largest;
  double Occupied = 0; ///< The share of time that processes had a unit.
  std::vector<ConfigurationProblem> Problems; ///< By file and place.

  /// Whether .clang-tidy or a model has a mistake, so that findings may lack.
  bool isMisconfigured() const { return !Problems.empty(); }
  /// Findings of checks; the others are the compiler's.
  unsigned countFindings() const;
};

/// Collects the results of units into a report that does not depend on the
/// order in which they come.
class ReportBuilder {
public:
  explicit ReportBuilder(const std::vector<Unit> &Units)
      : Units(Units), Results(Units.size()), Failures(Units.size()) {}

  void add(unsigned Number, UnitResult Result) {
    Results[Number] = std::move(Result);
  }
  void addFailure(unsigned Number, UnitFailure Failure) {
    Failures[Number] = std::move(Failure);
  }
  /// Empties the builder.
  Report build(SourceTexts &Texts);

private:
  void addUnit(size_t Number, UnitResult Result, Report &Into,
               SourceTexts &Texts);

  const std::vector<Unit> &Units;
  std::vector<std::optional<UnitResult>> Results;
  std::vector<std::optional<UnitFailure>> Failures;
};

} // namespace poolguard

#endif // POOLGUARD_TOOL_POOLGUARD_CHECK_REPORT_H
