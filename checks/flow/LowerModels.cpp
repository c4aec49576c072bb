//===-- LowerModels.cpp - Calls that a model describes --------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "GivenFunctions.h"
#include "LibraryTypes.h"
#include "LowerElements.h"
#include "LowerMemoryPools.h"
#include "LowerResults.h"
#include "LowerWork.h"
#include "Reaping.h"
#include "StartedObjects.h"
#include "clang/Basic/TargetInfo.h"

using namespace clang;

namespace poolguard {

SiteId FunctionLowering::siteFor(const Expr *Construction, const Family &Owner,
                                 QualType HandleType, bool Obligation) {
  auto [It, New] = SiteOf.try_emplace(Construction, Out->Sites.size());
  if (New) {
    Site S;
    S.ReportAtProcessExit = Owner.ReportAtProcessExit;
    S.Obligation = Obligation;
    Out->Graph.Sites.push_back(S);
    Out->Sites.push_back({&Owner, Construction, HandleType, Frame});
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
    Out->Sites.push_back({Owner, nullptr, Places.info(P).Type, 0});
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
  // Whoever made a pool that was there before may have told it to finish.
  if (!Out->Sites[Site].Construction)
    WorkLowering(*this).known(Dst);
  if (isNameless(Dst))
    TemporarySite[Dst] = {Site};
  bool Temporary = Places.info(Places.root(Dst)).Last == Step::Temporary;
  if (!Temporary && Call && Out->Graph.Sites[Site].Name.empty())
    Out->Graph.Sites[Site].Name = Places.place(Dst).Name;
  noteLoopAccess(Dst, Constructed);
}

PlaceId FunctionLowering::slotPlace(const HandleSlot &Slot, const Expr *Call,
                                    Args A, const Expr *Object) {
  switch (Slot.Where) {
  case HandleSlot::Return:
    return Call ? Places.temporary(Call) : None;
  case HandleSlot::This:
    if (const auto *Made = dyn_cast_or_null<CXXConstructExpr>(Call))
      return constructedPlace(Made);
    if (const Expr *O = handleObject(Object, Models))
      return WorkLowering(*this).behind(objectPlace(O));
    return Call ? Places.temporary(Call) : None;
  case HandleSlot::Any:
    return None;
  case HandleSlot::Argument: {
    if (Slot.Index >= A.size())
      return None;
    Operand O = operandOf(A[Slot.Index]);
    return O.isContent() || O.isAddress() ? WorkLowering(*this).behind(O.P)
                                          : None;
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
    if (!O.isContent())
      return None;
    if (T.isNull())
      return O.P; // By reference: `pool.try_lease(index)`.
    if (!Places.info(O.P).Type.isNull() && Places.info(O.P).Type->isArrayType())
      return Places.element(O.P, int64_t(0), T);
    const VarDecl *V = walkingVariable(Arg);
    if (auto It = Walks.find(V); V && It != Walks.end())
      return Places.element(It->second, V, T, steppedAfter(Arg));
    return Places.pointee(O.P, T);
  }
  }
  return None;
}

std::optional<std::pair<ValueSet, ValueSet>>
successValues(const SuccessPredicate &S, const ModelMatcher &Models) {
  // Addresses in a kernel are negative as integers go; that they are not
  // among the last 4095 is all one asks of them, and positive ones are not.
  if (S.What == SuccessPredicate::NoErrorPointer)
    return std::make_pair(ValueSet::satisfying(Relation::Gt, 0),
                          errorPointers());
  if (S.What == SuccessPredicate::NoError)
    return std::make_pair(ValueSet::any(), ValueSet::any());
  if (S.What != SuccessPredicate::Compares)
    return std::nullopt;
  std::optional<int64_t> C = Models.resolve(S.C);
  if (!C) // The enumerator is not declared here: only "it may fail" is known.
    return std::make_pair(ValueSet::any(), ValueSet::any());
  return std::make_pair(ValueSet::satisfying(S.R, *C),
                        ValueSet::satisfying(negate(S.R), *C));
}

ValueSet errorPointers() {
  return ValueSet::satisfying(Relation::Ge, -4095).refine(Relation::Lt, 0);
}

/// A null pointer, or a variable that is one and is never written.
bool FunctionLowering::isNullFromTheStart(const Expr *E) {
  if (Models.evaluate(E) == 0)
    return true;
  const VarDecl *V = referencedVariable(E);
  return V && V->hasLocalStorage() && V->getInit() && !facts().isWritten(V) &&
         Models.evaluate(V->getInit()) == 0;
}

/// A number that the caller chose: `launch(f, data, core)` in a loop over
/// cores. It is not lost where its variable goes on to the next.
static bool isChosenNumber(const HandleSlot &Slot,
                           llvm::ArrayRef<const Expr *> A,
                           const BodyFacts &Facts) {
  if (Slot.Where != HandleSlot::Argument || Slot.Index >= A.size() ||
      !A[Slot.Index]->isPRValue() ||
      !A[Slot.Index]->getType()->isIntegralOrEnumerationType())
    return false;
  const VarDecl *V = referencedVariable(A[Slot.Index]);
  return V && Facts.isWritten(V);
}

/// The variable in `&error`.
PlaceId FunctionLowering::errorPlace(const Expr *Arg) {
  Operand O = operandOf(Arg);
  return O.isAddress() ? O.P : None;
}

bool FunctionLowering::mayBeDetached(Args A) {
  for (const Expr *Arg : A) {
    const Expr *Core = Arg->IgnoreParenCasts();
    // Attributes from elsewhere, or set to "detached" here.
    QualType T = Core->getType();
    if (T->isPointerType() && !isNullFromTheStart(Core) &&
        llvm::StringRef(T->getPointeeType().getAsString()).contains("attr")) {
      Operand O = operandOf(Core);
      if (facts().MentionsDetachedState || !O.isAddress() ||
          Places.info(O.P).External)
        return true;
    }
  }
  // `pthread_detach(pthread_self())` in the thread's own function.
  return givenOneDetaches(A);
}

/// The value of \p E goes somewhere.
static bool isLookedAt(const Expr *E, const ParentMap &Parents) {
  const Stmt *Up = Parents.getParent(E);
  while (isa_and_nonnull<ParenExpr, FullExpr>(Up))
    Up = Parents.getParent(Up);
  return isa_and_nonnull<Expr, DeclStmt, ReturnStmt>(Up);
}

void FunctionLowering::lowerAcquire(const Expr *Call, const CallEntry &E,
                                    Args A, const Expr *Object) {
  const CallModel &M = *E.Call;
  PlaceId Dst = slotPlace(M.Handle, Call, A, Object);
  // `Pool pools[4];`
  if (M.Handle.Where == HandleSlot::This && Call->getType()->isArrayType())
    Dst = Places.elements(
        Dst, Context.getAsArrayType(Call->getType())->getElementType());
  if (Dst == None)
    return;
  auto Values = successValues(M.Success, Models);
  bool ByValue = M.Handle.Where == HandleSlot::Return;
  // No pool's address is INVALID_HANDLE_VALUE, MAP_FAILED or an error number.
  if (ByValue && Values && Call->getType()->isPointerType() &&
      Values->first == ValueSet::nonZero())
    Values->first = ValueSet::satisfying(Relation::Gt, 0);
  PlaceId Result = ByValue || !Values || Call->getType()->isVoidType()
                       ? None
                       : Places.temporary(Call);
  if (Result != None)
    ResultLowering(*this).note(Result, {Dst, Values->first, Values->second});
  bool Parented = false;
  PlaceId Parent = None;
  if (M.Parent && *M.Parent < A.size()) {
    Operand O = operandOf(A[*M.Parent]);
    Parent = O.isContent() && !isElementsPlace(O.P) ? O.P : None;
    use(Parent);
    Parented = !Options.ReportParented && !isNullFromTheStart(A[*M.Parent]);
  }
  // `t = group.create_thread(f); t->join();`
  if (M.Handle.Where == HandleSlot::This && Call->getType()->isPointerType() &&
      Models.familyOf(Call->getType()->getPointeeType()) &&
      isLookedAt(Call, parents()))
    Parented = true;
  // What counts as success is not known here: nothing can be said.
  if (M.Success.What == SuccessPredicate::Compares &&
      !Models.resolve(M.Success.C))
    Parented = true;
  if (E.Owner->Kind == PoolKind::WorkerThread && mayBeDetached(A))
    Parented = true;
  if (endsByItself(M, A))
    Parented = true;
  if (isChosenNumber(M.Handle, A, facts()) ||
      mayBeReapedElsewhere(Call, E, Places.info(Dst).Type, F, parents(), Models,
                           Context) ||
      (M.Handle.Where == HandleSlot::This &&
       mayBelongToOthers(Object, F->getBody())))
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
    // `ok: not-minus-one` does not mean that null is one.
    if (ByValue && Values && Call->getType()->isPointerType() &&
        !V.isConstant())
      V = V.refine(Relation::Ne, 0);
    // Integer handles: neither of the values programs mark "none" with.
    if (!ByValue && !T.isNull() && T->isIntegralOrEnumerationType())
      V = V.refine(Relation::Ne, -1);
    if (!ByValue && E.Owner->Kind == PoolKind::Process)
      V = V.refine(Relation::Gt, 0); // -1 and 0 mean other processes.
    if (ObjectHandle && Object)
      emitEscape(Dst); // `pool.start()` on a pool that runs changes nothing.
    construct(siteFor(Call, *E.Owner, T, !Parented), Dst, V, Call);
    if (!T.isNull())
      MadeTypes[E.Owner].insert(Context.getCanonicalType(T).getTypePtr());
    if (Result != None)
      set(Result, Values->first);
    if (ErrorPlace != None)
      set(ErrorPlace, ValueSet::constant(0));
    ResultLowering(*this).compared(Result, /*Yes=*/false);
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
  // Any object can be a parent: who gets the child can ask for it.
  if (Parent != None && ByValue && A[*M.Parent]->getType()->isVoidPointerType())
    emit(EventKind::Copy, Places.home(Dst), Parent);
}

/// What a call that only tries to release says where it is too early; other
/// failures say that the handle is none.
static std::optional<int64_t> busyCode(const Expr *Call,
                                       const ValueSet &Failure,
                                       const llvm::Triple &Target) {
  constexpr int64_t Busy = 16;        // EBUSY everywhere.
  constexpr int64_t TimedOut = 110;   // ETIMEDOUT of Linux,
  constexpr int64_t TimedOutBSD = 60; // and of the BSD systems.
  const auto *C = dyn_cast<CallExpr>(Call);
  const FunctionDecl *Callee = C ? C->getDirectCallee() : nullptr;
  if (!Callee || !Callee->getIdentifier() || !Callee->isExternC() ||
      !Failure.contains(Busy))
    return std::nullopt;
  if (Callee->getName().contains("try"))
    return Busy;
  if (Callee->getName().contains("timed") ||
      Callee->getName().contains("clock"))
    return Target.isOSDarwin() || Target.isOSFreeBSD() || Target.isOSNetBSD() ||
                   Target.isOSOpenBSD() || Target.isOSDragonFly()
               ? TimedOutBSD
               : TimedOut;
  return std::nullopt;
}

void FunctionLowering::lowerRelease(const Expr *Call, const CallEntry &E,
                                    Args A, const Expr *Object) {
  const CallModel &M = *E.Call;
  if (M.Handle.Where == HandleSlot::Any) {
    // Which of them is not known: none is ours to report any more.
    const auto &Types = MadeTypes[E.Owner];
    for (PlaceId Each = 0; Each < Places.size(); ++Each)
      if (QualType T = Places.info(Each).Type;
          !T.isNull() &&
          Types.contains(Context.getCanonicalType(T).getTypePtr()))
        emitEscape(Each);
    return;
  }
  PlaceId P = slotPlace(M.Handle, Call, A, Object);
  if (P == None)
    return;
  if (QualType T = Places.info(P).Type; !T.isNull())
    ReleasedTypes.try_emplace(Context.getCanonicalType(T).getTypePtr(),
                              E.Owner);
  ReleasingFamily = E.Owner;
  if (!M.Final) {
    WorkLowering(*this).end(Call, E, P, A);
    if (Models.modeOf(M, A) == ReleaseMode::Terminate && !ForSummary)
      Released.try_emplace(P, E.Owner);
    // An object can still be told to stop; memory that was freed cannot.
    QualType T = Places.info(P).Type;
    bool Freed = M.Handle.Where == HandleSlot::Argument && !T.isNull() &&
                 T->isPointerType();
    if (Freed || M.LegalAfter != AllReleaseModes)
      use(P);
    return;
  }
  auto Do = [&] {
    WorkLowering(*this).end(Call, E, P, A);
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
  std::vector<std::function<void()>> Ways = {[&] {
    Do();
    set(Result, Values->first);
  }};
  std::optional<int64_t> Busy =
      busyCode(Call, Values->second, Context.getTargetInfo().getTriple());
  if (Busy)
    Ways.push_back([&] { set(Result, ValueSet::constant(*Busy)); });
  Ways.push_back([&] {
    set(Result,
        Busy ? Values->second.refine(Relation::Ne, *Busy) : Values->second);
    if (Busy)
      escape(P); // There is nothing to release.
  });
  choose(Ways);
}

bool FunctionLowering::isPassedOn(const Expr *Call) const {
  const Stmt *Up = parents().getParent(Call);
  while (isa_and_nonnull<ParenExpr, CastExpr, UnaryOperator, FullExpr,
                         MaterializeTemporaryExpr>(Up))
    Up = parents().getParent(Up);
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
      // awaitTermination() comes after shutdown().
      if (E.Call->Needs.empty() && E.Call->LegalAfter != AllReleaseModes)
        use(slotPlace(E.Call->Handle, Call, A, Object));
      WorkLowering(*this).use(Call, E,
                              slotPlace(E.Call->Handle, Call, A, Object));
      break;
    case Role::Take:
      escape(slotPlace(E.Call->Handle, Call, A, Object));
      break;
    case Role::Borrow:
      if (E.Call->Use == UseKind::View)
        WorkLowering(*this).view(placeOf(Call),
                                 slotPlace(E.Call->Handle, Call, A, Object));
      break;
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
  PlaceId Handle = slotPlace(Entries[0].Call->Handle, nullptr, A, nullptr);
  QualType Thread = Handle == None ? QualType() : Places.info(Handle).Type;
  if (Entries[0].Call->Handle.Where == HandleSlot::Return)
    Thread = Callee->getReturnType();
  for (unsigned I = 0; I < A.size(); ++I) {
    bool Modelled = llvm::any_of(Entries, [&](const CallEntry &E) {
      const HandleSlot &Slot = E.Call->Handle;
      bool ByArgument = Slot.Where == HandleSlot::Argument ||
                        Slot.Where == HandleSlot::Pointee;
      // To have a child is not to be handed on.
      return (ByArgument && Slot.Index == I) || E.Call->Error == I ||
             E.Call->Parent == I;
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
    QualType Held = Places.info(O.P).Type;
    bool Object = !Held.isNull() && Held->isRecordType() && ByAddress;
    if (Entries[0].Call->What == Role::Acquire &&
        (Object || Entries[0].Owner->Kind == PoolKind::WorkerThread))
      giveToThread(O.P, *Entries[0].Owner, Thread);
    else if (ByAddress)
      passAddress(Callee, I, O.P);
    else if (!MemoryPoolLowering(*this).lend(Callee, A, I, O.P))
      escape(O.P);
  }
}

} // namespace poolguard
