//===-- Configurations.h - Code that is not always there --------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// A unit sees one configuration of a source; a fix changes all of them.
///
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_FIXIT_CONFIGURATIONS_H
#define POOLGUARD_CHECKS_FIXIT_CONFIGURATIONS_H

#include "Fix.h"
#include "clang/AST/Decl.h"

namespace poolguard {

/// \p Proposal without the fixes that change code around the part of \p F (from
/// `#if` to `#endif`) that makes the pool, at \p Made: elsewhere there is none.
FixProposal inAnyConfiguration(FixProposal Proposal,
                               const clang::FunctionDecl *F,
                               clang::SourceLocation Made);

} // namespace poolguard

#endif // POOLGUARD_CHECKS_FIXIT_CONFIGURATIONS_H
