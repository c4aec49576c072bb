//===-- LowerConditions.cpp - Conditions to assumptions -------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FunctionLowering.h"
#include "LibraryTypes.h"
#include "LowerAnswers.h"
#include "LowerResults.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;

namespace poolguard {

static ConditionTree constantCondition(bool Truth) {
  ConditionTree T;
  T.What = ConditionTree::Constant;
  T.Truth = Truth;
  return T;
}

static ConditionTree compareWith(PlaceId P, Relation R, int64_t C) {
  ConditionTree T;
  T.What = ConditionTree::Compare;
  T.P = P;
  T.IfTrue = ValueSet::satisfying(R, C);
  T.IfFalse = ValueSet::satisfying(negate(R), C);
  return T;
}

static std::optional<Relation> relationOf(BinaryOperatorKind K) {
  switch (K) {
  case BO_EQ:
    return Relation::Eq;
  case BO_NE:
    return Relation::Ne;
  case BO_LT:
    return Relation::Lt;
  case BO_LE:
    return Relation::Le;
  case BO_GT:
    return Relation::Gt;
  case BO_GE:
    return Relation::Ge;
  default:
    return std::nullopt;
  }
}

ConditionTree FunctionLowering::truthOf(const Operand &O, const Expr *E) {
  switch (O.What) {
  case Operand::Integer:
    return constantCondition(O.Value != 0);
  case Operand::Address:
    return constantCondition(true);
  case Operand::Condition:
    return *O.Tree;
  case Operand::Content:
    // `if (check(pthread_create(...)))`.
    if (Places.info(O.P).Last == Step::Temporary)
      if (std::optional<ConditionTree> T =
              ResultLowering(*this).ofCode(E->IgnoreParenCasts()))
        return *T;
    if (!isElementsPlace(O.P) &&
        !(Places.info(O.P).Last == Step::Temporary && isStable(E) &&
          !InlinedCalls.contains(E->IgnoreParenImpCasts())))
      return compareWith(O.P, Relation::Ne, 0);
    return ResultLowering(*this).asked(E);
  case Operand::Unknown:
    return ResultLowering(*this).asked(E);
  }
  return ResultLowering(*this).asked(E);
}

ConditionTree FunctionLowering::openCondition(PlaceId P, bool Truth) {
  ConditionTree T;
  T.What = ConditionTree::Open;
  T.P = P;
  T.Truth = Truth;
  return T;
}

bool FunctionLowering::asksWhetherOpen(const CallExpr *C) {
  Args A(C->getArgs(), C->getNumArgs());
  return llvm::any_of(
      Models.match(C->getDirectCallee(), A),
      [](const CallEntry &E) { return E.Call->What == Role::Open; });
}

/// What a parameter of a function that is looked into stands for.
static const Expr *
givenFor(const Expr *E,
         const llvm::DenseMap<const Decl *, const Expr *> &Substituted) {
  const auto *Ref = dyn_cast<DeclRefExpr>(E->IgnoreParenImpCasts());
  auto It = Ref ? Substituted.find(Ref->getDecl()) : Substituted.end();
  return It == Substituted.end()
             ? E
             : givenFor(It->second->IgnoreImplicit(), Substituted);
}

ConditionTree FunctionLowering::compare(const BinaryOperator *B) {
  std::optional<Relation> R = relationOf(B->getOpcode());
  if (!R)
    return opaque(B);
  Operand L = operandOf(B->getLHS()), Right = operandOf(B->getRHS());
  const Expr *Side = givenFor(B->getLHS(), Substituted);
  if (L.What == Operand::Integer) {
    std::swap(L, Right);
    R = mirror(*R);
    Side = givenFor(B->getRHS(), Substituted);
  }
  if (Right.What != Operand::Integer)
    return compareUnknown(B, *R);
  if (L.What == Operand::Integer && L.Value >= 0 && Right.Value >= 0)
    return constantCondition(
        ValueSet::satisfying(*R, Right.Value).contains(L.Value));
  if (PlaceId P = comparesWithNothing(B->getLHS(), B->getRHS()); P != None)
    return openCondition(P, *R == Relation::Ne);
  // `(unsigned long)p >= (unsigned long)-4095`: a negative number is large.
  if (Right.Value < 0 && B->getLHS()->getType()->isUnsignedIntegerType() &&
      *R != Relation::Eq && *R != Relation::Ne) {
    R = *R == Relation::Ge || *R == Relation::Gt ? Relation::Lt : Relation::Ge;
    Right.Value = 0;
  }
  // How much there is is never negative.
  if (L.isContent() && Places.info(L.P).Last == Step::Answer &&
      Places.info(L.P).Index == HowMuch) {
    if (Right.Value == 1 && (*R == Relation::Ge || *R == Relation::Lt)) {
      Right.Value = 0;
      R = *R == Relation::Ge ? Relation::Gt : Relation::Le;
    }
    if (Right.Value == 0 && (*R == Relation::Gt || *R == Relation::Le))
      R = *R == Relation::Gt ? Relation::Ne : Relation::Eq;
  }
  // `(x & 4) == 4` asks of one bit whether it is not 0.
  if (L.isContent() && Places.info(L.P).Last == Step::Bits &&
      llvm::isPowerOf2_64(Places.info(L.P).Index) &&
      Places.info(L.P).Index == Right.Value &&
      (*R == Relation::Eq || *R == Relation::Ne)) {
    R = negate(*R);
    Right.Value = 0;
  }
  // `(a && b) == false`, `!p == 1`.
  if (L.What == Operand::Condition &&
      (*R == Relation::Eq || *R == Relation::Ne) &&
      (Right.Value == 0 || Right.Value == 1)) {
    bool Same = (*R == Relation::Eq) == (Right.Value == 1);
    return Same ? *L.Tree : L.Tree->negated();
  }
  // `v.size() == 0`, `v.size() > 0`, `0 < v.size()`.
  if (const auto *M = dyn_cast<CXXMemberCallExpr>(Side->IgnoreParenImpCasts()))
    if (M->getMethodDecl()->getIdentifier() &&
        M->getMethodDecl()->getName() == "size" && Right.Value == 0 &&
        isSequence(libraryType(objectType(M)))) {
      ConditionTree T =
          AnswerLowering(*this).hasElements(M->getImplicitObjectArgument(), M);
      T.Fact = T.P;
      T.What = ConditionTree::Empty;
      T.P = objectPlace(M->getImplicitObjectArgument());
      // The fact is "size() is not 0".
      T.Truth = *R == Relation::Eq || *R == Relation::Le;
      if (T.Truth)
        std::swap(T.IfTrue, T.IfFalse);
      return T;
    }
  if (L.isContent() && Places.info(L.P).Last == Step::Temporary)
    if (std::optional<ConditionTree> T =
            ResultLowering(*this).ofCode(Side->IgnoreParenCasts()))
      return *T;
  if (L.isContent() && !isElementsPlace(L.P) &&
      !(Places.info(L.P).Last == Step::Temporary && isStable(Side) &&
        !InlinedCalls.contains(Side->IgnoreParenImpCasts())))
    return compareWith(L.P, *R, Right.Value);
  // `f(x) == 0` and `!f(x)` are one condition.
  if (Right.Value == 0 && (*R == Relation::Eq || *R == Relation::Ne)) {
    ConditionTree T = ResultLowering(*this).asked(Side);
    return *R == Relation::Ne ? T : T.negated();
  }
  return compareUnknown(B, *R);
}

ConditionTree FunctionLowering::conditionOf(const Expr *E) {
  E = E->IgnoreParens();
  while (const auto *Cast = dyn_cast<CastExpr>(E)) {
    // `if (guard)` calls a conversion; the others keep what is true.
    E = Cast->getSubExpr()->IgnoreParens();
  }
  if (const auto *Full = dyn_cast<FullExpr>(E))
    return conditionOf(Full->getSubExpr());
  if (const auto *Temporary = dyn_cast<MaterializeTemporaryExpr>(E))
    return conditionOf(Temporary->getSubExpr());
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E))
    if (auto It = Substituted.find(Ref->getDecl()); It != Substituted.end())
      return conditionOf(It->second);
  if (const auto *B = dyn_cast<BinaryOperator>(E)) {
    bool Both = (B->getOpcode() == BO_And || B->getOpcode() == BO_Or) &&
                B->isKnownToHaveBooleanValue();
    if (Tables->Joins.contains(B))
      return compareWith(Places.temporary(B), Relation::Ne, 0);
    if (B->isLogicalOp() || Both) {
      bool And = B->getOpcode() == BO_LAnd || B->getOpcode() == BO_And;
      ConditionTree T;
      T.What = And ? ConditionTree::And : ConditionTree::Or;
      T.Parts.push_back(conditionOf(B->getLHS()));
      T.Parts.push_back(conditionOf(B->getRHS()));
      return T;
    }
    if (std::optional<ConditionTree> T =
            AnswerLowering(*this).comparesThreads(B))
      return *T;
    if (B->isComparisonOp())
      return compare(B);
    if (B->getOpcode() == BO_Comma)
      return conditionOf(B->getRHS());
  }
  if (const auto *U = dyn_cast<UnaryOperator>(E);
      U && U->getOpcode() == UO_LNot)
    return conditionOf(U->getSubExpr()).negated();
  if (const auto *C = dyn_cast<CallExpr>(E)) {
    if (auto T = AnswerLowering(*this).comparesThreads(C))
      return *T;
    if (std::optional<ConditionTree> T = AnswerLowering(*this).question(C))
      return *T;
  }
  if (const auto *Op = dyn_cast<CXXOperatorCallExpr>(E)) {
    // `ptr == nullptr` of a smart pointer.
    if ((Op->getOperator() == OO_EqualEqual ||
         Op->getOperator() == OO_ExclaimEqual) &&
        Op->getNumArgs() == 2)
      for (unsigned I : {0u, 1u})
        if ((Op->getArg(I)->getType()->isNullPtrType() ||
             isEmptyOptional(Op->getArg(I)->getType())) &&
            libraryType(Op->getArg(1 - I)->getType()) != LibraryType::Other)
          if (PlaceId P = placeOf(Op->getArg(1 - I)); P != None)
            return compareWith(P,
                               Op->getOperator() == OO_EqualEqual
                                   ? Relation::Eq
                                   : Relation::Ne,
                               0);
    if (Op->isComparisonOp() && Op->getNumArgs() == 2)
      if (PlaceId P = comparesWithNothing(Op->getArg(0), Op->getArg(1));
          P != None)
        return openCondition(P, Op->getOperator() == OO_ExclaimEqual);
    if (Op->getOperator() != OO_Star && Op->getOperator() != OO_Subscript &&
        !Op->isAssignmentOp())
      return ResultLowering(*this).asked(Op);
  }
  if (const auto *C = dyn_cast<CallExpr>(E))
    if (const FunctionDecl *Callee = C->getDirectCallee()) {
      Args A(C->getArgs(), C->getNumArgs());
      const auto *M = dyn_cast<CXXMemberCallExpr>(C);
      for (const CallEntry &Entry : Models.match(Callee, A))
        if (Entry.Call->What == Role::Open) {
          ConditionTree T;
          T.What = ConditionTree::Open;
          // `if (pool.closed())`
          const SuccessPredicate &Ok = Entry.Call->Success;
          T.Truth = Ok.What != SuccessPredicate::Compares ||
                    Ok.R != Relation::Eq || Models.resolve(Ok.C) != 0;
          T.P = slotPlace(Entry.Call->Handle, C, A,
                          M ? M->getImplicitObjectArgument() : nullptr);
          if (M && Entry.Owner->Destructor == DestructorKind::Releases)
            AnswerLowering(*this).addPresence(M, T);
          return T.P == None || isElementsPlace(T.P) ? opaque(C) : T;
        }
      if (M && isSequence(libraryType(objectType(M))) &&
          Callee->getIdentifier() &&
          (Callee->getName() == "size" || Callee->getName() == "empty")) {
        bool Size = Callee->getName() == "size";
        ConditionTree T = AnswerLowering(*this).hasElements(
            M->getImplicitObjectArgument(), M);
        // The fact is whether there are elements.
        T.Fact = T.P;
        T.What = ConditionTree::Empty;
        T.Truth = false;
        T.P = objectPlace(M->getImplicitObjectArgument());
        return Size ? T : T.negated();
      }
    }
  return truthOf(operandOf(E), E);
}

