//===-- ScopeGuards.h - What would have released a pool ---------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_SCOPEGUARDS_H
#define POOLGUARD_CHECKS_SCOPEGUARDS_H

#include "flow/ModelMatcher.h"

namespace poolguard {

/// Advice that names a scope guard for a pool of family \p F (null: unknown)
/// which is held by a handle of type \p HandleType.
std::string scopeGuardAdvice(const Family *F, clang::QualType HandleType,
                             const Catalog &Models,
                             const clang::ASTContext &Context);

} // namespace poolguard

#endif // POOLGUARD_CHECKS_SCOPEGUARDS_H
