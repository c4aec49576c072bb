//===-- ReleaseHazards.h - What else hangs on a release ---------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The flow graph knows when a pool may be released. Whether it is wise to wait
/// for its tasks there is a matter of what they use, of what ends them and of
/// who has a lock.
///
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_FIXIT_RELEASEHAZARDS_H
#define POOLGUARD_CHECKS_FIXIT_RELEASEHAZARDS_H

#include "../flow/Lowering.h"
#include "EndlessRoutine.h"
#include "Insertion.h"
#include "TaskData.h"

namespace poolguard {

/// Whoever releases a pool of \p Kind waits for its tasks.
bool waitsForTasks(PoolKind Kind);

/// \p S may tell tasks that use \p Used something, or changes it.
bool tells(const clang::Stmt *S, llvm::ArrayRef<const clang::ValueDecl *> Used);

class ReleaseHazards {
public:
  /// Of the pool of \p Site, which \p Root or a part of it holds. Null: nobody
  /// does.
  ReleaseHazards(const LoweredFunction &L, SiteId Site,
                 const clang::VarDecl *Root, const clang::ASTContext &Context);

  /// The release is a call that runs \p Body.
  void endsBy(const clang::Stmt *Body) { Helper = Body; }

  /// Why no release may stand at \p P, or nothing. Where data of the tasks are
  /// freed right before, \p P becomes the point before that.
  std::string at(TextPoint &P) const;

  /// Why the pool must not be released as soon as it is made, or nothing.
  std::string rightAway() const;

  /// \p Later: the value \p Value of a return has to be computed behind the
  /// release, since tasks may write what it reads. Why that cannot be, or
  /// nothing.
  std::string ofValue(const clang::Expr *Value, bool &Later) const;

  /// Why no guard that is declared at \p Where, or is Root itself, may release
  /// the pool where the scope is left.
  std::string ofGuard(clang::SourceLocation Where) const;

private:
  void collect(const clang::Expr *Call);
  void collect(llvm::ArrayRef<const clang::Expr *> Given);
  bool isBehindConstruction(const clang::Stmt *S) const;
  const RoutineEnds &ends() const;
  std::string endless(const TextPoint *P) const;
  std::string blocked(const TextPoint *P) const;
  /// What is called to end an object tells its tasks something.
  bool isToldByHelper() const;
  llvm::SmallVector<const clang::ValueDecl *, 8> used() const;
  const clang::Stmt *readBefore(const TextPoint &P) const;
  std::string returned() const;
  /// What releases a pool here and mentions \p Of, if that is not null.
  llvm::SmallVector<const clang::Stmt *, 4>
  releases(const clang::VarDecl *Of) const;
  clang::SourceLocation lastRelease() const;
  std::string locked(const TextPoint &P) const;
  std::string outlived(const TextPoint &P) const;
  /// The statement on the way to \p P that frees data of the tasks.
  const clang::Stmt *freedBefore(const TextPoint &P) const;
  /// \p S takes away what the tasks use.
  bool frees(const clang::Stmt *S) const;
  void orderCalls() const;
  bool canMove(const TextPoint &P, const clang::Stmt *Before) const;
  /// What the tasks may wait for: the code behind the construction does
  /// something to what they use, and a guard may come before that.
  std::string awaited() const;
  /// Behind \p P, and before the release that is there, somebody is told what
  /// the tasks may wait for. Empty: nobody is.
  std::string toldLater(const TextPoint &P) const;
  bool freedBeforeGuard() const;
  std::string usedByLater(const TextPoint &P) const;
  std::string endedElsewhere(const TextPoint &P) const;

  const LoweredFunction &L;
  SiteId Site;
  const clang::VarDecl *Root;
  const clang::ASTContext &Context;
  const clang::SourceManager &SM;
  clang::ParentMap Parents;
  /// Where the function itself makes the pool, or calls who makes it.
  const clang::Expr *Construction = nullptr;
  const clang::Stmt *Helper = nullptr; ///< See endsBy.
  bool Waits = false;                  ///< A release waits for tasks.
  TaskData Data;
  /// What is known of the ends of Data.Routines. Empty: nobody asked.
  mutable std::optional<RoutineEnds> Ends;
  /// See orderCalls; Ordered: it was asked.
  mutable llvm::DenseSet<const clang::FunctionDecl *> Later;
  mutable bool Ordered = false;
};

} // namespace poolguard

#endif // POOLGUARD_CHECKS_FIXIT_RELEASEHAZARDS_H
