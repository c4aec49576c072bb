//===-- Reaping.h - Child processes known by a number --------- -*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Whether somebody else than the function that makes a child process ends it.
///
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_FLOW_REAPING_H
#define POOLGUARD_CHECKS_FLOW_REAPING_H

#include "ModelMatcher.h"
#include "clang/AST/ParentMap.h"

namespace poolguard {

/// \p Call in \p F makes a child process that is known by its number alone.
/// Others may reap it: a handler somewhere, unless this function waits for such
/// a number itself; and who does not keep the number, as in `if (fork())
/// exit(0);`, means that.
bool mayBeReapedElsewhere(const clang::Expr *Call, const CallEntry &E,
                          clang::QualType T, const clang::FunctionDecl *F,
                          const clang::ParentMap &Parents, ModelMatcher &Models,
                          clang::ASTContext &Context);

} // namespace poolguard

#endif // POOLGUARD_CHECKS_FLOW_REAPING_H
