//===-- StatementRemoval.h - Taking a statement out -------------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_FIXIT_STATEMENTREMOVAL_H
#define POOLGUARD_CHECKS_FIXIT_STATEMENTREMOVAL_H

#include "clang/AST/ASTContext.h"
#include "clang/AST/ParentMap.h"
#include "clang/AST/Stmt.h"
#include "clang/Basic/Diagnostic.h"

namespace poolguard {

/// Takes \p Statement out, its semicolon included, and its line where nothing
/// else stands there. If it has to do with macros, it is made of whole ones.
clang::FixItHint removalOf(const clang::Stmt *Statement,
                           const clang::ASTContext &Context);

/// What goes from \p Body when \p Call goes, which does nothing but that call:
/// its statement, or the `if` that has no other. Null: its value is used, it is
/// within a macro, a label or an unbraced arm needs it, something is done
/// besides, or a variable would be left unused (with a null \p Body, somebody
/// uses it).
const clang::Stmt *removableStatement(const clang::Expr *Call,
                                      const clang::Stmt *Body,
                                      const clang::ParentMap &Parents,
                                      const clang::ASTContext &Context);

/// No macro is in the way of \p Code: `FREE(p);` is one as a whole.
bool isWholeExpansion(const clang::Stmt *Code,
                      const clang::ASTContext &Context);

/// The statement that is \p Call alone, whatever it would leave behind; null:
/// its value is used, or it is of a macro.
const clang::Stmt *plainStatement(const clang::Expr *Call,
                                  const clang::ParentMap &Parents);

} // namespace poolguard

#endif // POOLGUARD_CHECKS_FIXIT_STATEMENTREMOVAL_H
