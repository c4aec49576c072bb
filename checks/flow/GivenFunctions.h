//===-- GivenFunctions.h - What threads are given to run --------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_FLOW_GIVENFUNCTIONS_H
#define POOLGUARD_CHECKS_FLOW_GIVENFUNCTIONS_H

#include "../catalog/Model.h"
#include "clang/AST/Expr.h"

namespace poolguard {

/// Nobody has to release what \p M makes of \p Arguments: it ends by itself,
/// since a visible function among them does not ask whether it should stop.
bool endsByItself(const CallModel &M,
                  llvm::ArrayRef<const clang::Expr *> Arguments);

/// A visible function among \p Arguments speaks of detaching something.
bool givenOneDetaches(llvm::ArrayRef<const clang::Expr *> Arguments);

} // namespace poolguard

#endif // POOLGUARD_CHECKS_FLOW_GIVENFUNCTIONS_H
