//===-- LowerExceptions.cpp - The way of an exception ---------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Clang's graph has no edges for exceptions. Here they are made from the
/// lexical structure: what is destroyed, which handlers are asked. What lies
/// outwards of one scope is the same for all that is thrown inside, so that the
/// ways out share their blocks.
///
//===----------------------------------------------------------------------===//

#include "FunctionLowering.h"
#include "LibraryTypes.h"
#include "LowerWork.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;

namespace poolguard {

/// Equal sets of types have equal keys.
static std::vector<const void *> keyOf(const ThrownTypes &What) {
  std::vector<const void *> Key;
  for (QualType T : What.Named)
    Key.push_back(T.getAsOpaquePtr());
  llvm::sort(Key);
  if (What.Standard)
    Key.push_back(nullptr);
  if (What.Unknown)
    Key.insert(Key.end(), 2, nullptr);
  return Key;
}

bool FunctionLowering::mayLeave() const {
  return Throws->mayLeave(F) && !F->isMain();
}

ThrownTypes FunctionLowering::caughtWithin(unsigned From, ThrownTypes What) {
  ThrownTypes Caught;
  for (; From != None && !What.empty(); From = scopes()[From].Outer) {
    const Scope &S = scopes()[From];
    for (unsigned I = 0; S.What == Scope::Try && I < S.Block->getNumHandlers();
         ++I) {
      ThrowAnalysis::Split Split = Throws->split(S.Block->getHandler(I), What);
      Caught.add(Split.Caught);
      What = Split.Rest;
    }
  }
  return Caught;
}

void FunctionLowering::raiseAt(const Stmt *At, const ThrownTypes &What) {
  emit(EventKind::Throw, None);
  WorkLowering(*this).settle();
  unsigned Innermost = None;
  const Stmt *Around = scopes().around(At, parents(), Innermost);
  if (!Around || What.empty()) {
    Out->Graph.Blocks[Current].Exit = ExitKind::Abort; // Where are we?
    return;
  }
  ThrownTypes Passing = mayLeave() ? What : caughtWithin(Innermost, What);
  if (Passing.empty()) { // The process ends before anything is destroyed.
    Out->Graph.Blocks[Current].Exit = ExitKind::Abort;
    return;
  }
  dropTemporaries(Around);
  unwind(Innermost, Passing);
}

void FunctionLowering::noteTemporary(const Event &E) {
  bool Fills = E.Kind == EventKind::Construct || E.Kind == EventKind::Copy ||
               E.Kind == EventKind::Move || E.Kind == EventKind::Swap ||
               E.Kind == EventKind::Insert;
  if (Throws && Fills &&
      Places.info(Places.root(E.Dst)).Last == Step::Temporary)
    FilledTemporaries.insert(E.Dst);
}

void FunctionLowering::dropTemporaries(const Stmt *Around) {
  // In what order they were made and whether they are alive is not told: those
  // of the same full-expression are in good hands.
  llvm::SmallVector<PlaceId, 4> Candidates(FilledTemporaries.begin(),
                                           FilledTemporaries.end());
  for (PlaceId P : Candidates) {
    unsigned Scope = None;
    const auto *E =
        static_cast<const Expr *>(Places.info(Places.root(P)).Entity);
    if (E && scopes().around(E, parents(), Scope) != Around)
      FilledTemporaries.remove(P); // A statement that is over.
    else
      emitEscape(P);
  }
}

void FunctionLowering::unwind(unsigned From, ThrownTypes What) {
  const CFGBlock *Raising = CurrentCFGBlock;
  unsigned Origin = CurrentOrigin;
  CurrentCFGBlock = nullptr; // The blocks are shared: of no loop.
  while (!What.empty()) {
    if (From != None && scopes()[From].What == Scope::InHandler) {
      From = scopes()[From].Outer;
      continue;
    }
    auto [It, New] = Unwinding.try_emplace({From, keyOf(What)}, None);
    if (!New) {
      jump(It->second);
      break;
    }
    BlockId Next = It->second = newBlock();
    jump(Next);
    Current = Next;
    if (From == None) {
      leaveByException(What);
      break;
    }
    const Scope S = scopes()[From];
    if (S.What == Scope::Try)
      askHandlers(*S.Block, What);
    else
      undo(S);
    From = S.Outer;
  }
  CurrentCFGBlock = Raising;
  CurrentOrigin = Origin;
}

bool FunctionLowering::isUnwinding() const {
  return Unwinds || (Outer && Outer->isUnwinding());
}

void FunctionLowering::undo(const Scope &S) {
  poolguard::Origin O;
  O.What = Origin::ScopeEnd;
  O.Location = F->getBody()->getEndLoc();
  if (S.What == Scope::Variable) {
    O.Variable = S.V;
    O.Location = S.V->getLocation();
    CurrentOrigin = origin(O);
    Unwinds = true;
    if (S.V->hasAttr<CleanupAttr>())
      lowerCleanup(S.V);
    else
      lowerVariableEnd(S.V);
    Unwinds = false;
    return;
  }
  if (S.What != Scope::Member)
    return;
  O.Location = S.Init->getSourceLocation();
  CurrentOrigin = origin(O);
  undoMember(*S.Init);
}

void FunctionLowering::undoMember(const CXXCtorInitializer &Init) {
  QualType T = cast<CXXMethodDecl>(F)->getThisType()->getPointeeType();
  PlaceId This = thisPlace(T);
  if (Init.isDelegatingInitializer()) {
    lowerDestructor(This, T); // It was complete.
    return;
  }
  const CXXRecordDecl *Base = Init.isBaseInitializer()
                                  ? Init.getBaseClass()->getAsCXXRecordDecl()
                                  : nullptr;
  if (Base && Models.familyOf(Base)) {
    destroyRecord(This, Base);
    return;
  }
  llvm::SmallVector<PlaceId, 8> Members(Places.children(This).begin(),
                                        Places.children(This).end());
  for (PlaceId P : Members) {
    const PlaceInfo &I = Places.info(P);
    if (I.Last != Step::Field)
      continue;
    const auto *Field = static_cast<const FieldDecl *>(I.Entity);
    if (Field == Init.getAnyMember()) {
      lowerDestructor(P, I.Type);
    } else if (Base &&
               Field->getParent() != cast<CXXMethodDecl>(F)->getParent()) {
      // A base's member: its destructor may do anything.
      escape(P);
    }
  }
}

void FunctionLowering::askHandlers(const CXXTryStmt &Try, ThrownTypes &What) {
  BlockId Fork = Current;
  for (unsigned I = 0; I < Try.getNumHandlers() && !What.empty(); ++I) {
    const CXXCatchStmt *H = Try.getHandler(I);
    ThrowAnalysis::Split Split = Throws->split(H, What);
    What = Split.Rest;
    const CFGBlock *Start = Tables->handler(H);
    if (Split.Caught.empty() || !Start)
      continue;
    EnteredWith[H].add(Split.Caught);
    Origin O;
    O.What = Origin::Caught;
    O.Code = H;
    O.Location = H->getBeginLoc();
    Current = newBlock(origin(O));
    Out->Graph.Blocks[Fork].Succs.push_back(Current);
    jump(BlockStart[Start->getBlockID()]);
  }
  Current = Fork;
  FlowBlock &B = Out->Graph.Blocks[Fork];
  if (What.empty() && B.Succs.empty())
    B.Exit = ExitKind::Abort;
}

void FunctionLowering::leaveByException(const ThrownTypes &What) {
  if (Outer && Throws->mayLeave(F)) {
    leaveInlined(What);
    return;
  }
  Origin O;
  O.What = Origin::FunctionEnd;
  O.Location = F->getBody()->getEndLoc();
  BlockId Exit = newBlock(origin(O));
  Out->Graph.Blocks[Exit].Exit =
      mayLeave() ? ExitKind::Exception : ExitKind::Abort;
  jump(Exit);
}

bool FunctionLowering::rethrowsAtEnd(const CFGBlock &From) const {
  if (!Throws || !isa<CXXConstructorDecl, CXXDestructorDecl>(F) ||
      !isa<CXXTryStmt>(F->getBody()))
    return false;
  const CFGBlock *B = &From;
  const Stmt *Last = nullptr;
  for (unsigned Steps = 0; B && !Last && Steps < 8; ++Steps) {
    for (const CFGElement &E : *B)
      if (auto S = E.getAs<CFGStmt>())
        Last = S->getStmt();
    B = B->pred_empty() ? nullptr : B->pred_begin()->getReachableBlock();
  }
  if (isa_and_nonnull<ReturnStmt>(Last))
    return false;
  while (Last && !(isa<CXXCatchStmt>(Last) &&
                   parents().getParent(Last) == F->getBody()))
    Last = parents().getParent(Last);
  return Last;
}

//===----------------------------------------------------------------------===//
// What raises
//===----------------------------------------------------------------------===//

void FunctionLowering::lowerThrow(const CXXThrowExpr *T) {
  if (!Throws)
    return;
  Origin O;
  O.What = Origin::Thrown;
  O.Code = T;
  O.Location = T->getThrowLoc();
  BlockId Raises = newBlock(origin(O));
  jump(Raises);
  Current = Raises;
  ThrownTypes What = Throws->ofExpr(T, F);
  if (!T->getSubExpr()) {
    // The handler is lowered after its block: what enters it is known.
    unsigned From = None;
    scopes().around(T, parents(), From);
    if (const CXXCatchStmt *Handler = scopes().handlerAround(From))
      What = EnteredWith.lookup(Handler);
  }
  raiseAt(T, What);
  Current = newBlock();
}

/// `noexcept(f())`: Clang's graph has the call all the same.
static bool isUnevaluated(const Expr *E, const ParentMap &Parents) {
  for (const Stmt *Up = Parents.getParent(E); isa_and_nonnull<Expr>(Up);
       Up = Parents.getParent(Up))
    if (isa<CXXNoexceptExpr>(Up))
      return true;
  return false;
}

bool FunctionLowering::mayRaise(const Expr *E,
                                llvm::function_ref<void()> Throwing) {
  if (!Throws)
    return false;
  ThrownTypes What = Throws->ofExpr(E, F);
  if (What.empty() || isUnevaluated(E, parents()))
    return false;
  Origin O;
  O.What = Origin::MayThrow;
  O.Code = E;
  O.Location = E->getExprLoc();
  BlockId Goes = newBlock(), Raises = newBlock(origin(O));
  jump(Goes);
  jump(Raises);
  Current = Raises;
  Raising = true;
  Throwing();
  Raising = false;
  raiseAt(E, What);
  Current = Goes;
  return true;
}

void FunctionLowering::passToThrowing(const CallExpr *C) {
  if (passToThrowingCallable(C))
    return;
  const FunctionDecl *Callee = C->getDirectCallee();
  Args A(C->getArgs(), C->getNumArgs());
  const auto *M = dyn_cast<CXXMemberCallExpr>(C);
  const Expr *Object = M ? M->getImplicitObjectArgument() : nullptr;
  if (M && throwsIfEmpty(M))
    return;
  ModelMatcher::Entries Entries;
  if (Callee)
    Entries = Models.match(Callee, A);
  if (Entries.empty() && !(Callee && isInStd(Callee, true))) {
    assumeEnding(C);
    passArguments(C, Callee);
    passObject(C, Callee, Object);
    return;
  }
  bool Acquires = false;
  for (const CallEntry &E : Entries) {
    // Whether it was released before it threw is not known.
    if (E.Call->What == Role::Release || E.Call->What == Role::Take)
      escape(slotPlace(E.Call->Handle, C, A, Object));
    Acquires |= E.Call->What == Role::Acquire; // It made nothing.
  }
  if (!Entries.empty()) {
    if (!Acquires)
      passOtherArguments(Callee, A, Entries);
    return;
  }
  for (unsigned I = 0; I < A.size(); ++I) {
    Operand O = operandOf(A[I]);
    if ((O.isContent() || O.isAddress()) && !readOnlyParameter(Callee, I))
      escape(O.P);
  }
}

void FunctionLowering::passToThrowing(const CXXConstructExpr *C) {
  const CXXConstructorDecl *Ctor = C->getConstructor();
  Args A(C->getArgs(), C->getNumArgs());
  if (!Models.match(Ctor, A).empty())
    return; // It made nothing.
  for (unsigned I = 0; I < A.size(); ++I) {
    Operand O = operandOf(A[I]);
    if (O.What == Operand::Unknown)
      sink(A[I]);
    else if ((O.isContent() || O.isAddress()) &&
             !unseenCalleeBorrows(Ctor, I, A[I]->getType()))
      escape(O.P);
  }
}

//===----------------------------------------------------------------------===//
// Constructors
//===----------------------------------------------------------------------===//

bool FunctionLowering::isUnderConstruction(PlaceId P) const {
  if (Outer)
    return Outer->isUnderConstruction(P);
  if (!Throws || ForSummary || !isa<CXXConstructorDecl>(F))
    return false;
  for (bool Below = false; P != None; P = Places.info(P).Parent, Below = true) {
    const PlaceInfo &I = Places.info(P);
    if (I.Last == Step::This)
      return true;
    bool Inside = I.Last == Step::Field || I.Last == Step::ConstIndex ||
                  I.Last == Step::VarIndex || I.Last == Step::Elements;
    bool Elsewhere = !I.Type.isNull() && (I.Type->isReferenceType() ||
                                          (Below && I.Type->isPointerType()));
    if (!Inside || Elsewhere)
      return false; // Memory that others may know.
  }
  return false;
}

bool FunctionLowering::runsInThread(const LambdaExpr *L) {
  auto StartsThread = [&](const FunctionDecl *Callee, Args A) {
    return Callee && llvm::any_of(Models.match(Callee, A), [](const auto &E) {
             return E.Call->What == Role::Acquire &&
                    E.Owner->Kind == PoolKind::WorkerThread;
           });
  };
  for (const Stmt *Up = parents().getParent(L); isa_and_nonnull<Expr>(Up);
       Up = parents().getParent(Up)) {
    if (const auto *C = dyn_cast<CXXConstructExpr>(Up))
      if (StartsThread(C->getConstructor(), {C->getArgs(), C->getNumArgs()}))
        return true;
    const auto *C = dyn_cast<CallExpr>(Up);
    if (C &&
        StartsThread(C->getDirectCallee(), {C->getArgs(), C->getNumArgs()}))
      return true;
    // `threads.emplace_back([this] { ... })`.
    const auto *M = dyn_cast<CXXMemberCallExpr>(Up);
    if (M && isSequence(libraryType(objectType(M))))
      if (const Family *Owner =
              Models.familyOf(templateArgument(objectType(M), 0)))
        return Owner->Kind == PoolKind::WorkerThread;
  }
  return false;
}

void FunctionLowering::captureThis(const LambdaExpr *L) {
  const auto *Method = dyn_cast<CXXMethodDecl>(F);
  if (!Method || Method->isStatic())
    return;
  PlaceId This = Places.thisObject(Method->getThisType()->getPointeeType());
  if (!isUnderConstruction(This))
    return;
  if (!runsInThread(L)) {
    retain(This);
    return;
  }
  // A thread may release what it sees, but does not join itself.
  for (PlaceId P : Places.descendants(This)) {
    const Family *Owner = Models.familyOf(Places.info(P).Type);
    if (!isUnderConstruction(P) ||
        (Owner && Owner->Kind == PoolKind::WorkerThread))
      continue;
    emitEscape(P);
    if (Places.children(P).empty())
      set(retainedFlag(P), ValueSet::constant(1));
  }
}

void FunctionLowering::finishConstruction() {
  if (!Throws || ForSummary || Outer || !isa<CXXConstructorDecl>(F))
    return;
  PlaceId This = Places.thisObject(
      cast<CXXMethodDecl>(F)->getThisType()->getPointeeType());
  emitEscape(This);
  for (PlaceId P : Places.descendants(This))
    emitEscape(P);
}

} // namespace poolguard
