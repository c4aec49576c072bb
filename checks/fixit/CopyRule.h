//===-- CopyRule.h - What a releasing destructor asks of copies -*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_FIXIT_COPYRULE_H
#define POOLGUARD_CHECKS_FIXIT_COPYRULE_H

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include <string>

namespace poolguard {

/// What has to be declared besides a destructor that releases a member: two
/// objects with one pool would release it twice.
struct CopyRule {
  enum Kind : uint8_t {
    Nothing,
    DeleteCopies, ///< Nobody copies, but anybody could.
    DefaultMoves, ///< They would go with the first destructor.
  } Add = Nothing;
  bool DefaultConstructor = false; ///< It would go with the declarations.
  std::string Refusal;             ///< Not empty: no destructor may release.

  /// Of \p Class, whose destructor shall release \p Members. \p MovesOut: a
  /// move leaves nothing behind in any of them.
  static CopyRule of(const clang::CXXRecordDecl *Class,
                     llvm::ArrayRef<const clang::FieldDecl *> Members,
                     bool MovesOut, const clang::ASTContext &Context);
};

} // namespace poolguard

#endif // POOLGUARD_CHECKS_FIXIT_COPYRULE_H
