//===-- LowerCalls.cpp - Models, visible and unseen callees ---------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FunctionLowering.h"
#include "LibraryTypes.h"
#include "clang/AST/RecursiveASTVisitor.h"

using namespace clang;

namespace poolguard {

//===----------------------------------------------------------------------===//
// Sites
//===----------------------------------------------------------------------===//

SiteId FunctionLowering::siteFor(const Expr *Construction, const Family &Owner,
                                 QualType HandleType, bool Obligation) {
  auto [It, New] = SiteOf.try_emplace(Construction, Out->Sites.size());
  if (New) {
    Site S;
    S.ReportAtProcessExit = Owner.ReportAtProcessExit;
    S.Obligation = Obligation;
    Out->Graph.Sites.push_back(S);
    Out->Sites.push_back({&Owner, Construction, HandleType});
  }
  return It->second;
}

SiteId FunctionLowering::priorSite(PlaceId P, const Family *Owner) {
  auto [It, New] = PriorSiteOf.try_emplace(P, Out->Sites.size());
  if (New) {
    Site S;
    S.Name = Places.place(P).Name;
    S.Obligation = false;
    Out->Graph.Sites.push_back(S);
    Out->Sites.push_back({Owner, nullptr, Places.info(P).Type});
  }
  return It->second;
}

void FunctionLowering::construct(SiteId Site, PlaceId Dst, ValueSet V,
                                 const Expr *Call) {
  Event E;
  E.Kind = EventKind::Construct;
  E.Site = Site;
  E.Dst = Dst;
  E.Values = V;
  if (Call)
    E.Origin = origin(Call);
  emit(E);
  if (Places.info(Dst).Last == Step::Temporary)
    TemporarySite[Dst] = {Site};
  else if (Call && Out->Graph.Sites[Site].Name.empty())
    Out->Graph.Sites[Site].Name = Places.place(Dst).Name;
  noteLoopAccess(Dst, Constructed);
}

//===----------------------------------------------------------------------===//
// Modelled calls
//===----------------------------------------------------------------------===//

PlaceId FunctionLowering::slotPlace(const HandleSlot &Slot, const Expr *Call,
                                    Args A, const Expr *Object) {
  switch (Slot.Where) {
  case HandleSlot::Return:
    return Call ? Places.temporary(Call) : None;
  case HandleSlot::This:
    return Object ? objectPlace(Object) : Call ? Places.temporary(Call) : None;
  case HandleSlot::Argument: {
    if (Slot.Index >= A.size())
      return None;
    Operand O = operandOf(A[Slot.Index]);
    return O.isContent() || O.isAddress() ? O.P : None;
  }
  case HandleSlot::Pointee: {
    if (Slot.Index >= A.size())
      return None;
    const Expr *Arg = A[Slot.Index];
    QualType T = Arg->getType()->getPointeeType();
    // `(void **)&p` still means p.
    Operand O = operandOf(Arg);
    if (O.isAddress()) {
      QualType At = Places.info(O.P).Type;
      if (!At.isNull() && At->isArrayType())
        return Places.element(O.P, int64_t(0), T);
      return O.P;
    }
    if (!O.isContent() || T.isNull())
      return None;
    if (!Places.info(O.P).Type.isNull() && Places.info(O.P).Type->isArrayType())
      return Places.element(O.P, int64_t(0), T);
    const VarDecl *V = referencedVariable(Arg);
    if (auto It = Walks.find(V); V && It != Walks.end())
      return Places.element(It->second, V, T);
    return Places.pointee(O.P, T);
  }
  }
  return None;
}

/// The integers a result has where the call succeeded, and where it failed.
static std::optional<std::pair<ValueSet, ValueSet>>
successValues(const SuccessPredicate &S, const ModelMatcher &Models) {
  if (S.What != SuccessPredicate::Compares)
    return std::nullopt;
  std::optional<int64_t> C = Models.resolve(S.C);
  if (!C) // The enumerator is not declared here: only "it may fail" is known.
    return std::make_pair(ValueSet::any(), ValueSet::any());
  return std::make_pair(ValueSet::satisfying(S.R, *C),
                        ValueSet::satisfying(negate(S.R), *C));
}

/// A null pointer, or a variable that is one and is never written.
bool FunctionLowering::isNullFromTheStart(const Expr *E) {
  if (Models.evaluate(E) == 0)
    return true;
  const VarDecl *V = referencedVariable(E);
  return V && V->hasLocalStorage() && V->getInit() && !Facts.isWritten(V) &&
         Models.evaluate(V->getInit()) == 0;
}

/// The variable in `&error`.
PlaceId FunctionLowering::errorPlace(const Expr *Arg) {
  Operand O = operandOf(Arg);
  return O.isAddress() ? O.P : None;
}

static bool mentionsDetach(const Stmt *S) {
  if (!S)
    return false;
  if (const auto *C = dyn_cast<CallExpr>(S))
    if (const FunctionDecl *Callee = C->getDirectCallee();
        Callee && Callee->getIdentifier() &&
        Callee->getName().contains("detach"))
      return true;
  return llvm::any_of(S->children(), mentionsDetach);
}

bool FunctionLowering::mayBeDetached(Args A) {
  for (const Expr *Arg : A) {
    const Expr *Core = Arg->IgnoreParenCasts();
    // Attributes from elsewhere, or set to "detached" here.
    QualType T = Core->getType();
    if (T->isPointerType() && !isNullFromTheStart(Core) &&
        llvm::StringRef(T->getPointeeType().getAsString()).contains("attr")) {
      Operand O = operandOf(Core);
      if (Facts.MentionsDetachedState || !O.isAddress() ||
          Places.info(O.P).External)
        return true;
    }
    // `pthread_detach(pthread_self())` in the thread's own function.
    if (const auto *Ref = dyn_cast<DeclRefExpr>(Core))
      if (const auto *Routine = dyn_cast<FunctionDecl>(Ref->getDecl());
          Routine && Routine->hasBody() && mentionsDetach(Routine->getBody()))
        return true;
  }
  return false;
}

void FunctionLowering::lowerAcquire(const Expr *Call, const CallEntry &E,
                                    Args A, const Expr *Object) {
  const CallModel &M = *E.Call;
  PlaceId Dst = slotPlace(M.Handle, Call, A, Object);
  if (Dst == None)
    return;
  auto Values = successValues(M.Success, Models);
  bool ByValue = M.Handle.Where == HandleSlot::Return;
  PlaceId Result = ByValue || !Values || Call->getType()->isVoidType()
                       ? None
                       : Places.temporary(Call);
  bool Parented = false;
  if (M.Parent && !Options.ReportParented && *M.Parent < A.size())
    Parented = !isNullFromTheStart(A[*M.Parent]);
  if (E.Owner->Kind == PoolKind::WorkerThread && mayBeDetached(A))
    Parented = true;
  PlaceId ErrorPlace =
      M.Error && *M.Error < A.size() ? errorPlace(A[*M.Error]) : None;
  // `handle[i]` of some loop, or what lives behind a pointer of the caller's.
  auto Succeed = [&] {
    QualType T = Places.info(Dst).Type;
    bool ObjectHandle = M.Handle.Where == HandleSlot::This;
    ValueSet V = ValueSet::any();
    if (ByValue && Values)
      V = Values->first;
    else if (ByValue || ObjectHandle || (!T.isNull() && T->isScalarType()))
      V = ValueSet::nonZero();
    // Integer handles: neither of the values programs mark "none" with.
    if (!ByValue && !T.isNull() && T->isIntegralOrEnumerationType())
      V = V.refine(Relation::Ne, -1);
    construct(siteFor(Call, *E.Owner, T, !Parented), Dst, V, Call);
    if (Result != None)
      set(Result, Values->first);
    settle(Dst);
  };
  auto Fail = [&] {
    // Elements that nothing names stay what they are.
    if (!isElementsPlace(Dst))
      set(Dst, ByValue ? Values->second : ValueSet::any());
    if (Result != None)
      set(Result, Values->second);
    if (ErrorPlace != None)
      set(ErrorPlace, ValueSet::nonZero());
  };
  if (Values)
    choose({Succeed, Fail});
  else
    Succeed();
}

void FunctionLowering::lowerRelease(const Expr *Call, const CallEntry &E,
                                    Args A, const Expr *Object) {
  const CallModel &M = *E.Call;
  PlaceId P = slotPlace(M.Handle, Call, A, Object);
  if (P == None)
    return;
  if (QualType T = Places.info(P).Type; !T.isNull())
    ReleasedTypes.try_emplace(Context.getCanonicalType(T).getTypePtr(),
                              E.Owner);
  ReleasingFamily = E.Owner;
  if (!M.Final) {
    use(P);
    return;
  }
  auto Do = [&] {
    release(P, Models.modeOf(M, A), M.LegalAfter);
    if (M.SetsNull)
      set(P, ValueSet::constant(0));
  };
  auto Values = successValues(M.Success, Models);
  if (!Values || Call->getType()->isVoidType()) {
    Do();
    return;
  }
  if (isPassedOn(Call)) {
    escape(P); // `CHECK(t.try_join_for(d))`: somebody else looks at it.
    return;
  }
  PlaceId Result = Places.temporary(Call);
  choose({[&] {
            Do();
            set(Result, Values->first);
          },
          [&] { set(Result, Values->second); }});
}

bool FunctionLowering::isPassedOn(const Expr *Call) const {
  const Stmt *Up = Parents->getParent(Call);
  while (isa_and_nonnull<ParenExpr, CastExpr, UnaryOperator, FullExpr,
                         MaterializeTemporaryExpr>(Up))
    Up = Parents->getParent(Up);
  return isa_and_nonnull<CallExpr, CXXConstructExpr>(Up);
}

bool FunctionLowering::lowerModelled(const Expr *Call,
                                     const FunctionDecl *Callee, Args A,
                                     const Expr *Object) {
  ModelMatcher::Entries Entries = Models.match(Callee, A);
  if (Entries.empty())
    return false;
  bool HasResult = !Call->getType()->isVoidType();
  if (HasResult)
    set(Places.temporary(Call), ValueSet::any());
  bool Acquires = llvm::any_of(Entries, [](const CallEntry &E) {
    return E.Call->What == Role::Acquire;
  });
  // What a new pool is given cannot be the pool itself; what a job is given
  // may well be where its pool is kept.
  if (Acquires)
    passOtherArguments(Callee, A, Entries);
  for (const CallEntry &E : Entries) {
    switch (E.Call->What) {
    case Role::Acquire:
      lowerAcquire(Call, E, A, Object);
      break;
    case Role::Release:
      lowerRelease(Call, E, A, Object);
      break;
    case Role::Use:
      use(slotPlace(E.Call->Handle, Call, A, Object));
      break;
    case Role::Take:
      escape(slotPlace(E.Call->Handle, Call, A, Object));
      break;
    case Role::Borrow:
    case Role::Borrowed:
    case Role::Open:
      break;
    }
  }
  if (!Acquires)
    passOtherArguments(Callee, A, Entries);
  return true;
}

void FunctionLowering::passOtherArguments(const FunctionDecl *Callee, Args A,
                                          llvm::ArrayRef<CallEntry> Entries) {
  for (unsigned I = 0; I < A.size(); ++I) {
    bool Modelled = llvm::any_of(Entries, [&](const CallEntry &E) {
      const HandleSlot &Slot = E.Call->Handle;
      bool ByArgument = Slot.Where == HandleSlot::Argument ||
                        Slot.Where == HandleSlot::Pointee;
      return (ByArgument && Slot.Index == I) || E.Call->Error == I;
    });
    if (Modelled)
      continue;
    // User data, a pool's owner: not what the model is about.
    QualType T = I < Callee->getNumParams() ? Callee->getParamDecl(I)->getType()
                                            : A[I]->getType();
    Operand O = operandOf(A[I]);
    bool ByAddress = O.isAddress() && T->isPointerType() &&
                     !T->getPointeeType().isConstQualified();
    bool ByValue = O.isContent() && (T->isVoidPointerType() ||
                                     T->isRecordType() || T->isReferenceType());
    if (!ByAddress && !ByValue)
      continue;
    if (Entries[0].Owner->Kind == PoolKind::WorkerThread &&
        Entries[0].Call->What == Role::Acquire)
      giveToThread(O.P, Entries[0], A);
    else if (ByAddress)
      passAddress(Callee, I, O.P);
    else
      escape(O.P);
  }
}

void FunctionLowering::giveToThread(PlaceId Data, const CallEntry &E, Args A) {
  // The thread may end any pool in its data, but hardly joins the threads that
  // are kept there, itself among them.
  PlaceId Handle = slotPlace(E.Call->Handle, nullptr, A, nullptr);
  QualType Thread = Handle == None ? QualType() : Places.info(Handle).Type;
  auto Give = [&](PlaceId P) {
    QualType T = Places.info(P).Type;
    if (Thread.isNull() || T.isNull() ||
        !Context.hasSameUnqualifiedType(T, Thread))
      emitEscape(P);
  };
  Give(Data);
  for (PlaceId D : Places.descendants(Data))
    Give(D);
}

//===----------------------------------------------------------------------===//
// Other callees
//===----------------------------------------------------------------------===//

void FunctionLowering::assumeParameters(const CallExpr *C,
                                        const CalleeOutcome &O,
                                        PlaceId Handle) {
  for (const auto &[Parameter, Values] : O.Parameters) {
    if (Parameter >= C->getNumArgs())
      continue;
    Operand Arg = operandOf(C->getArg(Parameter));
    Event E;
    E.Kind = EventKind::Assume;
    E.Values = Values;
    if (Arg.isContent() && !isElementsPlace(Arg.P)) {
      E.Dst = Arg.P;
      emit(E);
    } else if (Arg.What == Operand::Integer && !Values.contains(Arg.Value)) {
      E.Dst = Handle; // Cannot be: the constant says otherwise.
      E.Values = ValueSet::constant(1).refine(Relation::Eq, 2);
      emit(E);
    }
  }
}

bool FunctionLowering::lowerVisible(const CallExpr *C, const FunctionDecl *F,
                                    const CalleeSlot &Slot, PlaceId Handle) {
  const CalleeEffect *Effect = Effects ? Effects->effectOf(F, Slot) : nullptr;
  if (!Effect)
    return false;
  ReleasingFamily = nullptr;
  bool HasResult = !C->getType()->isVoidType();
  PlaceId Result = HasResult ? Places.temporary(C) : None;
  // Where the callee can change the caller's own variable.
  bool Writes = Slot.What != CalleeSlot::Parameter ||
                F->getParamDecl(Slot.Index)->getType()->isReferenceType();
  std::vector<std::function<void()>> Alternatives;
  for (const CalleeOutcome &Each : Effect->Outcomes)
    Alternatives.push_back([&, Each] {
      assumeParameters(C, Each, Handle);
      if (Each.State == CalleeOutcome::Released)
        release(Handle, Each.Mode, 0);
      else if (Each.State == CalleeOutcome::Escaped)
        escape(Handle);
      if (HasResult && Each.Returned)
        copy(Result, Handle);
      else if (HasResult && C->getType()->isScalarType() &&
               !Each.Result.isAny()) {
        Event E;
        E.Kind = EventKind::Assume;
        E.Dst = Result;
        E.Values = Each.Result;
        emit(E);
      }
      if (Writes && !Each.Kept)
        set(Handle, Each.Slot);
    });
  if (Alternatives.empty()) {
    Out->Graph.Blocks[Current].Exit = ExitKind::Abort;
    Current = newBlock();
    return true;
  }
  choose(Alternatives);
  return true;
}

void FunctionLowering::lowerMaker(const CallExpr *C, const FunctionDecl *F) {
  if (!Effects || isInStd(F, true))
    return;
  std::vector<std::function<void()>> Alternatives;
  // Without a pool: nothing is owed.
  Alternatives.push_back([] {});
  for (const MakerEffect &M : Effects->makes(F)) {
    PlaceId Dst = None;
    if (M.Slot.What == CalleeSlot::Result) {
      Dst = Places.temporary(C);
    } else if (M.Slot.Index < C->getNumArgs()) {
      Operand O = operandOf(C->getArg(M.Slot.Index));
      bool ByReference =
          F->getParamDecl(M.Slot.Index)->getType()->isReferenceType();
      if (ByReference ? O.isContent() : O.isAddress())
        Dst = O.P;
    }
    if (Dst == None || isElementsPlace(Dst))
      continue;
    SiteId Site = siteFor(C, *M.Owner, Places.info(Dst).Type);
    for (const CalleeOutcome &Each : M.Outcomes)
      Alternatives.push_back([&, Each, Dst, Site] {
        assumeParameters(C, Each, Dst);
        construct(Site, Dst, Each.Slot, C);
        if (M.Slot.What != CalleeSlot::Result && C->getType()->isScalarType()) {
          Event E;
          E.Kind = EventKind::Assume;
          E.Dst = Places.temporary(C);
          E.Values = Each.Result;
          emit(E);
        }
        settle(Dst);
      });
  }
  if (Alternatives.size() > 1)
    choose(Alternatives);
}

bool FunctionLowering::passVisible(const CallExpr *C, const FunctionDecl *F,
                                   unsigned Index, const Operand &O) {
  QualType T = F->getParamDecl(Index)->getType();
  QualType Held = Places.info(O.P).Type;
  if (isElementsPlace(O.P) || Held.isNull())
    return false;
  bool ObjectByPointer = O.isAddress() && Models.familyOf(Held);
  bool Pointee = O.isAddress() && !ObjectByPointer && T->isPointerType() &&
                 Held->isScalarType();
  if (O.isAddress() && !ObjectByPointer && !Pointee)
    return false;
  // What lies behind the handle is the callee's to change.
  CalleeSlot Slot{Pointee ? CalleeSlot::Pointee : CalleeSlot::Parameter, Index,
                  nullptr};
  if (!lowerVisible(C, F, Slot, O.P))
    return false;
  escapeBelow(O.P);
  return true;
}

void FunctionLowering::callLambda(const CallExpr *C, const FunctionDecl *F) {
  const auto *Method = dyn_cast<CXXMethodDecl>(F);
  if (!Method || !Method->getParent()->isLambda() || !Effects)
    return;
  for (const LambdaCapture &Capture : Method->getParent()->captures()) {
    if (!Capture.capturesVariable())
      continue;
    const auto *V = dyn_cast<VarDecl>(Capture.getCapturedVar());
    PlaceId P = V ? variablePlace(V) : None;
    if (P == None)
      continue;
    CalleeSlot Slot{CalleeSlot::Capture, 0, V->getCanonicalDecl()};
    if (!lowerVisible(C, F, Slot, P))
      escape(P);
  }
}

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
      unseenCalleeBorrows(F, Index, Held))
    return;
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
  noteLoopAccess(O.P, Read);
  QualType Held = Places.info(O.P).Type;
  if (O.isContent() && !Held.isNull() && Held->isArrayType())
    O = Operand::address(O.P);
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
                    Index < F->getNumParams() &&
                    !F->getParamDecl(Index)->getType()->isVoidPointerType() &&
                    !nameMayTakeOwnership(F->getNameAsString(), true);
  if (O.isAddress()) {
    if (!OwnLibrary)
      passAddress(F, Index, O.P);
    return;
  }
  bool Borrows = F && (unseenCalleeBorrows(F, Index, Arg->getType()));
  if (OwnLibrary)
    Borrows = true;
  if (!Borrows) {
    escape(O.P);
    if (F && Index < F->getNumParams() &&
        F->getParamDecl(Index)->getType()->isLValueReferenceType())
      havoc(O.P);
  } else {
    // What lies behind the pointer may be changed and kept all the same.
    escapeBelow(O.P);
  }
}

