//===-- LowerObjects.cpp - Constructors, destructors, new and delete ------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FunctionLowering.h"
#include "LibraryTypes.h"
#include "LowerAnswers.h"
#include "LowerWork.h"
#include "SignatureShape.h"
#include "clang/AST/DeclCXX.h"

using namespace clang;

namespace poolguard {

void FunctionLowering::lowerConstruct(const CXXConstructExpr *C) {
  if (C->isElidable() && C->getNumArgs() == 1)
    return;
  if (FunctionLowering *Inner = inlinedFor(C)) {
    inlineConstructor(C, *Inner);
    return;
  }
  mayRaise(C, [&] { passToThrowing(C); });
  const CXXConstructorDecl *Ctor = C->getConstructor();
  Args A(C->getArgs(), C->getNumArgs());
  PlaceId Dst = constructedPlace(C);
  if (Ctor->isCopyOrMoveConstructor() && C->getNumArgs() >= 1) {
    lowerCopyConstruct(C, Dst);
    if (InitializesThis.contains(C))
      settle(Dst);
    return;
  }
  // The base of an object that is being made, or the rest of the same object:
  // whoever makes the whole is responsible.
  bool Part = C->getConstructionKind() != CXXConstructionKind::Complete;
  if (!Part && lowerModelled(C, Ctor, A, nullptr))
    return;
  bool Nothing =
      A.empty() && Models.familyOf(C->getType()) &&
      (Ctor->isDefaulted() || !Models.inheritsFamily(Ctor->getParent()));
  ValueSet V = Nothing ? ValueSet::constant(0) : ValueSet::any();
  if (!InitializesThis.contains(C)) {
    set(Dst, V);
  } else { // What other bases hold stays.
    Event E;
    E.Kind = EventKind::Set;
    E.Dst = Dst;
    E.Values = V;
    emit(E);
  }
  if (lowerLibraryConstruct(C, Dst))
    return;
  // An object that is given a handle may keep it: it is the owner now.
  for (unsigned I = 0; I < A.size(); ++I) {
    Operand O = operandOf(A[I]);
    if (O.What == Operand::Unknown)
      sink(A[I]);
    else if ((O.isContent() || O.isAddress()) &&
             (Ctor->getParent()->getName() == "weak_ptr" ||
              !unseenCalleeBorrows(Ctor, I, A[I]->getType())))
      retain(O.P);
    else if (O.isContent() || O.isAddress())
      WorkLowering(*this).lend(O.P);
  }
}

void FunctionLowering::lowerCopyConstruct(const CXXConstructExpr *C,
                                          PlaceId Dst) {
  const CXXConstructorDecl *Ctor = C->getConstructor();
  LibraryType Kind = libraryType(C->getType());
  bool Plain = Ctor->isTrivial() && !Models.familyOf(C->getType()) &&
               (Kind == LibraryType::Other || Kind == LibraryType::Optional);
  PlaceId Src = placeOf(C->getArg(0));
  if (!InitializesThis.contains(C))
    set(Dst, ValueSet::any());
  if (Src == None)
    sink(C->getArg(0));
  else if (Ctor->isMoveConstructor())
    move(Dst, Src);
  else if (isScriptObject(Models.familyOf(Places.info(Src).Type)))
    escape(Src);
  else if (Plain)
    copy(Dst, Src);
  else if (copyShared(Dst, Src, C->getType()))
    settle(Dst);
  else if (WorkLowering(*this).behind(Src) != Src)
    WorkLowering(*this).carryView(Dst, Src);
  else {
    escape(Src); // Two owners now: shared, or a deep copy.
    if (hasSiblings(Places, Src))
      escapeOtherElements(Src);
    AnswerLowering(*this).copyAnswers(Dst, Src);
  }
}

void FunctionLowering::lowerNew(const CXXNewExpr *N) {
  PlaceId Dst = Places.temporary(N);
  set(Dst, ValueSet::nonZero());
  bool Put = N->getOperatorNew() &&
             N->getOperatorNew()->isReservedGlobalPlacementOperator();
  for (const Expr *Placement : N->placement_arguments())
    if (!Put)
      sink(Placement);
  const Expr *Init = N->getInitializer();
  if (!Init)
    return;
  if (N->isArray()) {
    sink(Init);
    return;
  }
  Operand O = operandOf(Init);
  if (!O.isContent())
    return;
  if (Models.familyOf(N->getAllocatedType())) {
    move(Dst, O.P);
    if (Put)
      putInto(N->getPlacementArg(0), Dst);
    return;
  }
  if (Put)
    escape(O.P);
  move(Places.pointee(Dst, N->getAllocatedType()), O.P);
}

void FunctionLowering::putInto(const Expr *Memory, PlaceId Object) {
  Operand O = operandOf(Memory);
  if (O.isContent() && !Places.info(O.P).Type.isNull() &&
      Places.info(O.P).Type->isArrayType())
    O = Operand::address(O.P); // `char storage[sizeof(T)]`
  bool Ours = O.isAddress() ? !Places.info(O.P).External
                            : O.isContent() && isOwnMemory(O.P);
  if (!Ours || isElementsPlace(O.P)) {
    escape(Object);
    return;
  }
  // Both the memory's name and the pointer we got lead to the object.
  emit(EventKind::Copy, O.P, Object);
  settle(O.P);
}

void FunctionLowering::lowerDelete(const CXXDeleteExpr *D) {
  const Expr *Arg = D->getArgument();
  PlaceId P = placeOf(Arg);
  if (P == None)
    return;
  QualType T = Arg->IgnoreImpCasts()->getType()->getPointeeType();
  if (T.isNull())
    return;
  if (Models.inheritsFamily(T->getAsCXXRecordDecl()) && !D->isArrayForm()) {
    destroyPointee(P, T);
    return;
  }
  if (const Family *Owner = Models.familyOf(T); Owner && !D->isArrayForm()) {
    bool Frees = Owner->Destructor == DestructorKind::Releases ||
                 Owner->Destructor == DestructorKind::LosesWork;
    if (Frees) {
      ReleasingFamily = Owner;
      if (Owner->Destructor == DestructorKind::LosesWork)
        WorkLowering(*this).drop(P);
      release(P, Owner->DestructorMode, AllReleaseModes);
    } else {
      destroy(P);
    }
    return;
  }
  llvm::SmallVector<PlaceId, 4> Below(Places.children(P).begin(),
                                      Places.children(P).end());
  for (PlaceId Child : Below)
    destroyPointee(Child, Places.info(Child).Type);
}

void FunctionLowering::releaseByDestructor(PlaceId P, const Family *Owner) {
  switch (Owner->Destructor) {
  case DestructorKind::Leaks:
  case DestructorKind::Terminates:
    destroy(P);
    return;
  case DestructorKind::Releases:
  case DestructorKind::LosesWork: {
    if (Owner->Destructor == DestructorKind::LosesWork)
      WorkLowering(*this).drop(P);
    Event E;
    E.Kind = EventKind::Release;
    E.Dst = P;
    E.Mode = Owner->DestructorMode;
    E.LegalAfter = AllReleaseModes;
    E.Quiet = true;
    emit(E);
    set(P, ValueSet::any());
    return;
  }
  case DestructorKind::NoDestructor:
    set(P, ValueSet::any());
    return;
  }
}

bool FunctionLowering::deleterReleases(PlaceId Owner, QualType Deleter,
                                       ReleaseMode &Mode) {
  const CXXRecordDecl *R = Deleter->getAsCXXRecordDecl();
  if (!R || !R->hasDefinition())
    return !IdleOwners.contains(Owner);
  for (const CXXMethodDecl *Method : R->methods()) {
    if (Method->getOverloadedOperator() != OO_Call)
      continue;
    const CalleeEffect *Effect =
        Effects ? Effects->effectOf(Method, {CalleeSlot::Parameter, 0, nullptr})
                : nullptr;
    // Only a body that is seen to do nothing tells otherwise.
    bool Ignores =
        Effect && llvm::all_of(Effect->Outcomes, [](const CalleeOutcome &O) {
          return O.State == CalleeOutcome::Open;
        });
    if (Effect && !Effect->Outcomes.empty())
      Mode = Effect->Outcomes.front().Mode;
    return !Ignores;
  }
  return true;
}

void FunctionLowering::lowerDestructor(PlaceId P, QualType T) {
  if (P == None || T.isNull())
    return;
  // The end of an executor is not that of its pool.
  if (T->isReferenceType() || WorkLowering(*this).behind(P) != P)
    return;
  if (Models.familyOf(T)) {
    destroyRecord(P, T->getAsCXXRecordDecl());
    return;
  }
  if (const auto *Array = T->getAsArrayTypeUnsafe()) {
    destroyElements(P, Array->getElementType());
    return;
  }
  LibraryType Kind = libraryType(T);
  QualType Inner = templateArgument(T, 0);
  if (Kind == LibraryType::Optional) {
    destroyOptional(P, Inner);
    return;
  }
  if (dropShared(P, T))
    return;
  if (Kind == LibraryType::UniquePtr || Kind == LibraryType::SharedPtr) {
    if (!Inner.isNull() && Inner->isArrayType())
      destroyElements(P, Context.getAsArrayType(Inner)->getElementType());
    const Family *Owner = Inner.isNull() ? nullptr : Models.familyOf(Inner);
    if (Owner && !hasCustomDeleter(T)) {
      destroyPointee(P, Inner);
      return;
    }
    ReleaseMode Mode = ReleaseMode::Close;
    QualType Deleter = templateArgument(T, 1);
    if (!IdleOwners.contains(P) &&
        (!hasCustomDeleter(T) || deleterReleases(P, Deleter, Mode))) {
      if (Mode == ReleaseMode::Terminate)
        WorkLowering(*this).drop(P);
      Event E;
      E.Kind = EventKind::Release;
      E.Dst = P;
      E.Mode = Mode;
      emit(E);
    }
    llvm::SmallVector<PlaceId, 4> Below(Places.children(P).begin(),
                                        Places.children(P).end());
    for (PlaceId Child : Below)
      if (Places.info(Child).Last == Step::Pointee && hasCustomDeleter(T))
        escape(Child); // Whatever that does to it.
      else if (Places.info(Child).Last == Step::Pointee)
        destroyPointee(Child, Places.info(Child).Type);
    set(P, ValueSet::any());
    return;
  }
  if (isSequence(Kind)) {
    destroyElements(P, Inner);
    return;
  }
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  if (!R) {
    set(P, ValueSet::any());
    return;
  }
  if (Kind != LibraryType::Other)
    escape(P);
  else
    destroyRecord(P, R);
}

void FunctionLowering::destroyPointee(PlaceId P, QualType T) {
  // An object of another class may stand there, whose destructor comes first.
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  const CXXDestructorDecl *D = R ? R->getDestructor() : nullptr;
  // But where only the library makes them, its model tells of all.
  bool Known =
      R && R->isAbstract() && Models.familyOf(T) && !Models.inheritsFamily(R);
  if (D && D->isVirtual() && !R->isEffectivelyFinal() && !Known)
    escape(P);
  else
    lowerDestructor(P, T);
}

void FunctionLowering::destroyRecord(PlaceId P, const CXXRecordDecl *R) {
  if (const Family *Owner = Models.familyOf(R);
      Owner && !Models.inheritsFamily(R)) {
    releaseByDestructor(P, Owner);
    return;
  }
  R = R->getDefinition();
  const CXXDestructorDecl *D = R ? R->getDestructor() : nullptr;
  if (!R || (D && !D->isDefaulted() && !inlineDestructor(D, P))) {
    escape(P);
    return;
  }
  if (Life && P == ThisPlace && R == Life->Class->getDefinition()) {
    Out->MembersEnd = newBlock(CurrentOrigin);
    jump(Out->MembersEnd);
    Current = Out->MembersEnd;
  }
  // The last member goes first; in fact any order would do.
  llvm::SmallVector<PlaceId, 4> Below(Places.children(P).begin(),
                                      Places.children(P).end());
  for (PlaceId Child : llvm::reverse(Below)) {
    const PlaceInfo &I = Places.info(Child);
    if (I.Last != Step::Field ||
        static_cast<const FieldDecl *>(I.Entity)
                ->getParent()
                ->getCanonicalDecl() == R->getCanonicalDecl())
      lowerDestructor(Child, I.Type);
  }
  for (const CXXBaseSpecifier &Base : R->bases())
    if (const CXXRecordDecl *B = Base.getType()->getAsCXXRecordDecl())
      destroyRecord(P, B);
}

void FunctionLowering::destroyElements(PlaceId Container, QualType Element) {
  llvm::SmallVector<PlaceId, 4> Below(Places.children(Container).begin(),
                                      Places.children(Container).end());
  for (PlaceId Child : Below)
    lowerDestructor(Child,
                    Element.isNull() ? Places.info(Child).Type : Element);
}

void FunctionLowering::lowerVariableEnd(const VarDecl *V) {
  if (V == Options.Ends) {
    set(variablePlace(V), ValueSet::any());
    return;
  }
  lowerDestructor(variablePlace(V), V->getType().getNonReferenceType());
}

bool FunctionLowering::inlineCleanup(const VarDecl *V,
                                     const FunctionDecl *Callee, PlaceId P) {
  const FunctionDecl *Body = inlinableBody(Callee);
  if (!Body || P == None || Body->getNumParams() != 1)
    return false;
  const auto *Given =
      cast<ParmVarDecl>(Body->getParamDecl(0)->getCanonicalDecl());
  FunctionLowering *Inner = frameFor(V, Body, None);
  if (!Inner || Inner->facts().isWritten(Given))
    return false;
  Inner->PointsTo[Given] = P;
  enter(*Inner);
  return true;
}

void FunctionLowering::lowerCleanup(const VarDecl *V) {
  PlaceId P = variablePlace(V);
  const auto *Attr = V->getAttr<CleanupAttr>();
  if (Attr && inlineCleanup(V, Attr->getFunctionDecl(), P))
    return;
  // The cleanup function gets the variable's address; that it ends what the
  // variable holds is what the attribute is for.
  const CalleeEffect *Effect =
      Attr && Effects ? Effects->effectOf(Attr->getFunctionDecl(),
                                          {CalleeSlot::Pointee, 0, nullptr})
                      : nullptr;
  bool Ignores =
      Effect && llvm::all_of(Effect->Outcomes, [](const CalleeOutcome &O) {
        return O.State == CalleeOutcome::Open;
      });
  if (Ignores)
    set(P, ValueSet::any());
  else
    escape(P);
}

} // namespace poolguard
