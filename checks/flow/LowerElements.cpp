//===-- LowerElements.cpp - Elements that an index names ------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LowerElements.h"
#include "LowerAnswers.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;

namespace poolguard {

const VarDecl *walkingVariable(const Expr *E) {
  E = E->IgnoreParenImpCasts();
  if (const auto *U = dyn_cast<UnaryOperator>(E);
      U && U->isIncrementDecrementOp())
    return referencedVariable(U->getSubExpr());
  if (const auto *C = dyn_cast<CXXOperatorCallExpr>(E);
      C && C->getNumArgs() >= 1 &&
      (C->getOperator() == OO_PlusPlus || C->getOperator() == OO_MinusMinus))
    return referencedVariable(C->getArg(0));
  return referencedVariable(E);
}

const Expr *steppedAfter(const Expr *E) {
  E = E->IgnoreParenImpCasts();
  const auto *U = dyn_cast<UnaryOperator>(E);
  const auto *C = dyn_cast<CXXOperatorCallExpr>(E);
  bool Post =
      (U && U->isPostfix()) ||
      (C && C->getNumArgs() == 2 && // With the `int` that marks it.
       (C->getOperator() == OO_PlusPlus || C->getOperator() == OO_MinusMinus));
  return Post ? E : nullptr;
}

void ElementLowering::beforeChange(const ValueDecl *Index) {
  for (PlaceId P : L.Places.namedBy(Index)) {
    PlaceId All = L.Places.generalise(P, Index);
    L.insert(All, P);
    L.havoc(P);
  }
}

void ElementLowering::beforeChange(const Expr *Target) {
  const ValueDecl *Index = indexVariable(Target);
  if (!Index)
    return;
  if (!isa<FieldDecl>(Index)) {
    beforeChange(Index);
    return;
  }
  // Of that object alone.
  PlaceId Member = L.placeOf(Target);
  PlaceId Object = Member == None ? None : L.Places.info(Member).Parent;
  for (PlaceId P : L.Places.namedBy(Index))
    if (Object != None && L.Places.isWithin(P, Object)) {
      L.insert(L.Places.generalise(P, Index), P);
      L.havoc(P);
    }
}

void ElementLowering::afterChange(const Expr *Target) {
  const ValueDecl *Index = indexVariable(Target);
  if (!Index || !L.CurrentCFGBlock)
    return;
  LoopId Loop = L.loops().changing(Index, *L.CurrentCFGBlock);
  if (Loop == None || !isNamedAfterChange(Loop, Index))
    return;
  for (auto &[Key, How] : L.LoopAccess) {
    PlaceId Named = L.indexStep(Key.second);
    if (Key.first == Loop && Named != None && !L.Places.info(Named).Index &&
        L.Places.info(Named).Entity == Index && L.visits(Loop, Key.second))
      L.bind(Loop, Key.second, Index);
  }
}

void ElementLowering::bindAtAccess(const Expr *Access) {
  PlaceId P = L.placeOf(Access);
  PlaceId Q = L.indexStep(P);
  if (Q == None || !L.Places.info(Q).Index || !L.CurrentCFGBlock)
    return;
  const auto *V = static_cast<const ValueDecl *>(L.Places.info(Q).Entity);
  LoopId Loop = L.loops().changing(V, *L.CurrentCFGBlock);
  for (auto &[Key, How] : L.LoopAccess)
    if (Key.first == Loop && L.Places.isWithin(Key.second, Q) &&
        L.visits(Loop, Key.second))
      L.bind(Loop, Key.second, V);
}

/// \p S names an element by \p Index.
static bool namesElement(const Stmt *S, const ValueDecl *Index) {
  if (const auto *A = dyn_cast<ArraySubscriptExpr>(S))
    return indexVariable(A->getIdx()) == Index;
  if (const auto *U = dyn_cast<UnaryOperator>(S))
    return U->getOpcode() == UO_Deref &&
           walkingVariable(U->getSubExpr()) == Index;
  if (const auto *M = dyn_cast<MemberExpr>(S))
    return M->isArrow() && walkingVariable(M->getBase()) == Index;
  if (const auto *B = dyn_cast<BinaryOperator>(S))
    return B->getOpcode() == BO_Add && B->getType()->isPointerType() &&
           (indexVariable(B->getLHS()) == Index ||
            indexVariable(B->getRHS()) == Index);
  if (const auto *Op = dyn_cast<CXXOperatorCallExpr>(S)) {
    if (Op->getOperator() == OO_Subscript && Op->getNumArgs() == 2)
      return indexVariable(Op->getArg(1)) == Index;
    return (Op->getOperator() == OO_Star || Op->getOperator() == OO_Arrow) &&
           walkingVariable(Op->getArg(0)) == Index;
  }
  const auto *C = dyn_cast<CallExpr>(S);
  if (!C)
    return false;
  if (const auto *M = dyn_cast<CXXMemberCallExpr>(C))
    return methodName(M->getMethodDecl()) == "at" && M->getNumArgs() == 1 &&
           indexVariable(M->getArg(0)) == Index;
  return Index->getType()->isPointerType() &&
         llvm::any_of(C->arguments(), [&](const Expr *Arg) {
           return walkingVariable(Arg) == Index;
         });
}

bool ElementLowering::isNamedAfterChange(LoopId Loop, const ValueDecl *Index) {
  auto [It, New] = L.NamedAfterChange.try_emplace({Loop, Index}, false);
  if (New)
    It->second = findAccess(Loop, Index);
  return It->second;
}

/// What \p B does first with \p Index: true, it changes it; false, it names an
/// element by it.
static std::optional<bool> changesFirst(const CFGBlock &B,
                                        const ValueDecl *Index) {
  for (const CFGElement &E : B)
    if (auto S = E.getAs<CFGStmt>()) {
      if (changedVariable(S->getStmt()) == Index)
        return true;
      if (namesElement(S->getStmt(), Index))
        return false;
    }
  return std::nullopt;
}

bool ElementLowering::findAccess(LoopId Loop, const ValueDecl *Index) {
  const NaturalLoop &Here = L.loops().loops()[Loop];
  // Where a round begins: after the questions that can end the loop.
  llvm::SmallVector<const CFGBlock *, 8> Worklist;
  llvm::BitVector Seen(Here.Blocks.size());
  auto Add = [&](const CFGBlock *B) {
    if (B && L.loops().contains(Loop, *B) && !Seen.test(B->getBlockID())) {
      Seen.set(B->getBlockID());
      Worklist.push_back(B);
    }
  };
  bool Asks = !isa<DoStmt>(Here.Statement) && L.hasIndexTest(Loop, Index);
  bool Names = false;
  for (const CFGBlock *B : L.cfg()) {
    if (!L.loops().contains(Loop, *B))
      continue;
    for (const CFGElement &E : *B)
      if (auto S = E.getAs<CFGStmt>())
        Names |= namesElement(S->getStmt(), Index);
    if (!Asks && B->getBlockID() == Here.Header)
      Add(B);
    if (Asks && L.canLeave(Loop, *B))
      for (const CFGBlock *Next : B->succs())
        Add(Next);
  }
  while (!Worklist.empty()) {
    const CFGBlock *B = Worklist.pop_back_val();
    std::optional<bool> Changes = changesFirst(*B, Index);
    if (Changes == false)
      return false;
    if (!Changes)
      for (const CFGBlock *Next : B->succs())
        if (Next && Next->getBlockID() != Here.Header)
          Add(Next);
  }
  return Names;
}

} // namespace poolguard
