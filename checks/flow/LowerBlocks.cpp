//===-- LowerBlocks.cpp - Clang's CFG to blocks and exits -----------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FunctionLowering.h"
#include "LibraryTypes.h"
#include "LowerMemoryPools.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;

namespace poolguard {

FunctionLowering::FunctionLowering(const FunctionDecl *F, ASTContext &Context,
                                   ModelMatcher &Models, CalleeEffects *Effects,
                                   const LoweringOptions &Options,
                                   bool ForSummary)
    : LoweringBase(std::make_shared<LoweringState>()), F(F), Context(Context),
      Models(Models), Effects(Effects), Options(Options),
      ForSummary(ForSummary),
      Throws(Effects && Context.getLangOpts().CXXExceptions
                 ? &Effects->throwing()
                 : nullptr) {}

bool FunctionLowering::openBody() {
  BodyCache &Cache = Options.Bodies ? *Options.Bodies : Shared->OwnBodies;
  // What differs is no one else's.
  bool Own = Options.Ends && Options.Ends->getDeclContext() == F;
  Tables = Own ? Shared->OwnBodies.of(F, Context, Options.Ends)
               : Cache.of(F, Context);
  if (!Tables)
    return false;
  if (const auto *Ctor = dyn_cast<CXXConstructorDecl>(F))
    for (const CXXCtorInitializer *I : Ctor->inits())
      if (!I->isAnyMemberInitializer() ||
          isa<InitListExpr>(I->getInit()->IgnoreImplicit()))
        InitializesThis.insert(I->getInit()->IgnoreImplicit());
  return true;
}

void FunctionLowering::numberLoops() {
  FirstLoop = Shared->NumLoops;
  Shared->NumLoops += loops().loops().size();
}

std::unique_ptr<LoweredFunction> FunctionLowering::run() {
  if (!openBody())
    return nullptr;
  numberLoops();
  for (bool First : {true, false}) {
    FirstRound = First;
    Out = std::make_unique<LoweredFunction>();
    Out->Function = F;
    Out->Bodies = Options.Bodies;
    Out->Frames.push_back({F, 0, None});
    SiteOf.clear();
    InlinedSoFar.clear();
    PriorSiteOf.clear();
    TemporarySite.clear();
    Unwinding.clear();
    FilledTemporaries.clear();
    lowerBody();
  }
  Out->Graph.Places = Places.places();
  Out->Graph.NumLoops = Shared->NumLoops;
  return std::move(Out);
}

//===----------------------------------------------------------------------===//
// Graph building
//===----------------------------------------------------------------------===//

unsigned FunctionLowering::origin(Origin O) {
  O.Frame = Frame;
  Out->Origins.push_back(O);
  return Out->Origins.size() - 1;
}

unsigned FunctionLowering::origin(const Stmt *S) {
  Origin O;
  O.Code = S;
  O.Location = S->getBeginLoc();
  return origin(O);
}

void FunctionLowering::emit(Event E) {
  if (E.Origin == None)
    E.Origin = CurrentOrigin;
  noteTemporary(E);
  if (E.Kind == EventKind::Construct || E.Kind == EventKind::Copy ||
      E.Kind == EventKind::Move || E.Kind == EventKind::Swap ||
      E.Kind == EventKind::Insert || E.Kind == EventKind::Bind)
    for (PlaceId P : {E.Dst, E.Src})
      if (P != None)
        Shared->MayHold.insert(P);
  Out->Graph.Blocks[Current].Events.push_back(std::move(E));
}

void FunctionLowering::emit(EventKind K, PlaceId Dst, PlaceId Src) {
  Event E;
  E.Kind = K;
  E.Dst = Dst;
  E.Src = Src;
  emit(std::move(E));
}

BlockId FunctionLowering::newBlock(unsigned Origin) {
  Out->Graph.Blocks.emplace_back();
  Out->Graph.Blocks.back().Origin = Origin;
  return Out->Graph.Blocks.size() - 1;
}

void FunctionLowering::jump(BlockId To) {
  Out->Graph.Blocks[Current].Succs.push_back(To);
}

void FunctionLowering::choose(
    llvm::ArrayRef<std::function<void()>> Alternatives) {
  BlockId Fork = Current;
  llvm::SmallVector<BlockId, 4> Ends;
  for (const std::function<void()> &Alternative : Alternatives) {
    BlockId Start = newBlock();
    Out->Graph.Blocks[Fork].Succs.push_back(Start);
    Current = Start;
    Alternative();
    Ends.push_back(Current);
  }
  Current = newBlock();
  for (BlockId End : Ends)
    if (Out->Graph.Blocks[End].Exit == ExitKind::None)
      Out->Graph.Blocks[End].Succs.push_back(Current);
}

//===----------------------------------------------------------------------===//
// Blocks
//===----------------------------------------------------------------------===//

void FunctionLowering::lowerBody() {
  // Block 0 leads into the entry, so that the graph's start has no way in.
  if (!Outer)
    Current = newBlock();
  if (Life)
    AfterFirst = newBlock();
  BlockStart.assign(cfg().getNumBlockIDs(), None);
  for (const CFGBlock *B : cfg())
    BlockStart[B->getBlockID()] = newBlock();
  if (!Outer)
    lowerEntry();
  if (Life && !isa<CXXConstructorDecl>(F))
    initialiseMembers();
  jump(BlockStart[cfg().getEntry().getBlockID()]);
  // Reverse of the list: source order, so that variables come before uses.
  llvm::SmallVector<const CFGBlock *, 32> Order(cfg().begin(), cfg().end());
  for (const CFGBlock *B : llvm::reverse(Order))
    lowerBlock(*B);
  recordLoops();
  Life ? lowerRestOfLife() : lowerExtras();
}

void FunctionLowering::addSlot(CalleeSlot::Kind Kind, unsigned Index,
                               const VarDecl *Captured, PlaceId P) {
  if (P == None)
    return;
  SiteId Site = priorSite(P, Models.familyOf(Places.info(P).Type));
  Out->Slots.push_back({{Kind, Index, Captured}, P, Site});
}

void FunctionLowering::addSlots() {
  for (unsigned I = 0; I < F->getNumParams(); ++I) {
    const ParmVarDecl *P = F->getParamDecl(I);
    if (!isHandleLike(P->getType()))
      continue;
    PlaceId Place = variablePlace(P);
    addSlot(CalleeSlot::Parameter, I, nullptr, Place);
    QualType T = P->getType()->getPointeeType();
    if (P->getType()->isPointerType() && T->isScalarType())
      addSlot(CalleeSlot::Pointee, I, nullptr, Places.pointee(Place, T));
  }
  const auto *Method = dyn_cast<CXXMethodDecl>(F);
  if (Method && Method->getParent()->isLambda())
    for (const LambdaCapture &C : Method->getParent()->captures())
      if (C.capturesVariable())
        if (const auto *V = dyn_cast<VarDecl>(C.getCapturedVar()))
          addSlot(CalleeSlot::Capture, 0, V->getCanonicalDecl(),
                  variablePlace(V));
}

bool FunctionLowering::isSlot(PlaceId P) const {
  return ForSummary && llvm::any_of(Out->Slots, [&](const auto &S) {
           return S.P == P && (S.Slot.What != CalleeSlot::Parameter ||
                               Places.info(P).External);
         });
}

/// A pointer of some sort, which is not null where it holds a pool.
static bool mayBeNull(QualType T) {
  LibraryType Kind = libraryType(T);
  return T->isPointerType() || Kind == LibraryType::UniquePtr ||
         Kind == LibraryType::SharedPtr || Kind == LibraryType::Optional;
}

/// A variable of the function itself, or one that is there before it.
bool FunctionLowering::isOwnVariable(const PlaceInfo &Root) const {
  const auto *V = static_cast<const VarDecl *>(Root.Entity);
  return !V->hasLocalStorage() || Root.External || V->getDeclContext() == F;
}

void FunctionLowering::lowerEntry() {
  for (unsigned I = 0; I < F->getNumParams(); ++I)
    Out->Parameters.push_back(variablePlace(F->getParamDecl(I)));
  if (!F->getReturnType()->isVoidType())
    Out->Result = Places.result(F->getReturnType());
  if (ForSummary)
    addSlots();
  if (FirstRound)
    return;
  for (auto &[P, Flag] : RetainedFlags)
    set(Flag, ValueSet::constant(0));
  MemoryPoolLowering(*this).begin();
  for (PlaceId P = 0; P < Places.size() && !ForSummary; ++P) {
    const PlaceInfo &RootInfo = Places.info(Places.root(P));
    Step Root = RootInfo.Last;
    if (Root == Step::Variable && !isOwnVariable(RootInfo))
      continue;
    auto It = Released.find(P);
    if (It != Released.end() && !Places.place(P).Collection &&
        (Root == Step::This || Root == Step::Variable))
      priorSite(P, It->second);
  }
  for (auto &[P, Site] : PriorSiteOf)
    construct(Site, P,
              ForSummary && mayBeNull(Places.info(P).Type) ? ValueSet::nonZero()
                                                           : ValueSet::any(),
              nullptr);
  if (ForSummary)
    addEndingSlot();
}

void FunctionLowering::lowerBlock(const CFGBlock &B) {
  CurrentCFGBlock = &B;
  Current = BlockStart[B.getBlockID()];
  CurrentOrigin = None;
  if (&B == &cfg().getExit()) {
    // Ways out have blocks of their own.
    Out->Graph.Blocks[Current].Exit = ExitKind::Abort;
    return;
  }
  for (const NaturalLoop &L : loops().loops())
    if (L.Header == B.getBlockID())
      bindAtHeader(&L - loops().loops().begin());
  for (const CFGElement &E : B)
    lowerElement(E);
  if (B.hasNoReturnElement()) {
    Out->Graph.Blocks[Current].Exit = ExitKind::Abort;
    return;
  }
  lowerTerminator(B);
  FlowBlock &Last = Out->Graph.Blocks[Current];
  if (Last.Succs.empty() && Last.Exit == ExitKind::None)
    Last.Exit = ExitKind::Abort; // Nothing reachable follows.
}

/// The last statement of a block.
static const Stmt *lastStatement(const CFGBlock &B) {
  for (const CFGElement &E : llvm::reverse(B))
    if (auto S = E.getAs<CFGStmt>())
      return S->getStmt();
  return nullptr;
}

/// What \p Bound makes is no temporary in the end, whatever the CFG says.
static bool becomesAnother(const CXXBindTemporaryExpr *Bound,
                           const ParentMap &Parents) {
  auto Skip = [&](const Stmt *S, auto IsWrapper) {
    while (S && IsWrapper(S))
      S = Parents.getParent(S);
    return S;
  };
  const Stmt *Up = Skip(Parents.getParent(Bound), [](const Stmt *S) {
    return isa<CastExpr, ParenExpr>(S);
  });
  if (isa_and_nonnull<InitListExpr>(Up))
    return true; // `new T{U()}`: it initialises an element,
  Up = Skip(Up, [](const Stmt *S) {
    return isa<CastExpr, ParenExpr, MaterializeTemporaryExpr>(S);
  });
  if (const auto *C = dyn_cast_or_null<CXXConstructExpr>(Up))
    return C->isElidable(); // ... or what it would be moved to,
  // ... or a member: its initialiser stands nowhere else.
  return !Skip(Parents.getParent(Bound), [](const Stmt *S) {
    return isa<CastExpr, ParenExpr, FullExpr>(S);
  });
}

void FunctionLowering::lowerElement(const CFGElement &E) {
  auto EndAt = [&](const VarDecl *V, const Stmt *Trigger) {
    Origin O;
    O.What = Origin::ScopeEnd;
    O.Variable = V;
    O.Code = Trigger;
    O.Location = Trigger->getEndLoc();
    CurrentOrigin = origin(O);
    lowerVariableEnd(V);
  };
  switch (E.getKind()) {
  case CFGElement::Statement:
  case CFGElement::Constructor:
  case CFGElement::CXXRecordTypedCall: {
    const Stmt *S = E.castAs<CFGStmt>().getStmt();
    CurrentOrigin = None;
    lowerStatement(S);
    passOnArm(S);
    break;
  }
  case CFGElement::Initializer: {
    const CXXCtorInitializer *I = E.castAs<CFGInitializer>().getInitializer();
    CurrentOrigin = origin(I->getInit());
    lowerInitializer(I);
    break;
  }
  case CFGElement::AutomaticObjectDtor: {
    auto Dtor = E.castAs<CFGAutomaticObjDtor>();
    EndAt(Dtor.getVarDecl(), Dtor.getTriggerStmt());
    break;
  }
  case CFGElement::CleanupFunction: {
    Origin O;
    O.What = Origin::ScopeEnd;
    O.Variable = E.castAs<CFGCleanupFunction>().getVarDecl();
    const Stmt *Last = lastStatement(*CurrentCFGBlock);
    O.Location = isa_and_nonnull<ReturnStmt>(Last) ? Last->getBeginLoc()
                                                   : F->getBody()->getEndLoc();
    CurrentOrigin = origin(O);
    lowerCleanup(O.Variable);
    break;
  }
  case CFGElement::LifetimeEnds: {
    auto End = E.castAs<CFGLifetimeEnds>();
    if (End.getVarDecl() == Options.Ends)
      EndAt(Options.Ends, End.getTriggerStmt());
    break;
  }
  case CFGElement::TemporaryDtor: {
    const CXXBindTemporaryExpr *Bound =
        E.castAs<CFGTemporaryDtor>().getBindTemporaryExpr();
    if (becomesAnother(Bound, parents()))
      break;
    CurrentOrigin = origin(Bound);
    Operand O = operandOf(Bound->getSubExpr());
    if (O.isContent() && Places.info(Places.root(O.P)).Last == Step::Temporary)
      lowerDestructor(O.P, Bound->getType());
    break;
  }
  case CFGElement::DeleteDtor: // lowerDelete does it.
  case CFGElement::BaseDtor:
  case CFGElement::MemberDtor:
  case CFGElement::NewAllocator:
  case CFGElement::ScopeBegin:
  case CFGElement::ScopeEnd:
  case CFGElement::LoopExit:
    break;
#if CLANG_VERSION_MAJOR >= 23
  default:
    break;
#endif
  }
}

static const CFGBlock *successor(const CFGBlock &B, unsigned I) {
  return B.succ_size() > I ? (B.succ_begin() + I)->getReachableBlock()
                           : nullptr;
}

void FunctionLowering::lowerTerminator(const CFGBlock &B) {
  const Stmt *T = B.getTerminatorStmt();
  // Where an exception goes: see LowerExceptions.cpp.
  if (isa_and_nonnull<CXXTryStmt>(T) ||
      isa_and_nonnull<CXXThrowExpr>(lastStatement(B))) {
    Out->Graph.Blocks[Current].Exit = ExitKind::Abort;
    return;
  }
  if (B.getTerminator().isTemporaryDtorsBranch() ||
      B.getTerminator().isVirtualBaseBranch())
    T = nullptr;
  if (isa_and_nonnull<BreakStmt, ContinueStmt, GotoStmt>(T)) {
    CurrentOrigin = origin(T);
    emit(Event()); // Where a path leaves a block, for fix-its.
  }
  if (const auto *Switch = dyn_cast_or_null<SwitchStmt>(T)) {
    lowerSwitch(B, Switch);
    return;
  }
  if (const auto *If = dyn_cast_or_null<IfStmt>(T); If && If->isConsteval()) {
    // What is analysed runs at run time.
    if (const CFGBlock *To = successor(B, If->isNegatedConsteval() ? 0 : 1))
      leaveFor(B, *To);
    return;
  }
  const Expr *Condition = B.succ_size() == 2 ? branchCondition(B) : nullptr;
  if (!Condition || !T || isa<GotoStmt>(T)) {
    BlockId End = Current;
    for (unsigned I = 0; I < B.succ_size(); ++I)
      if (const CFGBlock *To = successor(B, I)) {
        Current = End;
        joinLogical(*To, std::nullopt);
        leaveFor(B, *To);
      }
    Current = End;
    return;
  }
  ConditionTree Tree = conditionOf(Condition);
  forgiveElements(B, Condition, Tree);
  BlockId Fork = Current;
  llvm::SmallVector<BlockId, 2> Starts;
  for (bool Truth : {true, false}) {
    Origin O;
    O.What = Truth ? Origin::TrueBranch : Origin::FalseBranch;
    O.Code = Condition;
    O.Location = Condition->getExprLoc();
    Starts.push_back(newBlock(origin(O)));
  }
  branch(Tree, Starts[0], Starts[1]);
  for (unsigned I : {0u, 1u}) {
    Current = Starts[I];
    const CFGBlock *To = successor(B, I);
    if (!To) {
      Out->Graph.Blocks[Current].Exit = ExitKind::Abort;
      continue;
    }
    finishLoops(B, *To, Condition);
    joinLogical(*To, I == 0);
    leaveFor(B, *To);
  }
  Current = Fork;
}

void FunctionLowering::leaveFor(const CFGBlock &From, const CFGBlock &To) {
  enterLoops(From, To);
  if (&To == &cfg().getExit())
    lowerExit(From);
  else
    jump(BlockStart[To.getBlockID()]);
}

void FunctionLowering::lowerExit(const CFGBlock &From) {
  if (rethrowsAtEnd(From)) {
    leaveByException(ThrownTypes::unknown());
    return;
  }
  if (Outer || Life) {
    jump(Outer ? Continuation : AfterFirst);
    return;
  }
  finishConstruction();
  const Stmt *Last = lastStatement(From);
  // A return may be followed by destructors that branch; look back for it.
  const CFGBlock *B = &From;
  for (unsigned Steps = 0;
       !isa_and_nonnull<ReturnStmt, CoreturnStmt>(Last) && Steps < 8; ++Steps) {
    if (B->pred_size() != 1 || !*B->pred_begin() || Last)
      break;
    B = *B->pred_begin();
    Last = lastStatement(*B);
  }
  Origin O;
  O.What = Origin::FunctionEnd;
  O.Location = F->getBody()->getEndLoc();
  ExitKind Kind = ExitKind::Normal;
  if (F->isMain())
    Kind = ExitKind::Process;
  if (isa_and_nonnull<ReturnStmt, CoreturnStmt>(Last)) {
    O.What = Origin::Return;
    O.Code = Last;
    O.Location = Last->getBeginLoc();
  }
  BlockId Exit = newBlock(origin(O));
  Out->Graph.Blocks[Exit].Exit = Kind;
  jump(Exit);
}

std::unique_ptr<LoweredFunction>
lowerFunction(const FunctionDecl *F, ASTContext &Context, ModelMatcher &Models,
              CalleeEffects *Effects, const LoweringOptions &Options,
              bool ForSummary) {
  if (!F->doesThisDeclarationHaveABody() || F->isDependentContext() ||
      F->isInvalidDecl() || (Options.Mentions && Options.Mentions->isBroken(F)))
    return nullptr;
  // A call of a coroutine need not run any of its body.
  if (ForSummary && isa<CoroutineBodyStmt>(F->getBody()))
    return nullptr;
  return FunctionLowering(F, Context, Models, Effects, Options, ForSummary)
      .run();
}

} // namespace poolguard
