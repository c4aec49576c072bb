//===-- SharedLocals.h - What a task refers to ------------------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_FIXIT_SHAREDLOCALS_H
#define POOLGUARD_CHECKS_FIXIT_SHAREDLOCALS_H

#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "llvm/ADT/SetVector.h"

namespace poolguard {

/// What the tasks share with the function that hands them to a pool.
struct SharedLocals {
  /// Local variables whose address or a reference to which is handed over.
  llvm::SetVector<const clang::VarDecl *> Variables;
  /// There are such, or `this` is handed over.
  bool Any = false;
  /// Local variables that point to what is handed over.
  llvm::SetVector<const clang::VarDecl *> Pointers;

  /// Adds what \p Given, an argument or a callable, refers to.
  void add(const clang::Stmt *Given);

  /// A variable that is declared behind \p V, so that its life ends first.
  const clang::VarDecl *diesBefore(const clang::VarDecl *V) const;
  /// The same for what is declared at \p Where.
  const clang::VarDecl *diesBefore(clang::SourceLocation Where,
                                   const clang::SourceManager &SM) const;
};

} // namespace poolguard

#endif // POOLGUARD_CHECKS_FIXIT_SHAREDLOCALS_H
