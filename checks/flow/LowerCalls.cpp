//===-- LowerCalls.cpp - Calls: who describes them, unseen callees --------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FunctionLowering.h"
#include "LibraryTypes.h"
#include "LowerAnswers.h"
#include "LowerMemoryPools.h"
#include "LowerResults.h"
#include "LowerWork.h"
#include "SignatureShape.h"

using namespace clang;

namespace poolguard {

void FunctionLowering::passAddress(const FunctionDecl *F, unsigned Index,
                                   PlaceId P) {
  QualType T = F && Index < F->getNumParams()
                   ? F->getParamDecl(Index)->getType()
                   : QualType();
  QualType Pointee = T.isNull() ? QualType() : T->getPointeeType();
  // `memcpy(to, &s, n)` copies what is there; a typed pointer only looks.
  if (!Pointee.isNull() && Pointee.isConstQualified() && !Pointee->isVoidType())
    return;
  // An object of a handle class is borrowed by reference like a C handle.
  QualType Held = Places.info(P).Type;
  if (F && !Held.isNull() && Models.familyOf(Held) &&
      unseenCalleeBorrows(F, Index, Held)) {
    WorkLowering(*this).lend(P);
    return;
  }
  if (isUnderConstruction(P))
    retain(P);
  if (!F || !keepsNoPointer(F))
    MemoryPoolLowering(*this).giveObject(P);
  escape(P);
  havoc(P);
}

void FunctionLowering::passArgument(const CallExpr *C, const FunctionDecl *F,
                                    unsigned Index, const Expr *Arg) {
  Operand O = operandOf(Arg);
  if (O.What == Operand::Unknown) {
    sink(Arg);
    return;
  }
  if (!O.isContent() && !O.isAddress())
    return;
  if (PlaceId Target = targetOf(O.P); O.isContent() && Target != None)
    O = Operand::address(Target);
  noteLoopAccess(O.P, Read);
  WorkLowering(*this).lendViewed(O.P);
  QualType Held = Places.info(O.P).Type;
  if (O.isContent() && isClosure(Held)) {
    escape(O.P); // It may be called, or kept, however it is passed.
    return;
  }
  if (O.isContent() && !Held.isNull() && Held->isArrayType())
    O = Operand::address(O.P);
  if (O.isContent() && MemoryPoolLowering(*this).lend(
                           F, Args(C->getArgs(), C->getNumArgs()), Index, O.P))
    return;
  const FunctionDecl *Body = nullptr;
  bool Visible =
      F && F->hasBody(Body) && !isInStd(F, true) && Index < F->getNumParams();
  if (Visible && passVisible(C, F, Index, O))
    return;
  if (Visible && O.isContent() && !readOnlyParameter(F, Index)) {
    escape(O.P); // Recursion, or too much to follow.
    return;
  }
  // The pool's own library keeps what its models say it keeps.
  bool OwnLibrary = F && Models.isLibraryFunction(F) &&
                    Index < F->getNumParams() && !storesCopy(F, Index) &&
                    !F->getParamDecl(Index)->getType()->isRecordType() &&
                    F->getOverloadedOperator() != OO_Equal &&
                    !F->getParamDecl(Index)->getType()->isVoidPointerType() &&
                    (!nameMayTakeOwnership(F->getNameAsString(), true) ||
                     // `apr_file_remove(name, pool)` removes the first.
                     (Index && Models.isMemoryPool(Arg->getType())));
  if (O.isAddress()) {
    if (!OwnLibrary)
      passAddress(F, Index, O.P);
    return;
  }
  bool Borrows = F && (unseenCalleeBorrows(F, Index, Arg->getType()));
  if (OwnLibrary)
    Borrows = true;
  if (Borrows && !OwnLibrary)
    WorkLowering(*this).lend(O.P);
  if (!Borrows) {
    escape(O.P);
    if (F && Index < F->getNumParams() &&
        F->getParamDecl(Index)->getType()->isLValueReferenceType())
      havoc(O.P);
  } else if (!OwnLibrary && !readOnlyParameter(F, Index)) {
    // What lies behind the pointer may be changed and kept all the same.
    escapeBelow(O.P);
  }
}

void FunctionLowering::externalsMayChange() {
  // A callee we do not know may replace what members and globals hold.
  for (auto &[P, Site] : PriorSiteOf)
    if (isOutside(P) && !isSlot(P))
      emitEscape(P);
}

void FunctionLowering::lowerCall(const CallExpr *C) {
  WorkLowering(*this).awaitIn(C);
  if (const auto *Op = dyn_cast<CXXOperatorCallExpr>(C);
      Op && Op->getOperator() == OO_Equal)
    WorkLowering(*this).forgetView(placeOf(Op->getArg(0)));
  // What is written at the declaration is evaluated here.
  for (const Expr *Arg : C->arguments())
    if (isa<CXXDefaultArgExpr>(Arg))
      mayRaise(Arg, [] {});
  FunctionLowering *Inlined = inlinedFor(C);
  // An inlined body raises for itself.
  if (!Inlined && mayRaise(C, [&] { passToThrowing(C); }))
    assumeEnding(C);
  lowerCallee(C, Inlined);
  MemoryPoolLowering(*this).derive(C);
  MemoryPoolLowering(*this).pointInto(C);
  ResultLowering(*this).openedPipe(C);
  AnswerLowering(*this).after(C);
}

/// What \p C returns is called, and the models say what that does.
static bool isModelledCallee(const CallExpr *C, const ParentMap &Parents,
                             ModelMatcher &Models) {
  const Stmt *Up = Parents.getParent(C);
  while (isa_and_nonnull<ParenExpr, CastExpr, MaterializeTemporaryExpr,
                         CXXBindTemporaryExpr>(Up))
    Up = Parents.getParent(Up);
  const auto *Op = dyn_cast_or_null<CXXOperatorCallExpr>(Up);
  if (!Op)
    return false;
  llvm::ArrayRef<const Expr *> A(Op->getArgs(), Op->getNumArgs());
  return calledMember(Op->getDirectCallee(), A) == C &&
         !Models.match(Op->getDirectCallee(), A).empty();
}

void FunctionLowering::lowerCallee(const CallExpr *C,
                                   FunctionLowering *Inlined) {
  const FunctionDecl *Callee = C->getDirectCallee();
  if (Callee && (isTransparentCall(Callee) || isAddressOfCall(Callee)))
    return;
  Args A(C->getArgs(), C->getNumArgs());
  const Expr *Object = nullptr;
  if (const auto *M = dyn_cast<CXXMemberCallExpr>(C))
    Object = M->getImplicitObjectArgument();
  // `o.attr("close")()`: naming it does nothing yet.
  if (isa<CXXMemberCallExpr>(C) && isModelledCallee(C, parents(), Models))
    return;
  if (const CXXMemberCallExpr *M = calledMember(Callee, A))
    Object = M->getImplicitObjectArgument();
  if (Callee && lowerModelled(C, Callee, A, Object))
    return;
  if (Callee && lowerLibraryCall(C, Callee))
    return;
  auto Share = [&](const Expr *E) {
    Operand O = operandOf(E);
    if ((O.isContent() || O.isAddress()) &&
        isScriptObject(Models.familyOf(Places.info(O.P).Type)))
      escape(O.P);
  };
  if (!calledMember(Callee, A))
    llvm::for_each(A, Share);
  else
    llvm::for_each(A.drop_front(), Share);
  if (Object)
    Share(Object);
  if (!C->getType()->isVoidType())
    set(Places.temporary(C), ValueSet::any());
  if (Inlined) {
    inlineCall(C, *Inlined);
    return;
  }
  passArguments(C, Callee);
  if (Callee) {
    lowerMaker(C, Callee);
    if (Effects && Effects->neverReturns(Callee)) {
      Out->Graph.Blocks[Current].Exit = ExitKind::Abort;
      Current = newBlock();
      return;
    }
  }
  passObject(C, Callee, Object);
  // A handle from elsewhere that is released here: misuse of it counts.
  if (FirstRound || !C->getType()->isPointerType() ||
      (Callee && Callee->hasBody()))
    return;
  auto Known =
      ReleasedTypes.find(Context.getCanonicalType(C->getType()).getTypePtr());
  if (Known == ReleasedTypes.end())
    return;
  PlaceId Temporary = Places.temporary(C);
  SiteId Prior = priorSite(Temporary, Known->second);
  construct(Prior, Temporary, ValueSet::any(), C);
}

void FunctionLowering::passArguments(const CallExpr *C,
                                     const FunctionDecl *Callee) {
  // `lambda(...)`, `x == y`: the first argument is the object.
  unsigned FirstArgument = 0;
  if (isa<CXXOperatorCallExpr>(C) && isa_and_nonnull<CXXMethodDecl>(Callee) &&
      cast<CXXMethodDecl>(Callee)->isInstance())
    FirstArgument = 1;
  for (unsigned I = FirstArgument; I < C->getNumArgs(); ++I)
    passArgument(C, Callee, I - FirstArgument, C->getArg(I));
  if (Callee)
    callLambda(C, Callee);
}

void FunctionLowering::passObject(const CallExpr *C, const FunctionDecl *Callee,
                                  const Expr *Object) {
  // `(t.*method)()`: which method is not known.
  if (Object && !Callee)
    if (PlaceId P = objectPlace(Object); P != None)
      escape(P);
  // `h()`, `h += 1`.
  const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Callee);
  if (isa<CXXOperatorCallExpr>(C) && Method && Method->isInstance() &&
      !Method->getParent()->isLambda())
    Object = C->getArg(0);
  // The object itself: a method may do anything to what it holds.
  if (Object && Method) {
    PlaceId P = objectPlace(Object);
    QualType T = Object->getType();
    if (T->isPointerType())
      T = T->getPointeeType();
    if (P != None && !Method->isConst() &&
        libraryType(T) == LibraryType::Other) {
      for (PlaceId D : Places.descendants(P))
        emitEscape(D);
      // `s = other`, `s.reset()`.
      OverloadedOperatorKind K = Method->getOverloadedOperator();
      bool Looks = K == OO_Arrow || K == OO_Star || methodName(Method) == "get";
      if (!Looks && AnswerLowering(*this).holdsPool(T)) {
        for (const Expr *Arg : C->arguments())
          sink(Arg); // Now it is shared.
        escape(P);
        havoc(P);
      }
      if (isUnderConstruction(P))
        retain(P);
      WorkLowering(*this).lend(P);
      if (const Family *Owner = Models.familyOf(Places.info(P).Type);
          Owner && (nameMayTakeOwnership(Method->getNameAsString(), true) ||
                    Models.inheritsFamily(Method->getParent())))
        escape(P); // A method of a derived class can do what its base can.
    }
  }
  if (!Callee || !Models.isLibraryFunction(Callee))
    externalsMayChange();
}

