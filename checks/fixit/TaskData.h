//===-- TaskData.h - What tasks share with their maker ----------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The data that the tasks of a pool use and somebody else, too: who takes them
/// away, and who reads what the tasks write.
///
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_FIXIT_TASKDATA_H
#define POOLGUARD_CHECKS_FIXIT_TASKDATA_H

#include "SharedLocals.h"
#include "clang/AST/ParentMap.h"

namespace poolguard {

/// Not what a construction itself reads or writes.
bool isOfTasks(const clang::VarDecl *V);

struct TaskData {
  SharedLocals Shared;
  /// Those of them that are not captured by a lambda: through a pointer, a
  /// routine does what it likes.
  SharedLocals Addressed;
  /// What visible routines name that is not their own.
  llvm::SetVector<const clang::ValueDecl *> Named;
  /// Objects and pointers that the arguments name.
  llvm::SetVector<const clang::ValueDecl *> Objects;
  llvm::SetVector<const clang::FunctionDecl *> Routines; ///< With a body.
  /// Pointers of the maker to what is data of the tasks, too.
  llvm::SetVector<const clang::VarDecl *> Aliases;

  /// Adds what \p Given, an argument of a construction, brings.
  void add(const clang::Expr *Given);
  /// Adds what \p Body puts into the data, `c.out = &out`, and copies from
  /// them, `char *p = c->buffer`.
  void addAliases(const clang::Stmt *Body);
  /// \p Root is the pool's own.
  void forget(const clang::VarDecl *Root);

  /// \p E names some of the data or a part of it: `c`, `&c->lock`, `c.buf`.
  bool names(const clang::Expr *E) const;
  /// \p E is something that the tasks see, not what they have a copy of.
  bool seesItself(const clang::Expr *E) const;

  /// \p S, alone, takes data away: `free(c.buf)`, `sem_destroy(&ready)`.
  /// \p AlsoCloses: a call that could as well end the tasks, `close(fd)`,
  /// does.
  bool areTakenBy(
      const clang::Stmt *S,
      llvm::function_ref<bool(const clang::CallExpr *)> AlsoCloses) const;

  /// \p E reads something that tasks may write.
  bool areReadBy(const clang::Stmt *E) const;
};

} // namespace poolguard

#endif // POOLGUARD_CHECKS_FIXIT_TASKDATA_H