void FunctionLowering::assumeFact(const ConditionTree &Leaf, bool Truth) {
  if (Leaf.Fact == None || !isCorrelated(Leaf.Fact))
    return;
  Event Fact;
  Fact.Kind = EventKind::Assume;
  Fact.Dst = Leaf.Fact;
  Fact.Values = Truth ? Leaf.IfTrue : Leaf.IfFalse;
  emit(Fact);
}

void FunctionLowering::assume(const ConditionTree &Leaf, bool Truth) {
  Event E;
  E.Dst = Leaf.P;
  switch (Leaf.What) {
  case ConditionTree::Compare:
    if (Leaf.P == None || !isCorrelated(Leaf.P))
      return;
    E.Kind = EventKind::Assume;
    E.Values = Truth ? Leaf.IfTrue : Leaf.IfFalse;
    emit(E);
    ResultLowering(*this).compared(Leaf.P);
    if (Leaf.Other != None && E.Values == ValueSet::constant(0)) {
      E.Kind = EventKind::AssumeOpen;
      E.Dst = Leaf.Other;
      E.Negated = true;
      emit(E);
    }
    return;
  case ConditionTree::Open:
    assumeFact(Leaf, Truth);
    E.Kind = EventKind::AssumeOpen;
    E.Negated = Truth != Leaf.Truth;
    emit(E);
    return;
  case ConditionTree::Empty: {
    bool IsEmpty = Truth == Leaf.Truth;
    assumeFact(Leaf, Truth);
    if (!IsEmpty || Leaf.P == None)
      return;
    E.Kind = EventKind::Empty;
    for (PlaceId P : Places.descendants(Leaf.P))
      if (Places.place(P).Collection) {
        E.Dst = P;
        emit(E);
      }
    return;
  }
  case ConditionTree::Same: {
    if (isCorrelated(Leaf.Fact)) {
      Event Fact;
      Fact.Kind = EventKind::Assume;
      Fact.Dst = Leaf.Fact;
      Fact.Values = Truth ? Leaf.IfTrue : Leaf.IfFalse;
      emit(Fact);
    }
    if (Truth == Leaf.Truth) {
      emitEscape(Leaf.P);
      emitEscape(Leaf.Other);
      return;
    }
    if (isElementsPlace(Leaf.P) || isElementsPlace(Leaf.Other))
      return;
    // Not the same: one of the two is another than the pool in hand, and a
    // collection of that alone is empty.
    auto IsAnother = [&](PlaceId P) {
      return [this, P] {
        PlaceId Alone = Places.elements(Places.flag(P), QualType());
        emit(EventKind::Set, Alone);
        emit(EventKind::Insert, Alone, P);
        emit(EventKind::Empty, Alone);
      };
    };
    choose({IsAnother(Leaf.P), IsAnother(Leaf.Other)});
    return;
  }
  case ConditionTree::Stranger:
    assumeFact(Leaf, Truth);
    if (Truth != Leaf.Truth)
      return;
    E.Kind = EventKind::AssumeOpen;
    E.Negated = true;
    emit(E);
    return;
  case ConditionTree::Unclear:
    E.Kind = EventKind::Assume;
    E.Dst = Leaf.Fact;
    choose({[&] {
              E.Values = ValueSet::nonZero();
              emit(E);
            },
            [&] {
              E.Values = ValueSet::constant(0);
              emit(E);
              emitEscape(Leaf.P);
            }});
    return;
  case ConditionTree::Constant:
  case ConditionTree::And:
  case ConditionTree::Or:
    return;
  }
}

