//===-- WorkPolicy.h - Who knows what is queued -----------------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Guesses about work that is queued in a pool: what may wait for it, and who
/// drops it on purpose. In doubt the program knows what it does.
///
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_FLOW_WORKPOLICY_H
#define POOLGUARD_CHECKS_FLOW_WORKPOLICY_H

#include "clang/AST/Expr.h"
#include "clang/AST/ParentMap.h"

namespace poolguard {

/// \p Call may return only when some work is done, or tell that it is: it waits
/// for something, sleeps, reads an answer or looks at an atomic.
bool mayAwaitWork(const clang::CallExpr *Call);

/// Reading \p S tells what another thread wrote: volatile or atomic.
bool readsShared(const clang::Stmt *S);

/// The call \p Release of \p F, which drops queued work, stands where something
/// went wrong or was called off: in a handler, under a condition that speaks of
/// that, or before a return of an error.
bool dropsOnPurpose(const clang::Expr *Release, const clang::FunctionDecl *F,
                    const clang::ParentMap &Parents);

/// The name of \p Callee tells that it does not wait for what is queued.
bool saysItDrops(const clang::FunctionDecl *Callee);

} // namespace poolguard

#endif // POOLGUARD_CHECKS_FLOW_WORKPOLICY_H
