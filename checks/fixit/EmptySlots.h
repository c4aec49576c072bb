//===-- EmptySlots.h - Arrays that begin with null pointers -----*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_FIXIT_EMPTYSLOTS_H
#define POOLGUARD_CHECKS_FIXIT_EMPTYSLOTS_H

#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include <optional>
#include <string>

namespace poolguard {

/// `T *t[4] = {0};`, whose elements get nothing but pools of some
/// constructions: each that is not null is one.
struct EmptySlots {
  std::string Bound; ///< `4`
  std::string Type;  ///< Of a number up to Bound.

  static std::optional<EmptySlots>
  find(const clang::FunctionDecl *F, const clang::VarDecl *Array,
       llvm::ArrayRef<const clang::Expr *> Constructions,
       const clang::ASTContext &Context);
};

} // namespace poolguard

#endif // POOLGUARD_CHECKS_FIXIT_EMPTYSLOTS_H