void FunctionLowering::externalsMayChange() {
  // A callee we do not know may replace what members and globals hold.
  for (auto &[P, Site] : PriorSiteOf)
    if (Places.info(P).External)
      emitEscape(P);
}

const Expr *FunctionLowering::memoryPoolArgument(Args A) {
  for (const Expr *Arg : A) {
    QualType T = Arg->getType();
    if (!T->isPointerType())
      continue;
    std::string Name = T.getUnqualifiedType().getAsString();
    for (const Family &F : Models.catalog().families())
      if (F.Kind == PoolKind::MemoryPool && F.HandleType == Name)
        return Arg;
  }
  return nullptr;
}

void FunctionLowering::deriveFromPool(const CallExpr *C, Args A) {
  // A pool made in a pool has a parent instead; see lowerAcquire.
  if (const FunctionDecl *Callee = C->getDirectCallee();
      Callee && llvm::any_of(Models.match(Callee, A), [](const CallEntry &E) {
        return E.Call->What == Role::Acquire || E.Call->What == Role::Release;
      }))
    return;
  const Expr *PoolArgument = memoryPoolArgument(A);
  PlaceId Pool = PoolArgument ? placeOf(PoolArgument) : None;
  if (Pool == None || isElementsPlace(Pool))
    return;
  // What lives in the pool holds it: who gets that object gets the pool.
  if (C->getType()->isPointerType())
    emit(EventKind::Copy, Places.home(Places.temporary(C)), Pool);
  for (const Expr *Arg : A) {
    Operand O = operandOf(Arg);
    QualType T = Arg->getType()->getPointeeType();
    bool Out = !T.isNull() && T->isPointerType() && !T.isConstQualified();
    if (Arg == PoolArgument || !Out)
      continue;
    PlaceId P = O.isAddress()   ? O.P
                : O.isContent() ? Places.pointee(O.P, T)
                                : None;
    if (P == None || isElementsPlace(P))
      continue;
    if (PlaceId Home = Places.home(P); Home != None)
      emit(EventKind::Copy, Home, Pool);
    settle(P);
  }
}

