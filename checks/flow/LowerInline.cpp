//===-- LowerInline.cpp - Visible bodies in the place of their calls ------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What a constructor, a method, a destructor or a lambda does to the object it
/// runs on hangs on what the object holds, on flags and on callables in it. A
/// summary cannot say that, so the body is lowered once more where it is
/// called, with `this` standing for the object. Scope guards, pools kept in
/// members and helpers that take a struct all follow from that.
///
//===----------------------------------------------------------------------===//

#include "FunctionLowering.h"
#include "LibraryTypes.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;

namespace poolguard {

/// Chains of wrappers are short; deeper ones are treated as unseen.
static constexpr unsigned MaxInlineDepth = 7;
/// Blocks of one body, and of all bodies inlined into one function: so that
/// the graph stays of the order of the code that is read.
static constexpr unsigned MaxBodyBlocks = 60, MaxInlinedBlocks = 500;

//===----------------------------------------------------------------------===//
// Which bodies
//===----------------------------------------------------------------------===//

const FunctionDecl *
FunctionLowering::inlinableBody(const FunctionDecl *Callee) const {
  const FunctionDecl *Body = nullptr;
  if (!Options.Mentions || !Callee || !Callee->hasBody(Body) ||
      Body->isDependentContext() || Body->isInvalidDecl() || isInStd(Body) ||
      Body->isVariadic() || isa<CoroutineBodyStmt>(Body->getBody()) ||
      Depth >= MaxInlineDepth || Options.Mentions->isBroken(Body))
    return nullptr;
  for (const FunctionLowering *Up = this; Up; Up = Up->Outer)
    if (Up->F == Body)
      return nullptr; // Recursion.
  const auto *Method = dyn_cast<CXXMethodDecl>(Body);
  if (Method && Models.familyOf(Method->getParent()) &&
      !Models.inheritsFamily(Method->getParent()))
    return nullptr; // The model knows better.
  return Body;
}

bool FunctionLowering::isLibraryCode(const FunctionDecl *Body) const {
  return Context.getSourceManager().isInSystemHeader(Body->getLocation());
}

const CXXRecordDecl *FunctionLowering::dynamicClass(PlaceId Object) const {
  // Below a constructor or destructor the object is of that class.
  for (const FunctionLowering *Up = this; Up; Up = Up->Outer)
    if (Up->ThisPlace == Object &&
        isa<CXXConstructorDecl, CXXDestructorDecl>(Up->F))
      return cast<CXXMethodDecl>(Up->F)->getParent();
  const PlaceInfo &I = Places.info(Object);
  bool Itself =
      !I.External && (I.Last == Step::Variable || I.Last == Step::Temporary ||
                      I.Last == Step::Field || I.Last == Step::This);
  return Itself && !I.Type.isNull() ? I.Type->getAsCXXRecordDecl() : nullptr;
}

const CXXMethodDecl *FunctionLowering::calledMethod(const CXXMethodDecl *Method,
                                                    PlaceId Object,
                                                    bool Qualified) const {
  if (!Method->isVirtual() || Qualified || Method->hasAttr<FinalAttr>() ||
      Method->getParent()->hasAttr<FinalAttr>())
    return Method;
  const CXXRecordDecl *Class = dynamicClass(Object);
  if (!Class || !Class->hasDefinition())
    return nullptr;
  return Method->getCorrespondingMethodInClass(Class, /*MayBeBase=*/true);
}

bool FunctionLowering::isClosure(QualType T) {
  if (T.isNull())
    return false;
  const CXXRecordDecl *R = T.getNonReferenceType()->getAsCXXRecordDecl();
  return R && R->isLambda();
}

/// Something that holds handles in a way a summary has no word for.
static bool isStructured(QualType T) {
  return !T.isNull() && (T->isRecordType() || T->isArrayType());
}

bool FunctionLowering::hasStructuredArgument(Args A) {
  return llvm::any_of(A, [&](const Expr *Arg) {
    Operand O = operandOf(Arg);
    if (!O.isContent() && !O.isAddress())
      return false;
    const PlaceInfo &I = Places.info(O.P);
    if (isElementsPlace(O.P) || I.Type.isNull() || isOutside(O.P))
      return false;
    if (O.isContent() && I.Type->isPointerType())
      return isOwnMemory(O.P) && I.Type->getPointeeType()->isRecordType();
    return isStructured(I.Type) && !Models.familyOf(I.Type);
  });
}

//===----------------------------------------------------------------------===//
// Into the body and back
//===----------------------------------------------------------------------===//

FunctionLowering::FunctionLowering(const FunctionDecl *F,
                                   FunctionLowering &Outer, PlaceId This)
    : LoweringBase(Outer.Shared), F(F), Context(Outer.Context),
      Models(Outer.Models), Effects(Outer.Effects), Options(Outer.Options),
      ForSummary(Outer.ForSummary), Outer(&Outer), ThisPlace(This),
      Depth(Outer.Depth + 1) {
  Throws = Outer.Throws;
}

FunctionLowering *FunctionLowering::frameFor(const void *Call,
                                             const FunctionDecl *Body,
                                             PlaceId This) {
  InlineKey Key = {Call, Body, This, InlinedSoFar[{Call, Body, This}]++};
  if (auto Known = Inlined.find(Key); Known != Inlined.end())
    return Known->second.get();
  if (Shared->InlinedBlocks >= MaxInlinedBlocks)
    return nullptr;
  auto Made = std::make_unique<FunctionLowering>(Body, *this, This);
  if (!Made->openBody())
    return nullptr;
  unsigned Blocks = Made->cfg().getNumBlockIDs();
  if (Blocks > MaxBodyBlocks ||
      Shared->InlinedBlocks + Blocks > MaxInlinedBlocks)
    return nullptr;
  Shared->InlinedBlocks += Blocks;
  Made->numberLoops();
  Made->InstanceNumber = ++Shared->Instances;
  return (Inlined[Key] = std::move(Made)).get();
}

void FunctionLowering::bindParameter(FunctionLowering &Inner,
                                     const ParmVarDecl *P, const Expr *Arg) {
  P = cast<ParmVarDecl>(P->getCanonicalDecl());
  QualType T = P->getType();
  Operand O = Arg ? operandOf(Arg) : Operand();
  if (PlaceId Target = O.isContent() ? targetOf(O.P) : None; Target != None)
    O = Operand::address(Target);
  if (O.isContent() && T->isPointerType() && !Places.info(O.P).Type.isNull() &&
      Places.info(O.P).Type->isArrayType())
    O = Operand::address(O.P);
  Inner.Aliases.erase(P);
  Inner.PointsTo.erase(P);
  if (T->isReferenceType()) {
    if (O.isContent()) {
      Inner.Aliases[P] = O.P;
      return;
    }
    if (O.What == Operand::Unknown && Arg)
      sink(Arg);
    if (O.isAddress())
      Inner.PointsTo[P] = O.P; // `T *const &`.
    else
      set(Places.variable(P, /*External=*/false), ValueSet::any());
    return;
  }
  if (O.isAddress() && !Inner.facts().isWritten(P)) {
    Inner.PointsTo[P] = O.P;
    return;
  }
  // While the body runs, the caller's variable stays what it is.
  if (O.isContent() && T->isPointerType() && !isElementsPlace(O.P) &&
      !Inner.facts().isWritten(P)) {
    Inner.Aliases[P] = O.P;
    return;
  }
  PlaceId Dst = Inner.variablePlace(P);
  if (auto It = RetainedFlags.find(Dst); It != RetainedFlags.end())
    set(It->second, ValueSet::constant(0));
  if (!Arg)
    set(Dst, ValueSet::any());
  else if (O.isContent() && T->isRecordType())
    move(Dst, O.P);
  else
    assignOperand(Dst, O, Arg);
}

void FunctionLowering::enter(FunctionLowering &Inner) {
  Inner.FirstRound = FirstRound;
  Inner.SiteOf.clear();
  Inner.InlinedSoFar.clear();
  Inner.Unwinding.clear();
  Inner.FilledTemporaries.clear();
  Inner.Frame = Out->Frames.size();
  Out->Frames.push_back({Inner.F, Frame, CurrentOrigin});
  unsigned Before = Places.size();
  Inner.Continuation = newBlock();
  Inner.Current = Current;
  Inner.lowerBody();
  Inner.Current = Inner.Continuation;
  Inner.noteLocals(Before);
  Inner.forgetLocals();
  Current = Inner.Current;
}

void FunctionLowering::noteLocals(unsigned Before) {
  for (PlaceId P = Before; P < Places.size(); ++P) {
    Step Last = Places.info(P).Last;
    if ((Last != Step::Variable && Last != Step::Temporary) ||
        P == ReturnPlace || Places.info(P).External)
      continue;
    // Each belongs to one body, the innermost that it is in.
    const FunctionLowering *Home =
        Last == Step::Variable
            ? homeOf(static_cast<const VarDecl *>(Places.info(P).Entity))
            : this;
    if ((!Home || Home == this) && Shared->IsLocal.insert(P).second)
      Shared->Locals[F].insert(P);
  }
}

void FunctionLowering::leaveInlined(const ThrownTypes &What) {
  forgetLocals();
  if (!CallSite) {
    Out->Graph.Blocks[Current].Exit = ExitKind::Abort;
    return;
  }
  BlockId Before = Outer->Current;
  Outer->Current = Current;
  Outer->raiseAt(CallSite, What);
  Outer->Current = Before;
}

void FunctionLowering::forgetLocals() {
  Origin O;
  O.What = Origin::FunctionEnd;
  O.Location = F->getBody()->getEndLoc();
  CurrentOrigin = origin(O);
  for (const ParmVarDecl *P : F->parameters())
    if (P->getType()->isRecordType() &&
        !Aliases.count(cast<ParmVarDecl>(P->getCanonicalDecl())))
      lowerDestructor(variablePlace(P), P->getType());
  // A handle that only the body's own variables had is lost.
  for (PlaceId P : Shared->Locals[F])
    if (P != ReturnPlace && !Places.info(P).Type.isNull() &&
        (Shared->MayHold.contains(P) || !Places.children(P).empty()))
      set(P, ValueSet::any());
}

void FunctionLowering::returnToCaller(const Expr *Value) {
  Operand O = operandOf(Value);
  QualType T = F->getReturnType();
  if (T->isReferenceType() || (T->isPointerType() && O.isAddress())) {
    noteReturned(!T->isReferenceType() || O.isContent() ? O : Operand());
    return;
  }
  if (ReturnPlace == None)
    return;
  if (O.isContent() && T->isRecordType())
    move(ReturnPlace, O.P);
  else
    assignOperand(ReturnPlace, O, Value);
}

void FunctionLowering::noteReturned(const Operand &O) {
  if (ReturnsSeveral ||
      (ReturnedOperand.What != Operand::Unknown && ReturnedOperand.P != O.P)) {
    // Sometimes this place, sometimes that: in other hands, both.
    ReturnsSeveral = true;
    for (PlaceId P : {ReturnedOperand.P, O.P})
      if (P != None)
        retain(P);
    ReturnedOperand = Operand();
    return;
  }
  ReturnedOperand = O;
}

//===----------------------------------------------------------------------===//
// Calls
//===----------------------------------------------------------------------===//

/// The object a call of an instance method runs on. \p A loses it, if there.
static const Expr *objectOf(const CallExpr *C,
                            llvm::ArrayRef<const Expr *> &A) {
  if (const auto *M = dyn_cast<CXXMemberCallExpr>(C))
    return M->getImplicitObjectArgument();
  if (!isa<CXXOperatorCallExpr>(C))
    return nullptr;
  const Expr *Object = A[0];
  A = A.drop_front();
  return Object;
}

static bool isQualified(const CallExpr *C) {
  const auto *Named = dyn_cast<MemberExpr>(C->getCallee()->IgnoreParens());
  return Named && Named->hasQualifier();
}

FunctionLowering *FunctionLowering::inlinedFor(const CallExpr *C) {
  const FunctionDecl *Callee = C->getDirectCallee();
  Args A(C->getArgs(), C->getNumArgs());
  if (!Options.Mentions || !Callee || Callee->isDefaulted() ||
      !Models.match(Callee, A).empty())
    return nullptr;
  const auto *Method = dyn_cast<CXXMethodDecl>(Callee);
  PlaceId This = None;
  bool Matters = false;
  if (Method && Method->isInstance()) {
    const Expr *Object = objectOf(C, A);
    This = Object ? objectPlace(Object) : None;
    if (This == None || isElementsPlace(This) ||
        (isOutside(This) && !Method->getParent()->isLambda() &&
         !isUnderConstruction(This)))
      return nullptr;
    Callee = calledMethod(Method, This, isQualified(C));
    Matters = Options.Mentions->inClass(Method->getParent()) ||
              !Places.children(This).empty();
  } else {
    Matters = hasStructuredArgument(A) || makesParts(C);
  }
  const FunctionDecl *Body = Matters ? inlinableBody(Callee) : nullptr;
  // Of a library only what comes to the program's own callables: no iterators.
  if (Body && isLibraryCode(Body) && !Options.Mentions->inBody(Body) &&
      !(Method && Options.Mentions->inClass(Method->getParent())))
    return nullptr;
  return Body ? frameFor(C, Body, This) : nullptr;
}

void FunctionLowering::inlineCall(const CallExpr *C, FunctionLowering &Inner) {
  Args A(C->getArgs(), C->getNumArgs());
  if (const auto *Method = dyn_cast<CXXMethodDecl>(Inner.F);
      Method && Method->isInstance())
    objectOf(C, A);
  Inner.ReturnPlace = C->getType()->isVoidType() ? None : Places.temporary(C);
  Inner.ReturnedOperand = Operand();
  Inner.CallSite = C;
  for (unsigned I = 0; I < Inner.F->getNumParams(); ++I)
    bindParameter(Inner, Inner.F->getParamDecl(I),
                  I < A.size() ? A[I] : nullptr);
  enter(Inner);
  if (Inner.ReturnedOperand.What != Operand::Unknown)
    Returned[C] = Inner.ReturnedOperand;
  else
    Returned.erase(C);
  InlinedCalls.insert(C);
  rememberAnswer(C);
}

void FunctionLowering::rememberAnswer(const CallExpr *C) {
  if (!C->getType()->isScalarType() || !isStable(C))
    return;
  ConditionTree T = opaque(C);
  if (T.P == None || T.What != ConditionTree::Compare ||
      T.P == Places.temporary(C))
    return;
  AskedBy[T.P].insert(C->getCallee()); // Here and where the value is used.
  BlockId True = newBlock(), False = newBlock(), Join = newBlock();
  branch(T, True, False);
  Event E;
  E.Kind = EventKind::Assume;
  E.Dst = Places.temporary(C);
  for (BlockId B : {True, False}) {
    Current = B;
    E.Values = B == True ? ValueSet::nonZero() : ValueSet::constant(0);
    emit(E);
    jump(Join);
  }
  Current = Join;
}

FunctionLowering *FunctionLowering::inlinedFor(const CXXConstructExpr *C) {
  const CXXConstructorDecl *Ctor = writtenConstructor(C->getConstructor());
  Args A(C->getArgs(), C->getNumArgs());
  if ((Ctor->isCopyOrMoveConstructor() && !Ctor->isUserProvided()) ||
      libraryType(C->getType()) != LibraryType::Other ||
      !Models.match(Ctor, A).empty())
    return nullptr;
  const FunctionDecl *Body = inlinableBody(Ctor);
  if (!Body)
    return nullptr;
  bool GivenHandle = llvm::any_of(A, [&](const Expr *Arg) {
    Operand O = operandOf(Arg);
    return (O.isContent() || O.isAddress()) && !Places.info(O.P).External;
  });
  if ((!GivenHandle || isLibraryCode(Body)) &&
      !Options.Mentions->inClass(Ctor->getParent()))
    return nullptr;
  InlinedCtors.insert(C);
  PlaceId This = constructedPlace(C);
  FunctionLowering *Inner =
      This == None || isElementsPlace(This) ||
              (Places.info(This).External && This != ThisPlace &&
               !isUnderConstruction(This))
          ? nullptr
          : frameFor(C, Body, This);
  if (!Inner)
    InlinedCtors.erase(C);
  return Inner;
}

void FunctionLowering::inlineConstructor(const CXXConstructExpr *C,
                                         FunctionLowering &Inner) {
  if (!InitializesThis.contains(C))
    set(Inner.ThisPlace, ValueSet::any());
  Inner.CallSite = C;
  for (unsigned I = 0; I < Inner.F->getNumParams(); ++I)
    bindParameter(Inner, Inner.F->getParamDecl(I),
                  I < C->getNumArgs() ? C->getArg(I) : nullptr);
  enter(Inner);
}

/// The constructor of \p R that \p N arguments mean, if that is plain.
static const CXXConstructorDecl *onlyConstructor(const CXXRecordDecl *R,
                                                 unsigned N) {
  const CXXConstructorDecl *Found = nullptr;
  for (const CXXConstructorDecl *C : R->ctors()) {
    if (C->isCopyOrMoveConstructor() || C->isDeleted() ||
        N < C->getMinRequiredArguments() || N > C->getNumParams())
      continue;
    if (Found)
      return nullptr;
    Found = C;
  }
  return Found;
}

bool FunctionLowering::makeUnique(const CallExpr *C, QualType Made) {
  const CXXRecordDecl *R = Made->getAsCXXRecordDecl();
  R = R ? R->getDefinition() : nullptr;
  if (!R || !Options.Mentions || !Options.Mentions->inClass(R))
    return false;
  const FunctionDecl *Body = inlinableBody(onlyConstructor(R, C->getNumArgs()));
  PlaceId Object = Places.temporary(C, /*Index=*/1, Made);
  FunctionLowering *Inner = Body ? frameFor(C, Body, Object) : nullptr;
  if (!Inner)
    return false;
  set(Object, ValueSet::any());
  Inner->CallSite = C;
  for (unsigned I = 0; I < Body->getNumParams(); ++I)
    bindParameter(*Inner, Body->getParamDecl(I),
                  I < C->getNumArgs() ? C->getArg(I) : nullptr);
  enter(*Inner);
  PlaceId Pointer = Places.temporary(C);
  set(Pointer, ValueSet::nonZero());
  move(Places.pointee(Pointer, Made), Object);
  return true;
}

bool FunctionLowering::inlineDestructor(const CXXDestructorDecl *D,
                                        PlaceId This) {
  const FunctionDecl *Body = inlinableBody(D);
  if (!Body || This == None || isElementsPlace(This))
    return false;
  if (Places.children(This).empty() && !Options.Mentions->inBody(Body) &&
      !Models.familyOf(D->getParent()))
    return true; // Nothing to do with what is followed.
  FunctionLowering *Inner = frameFor(D, Body, This);
  if (!Inner)
    return false;
  enter(*Inner);
  return true;
}

void FunctionLowering::bindMember(PlaceId Member, const Expr *Init) {
  // A reference member is another name of what it is bound to.
  Operand O = operandOf(Init);
  if (!O.isContent())
    sink(Init);
  else if (Member == None || !recordTarget(Member, O.P))
    retain(O.P);
}

void FunctionLowering::lowerInitializer(const CXXCtorInitializer *I) {
  if (const FieldDecl *Field = I->getMember()) {
    QualType This = cast<CXXMethodDecl>(F)->getThisType()->getPointeeType();
    PlaceId Dst = Places.field(thisPlace(This), Field);
    if (Field->getType()->isReferenceType()) {
      bindMember(Dst, I->getInit());
      return;
    }
    initialise(Dst, Field->getType(), I->getInit());
  } else if (I->isIndirectMemberInitializer()) {
    sink(I->getInit());
  } else if (!isa<CXXConstructExpr>(I->getInit()->IgnoreImplicit())) {
    // `: std::thread(start())`: no constructor is called.
    PlaceId This =
        thisPlace(cast<CXXMethodDecl>(F)->getThisType()->getPointeeType());
    if (PlaceId Made = placeOf(I->getInit()); Made != None)
      move(This, Made);
    else
      sink(I->getInit());
    settle(This);
  }
}

} // namespace poolguard
