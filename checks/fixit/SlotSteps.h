//===-- SlotSteps.h - What counts the pools of an array --------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_FIXIT_SLOTSTEPS_H
#define POOLGUARD_CHECKS_FIXIT_SLOTSTEPS_H

#include "StmtWalk.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "clang/AST/ParentMap.h"
#include "clang/AST/Stmt.h"
#include <optional>
#include <string>

namespace poolguard {

/// A local variable, or a member of one.
struct CounterPath {
  const clang::VarDecl *Root = nullptr;
  const clang::FieldDecl *Field = nullptr;

  bool operator==(const CounterPath &O) const {
    return Root == O.Root && Field == O.Field;
  }
  explicit operator bool() const { return Root; }

  static CounterPath of(const clang::Expr *E);
  std::string text() const;
};

/// `n++`, `++n` or `n += 1`: what is counted.
CounterPath countedBy(const clang::Stmt *S, const clang::ASTContext &Context);

/// The step that counts a pool.
struct SlotStep {
  const clang::Stmt *Step = nullptr;
  CounterPath Counter;
  /// Where the pool is made, but not counted yet.
  clang::SourceRange Uncounted;
  bool FailureLeaves = true; ///< There is no next round then.
};

/// Looks for the steps of one array.
class SlotSteps {
public:
  SlotSteps(const clang::FunctionDecl *F, const clang::VarDecl *Array,
            const clang::ASTContext &Context)
      : F(F), Array(Array), Context(Context), SM(Context.getSourceManager()),
        Parents(writtenBody(F)) {}

  /// The step that is taken if \p Construction made a pool, and only then.
  std::optional<SlotStep> stepOf(const clang::Expr *Construction) const;

  /// The element that gets what \p Construction makes.
  const clang::ArraySubscriptExpr *
  slotOf(const clang::Expr *Construction) const;

  /// The innermost loop that does \p S more than once, or null.
  const clang::Stmt *loopAround(const clang::Stmt *S) const;
  const clang::Stmt *declarationOf(const clang::VarDecl *V) const;
  bool isZero(const clang::Expr *E) const;
  const clang::ParentMap &parents() const { return Parents; }

private:
  /// What a condition tells of a construction where it holds.
  enum class Answer : uint8_t { None, Made, Failed };

  static Answer negated(Answer A) {
    return A == Answer::None   ? A
           : A == Answer::Made ? Answer::Failed
                               : Answer::Made;
  }

  const clang::Stmt *statementOf(const clang::Expr *Construction) const;
  /// The variable that keeps whether \p Making made a pool.
  const clang::VarDecl *resultOf(const clang::Stmt *Making,
                                 const clang::Expr *Construction) const;
  Answer answerOf(const clang::Expr *Condition, const clang::Stmt *Making,
                  const clang::Expr *Construction) const;
  std::optional<SlotStep> inBlock(const clang::Stmt *Making,
                                  llvm::ArrayRef<const clang::Stmt *> Next,
                                  const clang::Expr *Construction) const;
  std::optional<SlotStep> inArm(const clang::Stmt *Arm) const;
  std::optional<SlotStep> ifMade(const clang::IfStmt *If) const;
  std::optional<SlotStep> byLoop(const clang::Stmt *Making) const;
  bool countsAlong(const CounterPath &Index, const clang::Stmt *Making) const;

  const clang::FunctionDecl *F;
  const clang::VarDecl *Array;
  const clang::ASTContext &Context;
  const clang::SourceManager &SM;
  clang::ParentMap Parents;
};

} // namespace poolguard

#endif // POOLGUARD_CHECKS_FIXIT_SLOTSTEPS_H
