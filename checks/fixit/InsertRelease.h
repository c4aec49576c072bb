//===-- InsertRelease.h - A release on every leaking way out ----*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_FIXIT_INSERTRELEASE_H
#define POOLGUARD_CHECKS_FIXIT_INSERTRELEASE_H

#include "../flow/Lowering.h"
#include "../lifetime/Lifetime.h"
#include "Fix.h"
#include "ReleaseHazards.h"
#include "ReleaseTarget.h"

namespace poolguard {

/// Why nothing is proposed where the model knows no release that may be
/// written.
constexpr llvm::StringLiteral NoReleaseKnown = "no release can be written here";

/// Writes the missing releases of the pool made at \p Site of \p L: on every
/// way out on which it leaks, with a test where a path needs one. What is
/// proposed was tried on the graph: no leak of that pool is left, and nothing
/// new is found.
FixProposal insertReleases(const LoweredFunction &L, SiteId Site,
                           const clang::ASTContext &Context,
                           ModelMatcher &Models);

/// The same by \p Call, which takes the object \p Object with the pool in it;
/// or nothing and the reason in \p Why.
std::optional<Fix>
insertHelper(const LoweredFunction &L, SiteId Site, const ReleaseTarget &Object,
             const ReleaseSpelling &Call, const ReleaseHazards &Hazards,
             const clang::ASTContext &Context, std::string &Why);

/// Writes what is missing against \p Against, a finding of \p Site that is no
/// leak: a wait before work is dropped, or a word to the workers before they
/// are waited for.
FixProposal insertSteps(const LoweredFunction &L, SiteId Site,
                        FindingKind Against, const clang::ASTContext &Context,
                        ModelMatcher &Models);

/// Has \p Dropping, which drops the work of \p Site, do it instead: by another
/// argument.
FixProposal finishInstead(const LoweredFunction &L, const Finding &Dropping,
                          const clang::ASTContext &Context,
                          ModelMatcher &Models);

/// \p First and \p Second, which insert something into \p F each, as one fix:
/// what
/// \p Second inserts comes first where both do. Nothing, if one of them does
/// more than insert or there is no way to write that.
std::optional<Fix> joinFixes(const Fix &First, const Fix &Second,
                             const clang::FunctionDecl *F,
                             const clang::ASTContext &Context);

} // namespace poolguard

#endif // POOLGUARD_CHECKS_FIXIT_INSERTRELEASE_H
