//===-- CertainRelease.h - Calls that surely release ------------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_FIXIT_CERTAINRELEASE_H
#define POOLGUARD_CHECKS_FIXIT_CERTAINRELEASE_H

#include "../flow/Lowering.h"
#include "HandleVariable.h"

namespace poolguard {

/// A model says that \p Call releases something.
bool isReleaseCall(const clang::CallExpr *Call, ModelMatcher &Models);

/// \p Call does nothing but release, as a model says, or by way of a function
/// that does nothing else.
bool onlyReleases(const clang::Expr *Call, ModelMatcher &Models);

/// \p S is a call that releases what \p Handle holds, whatever happens, or
/// deletes the object.
bool certainlyReleases(const clang::Stmt *S, const HandleVariable &Handle,
                       const LoweredFunction &L, ModelMatcher &Models,
                       CalleeEffects &Effects);

} // namespace poolguard

#endif // POOLGUARD_CHECKS_FIXIT_CERTAINRELEASE_H
