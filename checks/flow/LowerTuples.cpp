//===-- LowerTuples.cpp - Pairs, tuples and shared pointers ---------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FunctionLowering.h"
#include "LibraryTypes.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;

namespace poolguard {

//===----------------------------------------------------------------------===//
// Pairs and tuples
//===----------------------------------------------------------------------===//

/// The types of the parts of \p T, a `std::pair` or `std::tuple`.
static llvm::SmallVector<QualType, 4> partTypes(QualType T) {
  llvm::SmallVector<QualType, 4> Types;
  const auto *R = T.isNull()
                      ? nullptr
                      : dyn_cast_or_null<ClassTemplateSpecializationDecl>(
                            T.getNonReferenceType()->getAsCXXRecordDecl());
  if (!R || !isInStd(R) || (R->getName() != "pair" && R->getName() != "tuple"))
    return Types;
  for (const TemplateArgument &Each : R->getTemplateArgs().asArray()) {
    if (Each.getKind() == TemplateArgument::Type)
      Types.push_back(Each.getAsType());
    if (Each.getKind() == TemplateArgument::Pack)
      for (const TemplateArgument &Inner : Each.pack_elements())
        if (Inner.getKind() == TemplateArgument::Type)
          Types.push_back(Inner.getAsType());
  }
  return Types;
}

PlaceId FunctionLowering::partOf(PlaceId Whole, QualType T, unsigned N) {
  llvm::SmallVector<QualType, 4> Types = partTypes(T);
  if (Whole == None || N >= Types.size())
    return None;
  const CXXRecordDecl *R = T.getNonReferenceType()->getAsCXXRecordDecl();
  if (R->getName() == "tuple") // Its members are the library's own affair.
    return Places.element(Whole, int64_t(N), Types[N]);
  for (const FieldDecl *Field : R->fields())
    if (Field->getName() == (N ? "second" : "first"))
      return Places.field(Whole, Field);
  return None;
}

PlaceId FunctionLowering::gottenPart(const CallExpr *C) {
  const FunctionDecl *Callee = C->getDirectCallee();
  if (!Callee || C->getNumArgs() != 1 || !Callee->getIdentifier() ||
      Callee->getName() != "get" || !isInStd(Callee))
    return None;
  const Expr *Whole = C->getArg(0);
  llvm::SmallVector<QualType, 4> Types = partTypes(Whole->getType());
  const TemplateArgumentList *List = Callee->getTemplateSpecializationArgs();
  if (Types.empty() || !List || List->size() == 0)
    return None;
  const TemplateArgument &Which = List->get(0);
  unsigned N = Types.size();
  if (Which.getKind() == TemplateArgument::Integral)
    N = unsigned(Which.getAsIntegral().getZExtValue());
  else if (Which.getKind() == TemplateArgument::Type)
    N = llvm::find_if(Types,
                      [&](QualType T) {
                        return Context.hasSameType(T, Which.getAsType());
                      }) -
        Types.begin();
  return partOf(placeOf(Whole), Whole->getType(), N);
}

bool FunctionLowering::makeTuple(PlaceId Dst, QualType T, Args A) {
  llvm::SmallVector<QualType, 4> Types = partTypes(T);
  while (!A.empty() && isa<CXXDefaultArgExpr>(A.back()))
    A = A.drop_back();
  if (Types.empty() || A.size() != Types.size() || Dst == None ||
      isElementsPlace(Dst) || !partTypes(A[0]->getType()).empty())
    return false;
  for (unsigned I = 0; I < A.size(); ++I) {
    PlaceId Part = partOf(Dst, T, I);
    if (Part == None || Types[I]->isReferenceType()) {
      sink(A[I]);
      continue;
    }
    if (const Family *Owner = constructs(Types[I], A[I])) {
      construct(siteFor(A[I], *Owner, Types[I]), Part, ValueSet::nonZero(),
                A[I]);
      continue;
    }
    Operand O = operandOf(A[I]);
    bool Object = O.isContent() && A[I]->getType()->isRecordType();
    if (Object && (A[I]->isXValue() || A[I]->isPRValue()))
      move(Part, O.P);
    else if (Object && !A[I]->getType().isTriviallyCopyableType(Context))
      escape(O.P);
    else
      assignOperand(Part, O, A[I]);
  }
  settle(Dst);
  return true;
}

//===----------------------------------------------------------------------===//
// Shared pointers
//===----------------------------------------------------------------------===//

/// The last owner's end is no release of what \p T points to.
static bool endsNothing(QualType T, ModelMatcher &Models) {
  QualType Inner = templateArgument(T, 0);
  const Family *Owner = libraryType(T) == LibraryType::SharedPtr &&
                                !Inner.isNull() && !hasCustomDeleter(T)
                            ? Models.familyOf(Inner)
                            : nullptr;
  return Owner && !Models.inheritsFamily(Inner->getAsCXXRecordDecl()) &&
         (Owner->Destructor == DestructorKind::Leaks ||
          Owner->Destructor == DestructorKind::Terminates);
}

bool FunctionLowering::copyShared(PlaceId Dst, PlaceId Src, QualType T) {
  if (!endsNothing(T, Models) || Dst == None || hasSiblings(Places, Dst) ||
      hasSiblings(Places, Src))
    return false;
  Shared->CopiesShared = true;
  copy(Dst, Src);
  return true;
}

bool FunctionLowering::dropShared(PlaceId P, QualType T) {
  if (!Shared->CopiesShared || !endsNothing(T, Models) ||
      hasSiblings(Places, P))
    return false;
  set(P, ValueSet::any());
  return true;
}

} // namespace poolguard
