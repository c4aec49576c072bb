//===-- SignatureShape.h - Is it the library's, or a namesake? --*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Many programs have a `pool_create` or a `ThreadPool` of their own. What a
/// model says of a name counts where the declaration has the shape of what it
/// describes: docs/models.md has the rule.
///
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_FLOW_SIGNATURESHAPE_H
#define POOLGUARD_CHECKS_FLOW_SIGNATURESHAPE_H

#include "../catalog/Catalog.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/Expr.h"

namespace poolguard {

/// The parameters and the handle's type of \p Callee are those of the function
/// that \p E is about.
bool functionFits(const clang::FunctionDecl *Callee, const CallEntry &E);

/// Where \p Callee releases or uses whatever pointer it is given: the one that
/// it is given here may be a handle of the family.
bool argumentFits(const clang::FunctionDecl *Callee, const CallEntry &E,
                  llvm::ArrayRef<const clang::Expr *> Args);

/// \p Class, which has the name of a class of \p F, also has its methods.
bool classFits(const clang::CXXRecordDecl *Class, const Family &F);

/// The pool is an object of a scripting language: its methods are called by
/// name, and whoever gets a reference may keep it.
bool isScriptObject(const Family *F);

/// `o.attr("close")` in `o.attr("close")()`, given the arguments of the call
/// operator; else null.
const clang::CXXMemberCallExpr *
calledMember(const clang::FunctionDecl *Callee,
             llvm::ArrayRef<const clang::Expr *> Args);

} // namespace poolguard

#endif // POOLGUARD_CHECKS_FLOW_SIGNATURESHAPE_H
