//===-- KnownTests.h - What the program can be asked already ----*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Where a handle cannot be asked whether it holds a pool, the program often
/// can: by the code a construction returned, a flag, a count of the stages that
/// were reached, or a condition that a release already stands under.
///
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_FIXIT_KNOWNTESTS_H
#define POOLGUARD_CHECKS_FIXIT_KNOWNTESTS_H

#include "../flow/Lowering.h"
#include "Insertion.h"
#include "ReleaseTrial.h"

namespace poolguard {

/// A question, as the source and as the graph have it.
struct KnownTest {
  ReleaseTest Test;
  std::string Text;
  /// The local variables it names.
  llvm::SmallVector<const clang::VarDecl *, 2> Names;
};

/// The questions one function could ask.
class KnownTests {
public:
  KnownTests(const LoweredFunction &L, const clang::ASTContext &Context);

  /// Those whose names mean the same at \p Where, the likelier ones first.
  std::vector<const KnownTest *> at(clang::SourceLocation Where) const;

private:
  void addVariables();
  void addVariable(const clang::VarDecl *V);
  void addConditions();
  bool isPlain(const clang::Expr *Condition, KnownTest &Known) const;

  const LoweredFunction &L;
  const clang::ASTContext &Context;
  struct Declared {
    const clang::VarDecl *Variable;
    const clang::Stmt *Scope; ///< Null: all of the body.
  };
  std::vector<Declared> Locals; ///< Without those whose name is not unique.
  std::vector<KnownTest> Tests;
};

/// The places that keep what calls answered, as if they would answer the same
/// once more.
std::set<PlaceId> answersOfCalls(const LoweredFunction &L);

} // namespace poolguard

#endif // POOLGUARD_CHECKS_FIXIT_KNOWNTESTS_H
