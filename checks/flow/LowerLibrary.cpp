//===-- LowerLibrary.cpp - Containers and smart pointers ------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FunctionLowering.h"
#include "LibraryTypes.h"
#include "LowerAtomic.h"
#include "LowerElements.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;

namespace poolguard {

/// All constructors of \p R but those that copy, move or take nothing come from
/// its bases: `using Base::Base`.
static bool onlyInheritsConstructors(const CXXRecordDecl *R) {
  bool Inherits = false;
  for (const Decl *D : R->decls()) {
    const auto *Ctor = dyn_cast<CXXConstructorDecl>(D);
    Inherits |= isa<ConstructorUsingShadowDecl>(D);
    const auto *Template = dyn_cast<FunctionTemplateDecl>(D);
    if ((Ctor && !Ctor->isImplicit() && !Ctor->isCopyOrMoveConstructor() &&
         !Ctor->isDefaultConstructor()) ||
        (Template && isa<CXXConstructorDecl>(Template->getTemplatedDecl())))
      return false;
  }
  return Inherits;
}

const Family *FunctionLowering::constructs(QualType Class, Args A) {
  const Family *Owner = Models.familyOf(Class);
  if (!Owner)
    return nullptr;
  // What a constructor of a derived class does only its body tells.
  const CXXRecordDecl *R = Class->getAsCXXRecordDecl();
  if (Models.inheritsFamily(R) && !onlyInheritsConstructors(R))
    return nullptr;
  // One argument of the class itself is a copy or a move.
  if (A.size() == 1 && Models.familyOf(A[0]->getType()) == Owner)
    return nullptr;
  for (const CallModel &Call : Owner->Calls)
    if (Call.What == Role::Acquire &&
        Call.Pattern.What == CallPattern::Constructor &&
        A.size() >= Call.Pattern.MinArgs && A.size() <= Call.Pattern.MaxArgs)
      return Owner;
  return nullptr;
}

void FunctionLowering::addElement(const Expr *Call, PlaceId Container,
                                  QualType Element, Args A, bool Emplace) {
  PlaceId All = Places.elements(Container, Element);
  if (All == None) {
    for (const Expr *Arg : A)
      sink(Arg);
    return;
  }
  if (const Family *Owner = Emplace ? constructs(Element, A) : nullptr) {
    construct(siteFor(Call, *Owner, Element), All, ValueSet::nonZero(), Call);
    for (const Expr *Arg : A)
      if (PlaceId P = placeOf(Arg); P != None)
        giveToThread(P, *Owner, Element);
  } else if (A.size() == 1) {
    Operand O = operandOf(A[0]);
    if (O.isContent() && !isElementsPlace(O.P)) {
      bool Moves = A[0]->isXValue() || A[0]->isPRValue();
      if (Moves && A[0]->getType()->isRecordType())
        move(All, O.P);
      else if (A[0]->getType()->isRecordType() &&
               !A[0]->getType().isTriviallyCopyableType(Context))
        escape(O.P);
      else
        insert(All, O.P);
    } else {
      sink(A[0]);
    }
  } else {
    for (const Expr *Arg : A)
      sink(Arg);
  }
  settle(All);
}

void FunctionLowering::lowerSequenceMethod(const CXXMemberCallExpr *C,
                                           PlaceId P, llvm::StringRef Name) {
  Args A(C->getArgs(), C->getNumArgs());
  QualType T = objectType(C);
  QualType Element = templateArgument(T, 0);
  static const llvm::StringRef Adders[] = {"push_back", "push_front", "push"};
  static const llvm::StringRef Emplacers[] = {"emplace_back", "emplace_front",
                                              "emplace"};
  static const llvm::StringRef Readers[] = {
      "begin",         "end",  "cbegin", "cend",     "rbegin",
      "rend",          "size", "empty",  "capacity", "reserve",
      "shrink_to_fit", "at",   "data",   "max_size"};
  if (llvm::is_contained(Adders, Name)) {
    addElement(C, P, Element, A, /*Emplace=*/false);
  } else if (llvm::is_contained(Emplacers, Name)) {
    bool At = Name == "emplace" && A.size() > 1 &&
              T->getAsCXXRecordDecl()->getName() != "queue" &&
              T->getAsCXXRecordDecl()->getName() != "stack";
    addElement(C, P, Element, At ? A.drop_front() : A, /*Emplace=*/true);
  } else if (Name == "insert" && A.size() == 2) {
    addElement(C, P, Element, A.drop_front(), /*Emplace=*/false);
  } else if (Name == "pop_back" || Name == "pop_front" || Name == "pop") {
    // What was looked at before may be what goes now.
    if (ReadAtEnds.contains(P))
      escape(P);
    else
      destroyElements(P, Element);
  } else if (Name == "clear") {
    destroyElements(P, Element);
  } else if (Name == "resize") {
    if (!A.empty() && Models.evaluate(A[0]) == 0)
      destroyElements(P, Element);
  } else if (Name == "swap" && A.size() == 1) {
    swap(P, placeOf(A[0]));
  } else if (Name == "back" || Name == "front" || Name == "top") {
    ReadAtEnds.insert(P);
  } else if (!llvm::is_contained(Readers, Name)) {
    escape(P);
    for (const Expr *Arg : A)
      sink(Arg);
  }
}

void FunctionLowering::lowerOwnerMethod(const CXXMemberCallExpr *C, PlaceId P,
                                        llvm::StringRef Name) {
  Args A(C->getArgs(), C->getNumArgs());
  QualType T = objectType(C);
  if (Name == "reset") {
    lowerDestructor(P, T);
    if (A.size() > 1 && !isa<CXXDefaultArgExpr>(A[1])) {
      sink(A[0]); // With a deleter of its own.
      sink(A[1]);
      havoc(P);
    } else if (A.empty() || isa<CXXDefaultArgExpr>(A[0]))
      set(P, ValueSet::constant(0));
    else {
      if (PlaceId Given = placeOf(A[0]);
          Given != None && Places.info(Given).Last != Step::Temporary)
        Shared->FreshMembers[P] = false;
      assignOperand(P, operandOf(A[0]), A[0]);
    }
    settle(P);
  } else if (Name == "release") {
    move(Places.temporary(C), P);
  } else if (Name == "swap" && A.size() == 1) {
    swap(P, placeOf(A[0]));
  }
}

bool FunctionLowering::lowerMethod(const CXXMemberCallExpr *C) {
  const CXXMethodDecl *Method = C->getMethodDecl();
  if (!Method || !Method->getIdentifier())
    return Method && isa<CXXConversionDecl>(Method);
  if (isAtomic(objectType(C))) {
    AtomicLowering(*this).method(C, objectPlace(C->getImplicitObjectArgument()),
                                 Method->getName());
    return true;
  }
  LibraryType Kind = libraryType(objectType(C));
  bool Handle = Models.familyOf(objectType(C));
  if (Kind == LibraryType::Other && !Handle)
    return false;
  PlaceId P = objectPlace(C->getImplicitObjectArgument());
  if (P == None)
    return false;
  llvm::StringRef Name = Method->getName();
  if (Handle) {
    if (Name != "swap" || C->getNumArgs() != 1)
      return false;
    swap(P, placeOf(C->getArg(0)));
    return true;
  }
  switch (Kind) {
  case LibraryType::Sequence:
    lowerSequenceMethod(C, P, Name);
    return true;
  case LibraryType::UniquePtr:
  case LibraryType::SharedPtr:
    lowerOwnerMethod(C, P, Name);
    return true;
  case LibraryType::Optional:
    lowerOptionalMethod(C, P, Name);
    return true;
  case LibraryType::Map:
  case LibraryType::ReferenceWrapper:
  case LibraryType::Other:
    return false;
  }
  return false;
}

void FunctionLowering::assignObject(PlaceId Dst, QualType T,
                                    const Expr *Value) {
  Operand O = operandOf(Value);
  if (Dst == None) {
    sink(Value);
    return;
  }
  // What an element of unknown number held before is not known to be lost.
  if (!isElementsPlace(Dst) && Places.info(Dst).Last != Step::VarIndex &&
      (Models.familyOf(T) || libraryType(T) != LibraryType::Other))
    lowerDestructor(Dst, T);
  if (libraryType(T) == LibraryType::Optional) {
    fillOptional(Dst, T, Value);
  } else if (!O.isContent()) {
    assignOperand(Dst, O, Value);
  } else if (Value->isXValue() || Value->isPRValue()) {
    move(Dst, O.P);
  } else if (T.isTriviallyCopyableType(Context)) {
    copy(Dst, O.P);
  } else if (!copyShared(Dst, O.P, T)) {
    escape(O.P);
    havoc(Dst);
  }
  noteLoopAccess(Dst, Constructed);
  settle(Dst);
  // `*t = std::thread(f)`: the object belongs to whoever gave the pointer.
  QualType Held = Places.info(Dst).Type;
  if (!Held.isNull() && Held->isPointerType() && !isOwnMemory(Dst))
    escape(Dst);
}

bool FunctionLowering::lowerFreeFunction(const CallExpr *C,
                                         llvm::StringRef Name, bool InStd) {
  if (InStd && Name == "swap" && C->getNumArgs() == 2) {
    swap(placeOf(C->getArg(0)), placeOf(C->getArg(1)));
    return true;
  }
  if (InStd && Name == "exchange" && C->getNumArgs() == 2) {
    PlaceId P = placeOf(C->getArg(0));
    if (P == None)
      return false;
    move(Places.temporary(C), P);
    assign(P, Places.info(P).Type, C->getArg(1));
    return true;
  }
  if (Name == "g_steal_pointer" && C->getNumArgs() == 1) {
    Operand O = operandOf(C->getArg(0));
    if (!O.isAddress())
      return false;
    move(Places.temporary(C), O.P);
    return true;
  }
  if (InStd && (Name == "make_pair" || Name == "make_tuple"))
    return makeTuple(Places.temporary(C), C->getType(),
                     Args(C->getArgs(), C->getNumArgs()));
  if (InStd && Name == "get" && gottenPart(C) != None)
    return true;
  if (InStd && Name == "for_each")
    return lowerForEach(C);
  if (InStd && Name == "async")
    return lowerAsync(C);
  if (InStd && (Name == "make_unique" || Name == "make_shared" ||
                Name == "make_optional")) {
    QualType Made = templateArgument(C->getType(), 0);
    Args A(C->getArgs(), C->getNumArgs());
    const Family *Owner = Made.isNull() ? nullptr : constructs(Made, A);
    if (!Owner)
      return Name == "make_unique" && !Made.isNull() && makeUnique(C, Made);
    PlaceId P = Places.temporary(C);
    set(P, ValueSet::nonZero());
    construct(siteFor(C, *Owner, Made), P, ValueSet::nonZero(), C);
    for (const Expr *Arg : A)
      if (PlaceId Given = placeOf(Arg); Given != None)
        escape(Given);
    return true;
  }
  // Memory given back: handles kept in it are lost.
  if ((Name == "free" || Name == "g_free") && C->getNumArgs() == 1) {
    PlaceId P = placeOf(C->getArg(0));
    if (P == None)
      return true;
    for (PlaceId D : Places.descendants(P))
      emit(EventKind::Set, D);
    return true;
  }
  return false;
}

bool FunctionLowering::lowerLibraryCall(const CallExpr *C,
                                        const FunctionDecl *Callee) {
  if (!C->getType()->isVoidType())
    set(Places.temporary(C), ValueSet::any());
  if (lowerInvocation(C))
    return true;
  if (const auto *M = dyn_cast<CXXMemberCallExpr>(C))
    return lowerMethod(M);
  if (const auto *Op = dyn_cast<CXXOperatorCallExpr>(C)) {
    const Expr *Object = Op->getArg(0);
    QualType T = Object->getType();
    bool Known = libraryType(T) != LibraryType::Other;
    if (isAtomic(Object->IgnoreParenImpCasts()->getType()) &&
        (Op->isAssignmentOp() || Op->getOperator() == OO_PlusPlus ||
         Op->getOperator() == OO_MinusMinus)) {
      AtomicLowering(*this).method(Op, placeOf(Object),
                                   getOperatorSpelling(Op->getOperator()));
      return true;
    }
    if (Op->getOperator() == OO_Equal && Op->getNumArgs() == 2) {
      const auto *Method = dyn_cast<CXXMethodDecl>(Callee);
      bool Plain = Method && (Method->isDefaulted() || Method->isTrivial());
      if (!Known && !Models.familyOf(T) && !Plain)
        return false;
      if (const VarDecl *V = referencedVariable(Object)) {
        ElementLowering(*this).beforeChange(V);
        if (Walks.count(V))
          return true;
      }
      assignObject(placeOf(Object), T, Op->getArg(1));
      return true;
    }
    if (Op->getOperator() == OO_PlusPlus ||
        Op->getOperator() == OO_MinusMinus ||
        Op->getOperator() == OO_PlusEqual ||
        Op->getOperator() == OO_MinusEqual) {
      if (const VarDecl *V = referencedVariable(Object)) {
        ElementLowering(*this).beforeChange(V);
        ElementLowering(*this).afterChange(Object);
      }
      return isInStd(Callee, true);
    }
    const auto *Ref = dyn_cast<DeclRefExpr>(Object->IgnoreParenImpCasts());
    if (Op->getOperator() == OO_Call && Ref && isInStd(Ref->getDecl()) &&
        Ref->getDecl()->getName() == "for_each")
      return lowerForEach(Op);
    if (Op->getOperator() == OO_Star || Op->getOperator() == OO_Arrow ||
        Op->getOperator() == OO_Subscript || Op->isComparisonOp())
      return Known || isInStd(Callee, true);
    return false;
  }
  if (!Callee->getIdentifier())
    return false;
  if (AtomicLowering(*this).access(C))
    return true;
  bool InStd = isInStd(Callee, true);
  if (!InStd && !Callee->isExternC() &&
      !Callee->getDeclContext()->getRedeclContext()->isTranslationUnit())
    return false;
  return lowerFreeFunction(C, Callee->getName(), InStd);
}

bool FunctionLowering::lowerSequenceConstruct(const CXXConstructExpr *C,
                                              PlaceId Dst) {
  QualType Element = templateArgument(C->getType(), 0);
  for (const Expr *Arg : C->arguments()) {
    const auto *List = dyn_cast<CXXStdInitializerListExpr>(
        Arg->IgnoreImplicit()->IgnoreParens());
    PlaceId Source = List ? placeOf(List) : None;
    if (Source != None) {
      llvm::SmallVector<PlaceId, 4> Listed(Places.children(Source).begin(),
                                           Places.children(Source).end());
      for (PlaceId Each : Listed) {
        insert(Places.elements(Dst, Element), Each);
        havoc(Each);
      }
      return true;
    }
  }
  return llvm::all_of(C->arguments(), [](const Expr *Arg) {
    return Arg->getType()->isArithmeticType() || isa<CXXDefaultArgExpr>(Arg);
  });
}

bool FunctionLowering::lowerLibraryConstruct(const CXXConstructExpr *C,
                                             PlaceId Dst) {
  if (isAtomic(C->getType()) && C->getNumArgs() == 1) {
    assignOperand(Dst, operandOf(C->getArg(0)), C->getArg(0));
    return true;
  }
  LibraryType Kind = libraryType(C->getType());
  if (makeTuple(Dst, C->getType(), Args(C->getArgs(), C->getNumArgs())))
    return true;
  if (Kind == LibraryType::Optional) {
    lowerOptionalConstruct(C, Dst);
    return true;
  }
  if (Kind != LibraryType::UniquePtr && Kind != LibraryType::SharedPtr)
    return isSequence(Kind) && lowerSequenceConstruct(C, Dst);
  if (C->getNumArgs() == 0 || isa<CXXDefaultArgExpr>(C->getArg(0))) {
    set(Dst, ValueSet::constant(0));
    return true;
  }
  const Expr *Arg = C->getArg(0);
  Operand O = operandOf(Arg);
  ReleaseMode Mode;
  if (C->getNumArgs() >= 2 && !isa<CXXDefaultArgExpr>(C->getArg(1))) {
    if (callableReleases(C->getArg(1), Mode) == false)
      IdleOwners.insert(Dst);
    else if (Kind == LibraryType::SharedPtr)
      sink(Arg);        // Its type does not tell what the deleter does.
    sink(C->getArg(1)); // What a lambda captured, it may release.
  }
  if (O.isContent() && Arg->getType()->isPointerType() &&
      Places.info(O.P).Last != Step::Temporary)
    Shared->FreshMembers[Dst] = false;
  if (O.isContent() && Arg->getType()->isRecordType())
    move(Dst, O.P); // From another kind of owner.
  else
    assignOperand(Dst, O, Arg);
  return true;
}

} // namespace poolguard
