//===-- LowerAssignments.cpp - Declarations, initialisers, assignments ----===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FunctionLowering.h"
#include "LibraryTypes.h"
#include "LowerAnswers.h"
#include "LowerElements.h"
#include "clang/AST/ExprCXX.h"
#include <set>

using namespace clang;

namespace poolguard {

/// `v.begin()`, `std::end(v)`, `v.data()`, an array: the container walked.
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
  static const llvm::StringRef Ends[] = {"begin",   "cbegin", "rbegin",
                                         "crbegin", "end",    "cend",
                                         "rend",    "crend",  "data"};
  if (!llvm::is_contained(Ends, Name))
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
        ElementLowering(*this).beforeChange(V);
        return;
      }
    }
    bool Array = T->isPointerType() &&
                 Init->IgnoreParenImpCasts()->getType()->isArrayType();
    if (T->isPointerType()) {
      Operand O = operandOf(Init);
      if (Array && O.isContent()) {
        if (facts().isWritten(V)) {
          Walks[V] = O.P;
          return;
        }
        PointsTo[V] = O.P;
        return;
      }
      if (O.isAddress() && !facts().isWritten(V)) {
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
  ElementLowering(*this).beforeChange(V);
  if (auto It = RetainedFlags.find(P); It != RetainedFlags.end())
    set(It->second, ValueSet::constant(0));
  if (!Init) {
    // A fresh variable: what it held in an earlier round of a loop is lost.
    set(P, ValueSet::any());
    forgetConditionsOn(V);
    return;
  }
  initialise(P, T, Init);
  keepAnswer(V, P);
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
    AnswerLowering(*this).become(Dst, T, Init);
    return;
  }
  assign(Dst, T, Init);
  AnswerLowering(*this).become(Dst, T, Init);
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
    if (Field->getType()->isReferenceType()) {
      bindMember(Places.field(Dst, Field), Each);
      continue;
    }
    if (!isHandleLike(Field->getType()))
      continue;
    initialise(Places.field(Dst, Field), Field->getType(), Each);
  }
  // A class that gets a handle and has a destructor is a guard of it.
  if (const auto *Class = dyn_cast<CXXRecordDecl>(R))
    if (Class->hasDefinition() && Class->hasUserDeclaredDestructor() &&
        !inlinableBody(Class->getDestructor()))
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
    if (!recordTarget(Dst, O.P))
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

void FunctionLowering::lowerIncrement(const UnaryOperator *U) {
  const Expr *Target = U->getSubExpr();
  const VarDecl *V = referencedVariable(Target);
  ElementLowering(*this).beforeChange(Target);
  PlaceId P = placeOf(Target);
  if (P == None)
    return;
  // `while (n--)` asks what was there before.
  if (U->isPostfix() && U->getType()->isIntegerType() && !isElementsPlace(P))
    emit(EventKind::Copy, Places.temporary(U), P);
  int64_t Step = U->isIncrementOp() ? 1 : -1;
  if (!V && Places.info(P).Last == poolguard::Step::Field &&
      !isElementsPlace(P) && Target->getType()->isIntegerType())
    countMember(P, Step);
  else if (!V || !countOn(V, P, Step))
    set(P, ValueSet::any());
  settle(P);
  ElementLowering(*this).afterChange(Target);
}

bool FunctionLowering::countOn(const VarDecl *V, PlaceId P, int64_t Step) {
  // `stage = 0; ... stage++; ... stage++;` outside loops takes few values.
  constexpr unsigned MaxSteps = 6;
  auto It = facts().Counters.find(V);
  if (It == facts().Counters.end() || It->second.Other ||
      It->second.Steps > MaxSteps || It->second.Starts.empty() ||
      It->second.Starts.size() > MaxSteps)
    return false;
  for (LoopId L = 0; L < loops().loops().size(); ++L)
    if (CurrentCFGBlock && loops().contains(L, *CurrentCFGBlock))
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
  const VarDecl *V = referencedVariable(B->getLHS());
  bool Adds = B->getOpcode() == BO_AddAssign;
  if (V && K && (Adds || B->getOpcode() == BO_SubAssign) &&
      countOn(V, Dst, Adds ? *K : -*K)) {
    settle(Dst);
    return;
  }
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
  ElementLowering Elements(*this);
  Elements.beforeChange(B->getLHS());
  PlaceId Dst = placeOf(B->getLHS());
  if (B->isCompoundAssignmentOp()) {
    if (Dst != None && !lowerTruthCompound(B, Dst))
      lowerCompound(B, Dst);
    Elements.afterChange(B->getLHS());
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
  Elements.afterChange(B->getLHS());
}

} // namespace poolguard
