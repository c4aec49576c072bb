//===-- DefaultConstructors.h - Constructors nobody wrote -------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_DEFAULTCONSTRUCTORS_H
#define POOLGUARD_CHECKS_DEFAULTCONSTRUCTORS_H

#include "clang/AST/DeclCXX.h"
#include "llvm/ADT/DenseMap.h"

namespace poolguard {

/// Gives default constructors a body. The compiler makes that of an implicit
/// one where the unit uses it; a class that only others use has none.
class DefaultConstructors {
public:
  explicit DefaultConstructors(clang::ASTContext &Context) : Context(Context) {}

  /// The default constructor of \p R, with a body; null if it has none or its
  /// body is elsewhere.
  const clang::CXXConstructorDecl *of(const clang::CXXRecordDecl *R);

private:
  const clang::CXXConstructorDecl *make(clang::CXXRecordDecl *R);
  /// `T()`, or null if that does nothing or is not known.
  clang::Expr *construction(clang::QualType T, clang::CXXConstructionKind Kind);

  clang::ASTContext &Context;
  /// Null while one is made: no class has itself as a member.
  llvm::DenseMap<const clang::CXXRecordDecl *,
                 const clang::CXXConstructorDecl *>
      Known;
};

} // namespace poolguard

#endif // POOLGUARD_CHECKS_DEFAULTCONSTRUCTORS_H
