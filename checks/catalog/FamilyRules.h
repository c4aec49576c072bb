//===-- FamilyRules.h - What makes a family whole ---------------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_CATALOG_FAMILYRULES_H
#define POOLGUARD_CHECKS_CATALOG_FAMILYRULES_H

#include "FieldReader.h"
#include "Model.h"

namespace poolguard {

/// Something must make a pool and something must release it; \p Acquire and
/// \p Release are the keys that would say so.
void checkProtocol(const Family &F, llvm::StringRef Acquire,
                   llvm::StringRef Release, const TreeNode &Mapping,
                   FieldReader &Fields);

/// A call that is needed before another must be a call of the family.
void checkNeeds(const Family &F, const TreeNode &Mapping, FieldReader &Fields);

/// Fills what \p F leaves unsaid: the handle's type, the remedy and, if
/// \p GuessPrefix, what the names of its functions have in common.
void addDefaults(Family &F, bool GuessPrefix);

} // namespace poolguard

#endif // POOLGUARD_CHECKS_CATALOG_FAMILYRULES_H
