//===-- LowerConditions.cpp - Conditions to assumptions -------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FunctionLowering.h"
#include "LibraryTypes.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/FoldingSet.h"

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

/// Same value whenever evaluated, until something it reads is written.
bool FunctionLowering::isStable(const Expr *E) const {
  for (const Stmt *Child : E->children()) {
    const auto *Sub = dyn_cast_or_null<Expr>(Child);
    if (Child && (!Sub || !isStable(Sub)))
      return false;
  }
  if (const auto *M = dyn_cast<CXXMemberCallExpr>(E))
    return M->getMethodDecl() && M->getMethodDecl()->isConst();
  if (const auto *Op = dyn_cast<CXXOperatorCallExpr>(E))
    return !Op->isAssignmentOp() && Op->getOperator() != OO_PlusPlus &&
           Op->getOperator() != OO_MinusMinus;
  if (const auto *C = dyn_cast<CallExpr>(E)) {
    const FunctionDecl *Callee = C->getDirectCallee();
    if (Callee && Callee->getIdentifier() &&
        nameDoesSomething(Callee->getName()))
      return false;
    // `is_enabled()`, `g_list_length(l)`: assumed to answer the same again;
    // what gets an address or takes part in iteration is not.
    return Callee && !Callee->isNoReturn() &&
           llvm::none_of(Callee->parameters(),
                         [](const ParmVarDecl *P) {
                           QualType T = P->getType();
                           return T->isReferenceType() &&
                                  !T->getPointeeType().isConstQualified();
                         }) &&
           llvm::none_of(C->arguments(), [](const Expr *A) {
             return A->getType()->isPointerType() &&
                    !A->getType()->getPointeeType().isConstQualified();
           });
  }
  if (const auto *U = dyn_cast<UnaryOperator>(E))
    return !U->isIncrementDecrementOp();
  if (const auto *B = dyn_cast<BinaryOperator>(E))
    return !B->isAssignmentOp();
  return !isa<CXXNewExpr, LambdaExpr, StmtExpr, AtomicExpr>(E);
}

static bool hasCall(const Stmt *S) {
  if (!S)
    return false;
  return isa<CallExpr>(S) || llvm::any_of(S->children(), hasCall);
}

static void collectDeclarations(const Stmt *S,
                                llvm::SmallVectorImpl<const Decl *> &Out) {
  if (!S)
    return;
  if (const auto *Ref = dyn_cast<DeclRefExpr>(S))
    Out.push_back(Ref->getDecl()->getCanonicalDecl());
  if (const auto *M = dyn_cast<MemberExpr>(S))
    Out.push_back(M->getMemberDecl()->getCanonicalDecl());
  for (const Stmt *Child : S->children())
    collectDeclarations(Child, Out);
}

ConditionTree FunctionLowering::opaque(const Expr *E) {
  const Expr *Core = E->IgnoreParenCasts();
  if (!isStable(Core)) {
    // Known by its own value at most.
    const auto *Op = dyn_cast<CXXOperatorCallExpr>(Core);
    const auto *B = dyn_cast<BinaryOperator>(Core);
    bool Compares =
        (Op && !Op->isAssignmentOp()) || (B && !B->isAssignmentOp());
    PlaceId P = Compares ? None : placeOf(Core);
    // Else nothing is known of it: the next time it is asked anew.
    return compareWith(isElementsPlace(P) ? None : P, Relation::Ne, 0);
  }
  llvm::FoldingSetNodeID ID;
  Core->Profile(ID, Context, /*Canonical=*/true);
  return remembered(Core, ID);
}

ConditionTree FunctionLowering::remembered(const Expr *Core,
                                           const llvm::FoldingSetNodeID &ID) {
  auto &Bucket = ConditionPlaces[ID.ComputeHash()];
  auto It = llvm::find_if(Bucket, [&](const auto &E) { return E.first == ID; });
  if (It == Bucket.end()) {
    It = Bucket.insert(Bucket.end(),
                       {ID, Places.condition(Core, InstanceNumber)});
    llvm::SmallVector<const Decl *, 8> Decls;
    collectDeclarations(Core, Decls);
    for (const Decl *D : Decls)
      Dependents[D].push_back(It->second);
    if (hasCall(Core))
      VolatileConditions.push_back(It->second);
  }
  AskedBy[It->second].insert(Core);
  return compareWith(It->second, Relation::Ne, 0);
}

