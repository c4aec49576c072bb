//===-- DeclarationScan.h - Is anything declared to be a pool? --*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// One quick walk over the declarations of a unit, bodies left out: the
/// pre-filter of DerivedFamilies, which every unit pays.
///
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_FLOW_DECLARATIONSCAN_H
#define POOLGUARD_CHECKS_FLOW_DECLARATIONSCAN_H

#include "Annotations.h"
#include "clang/AST/ASTContext.h"
#include "llvm/ADT/DenseMap.h"

namespace poolguard {

/// `malloc(f, n)` on Maker, seen from f. Argument counts from 0.
struct DeallocatorUse {
  const clang::FunctionDecl *Maker;
  unsigned Argument;
};

/// What the declarations of a unit say of pools.
struct DeclarationScan {
  /// Something that DerivedFamilies could make a family of. Also where only
  /// a part of the unit was looked at.
  bool Found = false;
  std::vector<DeclarationProblem> Problems;
  /// By canonical declaration of the deallocator.
  llvm::DenseMap<const clang::FunctionDecl *,
                 llvm::SmallVector<DeallocatorUse, 1>>
      Deallocators;
};

DeclarationScan scanDeclarations(const clang::ASTContext &Context);

/// The functions that `malloc(f, n)` attributes of \p F name, with the argument
/// (from 0) each takes. Empty in LLVM 19, which does not know them.
llvm::SmallVector<std::pair<const clang::FunctionDecl *, unsigned>, 1>
deallocatorsOf(const clang::FunctionDecl *F);

/// The pool whose handle \p F returns, by `acquire_handle` on it or on the
/// typedef it returns; empty if there is none.
llvm::StringRef returnedHandle(const clang::FunctionDecl *F);

} // namespace poolguard

#endif // POOLGUARD_CHECKS_FLOW_DECLARATIONSCAN_H
