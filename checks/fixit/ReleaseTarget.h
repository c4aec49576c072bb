//===-- ReleaseTarget.h - What a release is written for ---------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_FIXIT_RELEASETARGET_H
#define POOLGUARD_CHECKS_FIXIT_RELEASETARGET_H

#include "HandleVariable.h"
#include "ManyHandles.h"
#include "ReleaseTrial.h"
#include <functional>

namespace poolguard {

/// What is released: a variable's pool, or all elements of one.
struct ReleaseTarget {
  HandleText Written;
  const clang::Stmt *Scope; ///< Where it can be named.
  std::vector<PlaceId> Places;
  std::optional<HandleVariable> Handle;
  std::optional<ManyHandles> Many; ///< Set: not Handle.

  explicit ReleaseTarget(HandleVariable H)
      : Written(H.Written), Scope(H.Head ? H.Head : H.Scope), Places({H.Place}),
        Handle(std::move(H)) {}
  explicit ReleaseTarget(ManyHandles M)
      : Written(M.Element), Scope(M.Scope), Places(M.Places),
        Many(std::move(M)) {}

  const clang::VarDecl *root() const {
    return Handle ? Handle->Root : Many->Root;
  }

  /// Set: the pool is made elsewhere and comes here.
  bool IsOther = false;

  /// Set: the target is an object with the pool in it, of which more has to
  /// hold where it is released than that the pool is there.
  std::function<bool(const std::vector<GraphPoint> &, const ReleaseTest &)>
      Allows;
  bool ReleasesAll = false; ///< What is called asks which pools there are.

  /// What is called \p Name.
  static std::optional<ReleaseTarget>
  find(llvm::StringRef Name, const LoweredFunction &L, SiteId Site,
       const clang::ASTContext &Context, std::string &Why);
};

} // namespace poolguard

#endif // POOLGUARD_CHECKS_FIXIT_RELEASETARGET_H
