//===-- LowerStatements.cpp - Declarations, assignments, returns ----------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FunctionLowering.h"
#include "LibraryTypes.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/AST/StmtCXX.h"
#include <set>

using namespace clang;

namespace poolguard {

//===----------------------------------------------------------------------===//
// Effects on a place and what lies below it
//===----------------------------------------------------------------------===//

void FunctionLowering::set(PlaceId P, ValueSet V) {
  if (P == None)
    return;
  Event E;
  E.Kind = EventKind::Set;
  E.Dst = P;
  E.Values = V;
  emit(E);
  for (PlaceId D : Places.descendants(P)) {
    E.Dst = D;
    E.Values = ValueSet::any();
    if (Places.info(D).Last == Step::Bits && V.isConstant())
      E.Values = ValueSet::constant(V.low() & Places.info(D).Index);
    emit(E);
  }
}

void FunctionLowering::nameSites(PlaceId Dst, PlaceId Src) {
  if (Places.info(Src).Last != Step::Temporary)
    return;
  auto It = TemporarySite.find(Src);
  if (It == TemporarySite.end())
    return;
  llvm::SmallVector<SiteId, 1> Made = It->second;
  if (IdleOwners.contains(Src))
    IdleOwners.insert(Dst);
  // From one temporary to the next, until a name turns up.
  if (Places.info(Dst).Last == Step::Temporary)
    TemporarySite[Dst].append(Made.begin(), Made.end());
  else
    for (SiteId Site : Made)
      if (Out->Graph.Sites[Site].Name.empty())
        Out->Graph.Sites[Site].Name = Places.place(Dst).Name;
}

void FunctionLowering::nameTemporary(PlaceId Temporary, llvm::StringRef Name) {
  auto It = TemporarySite.find(Temporary);
  if (It == TemporarySite.end())
    return;
  for (SiteId Site : It->second)
    if (Out->Graph.Sites[Site].Name.empty())
      Out->Graph.Sites[Site].Name = Name.str();
}

void FunctionLowering::copy(PlaceId Dst, PlaceId Src) {
  if (Dst == None || Src == None || Dst == Src)
    return;
  // A temporary is gone once its value is taken.
  bool Temporary = Places.info(Src).Last == Step::Temporary;
  if (isOwnMemory(Src))
    escapeBelow(Src); // Two ways to it now.
  bool DstAll = isElementsPlace(Dst), SrcAll = isElementsPlace(Src);
  nameSites(Dst, Src);
  if (DstAll && SrcAll) {
    emit(EventKind::Move, Dst, Src);
  } else if (DstAll) {
    insert(Dst, Src);
    if (Temporary)
      set(Src, ValueSet::any());
    return;
  } else if (SrcAll) {
    // Which element? Not known: none of them is followed any more.
    escape(Src);
    havoc(Dst);
  } else {
    emit(Temporary ? EventKind::Move : EventKind::Copy, Dst, Src);
  }
  llvm::SmallVector<PlaceId, 4> Below(Places.children(Src).begin(),
                                      Places.children(Src).end());
  forgetBelow(Dst);
  // `l = l->next`: what was there is gone already.
  if (Places.isWithin(Src, Dst))
    return;
  for (PlaceId Child : Below)
    copy(Places.rebase(Child, Dst), Child);
}

void FunctionLowering::forgetBelow(PlaceId Dst) {
  Event E;
  E.Kind = EventKind::Set;
  for (PlaceId D : Places.descendants(Dst)) {
    E.Dst = D;
    emit(E);
  }
}

void FunctionLowering::move(PlaceId Dst, PlaceId Src) {
  if (Dst == None || Src == None || Dst == Src)
    return;
  bool DstAll = isElementsPlace(Dst), SrcAll = isElementsPlace(Src);
  nameSites(Dst, Src);
  if (DstAll == SrcAll) {
    emit(EventKind::Move, Dst, Src);
  } else if (DstAll) {
    insert(Dst, Src);
    set(Src, ValueSet::constant(0));
    return;
  } else {
    escape(Src);
    havoc(Dst);
  }
  llvm::SmallVector<PlaceId, 4> Below(Places.children(Src).begin(),
                                      Places.children(Src).end());
  forgetBelow(Dst);
  if (Places.isWithin(Src, Dst))
    return;
  for (PlaceId Child : Below)
    move(Places.rebase(Child, Dst), Child);
}

void FunctionLowering::swap(PlaceId A, PlaceId B) {
  if (A == None || B == None || A == B)
    return;
  if (isElementsPlace(A) != isElementsPlace(B)) {
    escape(A);
    escape(B);
    return;
  }
  emit(EventKind::Swap, A, B);
  settle(A);
  settle(B);
  llvm::SmallVector<PlaceId, 4> Below(Places.children(A).begin(),
                                      Places.children(A).end());
  for (PlaceId Child : Below)
    if (PlaceId Other = Places.rebase(Child, B); Other != None)
      swap(Child, Other);
  for (PlaceId Child : llvm::SmallVector<PlaceId, 4>(Places.children(B).begin(),
                                                     Places.children(B).end()))
    Places.rebase(Child, A); // So that the second round sees the pair.
}

void FunctionLowering::escape(PlaceId P) {
  if (P == None)
    return;
  noteLoopAccess(P, Read);
  emitEscape(P);
  escapeBelow(P);
}

void FunctionLowering::emitEscape(PlaceId P) {
  Event E;
  E.Dst = P;
  E.Kind = EventKind::Escape;
  if (ForSummary) {
    // The run must go on to tell what is returned: "given up" is near enough,
    // and Summaries.cpp reads it as an escape.
    E.Kind = EventKind::Release;
    E.Mode = ReleaseMode::Detach;
    E.Quiet = true;
  }
  emit(E);
}

void FunctionLowering::escapeBelow(PlaceId P) {
  llvm::SmallVector<PlaceId, 8> Below = Places.descendants(P);
  for (PlaceId D : Below)
    emitEscape(D);
  // What comes there later is in other hands as well.
  if (isOwnMemory(P) && !Below.empty())
    set(retainedFlag(P), ValueSet::constant(1));
}

/// An element whose number is not certain is named: which handle is meant
/// is not known where it lives among other elements.
static bool hasSiblings(const PlaceTable &Places, PlaceId P) {
  for (; P != None; P = Places.info(P).Parent) {
    Step S = Places.info(P).Last;
    if (S == Step::VarIndex || S == Step::ConstIndex || S == Step::Elements)
      return true;
  }
  return false;
}

void FunctionLowering::release(PlaceId P, ReleaseMode M,
                               ReleaseModes LegalAfter) {
  if (P == None)
    return;
  if (ReleasingFamily)
    Released.try_emplace(P, ReleasingFamily);
  noteLoopAccess(P, ReleasedHere);
  Event E;
  E.Kind = EventKind::Release;
  E.Dst = P;
  E.Mode = M;
  E.LegalAfter = LegalAfter;
  E.Quiet = ForSummary || isElementsPlace(P);
  if (!hasSiblings(Places, P)) {
    emit(E);
    return;
  }
  if (isElementsPlace(P)) {
    escape(P);
    return;
  }
  E.Quiet = true;
  emit(E);
  escapeOtherElements(P);
}

void FunctionLowering::escapeOtherElements(PlaceId P) {
  // In a loop that visits the elements one by one, P is bound to its element.
  if (CurrentCFGBlock)
    for (LoopId L = 0; L < Loops->loops().size(); ++L)
      if (Loops->contains(L, *CurrentCFGBlock) && visits(L, P))
        return;
  for (PlaceId Q = P; Q != None; Q = Places.info(Q).Parent) {
    Step S = Places.info(Q).Last;
    if (S != Step::VarIndex && S != Step::ConstIndex)
      continue;
    for (PlaceId Sibling : llvm::SmallVector<PlaceId, 4>(
             Places.children(Places.info(Q).Parent).begin(),
             Places.children(Places.info(Q).Parent).end())) {
      Step Other = Places.info(Sibling).Last;
      // Two different numbers are two elements.
      if (Sibling != Q && (Other == Step::Elements || Other == Step::VarIndex ||
                           (Other == Step::ConstIndex && S == Step::VarIndex)))
        escape(Sibling);
    }
  }
}

void FunctionLowering::use(PlaceId P) {
  if (P == None)
    return;
  noteLoopAccess(P, Read);
  Event E;
  E.Kind = EventKind::Use;
  E.Dst = P;
  E.Quiet = ForSummary || hasSiblings(Places, P);
  emit(E);
}

void FunctionLowering::destroy(PlaceId P) {
  if (P == None)
    return;
  emit(EventKind::Destroy, P);
}

void FunctionLowering::insert(PlaceId Collection, PlaceId P) {
  if (Collection == None || P == None)
    return;
  if (isElementsPlace(P)) {
    emit(EventKind::Move, Collection, P);
  } else {
    emit(EventKind::Insert, Collection, P);
    nameSites(Collection, P);
  }
  llvm::SmallVector<PlaceId, 4> Below(Places.children(P).begin(),
                                      Places.children(P).end());
  for (PlaceId Child : Below)
    insert(Places.rebase(Child, Collection), Child);
}

void FunctionLowering::forgetConditionsOn(const Decl *D) {
  auto It = Dependents.find(D->getCanonicalDecl());
  if (It == Dependents.end())
    return;
  for (PlaceId P : llvm::SmallVector<PlaceId, 2>(It->second))
    if (isCorrelated(P))
      havoc(P);
}

static unsigned indicesOf(const PlaceTable &Places, PlaceId P) {
  unsigned Indices = 0;
  for (; P != None; P = Places.info(P).Parent)
    Indices += Places.info(P).Last == Step::VarIndex ||
               Places.info(P).Last == Step::Elements;
  return Indices;
}

PlaceId FunctionLowering::retainedFlag(PlaceId P) {
  auto [It, New] = RetainedFlags.try_emplace(P, None);
  if (New)
    It->second = Places.flag(P);
  return It->second;
}

void FunctionLowering::retain(PlaceId P) {
  if (P == None)
    return;
  escape(P);
  if (!Places.info(P).External &&
      Places.info(Places.root(P)).Last != Step::Temporary)
    set(retainedFlag(P), ValueSet::constant(1));
}

void FunctionLowering::assumeReachable(PlaceId P) {
  // What is stored through a pointer tells that it is not null.
  for (; P != None; P = Places.info(P).Parent) {
    const PlaceInfo &I = Places.info(P);
    QualType T = I.Parent == None ? QualType() : Places.info(I.Parent).Type;
    bool Through =
        !T.isNull() && I.Last != Step::Field &&
        (T->isPointerType() || libraryType(T) == LibraryType::UniquePtr ||
         libraryType(T) == LibraryType::SharedPtr);
    if (!Through || isElementsPlace(I.Parent))
      continue;
    Event E;
    E.Kind = EventKind::Assume;
    E.Dst = I.Parent;
    E.Values = ValueSet::nonZero();
    emit(E);
  }
}

void FunctionLowering::settle(PlaceId Dst) {
  if (Dst == None)
    return;
  assumeReachable(Dst);
  for (PlaceId P = Dst; P != None; P = Places.info(P).Parent)
    if (auto It = RetainedFlags.find(P); It != RetainedFlags.end()) {
      Event E;
      E.Kind = EventKind::Assume;
      E.Dst = It->second;
      choose({[&] {
                E.Values = ValueSet::nonZero();
                emit(E);
                escape(Dst);
              },
              [&] {
                E.Values = ValueSet::constant(0);
                emit(E);
              }});
      break;
    }
  // Rows and columns: which element a loop visits is not followed.
  llvm::SmallVector<PlaceId, 8> Here = Places.descendants(Dst);
  Here.push_back(Dst);
  for (PlaceId Each : Here)
    if (indicesOf(Places, Each) > 1)
      emitEscape(Each);
  // An object behind a reference we were given.
  const PlaceInfo &Root = Places.info(Places.root(Dst));
  if (Root.Last == Step::Temporary && Root.Entity &&
      static_cast<const Expr *>(Root.Entity)->isLValue()) {
    escape(Dst);
    return;
  }
  for (PlaceId P = Dst; P != None; P = Places.info(P).Parent) {
    const PlaceInfo &I = Places.info(P);
    if (I.Last == Step::Variable || I.Last == Step::Field)
      forgetConditionsOn(static_cast<const Decl *>(I.Entity));
    // Behind a pointer to fresh memory all is ours until that goes away.
    if (I.Last == Step::Pointee || I.Last == Step::VarIndex ||
        I.Last == Step::ConstIndex || I.Last == Step::Elements)
      if (isOwnMemory(I.Parent))
        return;
  }
  if (Places.info(Dst).External && !isSlot(Dst))
    escape(Dst);
}

bool FunctionLowering::isOwnMemory(PlaceId Pointer) const {
  const PlaceInfo &I = Places.info(Pointer);
  return I.Last == Step::Variable && !I.External &&
         Facts.FreshPointers.contains(static_cast<const VarDecl *>(I.Entity));
}

//===----------------------------------------------------------------------===//
// Statements
//===----------------------------------------------------------------------===//

void FunctionLowering::lowerStatement(const Stmt *S) {
  auto Here = [&] { CurrentOrigin = origin(S); };
  if (isa<ArraySubscriptExpr, CXXOperatorCallExpr>(S))
    bindAtAccess(cast<Expr>(S));
  if (const auto *D = dyn_cast<DeclStmt>(S)) {
    Here();
    for (const Decl *Each : D->decls())
      if (const auto *V = dyn_cast<VarDecl>(Each))
        lowerDeclaration(V);
    return;
  }
  if (const auto *B = dyn_cast<BinaryOperator>(S)) {
    if (B->isAssignmentOp()) {
      Here();
      lowerAssignment(B);
    }
    return;
  }
  if (const auto *U = dyn_cast<UnaryOperator>(S)) {
    if (U->isIncrementDecrementOp()) {
      Here();
      lowerIncrement(U);
    }
    return;
  }
  if (const auto *C = dyn_cast<CallExpr>(S)) {
    Here();
    lowerCall(C);
    return;
  }
  if (const auto *C = dyn_cast<CXXConstructExpr>(S)) {
    Here();
    lowerConstruct(C);
    return;
  }
  if (const auto *N = dyn_cast<CXXNewExpr>(S)) {
    Here();
    lowerNew(N);
    return;
  }
  if (const auto *D = dyn_cast<CXXDeleteExpr>(S)) {
    Here();
    lowerDelete(D);
    return;
  }
  if (const auto *R = dyn_cast<ReturnStmt>(S)) {
    Here();
    lowerReturn(R);
    return;
  }
  if (const auto *L = dyn_cast<LambdaExpr>(S)) {
    Here();
    lowerLambda(L);
    return;
  }
  if (const auto *T = dyn_cast<CXXThrowExpr>(S)) {
    Here();
    if (T->getSubExpr())
      sink(T->getSubExpr());
    return;
  }
  if (isa<GCCAsmStmt, MSAsmStmt, AtomicExpr>(S)) {
    Here();
    for (const Stmt *Child : S->children())
      if (const auto *E = dyn_cast_or_null<Expr>(Child))
        sink(E);
    return;
  }
  if (const auto *List = dyn_cast<InitListExpr>(S)) {
    // Other lists are lowered with what they initialise.
    const Stmt *Up = Parents->getParent(List);
    while (isa_and_nonnull<ImplicitCastExpr, ParenExpr, FullExpr,
                           MaterializeTemporaryExpr>(Up))
      Up = Parents->getParent(Up);
    if (!isa_and_nonnull<DeclStmt, InitListExpr, CompoundLiteralExpr>(Up) &&
        (List->getType()->isRecordType() || List->getType()->isArrayType())) {
      Here();
      initialiseFromList(Places.temporary(List), List->getType(), List);
    }
    return;
  }
  if (const auto *Literal = dyn_cast<CompoundLiteralExpr>(S)) {
    Here();
    initialise(Places.temporary(Literal), Literal->getType(),
               Literal->getInitializer());
    return;
  }
  if (isa<CoawaitExpr, CoyieldExpr, CoreturnStmt>(S))
    for (const Stmt *Child : S->children())
      if (const auto *E = dyn_cast_or_null<Expr>(Child))
        sink(E);
}

/// `v.begin()`, `std::begin(v)`, `v.data()`, an array: the container walked.
static const Expr *walkedContainer(const Expr *Init) {
  Init = Init->IgnoreImplicit();
  if (const auto *C = dyn_cast<CXXConstructExpr>(Init);
      C && C->getNumArgs() == 1)
    return walkedContainer(C->getArg(0));
  const auto *Call = dyn_cast<CallExpr>(Init->IgnoreParenCasts());
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  if (!Callee || !Callee->getIdentifier())
    return nullptr;
  llvm::StringRef Name = Callee->getName();
  if (Name != "begin" && Name != "cbegin" && Name != "rbegin" &&
      Name != "crbegin" && Name != "data")
    return nullptr;
  if (const auto *M = dyn_cast<CXXMemberCallExpr>(Call))
    return M->getImplicitObjectArgument();
  return Call->getNumArgs() == 1 ? Call->getArg(0) : nullptr;
}

void FunctionLowering::lowerDeclaration(const VarDecl *V) {
  V = V->getCanonicalDecl();
  if (const auto *Holder = dyn_cast<DecompositionDecl>(V))
    for (const BindingDecl *B : Holder->bindings())
      if (const VarDecl *Holding = B->getHoldingVar();
          Holding && B->getBinding())
        if (PlaceId P = placeOf(Holding->getInit()); P != None)
          Aliases[Holding->getCanonicalDecl()] = P;
  const Expr *Init = V->getInit();
  QualType T = V->getType();
  if (T->isReferenceType()) {
    if (!Init)
      return;
    Operand O = operandOf(Init);
    if (O.isContent()) {
      Aliases[V] = O.P;
      noteLoopAccess(O.P, Read);
      nameTemporary(O.P, V->getName());
    } else {
      sink(Init);
    }
    return;
  }
  if (V->isStaticLocal()) {
    // Initialised once, and lives on.
    if (Init)
      sink(Init);
    return;
  }
  if (Init) {
    if (const Expr *Walked = walkedContainer(Init)) {
      PlaceId Container = objectPlace(Walked);
      if (Container != None) {
        Walks[V] = Container;
        beforeIndexChange(V);
        return;
      }
    }
    bool Array = T->isPointerType() &&
                 Init->IgnoreParenImpCasts()->getType()->isArrayType();
    if (T->isPointerType()) {
      Operand O = operandOf(Init);
      if (Array && O.isContent()) {
        if (Facts.isWritten(V)) {
          Walks[V] = O.P;
          return;
        }
        PointsTo[V] = O.P;
        return;
      }
      if (O.isAddress() && !Facts.isWritten(V)) {
        PointsTo[V] = O.P;
        return;
      }
      // `for (pthread_t *t = &threads[0]; ...; ++t)`.
      if (O.isAddress() && Places.info(O.P).Last == Step::ConstIndex) {
        Walks[V] = Places.info(O.P).Parent;
        return;
      }
    }
  }
  PlaceId P = variablePlace(V);
  beforeIndexChange(V);
  if (auto It = RetainedFlags.find(P); It != RetainedFlags.end())
    set(It->second, ValueSet::constant(0));
  if (!Init) {
    // A fresh variable: what it held in an earlier round of a loop is lost.
    set(P, ValueSet::any());
    forgetConditionsOn(V);
    return;
  }
  initialise(P, T, Init);
  forgetConditionsOn(V);
}

/// Strips what stands between a braced list and what it initialises.
static const InitListExpr *asList(const Expr *Init) {
  Init = Init->IgnoreImplicit();
  if (const auto *List = dyn_cast<InitListExpr>(Init))
    return List->isSemanticForm() || !List->getSemanticForm()
               ? List
               : List->getSemanticForm();
  return nullptr;
}

void FunctionLowering::initialise(PlaceId Dst, QualType T, const Expr *Init) {
  if (Dst == None) {
    sink(Init);
    return;
  }
  if (const InitListExpr *List = asList(Init);
      List && (T->isRecordType() || T->isArrayType())) {
    initialiseFromList(Dst, T, List);
    return;
  }
  assign(Dst, T, Init);
}

void FunctionLowering::initialiseFromList(PlaceId Dst, QualType T,
                                          const InitListExpr *List) {
  set(Dst, ValueSet::any());
  if (const auto *Array = T->getAsArrayTypeUnsafe()) {
    for (unsigned I = 0; I < List->getNumInits() && I < 64; ++I)
      initialise(Places.element(Dst, int64_t(I), Array->getElementType()),
                 Array->getElementType(), List->getInit(I));
    return;
  }
  if (isSequence(libraryType(T))) { // std::array wraps one more list.
    const InitListExpr *Inner =
        List->getNumInits() == 1 ? asList(List->getInit(0)) : nullptr;
    QualType Element = templateArgument(T, 0);
    const InitListExpr *Values = Inner ? Inner : List;
    for (unsigned I = 0; I < Values->getNumInits() && I < 64; ++I)
      initialise(Places.element(Dst, int64_t(I), Element), Element,
                 Values->getInit(I));
    return;
  }
  const RecordDecl *R = T->getAsRecordDecl();
  if (!R || !R->getDefinition()) {
    sink(List);
    return;
  }
  unsigned I = 0;
  if (const auto *Class = dyn_cast<CXXRecordDecl>(R))
    for ([[maybe_unused]] const CXXBaseSpecifier &Base : Class->bases())
      if (I < List->getNumInits())
        sink(List->getInit(I++));
  if (R->isUnion()) {
    if (List->getInitializedFieldInUnion() && List->getNumInits())
      initialise(Places.field(Dst, List->getInitializedFieldInUnion()),
                 List->getInitializedFieldInUnion()->getType(),
                 List->getInit(0));
    return;
  }
  for (const FieldDecl *Field : R->fields()) {
    if (Field->isUnnamedBitField() || I >= List->getNumInits())
      continue;
    const Expr *Each = List->getInit(I++);
    if (!isHandleLike(Field->getType()))
      continue;
    initialise(Places.field(Dst, Field), Field->getType(), Each);
  }
  // A class that gets a handle and has a destructor is a guard of it.
  if (const auto *Class = dyn_cast<CXXRecordDecl>(R))
    if (Class->hasDefinition() && Class->hasUserDeclaredDestructor())
      escape(Dst);
}

void FunctionLowering::assignOperand(PlaceId Dst, const Operand &O,
                                     const Expr *Value) {
  switch (O.What) {
  case Operand::Integer:
    set(Dst, ValueSet::constant(O.Value));
    return;
  case Operand::Address:
    // Who has the address can release what is there.
    retain(O.P);
    set(Dst, ValueSet::nonZero());
    return;
  case Operand::Content:
    noteLoopAccess(O.P, Read);
    copy(Dst, O.P);
    return;
  case Operand::Condition: {
    if (isElementsPlace(Dst)) {
      return;
    }
    BlockId True = newBlock(), False = newBlock(), Join = newBlock();
    branch(*O.Tree, True, False);
    Current = True;
    set(Dst, ValueSet::constant(1));
    jump(Join);
    Current = False;
    set(Dst, ValueSet::constant(0));
    jump(Join);
    Current = Join;
    return;
  }
  case Operand::Unknown:
    if (Value)
      sink(Value);
    set(Dst, ValueSet::any());
    return;
  }
}

void FunctionLowering::assign(PlaceId Dst, QualType T, const Expr *Value) {
  if (Dst == None) {
    sink(Value);
    return;
  }
  Operand O = operandOf(Value);
  if (O.isContent() && T->isPointerType() && !Places.info(O.P).Type.isNull() &&
      Places.info(O.P).Type->isArrayType())
    O = Operand::address(O.P);
  if (isElementsPlace(Dst) && !O.isContent()) {
    if (O.What == Operand::Unknown)
      sink(Value);
    return; // Other elements stay as they are.
  }
  assignOperand(Dst, O, Value);
  settle(Dst);
}

void FunctionLowering::beforeIndexChange(const VarDecl *Index) {
  for (PlaceId P = 0, E = Places.size(); P < E; ++P) {
    const PlaceInfo &I = Places.info(P);
    if (I.Last != Step::VarIndex || I.Entity != Index->getCanonicalDecl())
      continue;
    PlaceId All = Places.generalise(P, Index);
    insert(All, P);
    havoc(P);
  }
}

void FunctionLowering::lowerIncrement(const UnaryOperator *U) {
  const Expr *Target = U->getSubExpr();
  const VarDecl *V = referencedVariable(Target);
  if (V)
    beforeIndexChange(V);
  PlaceId P = placeOf(Target);
  if (P == None)
    return;
  if (!V || !countOn(V, P, U->isIncrementOp() ? 1 : -1))
    set(P, ValueSet::any());
  settle(P);
}

bool FunctionLowering::countOn(const VarDecl *V, PlaceId P, int64_t Step) {
  // `stage = 0; ... stage++; ... stage++;` outside loops takes few values.
  constexpr unsigned MaxSteps = 6;
  auto It = Facts.Counters.find(V);
  if (It == Facts.Counters.end() || It->second.Other ||
      It->second.Steps > MaxSteps || It->second.Starts.empty() ||
      It->second.Starts.size() > MaxSteps)
    return false;
  for (LoopId L = 0; L < Loops->loops().size(); ++L)
    if (CurrentCFGBlock && Loops->contains(L, *CurrentCFGBlock))
      return false;
  std::set<int64_t> Reached;
  for (int64_t Start : It->second.Starts)
    for (int64_t I = -int64_t(It->second.Steps); I <= It->second.Steps; ++I)
      Reached.insert(Start + I);
  std::vector<std::function<void()>> Alternatives;
  for (int64_t Value : Reached)
    Alternatives.push_back([this, P, Value, Step] {
      Event E;
      E.Kind = EventKind::Assume;
      E.Dst = P;
      E.Values = ValueSet::constant(Value);
      emit(E);
      set(P, ValueSet::constant(Value + Step));
    });
  choose(Alternatives);
  return true;
}

void FunctionLowering::lowerCompound(const BinaryOperator *B, PlaceId Dst) {
  std::optional<int64_t> K = Models.evaluate(B->getRHS());
  bool Sets = B->getOpcode() == BO_OrAssign;
  bool Masks = B->getOpcode() == BO_AndAssign;
  Event E;
  E.Kind = EventKind::Set;
  E.Dst = Dst;
  // A bit set makes the whole not 0.
  E.Values = Sets && K && *K ? ValueSet::nonZero() : ValueSet::any();
  emit(E);
  for (PlaceId D : Places.descendants(Dst)) {
    const PlaceInfo &I = Places.info(D);
    E.Dst = D;
    E.Values = ValueSet::any();
    if (I.Last == Step::Bits && K && (Sets || Masks)) {
      int64_t Touched = (Sets ? *K : ~*K) & I.Index;
      if (!Touched)
        continue;
      if (Touched == I.Index)
        E.Values = ValueSet::constant(Sets ? I.Index : 0);
    }
    emit(E);
  }
  settle(Dst);
}

void FunctionLowering::lowerAssignment(const BinaryOperator *B) {
  const VarDecl *V = referencedVariable(B->getLHS());
  if (V)
    beforeIndexChange(V);
  PlaceId Dst = placeOf(B->getLHS());
  if (B->isCompoundAssignmentOp()) {
    if (Dst != None)
      lowerCompound(B, Dst);
    return;
  }
  if (V)
    if (auto It = Walks.find(V); It != Walks.end())
      return; // Where an iterator starts again.
  if (V && V->getType()->isPointerType())
    if (const Expr *Walked = walkedContainer(B->getRHS()))
      if (PlaceId Container = objectPlace(Walked); Container != None) {
        Walks[V] = Container;
        return;
      }
  assign(Dst, B->getLHS()->getType(), B->getRHS());
}

void FunctionLowering::lowerReturn(const ReturnStmt *R) {
  const Expr *Value = R->getRetValue();
  if (!Value)
    return;
  Operand O = operandOf(Value);
  if (ForSummary && O.isContent() && !isElementsPlace(O.P) &&
      Places.children(O.P).empty()) {
    copy(Out->Result, O.P);
    return;
  }
  if (Out->Result != None && F->getReturnType()->isScalarType())
    assignOperand(Out->Result, O, nullptr);
  if (O.isContent() || O.isAddress()) {
    // The caller owns what we return, and what it leads to.
    if (Places.info(O.P).Type.isNull() ||
        F->getReturnType()->isReferenceType() || O.isAddress() ||
        isHandleLike(Value->getType()))
      escape(O.P);
    if (O.isContent() && Out->Result != None)
      escape(Out->Result);
  } else if (O.What == Operand::Unknown) {
    sink(Value);
  }
}

namespace {
/// Finds mentions of a variable other than as the callee of a call.
class OtherUseFinder : public RecursiveASTVisitor<OtherUseFinder> {
public:
  explicit OtherUseFinder(const VarDecl *V) : V(V) {}
  bool Found = false;

