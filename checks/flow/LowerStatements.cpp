//===-- LowerStatements.cpp - Statements, returns, values that flow on ----===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FunctionLowering.h"
#include "LibraryTypes.h"
#include "LowerAtomic.h"
#include "LowerElements.h"
#include "LowerMemoryPools.h"
#include "LowerWork.h"
#include "WorkPolicy.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;

namespace poolguard {

void FunctionLowering::lowerStatement(const Stmt *S) {
  auto Here = [&] { CurrentOrigin = origin(S); };
  shareCounted(S);
  if (readsShared(S) || isa<AtomicExpr>(S))
    WorkLowering(*this).settle();
  const auto *Unary = dyn_cast<UnaryOperator>(S);
  if (isa<ArraySubscriptExpr, CXXOperatorCallExpr>(S) ||
      (Unary && Unary->getOpcode() == UO_Deref))
    ElementLowering(*this).bindAtAccess(cast<Expr>(S));
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
    // One that makes a pool throws before there is one.
    if (!Models.familyOf(N->getAllocatedType()))
      mayRaise(N, [] {});
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
    lowerThrow(T);
    return;
  }
  if (const auto *D = dyn_cast<CXXDynamicCastExpr>(S)) {
    Here();
    mayRaise(D, [] {});
    return;
  }
  if (isa<GCCAsmStmt, MSAsmStmt, AtomicExpr>(S)) {
    Here();
    if (isa<AtomicExpr>(S) && AtomicLowering(*this).access(cast<Expr>(S)))
      return;
    for (const Stmt *Child : S->children())
      if (const auto *E = dyn_cast_or_null<Expr>(Child))
        sink(E);
    return;
  }
  if (const auto *List = dyn_cast<InitListExpr>(S)) {
    // Other lists are lowered with what they initialise.
    if (InitializesThis.contains(List))
      return;
    const Stmt *Up = parents().getParent(List);
    while (isa_and_nonnull<ImplicitCastExpr, ParenExpr, FullExpr,
                           MaterializeTemporaryExpr>(Up))
      Up = parents().getParent(Up);
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
  if (const auto *B = dyn_cast<BlockExpr>(S)) {
    Here();
    lowerBlockLiteral(B);
    return;
  }
  if (isa<CoroutineSuspendExpr, CoreturnStmt>(S)) {
    Here();
    lowerSuspension(S);
  }
}

void FunctionLowering::lowerSuspension(const Stmt *S) {
  if (const auto *R = dyn_cast<CoreturnStmt>(S)) {
    sink(R->getOperand());
    return;
  }
  // That the coroutine may be destroyed here, and not go on, is for whoever
  // does that; whoever runs in between may do the same as an unseen function.
  const auto *Suspend = cast<CoroutineSuspendExpr>(S);
  const Expr *Operand = Suspend->getOperand()->IgnoreImplicit();
  const auto *Yield = dyn_cast<CallExpr>(Operand);
  if (Yield && isa<CoyieldExpr>(S)) // `promise.yield_value(...)`
    for (const Expr *Arg : Yield->arguments())
      sink(Arg);
  sink(Operand);
  externalsMayChange();
}

void FunctionLowering::lowerReturn(const ReturnStmt *R) {
  const Expr *Value = R->getRetValue();
  if (!Value)
    return;
  if (Outer) {
    returnToCaller(Value);
    return;
  }
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
        isHandleLike(Value->getType())) {
      if (O.isAddress())
        MemoryPoolLowering(*this).giveObject(O.P);
      escape(O.P);
    }
    if (O.isContent() && Out->Result != None)
      escape(Out->Result);
  } else if (O.What == Operand::Unknown) {
    sink(Value);
  }
}

void FunctionLowering::passOnArm(const Stmt *S) {
  const auto *E = dyn_cast<Expr>(S);
  if (!E)
    return;
  // Climb from the arm's value to the operator, through what keeps the value.
  const Stmt *Child = E, *Up = parents().getParent(E);
  while (isa_and_nonnull<ParenExpr, FullExpr>(Up)) {
    Child = Up;
    Up = parents().getParent(Up);
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
  if (O.isAddress())
    MemoryPoolLowering(*this).giveObject(O.P);
  if (O.isContent() || O.isAddress()) {
    escape(O.P);
    return;
  }
  if (O.What == Operand::Integer || O.What == Operand::Condition ||
      isa<CallExpr>(Core))
    return;
  // An initialiser with errors has no type.
  auto IsArithmetic = [](const Expr *Each) {
    return !Each->getType().isNull() && Each->getType()->isArithmeticType();
  };
  bool Arithmetic = IsArithmetic(Core);
  for (const Stmt *Child : Core->children())
    if (const auto *Sub = dyn_cast_or_null<Expr>(Child))
      if (!Arithmetic || !IsArithmetic(Sub))
        sink(Sub);
}

} // namespace poolguard
