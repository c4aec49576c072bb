//===-- DerivedFamilies.h - Families that declarations tell of --*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Pools that no model names, but their declarations do: by attributes
/// (`malloc(f)`, `ownership_returns`, `acquire_handle`), by our annotations, or
/// by the shape of a class. ModelMatcher asks here what the catalog leaves
/// open.
///
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_FLOW_DERIVEDFAMILIES_H
#define POOLGUARD_CHECKS_FLOW_DERIVEDFAMILIES_H

#include "../catalog/Catalog.h"
#include "DeclarationScan.h"
#include "GuessedPairs.h"
#include "PoolShapes.h"
#include "llvm/ADT/StringMap.h"
#include <deque>

namespace poolguard {

/// The families of one unit. They live as long as this does.
class DerivedFamilies {
public:
  using Entries = llvm::SmallVector<CallEntry, 2>;

  /// Walks the declarations once; what they mean is found when it is asked.
  /// With \p Guess, by the names of functions, too.
  explicit DerivedFamilies(const clang::ASTContext &Context, bool Guess = false)
      : Scan(scanDeclarations(Context)) {
    if (Guess)
      Guessed.emplace(Context);
  }

  /// False: there is nothing to be found here.
  bool any() const { return Scan.Found || (Guessed && Guessed->any()); }

  /// What calls of \p Callee do. \p FamilyOf answers for all classes.
  Entries entriesOf(const clang::FunctionDecl *Callee, FamilyLookup FamilyOf);

  /// The family of the objects of this very class, or null.
  const Family *classFamily(const clang::CXXRecordDecl *Class,
                            FamilyLookup FamilyOf);

  /// The family is one of these.
  bool owns(const Family *F) const { return Owned.contains(F); }

  llvm::ArrayRef<DeclarationProblem> problems() const { return Scan.Problems; }

private:
  void addAnnotated(const clang::FunctionDecl *F, Entries &Found,
                    FamilyLookup FamilyOf);
  void addDeallocated(const clang::FunctionDecl *F, Entries &Found);
  void addOwnership(const clang::FunctionDecl *F, Entries &Found);
  void addHandles(const clang::FunctionDecl *F, Entries &Found);

  /// Reads the annotations of \p Class and its methods. \returns true if they
  /// settle what it is; \p Roles then has its calls, if it is a pool.
  bool annotatedClass(const clang::CXXRecordDecl *Class,
                      std::vector<MethodRole> &Roles, Family &F);
  Family &newFamily();
  Family &familyNamed(llvm::StringRef Id, PoolKind Kind, clang::QualType Type);
  void add(Entries &Found, const Family &Owner, CallModel Model);

  /// By declarations alone.
  Entries declaredEntriesOf(const clang::FunctionDecl *Callee,
                            FamilyLookup FamilyOf);

  DeclarationScan Scan;
  std::optional<GuessedPairs> Guessed;
  std::deque<Family> Families;
  std::deque<CallModel> Calls; ///< Entries point here: it never moves.
  llvm::DenseSet<const Family *> Owned;
  llvm::StringMap<Family *> ById;
  llvm::DenseMap<const clang::CXXRecordDecl *, const Family *> Classes;
  llvm::DenseMap<const clang::FunctionDecl *, Entries> OfMethods;
};

} // namespace poolguard

#endif // POOLGUARD_CHECKS_FLOW_DERIVEDFAMILIES_H
