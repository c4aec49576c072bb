//===-- PassedCode.h - What comes before a point ----------------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What the nesting of statements tells about the way to a point, for what the
/// flow graph knows nothing of: locks, flags, other people's memory.
///
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_FIXIT_PASSEDCODE_H
#define POOLGUARD_CHECKS_FIXIT_PASSEDCODE_H

#include "Insertion.h"
#include "clang/AST/ParentMap.h"

namespace poolguard {

/// A statement that whoever gets to a point has come by.
struct PassedStmt {
  const clang::Stmt *Code;
  const clang::CompoundStmt *In; ///< Is around the point, too.
  bool Certain;                  ///< No label lets a jump get past it.
};

/// The statements of the blocks around \p P that stand before it, the first
/// one first, without their labels.
llvm::SmallVector<PassedStmt, 16> passedBefore(const TextPoint &P,
                                               const clang::ParentMap &Parents);

/// Whoever is through \p Code does not go on behind it: it ends in a jump.
bool leaves(const clang::Stmt *Code);

/// \p P is in \p Block.
bool isIn(const TextPoint &P, const clang::CompoundStmt *Block,
          const clang::ParentMap &Parents);

/// \p V is mentioned behind the innermost `if` around \p Code, or in another
/// round of a loop around it that does not make \p Construction anew. An
/// assignment to it is no mention.
bool isMentionedBehind(const clang::VarDecl *V, const clang::Stmt *Code,
                       const clang::Expr *Construction,
                       const clang::ParentMap &Parents);

} // namespace poolguard

#endif // POOLGUARD_CHECKS_FIXIT_PASSEDCODE_H
