//===-- LowerOptional.cpp - std::optional and boost::optional -------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The place of an optional is that of the object in it: `*o`, `o.value()` and
/// `o->x` are `o` and `o.x`. Where it is empty it holds 0, where it has an
/// object that is no handle itself, something else.
///
//===----------------------------------------------------------------------===//

#include "FunctionLowering.h"
#include "LibraryTypes.h"

using namespace clang;

namespace poolguard {

/// Its place is not 0 where an optional has an object of type \p Inner.
static bool tellsPresence(ModelMatcher &Models, QualType Inner) {
  return Inner->isRecordType() && libraryType(Inner) == LibraryType::Other &&
         !Models.familyOf(Inner);
}

void FunctionLowering::fillOptional(PlaceId Dst, QualType T, Args A) {
  QualType Inner = templateArgument(T, 0);
  const Expr *Value = A.size() == 1 ? A[0] : nullptr;
  QualType From = Value ? Value->getType() : QualType();
  if (Value && isEmptyOptional(From)) {
    set(Dst, ValueSet::constant(0));
    return;
  }
  bool Whole = Value && libraryType(From) == LibraryType::Optional;
  bool Same = Whole || (!Inner.isNull() && Value &&
                        Context.hasSameUnqualifiedType(From, Inner));
  Operand O = Value ? operandOf(Value) : Operand();
  if (!Inner.isNull() && Inner->isRecordType() && !Same) {
    // Its constructor may keep what it is given.
    for (const Expr *Arg : A) {
      Operand Given = operandOf(Arg);
      if (Given.isContent() || Given.isAddress())
        retain(Given.P);
      else
        sink(Arg);
    }
    set(Dst, ValueSet::any());
  } else if (!Value || !O.isContent() || !From->isRecordType()) {
    // A number, 0 too, is something; those are known besides.
    if (!Value || (O.What == Operand::Integer && !Inner->isArithmeticType()))
      set(Dst, ValueSet::any());
    else
      assignOperand(Dst, O, Value);
  } else if (Value->isXValue() || Value->isPRValue()) {
    move(Dst, O.P);
  } else if (From.isTriviallyCopyableType(Context)) {
    copy(Dst, O.P);
  } else {
    escape(O.P);
    set(Dst, ValueSet::any());
  }
  if (Whole || Inner.isNull() || !tellsPresence(Models, Inner))
    return;
  Event E;
  E.Kind = EventKind::Set;
  E.Dst = Dst;
  E.Values = ValueSet::nonZero();
  emit(E);
}

bool FunctionLowering::throwsIfEmpty(const CXXMemberCallExpr *C) {
  const CXXMethodDecl *Method = C->getMethodDecl();
  if (!Method || !Method->getIdentifier() || Method->getName() != "value" ||
      libraryType(objectType(C)) != LibraryType::Optional)
    return false;
  PlaceId P = objectPlace(C->getImplicitObjectArgument());
  if (P == None || isElementsPlace(P))
    return true;
  Event E;
  E.Kind = EventKind::Assume;
  E.Dst = P;
  E.Values = ValueSet::constant(0);
  emit(E);
  return true;
}

void FunctionLowering::destroyOptional(PlaceId P, QualType Inner) {
  bool Tells =
      !Inner.isNull() && tellsPresence(Models, Inner) && !isElementsPlace(P);
  if (!Tells) {
    lowerDestructor(P, Inner);
    return;
  }
  Event E;
  E.Kind = EventKind::Assume;
  E.Dst = P;
  choose({[&] {
            E.Values = ValueSet::nonZero();
            emit(E);
            lowerDestructor(P, Inner);
          },
          [&] {
            E.Values = ValueSet::constant(0);
            emit(E);
          }});
  set(P, ValueSet::any());
}

void FunctionLowering::lowerOptionalConstruct(const CXXConstructExpr *C,
                                              PlaceId Dst) {
  Args A(C->getArgs(), C->getNumArgs());
  while (!A.empty() && isa<CXXDefaultArgExpr>(A.back()))
    A = A.drop_back();
  if (A.empty()) {
    set(Dst, ValueSet::constant(0));
    return;
  }
  const CXXRecordDecl *First = A[0]->getType()->getAsCXXRecordDecl();
  if (A.size() > 1 ||
      (First && First->getIdentifier() && First->getName() == "in_place_t")) {
    for (const Expr *Arg : A)
      sink(Arg);
    set(Dst, ValueSet::any());
    return;
  }
  fillOptional(Dst, C->getType(), A);
}

void FunctionLowering::lowerOptionalMethod(const CXXMemberCallExpr *C,
                                           PlaceId P, llvm::StringRef Name) {
  Args A(C->getArgs(), C->getNumArgs());
  QualType T = objectType(C);
  if (Name == "reset" && A.empty()) {
    lowerDestructor(P, T);
    set(P, ValueSet::constant(0));
  } else if (Name == "emplace" || Name == "reset") {
    lowerDestructor(P, T);
    QualType Inner = templateArgument(T, 0);
    if (const Family *Owner = constructs(Inner, A))
      construct(siteFor(C, *Owner, Inner), P, ValueSet::nonZero(), C);
    else
      fillOptional(P, T, A);
  } else if (Name == "swap" && A.size() == 1) {
    swap(P, placeOf(A[0]));
  } else {
    // `o.transform(f)`.
    if (!returnsOptionalsValue(Name) && Name != "get_ptr")
      escape(P);
    for (const Expr *Arg : A)
      sink(Arg);
    return;
  }
  settle(P);
}

} // namespace poolguard
