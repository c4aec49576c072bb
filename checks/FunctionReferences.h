//===-- FunctionReferences.h - What a body may run --------------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Which functions of the main file what is found in another may depend on.
///
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_FUNCTIONREFERENCES_H
#define POOLGUARD_CHECKS_FUNCTIONREFERENCES_H

#include "UnitDigest.h"
#include "catalog/Catalog.h"
#include "llvm/ADT/BitVector.h"

namespace poolguard {

/// The references of one unit; each body is read once.
class FunctionReferences {
public:
  FunctionReferences(const clang::ASTContext &Context, const UnitDigest &Digest,
                     const Catalog &Models);

  /// The numbers of the bodies that what \p D does may depend on: a function
  /// (whose own is one of them) or a class.
  llvm::BitVector reachableFrom(const clang::Decl *D);
  /// Some of \p Bodies call each other in a circle: what is found out about one
  /// then hangs on which is asked about first.
  bool goInCircles(const llvm::BitVector &Bodies);
  /// All bodies that may run where some function runs those that go in circles.
  const llvm::BitVector &aroundCircles();

private:
  class Collector;
  using Numbers = llvm::SmallVector<unsigned, 8>;
  struct References {
    Numbers Named;  ///< In the body.
    Numbers Behind; ///< They may matter without being named.
  };
  const References &directly(unsigned Number);
  References read(const clang::FunctionDecl *F);
  References read(const clang::CXXRecordDecl *R);

  const clang::ASTContext &Context;
  const UnitDigest &Digest;
  const Catalog &Models;
  std::optional<llvm::BitVector> AroundCircles;
  std::vector<std::optional<References>> Known;
  /// What headers declare, so that code in headers may call it.
  Numbers Exposed;
  /// The bodies in each class.
  llvm::DenseMap<const clang::Decl *, llvm::SmallVector<unsigned, 4>> InClass;
};

} // namespace poolguard

#endif // POOLGUARD_CHECKS_FUNCTIONREFERENCES_H
