//===-- UnitAnalysis.h - One analysis for every check -----------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Finds every defect of a translation unit once; the checks pick their kind.
///
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_UNITANALYSIS_H
#define POOLGUARD_CHECKS_UNITANALYSIS_H

#include "catalog/Catalog.h"
#include "fixit/Fix.h"
#include "flow/Lowering.h"
#include "lifetime/Lifetime.h"
#include "clang/AST/ASTContext.h"
#include "clang/Basic/SourceLocation.h"
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace poolguard {

/// What a fix may bind a pool to.
enum class GuardKind : uint8_t {
  None,
  UniquePtr, ///< Where the language has it; `g_autoptr` elsewhere.
  Cleanup,   ///< The same, and the attribute `cleanup` in GNU C.
  ScopeExit, ///< What the project runs a callable by.
};

/// What the user set, the same for all checks.
struct AnalysisOptions {
  std::string Models; ///< `;`-separated model files.
  bool ReportParented = false;
  bool Guess = false; ///< Pools that nobody described, too.
  ThrowLevel Throws = ThrowLevel::Likely;
  GuardKind Guard = GuardKind::UniquePtr;
  std::string Header; ///< Brings the guard; empty: its usual one.

  bool operator==(const AnalysisOptions &O) const {
    return Models == O.Models && ReportParented == O.ReportParented &&
           Guess == O.Guess && Throws == O.Throws && Guard == O.Guard &&
           Header == O.Header;
  }
};

/// One step of the path that shows a defect, in execution order.
struct PathNote {
  enum Kind : uint8_t {
    Constructed,
    TrueBranch,
    FalseBranch,
    Case,
    MayThrow,
    Thrown,
    Caught,
    Overwritten,
    Destroyed,
    AssignedOver,
    Leaves,
    Submitted,
    Released,
    Within,
    Loop,
  } What;
  clang::SourceLocation Location;
};

/// How a leak comes about, where that is worth a word in the warning.
enum class LeakManner : uint8_t {
  LeavesOpen,
  Overwritten,
  Discarded,
  StillJoinable,
  AssignedOver, ///< While it is joinable.
  DetachedByDestructor,
  StaticStorage, ///< Open till the process ends, and meant to be.
};

/// The class that keeps a pool.
struct PoolMember {
  std::string Class;
  bool HasDestructor; ///< One of its own, that is seen to leave the pool open.
  bool ByHand;        ///< A method may release the pool.
};

/// One defect, ready to be worded.
struct PoolFinding {
  FindingKind Kind = FindingKind::Leak;
  LeakManner Manner = LeakManner::LeavesOpen;
  bool Never = false;
  bool ByDestructor = false;     ///< No call but the end of a scope did it.
  const Family *Owner = nullptr; ///< Null: a handle of unknown make.
  std::string Name;              ///< As the user writes it; may be empty.
  clang::SourceLocation Location;
  /// What contains the pool: a function, or a variable of static storage.
  const clang::Decl *Within = nullptr;
  std::vector<PathNote> Path;
  /// Where the pool is made, if that is in a body that is called.
  clang::SourceLocation Inner;
  /// Set: the class is at fault, not who uses it.
  std::optional<PoolMember> Member;
  std::string Advice; ///< Of an ExceptionLeak: the guard that would help.
  FixProposal Fixes;
};

/// What is found in one unit.
struct UnitFindings {
  std::vector<PoolFinding> Defects; ///< The solver's, of all kinds.
  std::vector<PoolFinding> InLoops; ///< Made and released in every round.
  /// Open till the process ends: of static storage, or at the end of main.
  std::vector<PoolFinding> ProcessLong;
};

/// The findings of one unit.
class UnitAnalysis {
public:
  /// The analysis of \p Context under \p Options. Made by the first check that
  /// asks and shared with the others of the same unit (and thread). \p PP,
  /// which may be null, knows the unit's macros.
  static std::shared_ptr<UnitAnalysis> get(clang::ASTContext &Context,
                                           const AnalysisOptions &Options,
                                           clang::Preprocessor *PP);

  const UnitFindings &findings() const { return Findings; }
  /// Problems in the user's model files; handed out once.
  std::vector<ModelDiagnostic> takeModelDiagnostics();
  /// Faulty annotations in the unit; handed out once.
  std::vector<DeclarationProblem> takeDeclarationProblems();

  const clang::SourceManager &sources() const {
    return Context.getSourceManager();
  }
  /// The file that \p F changes.
  clang::FileID fileOf(const Fix &F) const;
  /// Nobody asked for the header of \p F in that file before.
  bool claimHeader(const Fix &F);

private:
  UnitAnalysis(clang::ASTContext &Context, const AnalysisOptions &Options,
               clang::Preprocessor *PP);
  /// The user's model files: the project's own, then those of the option.
  std::vector<std::string> modelFiles() const;

  clang::ASTContext &Context;
  AnalysisOptions Options;
  std::shared_ptr<const Catalog> Models;
  std::unique_ptr<DerivedFamilies> Derived; ///< Findings point into it.
  bool ProblemsTaken = false;
  std::vector<ModelDiagnostic> Diagnostics;
  UnitFindings Findings;
  std::set<std::pair<clang::FileID, std::string>> Headers;
};

} // namespace poolguard

#endif // POOLGUARD_CHECKS_UNITANALYSIS_H
