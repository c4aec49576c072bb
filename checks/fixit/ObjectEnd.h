//===-- ObjectEnd.h - Ending an object with a pool in it --------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_FIXIT_OBJECTEND_H
#define POOLGUARD_CHECKS_FIXIT_OBJECTEND_H

#include "../flow/Lowering.h"
#include "Fix.h"
#include <functional>

namespace poolguard {

/// The function once more, with what some calls would do besides.
using LowerWithCalls = std::function<std::unique_ptr<LoweredFunction>(
    std::vector<const clang::CallExpr *>)>;

/// Site \p Site of \p L in \p Again, the same function; or None.
SiteId siteIn(const LoweredFunction &Again, const LoweredFunction &L,
              SiteId Site);

/// A body that is called makes the pool of \p Site for an object of \p L:
/// calls the method of its class, or the function of the unit, that ends such
/// an object, where the pool leaks.
FixProposal endObject(const LoweredFunction &L, SiteId Site,
                      const clang::ASTContext &Context,
                      const LowerWithCalls &Lower);

} // namespace poolguard

#endif // POOLGUARD_CHECKS_FIXIT_OBJECTEND_H
