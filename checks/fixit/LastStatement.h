//===-- LastStatement.h - What the end of a scope follows -------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_FIXIT_LASTSTATEMENT_H
#define POOLGUARD_CHECKS_FIXIT_LASTSTATEMENT_H

#include "clang/AST/ASTContext.h"
#include "clang/AST/ParentMap.h"
#include "clang/AST/Stmt.h"

namespace poolguard {

/// Nothing happens between \p Statement, which stands in \p Scope or in an arm
/// of an `if` there, and the end of the life of \p V, which \p Scope declares:
/// only a constant is returned. No other object's end comes in between.
bool isLastInLifeOf(const clang::VarDecl *V, const clang::Stmt *Statement,
                    const clang::CompoundStmt *Scope,
                    const clang::ParentMap &Parents,
                    const clang::ASTContext &Context);

} // namespace poolguard

#endif // POOLGUARD_CHECKS_FIXIT_LASTSTATEMENT_H
