//===-- OwnershipPolicy.h - What unseen callees may do ----------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The written policy for callees whose body is not visible and that no model
/// describes. docs/limitations.md tells users the same.
///
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_FLOW_OWNERSHIPPOLICY_H
#define POOLGUARD_CHECKS_FLOW_OWNERSHIPPOLICY_H

#include "clang/AST/Decl.h"
#include "llvm/ADT/StringSet.h"

namespace poolguard {

/// One of the words of \p Name, in any case style, is among \p Words.
bool hasWord(llvm::StringRef Name, const llvm::StringSet<> &Words);

/// True if a callee so named may release or keep what it is passed: one of the
/// words of its name (`stop_workers`, `serverSetPool`) says so. With
/// \p ActsOnHandle the handle is the object of the name's verb, as the pool in
/// `add_jobs(pool, 3)`, and adding or setting something does not take it.
bool nameMayTakeOwnership(llvm::StringRef Name, bool ActsOnHandle);

/// True if a function so named does something, so that it need not answer the
/// same when asked again: `read_byte()`, but not `is_parallel()`.
bool nameDoesSomething(llvm::StringRef Name);

/// Nothing can be released through this parameter: it is const.
bool readOnlyParameter(const clang::FunctionDecl *Callee, unsigned Index);

/// Where memory runs out \p Callee does not return.
bool neverReturnsNull(const clang::FunctionDecl *Callee);

/// True of functions of the C library that are done with the memory they are
/// given when they return: `memset`, `read`, `strcpy`.
bool keepsNoPointer(const clang::FunctionDecl *Callee);

/// `promise.set_value(p)`, `owners.insert(p)`: an object of the library keeps a
/// copy of argument \p Index, unless it only looks for it.
bool storesCopy(const clang::FunctionDecl *Callee, unsigned Index);

/// True if \p Callee, whose body is not visible, only borrows the handle it
/// gets in parameter \p Index: the parameter is const or its type names the
/// handle's own type, and the callee's name speaks of neither releasing nor
/// keeping. \p HandleType is the argument's type as the caller has it.
bool unseenCalleeBorrows(const clang::FunctionDecl *Callee, unsigned Index,
                         clang::QualType HandleType);

} // namespace poolguard

#endif // POOLGUARD_CHECKS_FLOW_OWNERSHIPPOLICY_H
