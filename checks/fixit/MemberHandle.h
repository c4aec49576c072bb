//===-- MemberHandle.h - A pool as a destructor names it --------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_FIXIT_MEMBERHANDLE_H
#define POOLGUARD_CHECKS_FIXIT_MEMBERHANDLE_H

#include "ReleaseSpelling.h"
#include "clang/AST/DeclCXX.h"

namespace poolguard {

/// What a class keeps a pool in: `pool`, `impl->pool`, the elements of `v`.
struct MemberHandle {
  HandleText Written; ///< Of many, as a loop's body names one.
  std::string Loop;   ///< `for (auto &each : v) `, or empty.
  /// What must not be null for Written to be asked anything: `impl`.
  llvm::SmallVector<std::string, 2> Behind;
  /// A move takes the pool along and leaves nothing behind.
  bool MovesOut = false;
  /// Nobody gave it a value yet where it is neither initialised nor set.
  bool StartsAnyhow = false;
  bool Fixed = false; ///< Of many: there are as many as were declared.
  bool Smart = false; ///< A smart pointer deletes the object.

  /// The handle that \p Text names in a method of \p Class, of type \p Handle
  /// as the pool's maker has it; or nothing and the reason in \p Why.
  static std::optional<MemberHandle> find(const clang::CXXRecordDecl *Class,
                                          llvm::StringRef Text,
                                          clang::QualType Handle,
                                          const clang::ASTContext &Context,
                                          std::string &Why);
};

} // namespace poolguard

#endif // POOLGUARD_CHECKS_FIXIT_MEMBERHANDLE_H