void FunctionLowering::lowerCall(const CallExpr *C) {
  lowerCallee(C);
  deriveFromPool(C, Args(C->getArgs(), C->getNumArgs()));
}

void FunctionLowering::lowerCallee(const CallExpr *C) {
  const FunctionDecl *Callee = C->getDirectCallee();
  if (Callee && Callee->getBuiltinID() && !Callee->isExternC() &&
      (isTransparentCall(Callee) || isAddressOfCall(Callee)))
    return;
  if (Callee && (isTransparentCall(Callee) || isAddressOfCall(Callee)))
    return;
  Args A(C->getArgs(), C->getNumArgs());
  const Expr *Object = nullptr;
  if (const auto *M = dyn_cast<CXXMemberCallExpr>(C))
    Object = M->getImplicitObjectArgument();
  if (Callee && lowerModelled(C, Callee, A, Object))
    return;
  if (Callee && lowerLibraryCall(C, Callee))
    return;
  if (!C->getType()->isVoidType())
    set(Places.temporary(C), ValueSet::any());
  // `lambda(...)`, `x == y`: the first argument is the object.
  unsigned FirstArgument = 0;
  if (isa<CXXOperatorCallExpr>(C) && isa_and_nonnull<CXXMethodDecl>(Callee) &&
      cast<CXXMethodDecl>(Callee)->isInstance())
    FirstArgument = 1;
  for (unsigned I = FirstArgument; I < A.size(); ++I)
    passArgument(C, Callee, I - FirstArgument, A[I]);
  if (Callee) {
    callLambda(C, Callee);
    lowerMaker(C, Callee);
    if (Effects && Effects->neverReturns(Callee)) {
      Out->Graph.Blocks[Current].Exit = ExitKind::Abort;
      Current = newBlock();
      return;
    }
  }
  // `(t.*method)()`: which method is not known.
  if (Object && !Callee)
    if (PlaceId P = objectPlace(Object); P != None)
      escape(P);
  // The object itself: a method may do anything to what it holds.
  if (Object && Callee) {
    PlaceId P = objectPlace(Object);
    const auto *Method = cast<CXXMethodDecl>(Callee);
    if (P != None && !Method->isConst() &&
        libraryType(objectType(cast<CXXMemberCallExpr>(C))) ==
            LibraryType::Other) {
      for (PlaceId D : Places.descendants(P))
        emitEscape(D);
      if (const Family *Owner = Models.familyOf(Places.info(P).Type);
          Owner && nameMayTakeOwnership(Method->getNameAsString(), true))
        escape(P);
    }
  }
  if (!Callee || !Models.isLibraryFunction(Callee))
    externalsMayChange();
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

//===----------------------------------------------------------------------===//
// Lambdas
//===----------------------------------------------------------------------===//

namespace {
/// Finds uses of a variable that may release or keep what it holds.
class TakingUseFinder : public RecursiveASTVisitor<TakingUseFinder> {
public:
  TakingUseFinder(const VarDecl *V, ModelMatcher &Models)
      : V(V), Models(Models) {}
  bool Found = false;

  bool TraverseCallExpr(CallExpr *C) { return visitCall(C); }
  bool TraverseCXXMemberCallExpr(CXXMemberCallExpr *C) { return visitCall(C); }
  bool VisitDeclRefExpr(DeclRefExpr *Ref) {
    // Seen outside a call that is known to borrow.
    if (Ref->getDecl()->getCanonicalDecl() == V)
      Found = true;
    return !Found;
  }

private:
  bool visitCall(CallExpr *C) {
    const FunctionDecl *Callee = C->getDirectCallee();
    llvm::ArrayRef<const Expr *> A(C->getArgs(), C->getNumArgs());
    bool Releases = false, Modelled = false;
    if (Callee)
      for (const CallEntry &E : Models.match(Callee, A)) {
        Modelled = true;
        Releases |= E.Call->What == Role::Release ||
                    E.Call->What == Role::Take || E.Call->What == Role::Acquire;
      }
    if (auto *M = dyn_cast<CXXMemberCallExpr>(C)) {
      bool OnHandle = referencedVariable(M->getImplicitObjectArgument()) == V;
      if (!OnHandle)
        TraverseStmt(M->getCallee());
      else if (Releases || !Callee ||
               (!Modelled &&
                nameMayTakeOwnership(Callee->getNameAsString(), true)))
        Found = true;
    }
    for (unsigned I = 0; I < A.size() && !Found; ++I) {
      bool IsHandle = referencedVariable(A[I]) == V;
      bool Borrows = Callee && !Releases &&
                     (Modelled || Models.isLibraryFunction(Callee) ||
                      unseenCalleeBorrows(Callee, I, A[I]->getType()));
      if (IsHandle && !Borrows)
        Found = true;
      else if (!IsHandle)
        TraverseStmt(const_cast<Expr *>(A[I]));
    }
    return !Found;
  }

  const VarDecl *V;
  ModelMatcher &Models;
};
} // namespace

bool FunctionLowering::onlyBorrows(const Stmt *Body, const VarDecl *V) {
  if (!Body)
    return false;
  TakingUseFinder Finder(V, Models);
  Finder.TraverseStmt(const_cast<Stmt *>(Body));
  return !Finder.Found;
}

} // namespace poolguard
