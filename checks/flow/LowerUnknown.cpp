//===-- LowerUnknown.cpp - Conditions nobody can look into ----------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What such a condition says is remembered by the way it is written, until
/// something that it names is written to.
///
//===----------------------------------------------------------------------===//

#include "FunctionLowering.h"
#include "LowerResults.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/FoldingSet.h"

using namespace clang;

namespace poolguard {

/// Whether what is in \p P is not 0.
static ConditionTree isTrue(PlaceId P) {
  ConditionTree T;
  T.What = ConditionTree::Compare;
  T.P = P;
  T.IfTrue = ValueSet::nonZero();
  T.IfFalse = ValueSet::constant(0);
  return T;
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
    return isTrue(isElementsPlace(P) ? None : P);
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
  return isTrue(It->second);
}

/// \p Condition goes on while \p V has not come to \p End.
static bool endsAt(const Expr *Condition, const VarDecl *V, const Expr *End,
                   const ASTContext &Context) {
  const auto *B = dyn_cast<BinaryOperator>(Condition->IgnoreParenImpCasts());
  if (!B)
    return false;
  if (B->getOpcode() == BO_LAnd)
    return endsAt(B->getLHS(), V, End, Context) ||
           endsAt(B->getRHS(), V, End, Context);
  const Expr *L = B->getLHS(), *R = B->getRHS();
  if (B->getOpcode() == BO_GT)
    std::swap(L, R);
  else if (B->getOpcode() != BO_LT && B->getOpcode() != BO_NE)
    return false;
  llvm::FoldingSetNodeID First, Second;
  R->IgnoreParenCasts()->Profile(First, Context, /*Canonical=*/true);
  End->Profile(Second, Context, /*Canonical=*/true);
  return referencedVariable(L) == V && First == Second;
}

/// \p Counter is what a loop counts by one until it comes to \p End.
static bool countsUpTo(const Expr *Counter, const Expr *End,
                       const LoopTable &Loops, const ASTContext &Context) {
  const VarDecl *V = referencedVariable(Counter);
  if (!V || !V->hasLocalStorage() || !V->getType()->isIntegerType())
    return false;
  return llvm::any_of(Loops.loops(), [&](const NaturalLoop &Loop) {
    const auto *For = dyn_cast_or_null<ForStmt>(Loop.Statement);
    const auto *Step =
        For ? dyn_cast_or_null<UnaryOperator>(For->getInc()) : nullptr;
    return Step && Step->isIncrementOp() && For->getCond() &&
           referencedVariable(Step->getSubExpr()) == V &&
           endsAt(For->getCond(), V, End, Context);
  });
}

ConditionTree FunctionLowering::compareUnknown(const BinaryOperator *B,
                                               Relation R) {
  const Expr *L = B->getLHS()->IgnoreParenCasts();
  const Expr *Right = B->getRHS()->IgnoreParenCasts();
  if (std::optional<ConditionTree> T = ResultLowering(*this).ofCode(B))
    return *T;
  if (!isStable(L) || !isStable(Right))
    return opaque(B);
  // One spelling for `a != b`, `b == a`, `a >= b`, `b <= a`, ...: `a == b` or
  // `a < b`, perhaps negated.
  bool Negated = R == Relation::Ne || R == Relation::Ge || R == Relation::Le;
  if (R == Relation::Gt || R == Relation::Le)
    std::swap(L, Right);
  // `i == n` after a loop of `i < n`: it ran to its end.
  if (R == Relation::Eq || R == Relation::Ne) {
    if (countsUpTo(Right, L, loops(), Context))
      std::swap(L, Right);
    if (countsUpTo(L, Right, loops(), Context)) {
      Negated = R == Relation::Eq;
      R = Relation::Lt;
    }
  }
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

} // namespace poolguard
