//===-- StaticPools.h - Pools in variables of static storage ----*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_STATICPOOLS_H
#define POOLGUARD_CHECKS_STATICPOOLS_H

#include "UnitAnalysis.h"
#include "llvm/ADT/MapVector.h"

namespace poolguard {

/// Whether \p D is one of those declarations of C that have no code below them:
/// most of what headers consist of.
bool hasNoCode(const clang::Decl *D, const clang::ASTContext &Context);

/// What one unit shows of a variable.
struct StaticPool {
  const Family *Owner = nullptr;
  /// Where a pool is put into it; invalid if that is not seen.
  clang::SourceLocation Construction;
  /// The variable's own initialiser does that.
  bool Initialised = false;
  /// Something may release it, or hand it on.
  bool Released = false;
  /// Mentions of the variable, and those among them that only look at the pool
  /// or make it.
  unsigned Mentions = 0, Harmless = 0;
};

/// Collects variables of static storage that hold pools, and what becomes of
/// them. Flow does not matter: any release anywhere counts.
class StaticPools {
public:
  StaticPools(clang::ASTContext &Context, ModelMatcher &Models)
      : Context(Context), Models(Models) {}

  /// Remembers \p V if it may hold a pool.
  void consider(const clang::VarDecl *V);
  /// How many there are.
  size_t size() const { return Pools.size(); }
  /// Reads the unit for what the variables are used for (if there are any).
  void addFindings(UnitFindings &Findings);

private:
  clang::ASTContext &Context;
  ModelMatcher &Models;
  llvm::MapVector<const clang::VarDecl *, StaticPool> Pools;
};

} // namespace poolguard

#endif // POOLGUARD_CHECKS_STATICPOOLS_H