void FunctionLowering::giveToThread(PlaceId Data, const Family &Owner,
                                    QualType Thread) {
  // The thread may end any pool in its data, but hardly joins the threads that
  // are kept there, itself among them.
  auto IsThread = [&](QualType T) {
    if (T.isNull())
      return false;
    T = T.getNonReferenceType();
    // Of a `void *`, the type does not tell.
    return Models.familyOf(T) == &Owner ||
           (!Thread.isNull() && !Thread->isVoidPointerType() &&
            Context.hasSameUnqualifiedType(T, Thread));
  };
  llvm::DenseSet<PlaceId> Given; // Objects may point to each other.
  std::function<void(PlaceId)> Give = [&](PlaceId P) {
    if (!Given.insert(P).second || IsThread(Places.info(P).Type))
      return;
    if (isOwnMemory(P)) {
      escape(P); // Who shares the owner is no part of what it owns.
      return;
    }
    if (llvm::any_of(Places.descendants(P),
                     [&](PlaceId D) { return IsThread(Places.info(D).Type); }))
      return; // A container of them; what else it has comes by itself.
    PlaceId Target = targetOf(P);
    if (Target == None) {
      emitEscape(P);
    } else {
      Give(Target);
      for (PlaceId D : Places.descendants(Target))
        Give(D);
    }
    // It goes on to see what comes there, but for the whole, threads and all.
    if (Places.info(P).Last == Step::Field &&
        (isUnderConstruction(P) || Places.children(P).empty()))
      set(retainedFlag(P), ValueSet::constant(1));
  };
  Give(Data);
  for (PlaceId D : Places.descendants(Data))
    Give(D);
}

} // namespace poolguard