  bool TraverseCXXOperatorCallExpr(CXXOperatorCallExpr *C) {
    if (C->getOperator() != OO_Call || referencedVariable(C->getArg(0)) != V)
      return RecursiveASTVisitor::TraverseCXXOperatorCallExpr(C);
    for (unsigned I = 1; I < C->getNumArgs(); ++I)
      TraverseStmt(C->getArg(I));
    return true;
  }
  bool TraverseCStyleCastExpr(CStyleCastExpr *C) {
    // `(void)lambda;`
    return C->getCastKind() == CK_ToVoid ||
           RecursiveASTVisitor::TraverseCStyleCastExpr(C);
  }
  bool VisitDeclRefExpr(DeclRefExpr *Ref) {
    Found |= Ref->getDecl()->getCanonicalDecl() == V;
    return !Found;
  }

private:
  const VarDecl *V;
};
} // namespace

bool FunctionLowering::isOnlyCalled(const LambdaExpr *L) const {
  const Stmt *Up = Parents->getParent(L);
  while (isa_and_nonnull<ImplicitCastExpr, ParenExpr, FullExpr,
                         MaterializeTemporaryExpr, CXXBindTemporaryExpr,
                         CXXConstructExpr>(Up))
    Up = Parents->getParent(Up);
  // `[&] { ... }()`.
  if (const auto *C = dyn_cast_or_null<CXXOperatorCallExpr>(Up))
    return C->getOperator() == OO_Call &&
           C->getArg(0)->IgnoreImplicit()->IgnoreParenImpCasts() == L;
  const auto *D = dyn_cast_or_null<DeclStmt>(Up);
  const auto *V =
      D && D->isSingleDecl() ? dyn_cast<VarDecl>(D->getSingleDecl()) : nullptr;
  if (!V || V->getType()->isReferenceType() ||
      V->getType()->getAsCXXRecordDecl() != L->getLambdaClass())
    return false;
  OtherUseFinder Finder(V->getCanonicalDecl());
  Finder.TraverseStmt(F->getBody());
  return !Finder.Found;
}

void FunctionLowering::lowerLambda(const LambdaExpr *L) {
  const CXXMethodDecl *Call = L->getCallOperator();
  for (const LambdaCapture &C : L->captures()) {
    if (!C.capturesVariable())
      continue;
    const auto *V = dyn_cast<VarDecl>(C.getCapturedVar());
    if (!V)
      continue;
    V = V->getCanonicalDecl();
    PlaceId P = variablePlace(V);
    if (P == None)
      continue;
    if (Call && (isOnlyCalled(L) || onlyBorrows(Call->getBody(), V)))
      continue;
    if (C.getCaptureKind() == LCK_ByRef)
      retain(P);
    else
      escape(P);
  }
  unsigned I = 0;
  for (const Expr *Init : L->capture_inits()) {
    const LambdaCapture &C = *(L->capture_begin() + I++);
    // `[t = std::move(t)]` owns what it took.
    if (C.capturesVariable() && Init && C.getCapturedVar()->isInitCapture())
      sink(Init);
  }
}

void FunctionLowering::passOnArm(const Stmt *S) {
  const auto *E = dyn_cast<Expr>(S);
  if (!E)
    return;
  // Climb from the arm's value to the operator, through what keeps the value.
  const Stmt *Child = E, *Up = Parents->getParent(E);
  while (isa_and_nonnull<ParenExpr, FullExpr>(Up)) {
    Child = Up;
    Up = Parents->getParent(Up);
  }
  if (const auto *C = dyn_cast_or_null<ConditionalOperator>(Up)) {
    if (Child == C->getTrueExpr() || Child == C->getFalseExpr())
      assignOperand(Places.temporary(C), operandOf(E), E);
  } else if (const auto *B = dyn_cast_or_null<BinaryConditionalOperator>(Up)) {
    if (Child == B->getFalseExpr())
      assignOperand(Places.temporary(B), operandOf(E), E);
    else if (Child == B->getCommon())
      assignOperand(Places.temporary(B), operandOf(E), E);
  }
}

void FunctionLowering::sink(const Expr *E) {
  if (!E)
    return;
  // What a nested call, construction or comparison did with it is known.
  const Expr *Core = E->IgnoreParenCasts();
  Operand O = operandOf(Core);
  if (O.isContent() || O.isAddress()) {
    escape(O.P);
    return;
  }
  if (O.What == Operand::Integer || O.What == Operand::Condition ||
      isa<CallExpr>(Core))
    return;
  bool Arithmetic = Core->getType()->isArithmeticType();
  for (const Stmt *Child : Core->children())
    if (const auto *Sub = dyn_cast_or_null<Expr>(Child))
      if (!Arithmetic || !Sub->getType()->isArithmeticType())
        sink(Sub);
}

} // namespace poolguard
