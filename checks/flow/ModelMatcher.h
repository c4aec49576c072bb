//===-- ModelMatcher.h - From declarations to models ------------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Asks the catalog about the functions and classes of one unit.
///
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_FLOW_MODELMATCHER_H
#define POOLGUARD_CHECKS_FLOW_MODELMATCHER_H

#include "../catalog/Catalog.h"
#include "DerivedFamilies.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallVector.h"
#include <optional>

namespace clang {
class Preprocessor;
}

namespace poolguard {

/// Qualified name without inline and anonymous namespaces and without template
/// arguments: `std::thread`, `boost::asio::post`.
std::string modelName(const clang::NamedDecl *D);

/// The constructor that \p Ctor, brought in by `using Base::Base`, stands for;
/// else \p Ctor itself.
const clang::CXXConstructorDecl *
writtenConstructor(const clang::CXXConstructorDecl *Ctor);

/// Looks declarations up in a catalog, and among the families that the unit
/// itself declares, once each. One per unit.
class ModelMatcher {
public:
  using Entries = llvm::SmallVector<CallEntry, 2>;

  /// \p Derived answers for what \p Models leaves open, \p PP for macros; both
  /// may be null.
  ModelMatcher(const Catalog &Models, const clang::ASTContext &Context,
               DerivedFamilies *Derived = nullptr,
               clang::Preprocessor *PP = nullptr)
      : Models(Models), Context(Context), Derived(Derived), PP(PP) {}

  /// The entries that describe this call. \p Args are the call's arguments
  /// without the object.
  Entries match(const clang::FunctionDecl *Callee,
                llvm::ArrayRef<const clang::Expr *> Args);

  /// The family whose handle is an object of type \p T (or of a class derived
  /// from one), or null.
  const Family *familyOf(clang::QualType T);
  const Family *familyOf(const clang::CXXRecordDecl *Record);
  /// \p Record is a handle only because it is derived from a handle's class.
  bool inheritsFamily(const clang::CXXRecordDecl *Record);

  /// The handle type of a memory pool.
  bool isMemoryPool(clang::QualType Handle);

  /// A pool library's own function: declared in the header that declares one
  /// of its modelled functions, or named like them. Only borrows handles.
  bool isLibraryFunction(const clang::FunctionDecl *Callee);

  /// The integer \p C stands for in this unit.
  std::optional<int64_t> resolve(const ModelConstant &C) const;
  /// What \p E evaluates to, if that is a constant integer or null pointer.
  std::optional<int64_t> evaluate(const clang::Expr *E) const;

  /// The mode of this very call.
  ReleaseMode modeOf(const CallModel &Call,
                     llvm::ArrayRef<const clang::Expr *> Args) const;

  const Catalog &catalog() const { return Models; }

private:
  const Entries &candidates(const clang::FunctionDecl *Callee);
  void addMethods(const clang::CXXMethodDecl *Method, Entries &Found,
                  const clang::CXXRecordDecl *Class, unsigned Depth);
  std::optional<int64_t> findEnumerator(llvm::StringRef Name) const;
  /// The catalog's family of this very class.
  const Family *namedFamily(const clang::CXXRecordDecl *Record) const;
  const Family *findFamily(const clang::CXXRecordDecl *Record);
  bool holds(const ArgumentCondition &C,
             llvm::ArrayRef<const clang::Expr *> Args) const;

  const Catalog &Models;
  const clang::ASTContext &Context;
  DerivedFamilies *Derived;
  clang::Preprocessor *PP;
  llvm::DenseMap<const clang::FunctionDecl *, Entries> Cache;
  llvm::DenseMap<const clang::CXXRecordDecl *, const Family *> ClassCache;
  llvm::DenseMap<const clang::FunctionDecl *, bool> LibraryCache;
  llvm::DenseMap<const void *, bool> MemoryPoolCache; ///< By handle type.
  mutable llvm::StringMap<std::optional<int64_t>> Enumerators;
};

/// The integers a result has where the call succeeded, and where it failed; or
/// nothing, if it cannot fail.
std::optional<std::pair<ValueSet, ValueSet>>
successValues(const SuccessPredicate &S, const ModelMatcher &Models);

/// What Linux's `IS_ERR(p)` is true of.
ValueSet errorPointers();

} // namespace poolguard

#endif // POOLGUARD_CHECKS_FLOW_MODELMATCHER_H
