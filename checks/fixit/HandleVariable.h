//===-- HandleVariable.h - The variable that holds a pool -------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_FIXIT_HANDLEVARIABLE_H
#define POOLGUARD_CHECKS_FIXIT_HANDLEVARIABLE_H

#include "../flow/Lowering.h"
#include "ReleaseSpelling.h"

namespace poolguard {

/// The one local variable of a function that has some name.
struct LocalVariable {
  const clang::VarDecl *Variable = nullptr;
  const clang::CompoundStmt *Scope = nullptr; ///< Where it can be named.
  /// Instead of Scope: the `if` or `while` whose head declares it.
  const clang::Stmt *Head = nullptr;

  /// Nothing and the reason in \p Why, if there is none or several have the
  /// name, or if it is of a loop's or condition's head. \p Heads: those with
  /// a Head, too.
  static std::optional<LocalVariable> find(const clang::FunctionDecl *F,
                                           llvm::StringRef Name,
                                           std::string &Why,
                                           bool Heads = false);
};

/// A local variable, or a field of one, that holds the pool of a site.
struct HandleVariable {
  HandleText Written;
  const clang::VarDecl *Root = nullptr;
  const clang::CompoundStmt *Scope = nullptr; ///< Where Root can be named.
  const clang::Stmt *Head = nullptr; ///< Instead of Scope, see LocalVariable.
  PlaceId Place = None;

  /// The handle of \p Site, or nothing and the reason in \p Why: it has no name
  /// of its own, or another variable has the same. \p Heads: it may be declared
  /// in a head, and be a `void *` or a `std::optional`.
  static std::optional<HandleVariable> find(const LoweredFunction &L,
                                            SiteId Site, std::string &Why,
                                            bool Heads = false);

  /// The same for what has the name \p Text and may come to hold the pool.
  static std::optional<HandleVariable> named(llvm::StringRef Text,
                                             const LoweredFunction &L,
                                             SiteId Site, std::string &Why,
                                             bool Heads = false);

  /// The program goes on as if the construction could not fail: neither its
  /// result nor the handle is ever asked.
  bool FailureIgnored = false;

  /// Root is given a value that is neither null nor made in \p L: a
  /// parameter's, a field's or a global's, or what an unknown function returns.
  bool holdsOthers(const LoweredFunction &L) const;

  /// \p Code does not mention Root, but for one assignment to it.
  bool isOnlyAssignedIn(const clang::Stmt *Code) const;
};

/// Where the function itself makes the pool of \p Site, or calls who makes it;
/// null, if that is no expression.
const clang::Expr *ownConstruction(const LoweredFunction &L, SiteId Site);

/// The type of the part of a variable that holds the pool of \p Site, null if
/// it is none. \p Open: anybody may name it.
clang::QualType partType(const LoweredFunction &L, SiteId Site, bool &Open);

/// A body that is called makes the pool of \p Site for such a part.
bool isOpenPart(const LoweredFunction &L, SiteId Site);

/// Whoever calls the construction of \p Site does not look whether it fails.
bool isResultDropped(const LoweredFunction &L, SiteId Site);

} // namespace poolguard

#endif // POOLGUARD_CHECKS_FIXIT_HANDLEVARIABLE_H
