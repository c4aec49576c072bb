//===-- LibraryThrows.h - Library calls that throw --------------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The functions of the C++ library and Boost that are documented to throw and
/// do so in practice. Exhaustion (memory, threads) and misuse that no caller
/// guards against (a lock or a promise used wrongly) are left out.
///
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_FLOW_LIBRARYTHROWS_H
#define POOLGUARD_CHECKS_FLOW_LIBRARYTHROWS_H

#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"

namespace poolguard {

/// The classes of namespace std that a call may throw, separated by blanks.
/// `*` is anything; empty: the call is not known to throw.
llvm::StringRef libraryThrows(const clang::FunctionDecl *Callee,
                              llvm::ArrayRef<const clang::Expr *> Args,
                              const clang::ASTContext &Context);

/// A function whose only purpose is to throw.
enum class Thrower : uint8_t {
  No,
  Argument, ///< What it is passed: boost::throw_exception.
  Anything, ///< std::rethrow_exception.
};
Thrower throwerKind(const clang::FunctionDecl *Callee);

/// A library function that calls what it is passed, and lets through what that
/// throws.
bool runsItsArguments(const clang::FunctionDecl *Callee);

/// A function of the C++ library or Boost that can get to code of the user's:
/// it is made for a type of the user's.
bool mayRunUserCode(const clang::FunctionDecl *LibraryFunction);

} // namespace poolguard

#endif // POOLGUARD_CHECKS_FLOW_LIBRARYTHROWS_H
