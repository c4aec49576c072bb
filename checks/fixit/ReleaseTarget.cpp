//===-- ReleaseTarget.cpp -------------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ReleaseTarget.h"

using namespace clang;

namespace poolguard {

std::optional<ReleaseTarget>
ReleaseTarget::find(StringRef Name, const LoweredFunction &L, SiteId Site,
                    const ASTContext &Context, std::string &Why) {
  bool IsOneOfMany = llvm::any_of(L.Graph.Places, [&](const Place &P) {
    return P.Collection && P.Name == Name;
  });
  if (std::optional<HandleVariable> One =
          HandleVariable::named(Name, L, Site, Why, /*Heads=*/true);
      One && !IsOneOfMany)
    return ReleaseTarget(std::move(*One));
  if (std::optional<ManyHandles> Many =
          ManyHandles::named(Name, L, Site, Context, Why))
    return ReleaseTarget(std::move(*Many));
  return std::nullopt;
}

} // namespace poolguard
