//===-- GuardedUses.h - What is done with a guarded handle ------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_FIXIT_GUARDEDUSES_H
#define POOLGUARD_CHECKS_FIXIT_GUARDEDUSES_H

#include "CertainRelease.h"
#include "GuardSpelling.h"
#include "GuardTrial.h"
#include "ScopeGuard.h"
#include "SharedLocals.h"
#include "clang/AST/ParentMap.h"
#include "clang/Basic/Diagnostic.h"
#include "llvm/ADT/DenseSet.h"

namespace poolguard {

/// Every mention of a pointer variable, and what is to be written where the
/// variable is a `std::unique_ptr`: `p.get()`, `p.reset()`, `p.release()`.
class GuardedUses {
public:
  /// \p L has the end of the variable's life; see LoweringOptions::Ends.
  GuardedUses(const LoweredFunction &L, const HandleVariable &Handle,
              const GuardTools &Tools);

  /// Looks at all mentions. \returns why the variable cannot be a guard, or
  /// nothing.
  std::string collect();

  /// The steps of the graph that the guard takes otherwise; empty if the end
  /// of the variable's life is not seen.
  GuardSteps steps(const GuardSpelling &Guard) const;

  /// Besides being asked whether it is null and deleted, only \p Methods of the
  /// object are called.
  bool asksOnly(llvm::ArrayRef<llvm::StringRef> Methods) const;

  /// The mention that gave the pool away in a step of Origin \p Number gives up
  /// the handle besides. \returns false if it cannot.
  bool handOver(unsigned Number);

  /// Appends the edits. \returns why there are none, or nothing.
  std::string write(const GuardSpelling &Guard,
                    llvm::SmallVectorImpl<clang::FixItHint> &Edits) const;

  SharedLocals Shared; ///< Among what goes to the same calls.

private:
  struct Use {
    enum Kind : uint8_t {
      Read,      ///< A pointer is needed: `p.get()`.
      Same,      ///< `p->f()`, `if (p)`: as before.
      Release,   ///< Whole is a call that releases it, ...
      ReleaseAt, ///< ... with `&p`.
      Assign,    ///< Whole is `p = ...`.
      HandOver,  ///< `p.release()`
    } What;
    const clang::Expr *Ref;
    const clang::Stmt *Whole = nullptr;
    bool IsStatement = false; ///< Whole is.
  };

  std::string visit(const clang::Stmt *S);
  std::string visitLambda(const clang::LambdaExpr *Lambda);
  std::string classify(const clang::DeclRefExpr *Ref);
  std::string classifyAssignment(const clang::BinaryOperator *Assignment,
                                 const clang::Expr *Ref);
  bool isCondition(const clang::Stmt *S) const;
  bool isStatement(const clang::Stmt *S) const;
  bool releases(const clang::Stmt *S) const {
    return certainlyReleases(S, Handle, L, Tools.Models, Tools.Effects);
  }
  std::string classifyReference(const clang::Expr *Ref);
  const clang::Stmt *parentOf(const clang::Stmt *S) const;
  void share(const clang::Expr *Ref);
  std::string
  writeRelease(const Use &U, const GuardSpelling &Guard,
               llvm::SmallVectorImpl<clang::FixItHint> &Edits) const;
  std::string
  writeAssignment(const Use &U,
                  llvm::SmallVectorImpl<clang::FixItHint> &Edits) const;
  clang::CharSourceRange fileRange(clang::SourceRange R) const;

  const LoweredFunction &L;
  const HandleVariable &Handle;
  const clang::ASTContext &Context;
  const clang::SourceManager &SM;
  const GuardTools &Tools;
  clang::ParentMap Parents;
  std::vector<Use> Uses;
  llvm::DenseSet<clang::SourceLocation> Mentions; ///< In files.
  std::vector<std::pair<BlockId, unsigned>> GivenUp;
};

} // namespace poolguard

#endif // POOLGUARD_CHECKS_FIXIT_GUARDEDUSES_H
