//===-- StartedObjects.h - Whose object a method starts ---------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Pools that are made by a method of an object that exists already, such as
/// `thread->start()`: whoever made the object may have told others of it, and
/// they may be the ones that end it.
///
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_FLOW_STARTEDOBJECTS_H
#define POOLGUARD_CHECKS_FLOW_STARTEDOBJECTS_H

#include "ModelMatcher.h"
#include "clang/AST/Expr.h"

namespace poolguard {

/// \p Object, on which a method of \p Body is called, lives behind a pointer
/// that others may have as well: one that came from elsewhere, went elsewhere,
/// or whose constructor was given a pointer, as to a parent.
bool mayBelongToOthers(const clang::Expr *Object, const clang::Stmt *Body);

/// The handle itself where a method of a base that is none is called on it:
/// `thread` in `thread->deleteLater()`. Else \p Object.
const clang::Expr *handleObject(const clang::Expr *Object,
                                ModelMatcher &Models);

} // namespace poolguard

#endif // POOLGUARD_CHECKS_FLOW_STARTEDOBJECTS_H
