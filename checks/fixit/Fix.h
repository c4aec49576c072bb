//===-- Fix.h - Edits that cure a finding -----------------------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_FIXIT_FIX_H
#define POOLGUARD_CHECKS_FIXIT_FIX_H

#include "../flow/PoolFlowGraph.h"
#include "Insertion.h"
#include "clang/AST/Decl.h"
#include "clang/Basic/Diagnostic.h"
#include <string>
#include <vector>

namespace poolguard {

/// One way to cure a finding.
struct Fix {
  std::string Message;      ///< What the edits do, for a note.
  clang::SourceLocation At; ///< Where the note stands.
  std::vector<clang::FixItHint> Edits;
  std::string Handle;                    ///< What is released.
  ReleaseMode Mode = ReleaseMode::Close; ///< What it does to queued work.
  /// The program does what it did before, so the edits may go with the warning.
  bool KeepsBehaviour = false;
  /// Set: this variable becomes a guard, so that no other edit may name it.
  const clang::VarDecl *Guarded = nullptr;
  std::string Include; ///< A header the edits need: `<memory>`.
  /// Of a fix that only inserts: what. Edits are made of it.
  std::vector<PlannedStatement> Planned;
  /// What Edits have besides, which Planned does not make.
  std::vector<clang::FixItHint> Besides;
};

/// The ways there are, at most one for each mode; or why there is none.
struct FixProposal {
  std::vector<Fix> Fixes;
  std::string Refusal; ///< Lower case, no full stop.
};

} // namespace poolguard

#endif // POOLGUARD_CHECKS_FIXIT_FIX_H
