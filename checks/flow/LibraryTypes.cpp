//===-- LibraryTypes.cpp --------------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LibraryTypes.h"
#include "clang/AST/DeclTemplate.h"
#include "llvm/ADT/StringSwitch.h"

using namespace clang;

namespace poolguard {

bool isInStd(const Decl *D, bool OrBoost) {
  const NamespaceDecl *Outer = nullptr;
  for (const DeclContext *C = D->getDeclContext(); C; C = C->getParent())
    if (const auto *NS = dyn_cast<NamespaceDecl>(C))
      Outer = NS;
  if (!Outer || !Outer->getIdentifier())
    return false;
  return Outer->getName() == "std" || (OrBoost && Outer->getName() == "boost");
}

LibraryType libraryType(QualType T) {
  if (T.isNull())
    return LibraryType::Other;
  const CXXRecordDecl *R = T.getNonReferenceType()->getAsCXXRecordDecl();
  if (!R || !R->getIdentifier() || !isInStd(R, /*OrBoost=*/true))
    return LibraryType::Other;
  return llvm::StringSwitch<LibraryType>(R->getName())
      .Case("vector", LibraryType::Sequence)
      .Case("deque", LibraryType::Sequence)
      .Case("list", LibraryType::Sequence)
      .Case("forward_list", LibraryType::Sequence)
      .Case("array", LibraryType::Sequence)
      .Case("span", LibraryType::Sequence)
      .Case("queue", LibraryType::Sequence)
      .Case("stack", LibraryType::Sequence)
      .Case("small_vector", LibraryType::Sequence)
      .Case("static_vector", LibraryType::Sequence)
      .Case("map", LibraryType::Map)
      .Case("multimap", LibraryType::Map)
      .Case("unordered_map", LibraryType::Map)
      .Case("set", LibraryType::Map)
      .Case("unordered_set", LibraryType::Map)
      .Case("unique_ptr", LibraryType::UniquePtr)
      .Case("scoped_ptr", LibraryType::UniquePtr)
      .Case("shared_ptr", LibraryType::SharedPtr)
      .Case("optional", LibraryType::Optional)
      .Case("reference_wrapper", LibraryType::ReferenceWrapper)
      .Default(LibraryType::Other);
}

bool isAtomic(QualType T) {
  const CXXRecordDecl *R =
      T.isNull() ? nullptr : T.getNonReferenceType()->getAsCXXRecordDecl();
  if (!R || !R->getIdentifier() || !isInStd(R, /*OrBoost=*/true) ||
      (R->getName() != "atomic" && R->getName() != "__atomic_base"))
    return false;
  QualType Held = templateArgument(T, 0);
  return !Held.isNull() && Held->isScalarType();
}

QualType templateArgument(QualType T, unsigned Index) {
  const auto *R = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
      T.getNonReferenceType()->getAsCXXRecordDecl());
  if (!R || R->getTemplateArgs().size() <= Index)
    return {};
  const TemplateArgument &A = R->getTemplateArgs()[Index];
  return A.getKind() == TemplateArgument::Type ? A.getAsType() : QualType();
}

bool isEmptyOptional(QualType T) {
  const CXXRecordDecl *R = T.getNonReferenceType()->getAsCXXRecordDecl();
  return R && R->getIdentifier() && isInStd(R, /*OrBoost=*/true) &&
         (R->getName() == "nullopt_t" || R->getName() == "none_t");
}

bool returnsOptionalsValue(llvm::StringRef Name) {
  return llvm::StringSwitch<bool>(Name)
      .Case("value", true)
      .Case("value_or", true)
      .Case("get", true)
      .Case("get_value_or", true)
      .Case("has_value", true)
      .Case("is_initialized", true)
      .Default(false);
}

bool hasCustomDeleter(QualType T) {
  if (libraryType(T) != LibraryType::UniquePtr)
    return false;
  QualType Deleter = templateArgument(T, 1);
  const CXXRecordDecl *R =
      Deleter.isNull() ? nullptr : Deleter->getAsCXXRecordDecl();
  return !Deleter.isNull() &&
         (!R || !R->getIdentifier() || R->getName() != "default_delete");
}

QualType objectType(const CXXMemberCallExpr *C) {
  const Expr *Object = C->getImplicitObjectArgument();
  if (!Object)
    return {};
  QualType T = Object->IgnoreParenImpCasts()->getType().getNonReferenceType();
  return T->isPointerType() ? T->getPointeeType() : T;
}

bool isTransparentCall(const FunctionDecl *Callee) {
  if (!Callee->getIdentifier() || !isInStd(Callee, true))
    return false;
  return llvm::StringSwitch<bool>(Callee->getName())
      .Case("move", Callee->getNumParams() == 1)
      .Case("forward", true)
      .Case("as_const", true)
      .Case("move_if_noexcept", true)
      .Case("ref", true)
      .Case("cref", true)
      .Case("launder", true)
      .Default(false);
}

bool isAddressOfCall(const FunctionDecl *Callee) {
  return Callee->getIdentifier() && isInStd(Callee, true) &&
         Callee->getName() == "addressof";
}

bool isLibraryFunctor(QualType T) {
  const CXXRecordDecl *R = T.getNonReferenceType()->getAsCXXRecordDecl();
  return R && R->getIdentifier() && isInStd(R, true) &&
         (R->getName() == "function" || R->getName().ends_with("_function"));
}

std::optional<LibraryInvocation> libraryInvocation(const CallExpr *C) {
  const FunctionDecl *Callee = C->getDirectCallee();
  llvm::ArrayRef<const Expr *> A(C->getArgs(), C->getNumArgs());
  if (!Callee || A.empty())
    return std::nullopt;
  if (Callee->getOverloadedOperator() == OO_Call &&
      isLibraryFunctor(A[0]->getType()))
    return LibraryInvocation{A[0], A.drop_front(), {}};
  if (!Callee->getIdentifier() || !isInStd(Callee, true))
    return std::nullopt;
  if (Callee->getName() == "invoke" || Callee->getName() == "invoke_r")
    return LibraryInvocation{A[0], A.drop_front(), {}};
  if (Callee->getName() == "apply" || Callee->getName() == "visit")
    return LibraryInvocation{A[0], {}, A.drop_front()};
  return std::nullopt;
}

llvm::ArrayRef<const Expr *> calleeArguments(const CallExpr *C) {
  if (std::optional<LibraryInvocation> I = libraryInvocation(C))
    return I->Arguments;
  llvm::ArrayRef<const Expr *> A(C->getArgs(), C->getNumArgs());
  const auto *Method = dyn_cast_or_null<CXXMethodDecl>(C->getDirectCallee());
  bool WithObject =
      isa<CXXOperatorCallExpr>(C) && Method && Method->isInstance();
  return WithObject ? A.drop_front() : A;
}

} // namespace poolguard