void FunctionLowering::branch(const ConditionTree &T, BlockId IfTrue,
                              BlockId IfFalse) {
  if (T.What == ConditionTree::Constant) {
    jump(T.Truth ? IfTrue : IfFalse);
    return;
  }
  if (T.What == ConditionTree::And || T.What == ConditionTree::Or) {
    bool And = T.What == ConditionTree::And;
    BlockId Middle = newBlock();
    branch(T.Parts[0], And ? Middle : IfTrue, And ? IfFalse : Middle);
    Current = Middle;
    branch(T.Parts[1], IfTrue, IfFalse);
    return;
  }
  BlockId Fork = Current;
  for (bool Truth : {true, false}) {
    Current = newBlock();
    Out->Graph.Blocks[Fork].Succs.push_back(Current);
    assume(T, Truth);
    jump(Truth ? IfTrue : IfFalse);
  }
}

const Expr *FunctionLowering::branchCondition(const CFGBlock &B) {
  const Stmt *T = B.getTerminatorStmt();
  if (!T || !B.getTerminator().isStmtBranch())
    return nullptr;
  if (const auto *Loop = dyn_cast<CXXForRangeStmt>(T))
    return Loop->getCond();
  const auto *Condition = dyn_cast_or_null<Expr>(B.getTerminatorCondition());
  // `if (a && b)`, `(a && b) || c`: this block only decides the last part.
  while (Condition) {
    const auto *Logical = dyn_cast<BinaryOperator>(Condition->IgnoreParens());
    if (!Logical || !Logical->isLogicalOp())
      break;
    bool EvaluatedHere =
        !B.empty() && B.back().getAs<CFGStmt>() &&
        B.back().castAs<CFGStmt>().getStmt()->IgnoreContainers() == Logical;
    if (EvaluatedHere)
      break;
    Condition = Logical->getRHS();
  }
  return Condition;
}

} // namespace poolguard
