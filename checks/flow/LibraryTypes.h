//===-- LibraryTypes.h - C++ library types that hold handles ----*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The few classes of the C++ library (and Boost's of the same shape) whose
/// meaning for handles the flow room knows itself: they hold, but are no pools.
///
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_FLOW_LIBRARYTYPES_H
#define POOLGUARD_CHECKS_FLOW_LIBRARYTYPES_H

#include "clang/AST/ExprCXX.h"
#include "clang/AST/Type.h"

namespace poolguard {

enum class LibraryType : uint8_t {
  Other,
  Sequence, ///< vector, deque, list, array, ...: elements by number or walk.
  Map,      ///< Elements by key.
  UniquePtr,
  SharedPtr,
  Optional,
  ReferenceWrapper,
};

LibraryType libraryType(clang::QualType T);
inline bool isSequence(LibraryType T) { return T == LibraryType::Sequence; }

/// A `std::atomic` of a scalar.
bool isAtomic(clang::QualType T);

/// The type template argument \p Index of a class template specialisation.
clang::QualType templateArgument(clang::QualType T, unsigned Index);

/// `std::nullopt`, `boost::none`.
bool isEmptyOptional(clang::QualType T);

/// A method of an optional whose answer is what is in it, or whether there is.
bool returnsOptionalsValue(llvm::StringRef Name);

/// A smart pointer of type \p T frees with something else than `delete`.
bool hasCustomDeleter(clang::QualType T);

/// The type of the object a method is called on, pointers looked through.
clang::QualType objectType(const clang::CXXMemberCallExpr *C);

/// `std::move`, `std::forward`, `std::as_const`, `std::ref`, ...: the call is
/// its first argument by another name.
bool isTransparentCall(const clang::FunctionDecl *Callee);
/// `std::addressof`.
bool isAddressOfCall(const clang::FunctionDecl *Callee);
/// `std::function` and its like: hold any callable.
bool isLibraryFunctor(clang::QualType T);

/// A call of a library function that runs a callable here and now, once.
struct LibraryInvocation {
  const clang::Expr *Callable = nullptr;
  llvm::ArrayRef<const clang::Expr *> Arguments;
  /// Arguments that hold those of the callable: a tuple, a variant.
  llvm::ArrayRef<const clang::Expr *> Packed;
};
std::optional<LibraryInvocation> libraryInvocation(const clang::CallExpr *C);
/// The arguments of \p C by the parameters of the function that runs in the
/// end: without the object of an operator, without the callable.
llvm::ArrayRef<const clang::Expr *> calleeArguments(const clang::CallExpr *C);

/// \p D is declared in namespace std (or boost, for \p OrBoost).
bool isInStd(const clang::Decl *D, bool OrBoost = false);

} // namespace poolguard

#endif // POOLGUARD_CHECKS_FLOW_LIBRARYTYPES_H
