//===-- FillLoop.h - A loop that makes one pool per round -------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_FIXIT_FILLLOOP_H
#define POOLGUARD_CHECKS_FIXIT_FILLLOOP_H

#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/AST/ParentMap.h"
#include "clang/AST/Stmt.h"
#include <optional>
#include <string>

namespace poolguard {

/// Whoever gets behind \p Making has made a pool by \p Construction, a part of
/// it, or does not care.
bool alwaysMakes(const clang::Stmt *Making, const clang::Expr *Construction,
                 const clang::ParentMap &Parents,
                 const clang::ASTContext &Context);

/// A name for the counter of a loop in \p F. Empty: there is none.
std::string freshIndex(const clang::FunctionDecl *F);

/// What is known of the last construction before a point.
enum class LastAttempt : uint8_t {
  Succeeded,
  Failed,
  Unknown,
  AfterGaps, ///< Others before it may have failed.
};

/// `for (int i = 0; i < N; i++) pools[i] = make();`: no round is passed
/// without a pool, and nothing else writes what the head names.
struct FillLoop {
  const clang::ForStmt *Loop = nullptr;
  const clang::VarDecl *Counter = nullptr;
  const clang::Stmt *Making = nullptr; ///< The statement of the body.
  const clang::Stmt *Block = nullptr;  ///< What the loop is a statement of.
  std::string Bound;                   ///< As the loop's condition has it.
  bool CountsHereOnly = false;         ///< Nothing else writes the counter.
  bool MayBeJumpedOver = false;

  /// How many elements from the first on hold a pool at \p Where: `i`, `N`.
  /// Empty: not known.
  std::string madeAt(clang::SourceLocation Where, LastAttempt Last,
                     const clang::ASTContext &Context) const;

  /// The loop that fills \p Array by \p Construction, which stands in \p F.
  static std::optional<FillLoop> find(const clang::FunctionDecl *F,
                                      const clang::VarDecl *Array,
                                      const clang::Expr *Construction,
                                      const clang::ASTContext &Context);
};

} // namespace poolguard

#endif // POOLGUARD_CHECKS_FIXIT_FILLLOOP_H
