//===-- LowerVisible.cpp - Callees whose body is visible ------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FunctionLowering.h"
#include "LibraryTypes.h"
#include "LowerWork.h"

using namespace clang;

namespace poolguard {

static bool writes(const Stmt *S) {
  if (const auto *U = dyn_cast<UnaryOperator>(S);
      U && U->isIncrementDecrementOp())
    return true;
  if (const auto *B = dyn_cast<BinaryOperator>(S); B && B->isAssignmentOp())
    return true;
  return llvm::any_of(S->children(),
                      [](const Stmt *Child) { return Child && writes(Child); });
}

void FunctionLowering::assumeParameters(const CallExpr *C,
                                        const CalleeOutcome &O) {
  auto Stop = [&] {
    Out->Graph.Blocks[Current].Exit = ExitKind::Abort;
    Current = newBlock();
  };
  Args A = calleeArguments(C);
  for (const auto &[Parameter, Values] : O.Parameters) {
    if (Parameter >= A.size())
      continue;
    Operand Arg = operandOf(A[Parameter]);
    if (Arg.isContent() && !isElementsPlace(Arg.P)) {
      Event E;
      E.Kind = EventKind::Assume;
      E.Dst = Arg.P;
      E.Values = Values;
      emit(E);
    } else if (Arg.What == Operand::Integer && !Values.contains(Arg.Value)) {
      Stop(); // Cannot be: the constant says otherwise.
    } else if (Arg.What == Operand::Condition && !writes(A[Parameter])) {
      bool True = Values.contains(1), False = Values.contains(0);
      if (True == False)
        continue;
      BlockId Holds = newBlock(), Fails = newBlock();
      branch(*Arg.Tree, Holds, Fails);
      Out->Graph.Blocks[True ? Fails : Holds].Exit = ExitKind::Abort;
      Current = True ? Holds : Fails;
    }
  }
}

void FunctionLowering::addEndingSlot() {
  if (!Throws)
    return;
  SiteId Site = Out->Sites.size();
  PlaceId P = Places.condition(F, InstanceNumber);
  Out->Sites.push_back({});
  Out->Graph.Sites.push_back({"", /*Obligation=*/false});
  Out->Slots.push_back({{CalleeSlot::Call, 0, nullptr}, P, Site});
  construct(Site, P, ValueSet::any(), nullptr);
}

/// The condition on which \p Body throws, where it begins with it.
static const Expr *throwsIf(const FunctionDecl *Body) {
  const auto *List = dyn_cast<CompoundStmt>(Body->getBody());
  const auto *If = List && !List->body_empty()
                       ? dyn_cast<IfStmt>(List->body_front())
                       : nullptr;
  if (!If || If->getElse() || If->getInit() || If->getConditionVariable())
    return nullptr;
  const Stmt *Then = If->getThen();
  if (const auto *Inner = dyn_cast<CompoundStmt>(Then);
      Inner && Inner->size() == 1)
    Then = Inner->body_front();
  if (const auto *Full = dyn_cast<ExprWithCleanups>(Then))
    Then = Full->getSubExpr();
  // Whatever else it does could throw as well.
  return isa<CXXThrowExpr>(Then) && List->size() == 1 ? If->getCond() : nullptr;
}

void FunctionLowering::assumeEnding(const CallExpr *C) {
  const FunctionDecl *Callee = C->getDirectCallee();
  if (!Callee || !Effects || isInStd(Callee, true) ||
      llvm::none_of(Callee->parameters(), [](const ParmVarDecl *P) {
        return P->getType()->isScalarType();
      }))
    return;
  const FunctionDecl *Body = nullptr;
  const Expr *Question = Callee->hasBody(Body) ? throwsIf(Body) : nullptr;
  if (std::optional<ConditionTree> T =
          Question ? askedOf(Body, calleeArguments(C), Question, /*Same=*/true)
                   : std::nullopt) {
    BlockId Throwing = newBlock(), Returning = newBlock();
    branch(*T, Throwing, Returning);
    Out->Graph.Blocks[Raising ? Returning : Throwing].Exit = ExitKind::Abort;
    Current = Raising ? Throwing : Returning;
    return;
  }
  const CalleeEffect *Effect =
      Effects->effectOf(Callee, {CalleeSlot::Call, 0, nullptr});
  if (!Effect)
    return;
  std::vector<std::function<void()>> Ways;
  for (const CalleeOutcome &Each : Effect->Outcomes)
    if (Each.Throws == Raising)
      Ways.push_back([&] { assumeParameters(C, Each); });
  if (Ways.empty()) {
    Out->Graph.Blocks[Current].Exit = ExitKind::Abort;
    Current = newBlock();
  } else {
    choose(Ways);
  }
}

bool FunctionLowering::lowerVisible(const CallExpr *C, const FunctionDecl *F,
                                    const CalleeSlot &Slot, PlaceId Handle) {
  const FunctionDecl *Body = nullptr;
  if (Options.Mentions && F->hasBody(Body) &&
      Options.Mentions->isBroken(Body)) {
    escape(Handle); // Who knows what it will do.
    return true;
  }
  const CalleeEffect *Effect = Effects ? Effects->effectOf(F, Slot) : nullptr;
  if (!Effect)
    return false;
  ReleasingFamily = nullptr;
  if (Effect->Uses)
    use(Handle);
  bool HasResult = !Raising && !C->getType()->isVoidType();
  PlaceId Result = HasResult ? Places.temporary(C) : None;
  // Where the callee can change the caller's own variable.
  bool Writes = Slot.What != CalleeSlot::Parameter ||
                F->getParamDecl(Slot.Index)->getType()->isReferenceType();
  std::vector<std::function<void()>> Alternatives;
  for (const CalleeOutcome &Each : Effect->Outcomes) {
    if (Each.Throws != Raising)
      continue;
    Alternatives.push_back([&, Each] {
      assumeParameters(C, Each);
      if (Each.State != CalleeOutcome::Escaped)
        WorkLowering(*this).dropInCallee(C, *Effect, Handle);
      if (Each.State == CalleeOutcome::Released) {
        WorkLowering(*this).endInCallee(C, *Effect, Each.Mode, Handle);
        release(Handle, Each.Mode,
                Effect->AsksFirst ? AllReleaseModes : ReleaseModes(0));
      } else if (Each.State == CalleeOutcome::Escaped)
        escape(Handle);
      else
        WorkLowering(*this).inCallee(*Effect, Handle);
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
  }
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
  Args A = calleeArguments(C);
  std::vector<std::function<void()>> Alternatives;
  // Without a pool: nothing is owed.
  Alternatives.push_back([] {});
  // The caller's variable that an argument names.
  auto VariableOf = [&](unsigned Index) {
    if (Index >= A.size() || Index >= F->getNumParams())
      return None;
    Operand O = operandOf(A[Index]);
    bool ByReference = F->getParamDecl(Index)->getType()->isReferenceType();
    return (ByReference ? O.isContent() : O.isAddress()) ? O.P : None;
  };
  for (const MakerEffect &M : Effects->makes(F)) {
    PlaceId Dst = M.Slot.What == CalleeSlot::Result ? Places.temporary(C)
                                                    : VariableOf(M.Slot.Index);
    if (Dst == None || isElementsPlace(Dst))
      continue;
    SiteId Site = siteFor(C, *M.Owner, Places.info(Dst).Type);
    for (const CalleeOutcome &Each : M.Outcomes)
      Alternatives.push_back([&, Each, Dst, Site] {
        assumeParameters(C, Each);
        for (const auto &[Index, Values] : Each.Left)
          if (PlaceId P = VariableOf(Index); P != None && P != Dst &&
                                             !isElementsPlace(P) &&
                                             Places.children(P).empty())
            set(P, Values);
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

bool FunctionLowering::makesParts(const CallExpr *C) const {
  const FunctionDecl *Callee = C->getDirectCallee(), *Body = nullptr;
  return C->getType()->isRecordType() && C->isPRValue() &&
         C->getType().isTriviallyCopyableType(Context) &&
         !Models.familyOf(C->getType()) && Callee->hasBody(Body) &&
         Options.Mentions->inBody(Body);
}

} // namespace poolguard
