//===-- GuessedPairs.h - Pools that nobody described ------------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The option Guess: `acme_pool_create` and `acme_pool_destroy` of one header
/// are taken for what they look like. docs/models.md has the rule.
///
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_FLOW_GUESSEDPAIRS_H
#define POOLGUARD_CHECKS_FLOW_GUESSEDPAIRS_H

#include "../catalog/Catalog.h"
#include "clang/AST/ASTContext.h"
#include "llvm/ADT/DenseMap.h"
#include <deque>

namespace poolguard {

/// The pairs of functions of one unit that make and release a pool by their
/// names and types.
class GuessedPairs {
public:
  using Entries = llvm::SmallVector<CallEntry, 2>;

  explicit GuessedPairs(const clang::ASTContext &Context);

  bool any() const { return !Found.empty(); }
  Entries entriesOf(const clang::FunctionDecl *F) const {
    return Found.lookup(F->getCanonicalDecl());
  }

private:
  std::deque<Family> Families; ///< Entries point here: it never moves.
  llvm::DenseMap<const clang::FunctionDecl *, Entries> Found;
};

} // namespace poolguard

#endif // POOLGUARD_CHECKS_FLOW_GUESSEDPAIRS_H