ConditionTree FunctionLowering::compareUnknown(const BinaryOperator *B,
                                               Relation R) {
  const Expr *L = B->getLHS()->IgnoreParenCasts();
  const Expr *Right = B->getRHS()->IgnoreParenCasts();
  if (!isStable(L) || !isStable(Right))
    return opaque(B);
  // One spelling for `a != b`, `b == a`, `a >= b`, `b <= a`, ...: `a == b` or
  // `a < b`, perhaps negated.
  bool Negated = R == Relation::Ne || R == Relation::Ge || R == Relation::Le;
  if (R == Relation::Gt || R == Relation::Le)
    std::swap(L, Right);
  bool Equality = R == Relation::Eq || R == Relation::Ne;
  llvm::FoldingSetNodeID First, Second;
  L->Profile(First, Context, /*Canonical=*/true);
  Right->Profile(Second, Context, /*Canonical=*/true);
  if (Equality && Second.ComputeHash() < First.ComputeHash())
    std::swap(First, Second);
  llvm::FoldingSetNodeID ID;
  ID.AddInteger(Equality ? 1 : 2);
  ID.AddNodeID(First);
  ID.AddNodeID(Second);
  ConditionTree T = remembered(B, ID);
  // Two handles that are the same: then the one is not ours to release alone.
  Operand A = operandOf(L), C = operandOf(Right);
  if (Equality && A.isContent() && C.isContent() &&
      L->getType()->isPointerType()) {
    T.What = ConditionTree::Same;
    T.Fact = T.P;
    T.P = A.P;
    T.Other = C.P;
  }
  return Negated ? T.negated() : T;
}

bool FunctionLowering::isCorrelated(PlaceId Condition) const {
  auto It = AskedBy.find(Condition);
  return It == AskedBy.end() || It->second.size() > 1;
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
    if (!isElementsPlace(O.P) &&
        !(Places.info(O.P).Last == Step::Temporary && isStable(E) &&
          !InlinedCalls.contains(E->IgnoreParenImpCasts())))
      return compareWith(O.P, Relation::Ne, 0);
    return opaque(E);
  case Operand::Unknown:
    return opaque(E);
  }
  return opaque(E);
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
  if (PlaceId P = comparesWithNothing(B->getLHS(), B->getRHS()); P != None)
    return openCondition(P, *R == Relation::Ne);
  // `(unsigned long)p >= (unsigned long)-4095`: a negative number is large.
  if (Right.Value < 0 && B->getLHS()->getType()->isUnsignedIntegerType() &&
      *R != Relation::Eq && *R != Relation::Ne) {
    R = *R == Relation::Ge || *R == Relation::Gt ? Relation::Lt : Relation::Ge;
    Right.Value = 0;
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
      ConditionTree T = opaque(M);
      T.Fact = T.P;
      T.What = ConditionTree::Empty;
      T.P = objectPlace(M->getImplicitObjectArgument());
      // The fact is "size() is not 0".
      T.Truth = *R == Relation::Eq || *R == Relation::Le;
      if (T.Truth)
        std::swap(T.IfTrue, T.IfFalse);
      return T;
    }
  if (L.isContent() && !isElementsPlace(L.P) &&
      !(Places.info(L.P).Last == Step::Temporary && isStable(Side) &&
        !InlinedCalls.contains(Side->IgnoreParenImpCasts())))
    return compareWith(L.P, *R, Right.Value);
  // `f(x) == 0` and `!f(x)` are one condition.
  if (Right.Value == 0 && (*R == Relation::Eq || *R == Relation::Ne)) {
    ConditionTree T = opaque(Side);
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
    if (B->isComparisonOp())
      return compare(B);
    if (B->getOpcode() == BO_Comma)
      return conditionOf(B->getRHS());
  }
  if (const auto *U = dyn_cast<UnaryOperator>(E);
      U && U->getOpcode() == UO_LNot)
    return conditionOf(U->getSubExpr()).negated();
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
      return opaque(Op);
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
          return T.P == None || isElementsPlace(T.P) ? opaque(C) : T;
        }
      bool Size = Callee->getIdentifier() && Callee->getName() == "size";
      if (M && Callee->getIdentifier() &&
          (Size || Callee->getName() == "empty") &&
          isSequence(libraryType(objectType(M)))) {
        ConditionTree T = opaque(C);
        T.Fact = T.P;
        T.What = ConditionTree::Empty;
        T.Truth = !Size;
        T.P = objectPlace(M->getImplicitObjectArgument());
        return T;
      }
    }
  return truthOf(operandOf(E), E);
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
    return;
  case ConditionTree::Open:
    E.Kind = EventKind::AssumeOpen;
    E.Negated = Truth != Leaf.Truth;
    emit(E);
    return;
  case ConditionTree::Empty: {
    bool IsEmpty = Truth == Leaf.Truth;
    if (Leaf.Fact != None && isCorrelated(Leaf.Fact)) {
      Event Fact;
      Fact.Kind = EventKind::Assume;
      Fact.Dst = Leaf.Fact;
      Fact.Values = Truth ? Leaf.IfTrue : Leaf.IfFalse;
      emit(Fact);
    }
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
    }
    return;
  }
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
