//===-- LowerLoops.cpp - Loops that visit the elements of a collection ----===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// A loop visits the elements of a collection where its index or iterator names
/// one in each round, and where what ends it asks that variable. Such a loop is
/// assumed to visit every element.
///
//===----------------------------------------------------------------------===//

#include "LowerElements.h"
#include "LowerWork.h"

using namespace clang;

namespace poolguard {

/// Tells of the loops of the function itself, not of inlined bodies.
void FunctionLowering::recordLoops() {
  for (const NaturalLoop &L : loops().loops())
    if (F == Out->Function)
      Out->Loops.push_back({L.Statement, BlockStart[L.Header]});
}

void FunctionLowering::noteLoopAccess(PlaceId P, unsigned How) {
  if (Outer)
    Outer->noteLoopAccess(P, How);
  if (P == None || !CurrentCFGBlock)
    return;
  for (PlaceId Q = P; Q != None; Q = Places.info(Q).Parent) {
    const PlaceInfo &I = Places.info(Q);
    if (I.Last != Step::VarIndex)
      continue;
    LoopId L = loops().changing(static_cast<const ValueDecl *>(I.Entity),
                                *CurrentCFGBlock);
    if (L != None)
      LoopAccess[{L, P}] |= How;
  }
}

PlaceId FunctionLowering::indexStep(PlaceId P) const {
  while (P != None && Places.info(P).Last != Step::VarIndex)
    P = Places.info(P).Parent;
  return P;
}

/// \p S mentions \p V, or what \p Stands for an element it names, outside calls
/// and not as the whole of a comparison's side.
static bool mentionsInData(const Stmt *S, const ValueDecl *V,
                           llvm::function_ref<bool(const VarDecl *)> Stands) {
  if (!S || isa<CallExpr>(S))
    return false;
  if (const auto *Ref = dyn_cast<DeclRefExpr>(S)) {
    const auto *Named = dyn_cast<VarDecl>(Ref->getDecl()->getCanonicalDecl());
    return Named && (Named == V || Stands(Named));
  }
  if (const auto *M = dyn_cast<MemberExpr>(S); M && M->getMemberDecl() == V)
    return true;
  return llvm::any_of(S->children(), [&](const Stmt *Child) {
    return mentionsInData(Child, V, Stands);
  });
}

void FunctionLowering::forgiveElements(const CFGBlock &B, const Expr *Condition,
                                       const ConditionTree &Tree) {
  if (Tree.What == ConditionTree::Open)
    return;
  for (auto &[Key, How] : LoopAccess) {
    LoopId L = Key.first;
    PlaceId Element = Key.second;
    if (!visits(L, Element) || !(How & ReleasedHere) ||
        !loops().contains(L, B) || Tree.P == Element)
      continue;
    const auto *V =
        static_cast<const ValueDecl *>(Places.info(indexStep(Element)).Entity);
    // `struct slot *s = &slots[i]; ... if (s->used)`.
    auto Stands = [&](const VarDecl *Other) {
      for (const auto *Table : {&PointsTo, &Aliases}) {
        auto It = Table->find(Other);
        PlaceId Named = It == Table->end() ? None : indexStep(It->second);
        if (Named != None && Places.info(Named).Entity == V)
          return true;
      }
      return false;
    };
    if (!canLeave(L, B) && mentionsInData(Condition, V, Stands))
      emitEscape(Element);
  }
}

bool FunctionLowering::visits(LoopId Loop, PlaceId Element) const {
  auto It = LoopAccess.find({Loop, Element});
  return It != LoopAccess.end() && !(It->second & Constructed);
}

/// The expression compares or tests \p V or (unless \p Itself) the element it
/// names, as a list that is ended by null does.
static bool testsVariable(const Expr *E, const ValueDecl *V, bool Itself) {
  if (!E)
    return false;
  E = E->IgnoreParenCasts();
  auto Again = [&](const Expr *Part) { return testsVariable(Part, V, Itself); };
  if (indexVariable(E) == V)
    return true;
  if (const auto *B = dyn_cast<BinaryOperator>(E))
    return Again(B->getLHS()) || Again(B->getRHS());
  if (const auto *A = dyn_cast<ArraySubscriptExpr>(E))
    return !Itself && indexVariable(A->getIdx()) == V;
  if (const auto *U = dyn_cast<UnaryOperator>(E))
    return (!Itself || U->getOpcode() != UO_Deref) && Again(U->getSubExpr());
  if (const auto *C = dyn_cast<CXXOperatorCallExpr>(E))
    return C->isComparisonOp() &&
           (Again(C->getArg(0)) ||
            (C->getNumArgs() > 1 && Again(C->getArg(1))));
  if (const auto *R = dyn_cast<CXXRewrittenBinaryOperator>(E))
    return Again(R->getSemanticForm());
  if (const auto *C = dyn_cast<CXXConstructExpr>(E))
    return C->getNumArgs() == 1 && Again(C->getArg(0));
  return false;
}

void FunctionLowering::finishLoops(const CFGBlock &From, const CFGBlock &To,
                                   const Expr *Condition) {
  for (auto &[Key, How] : LoopAccess) {
    LoopId L = Key.first;
    PlaceId Element = Key.second;
    // Only what can end the loop says how far it has come.
    if (!visits(L, Element) || !loops().contains(L, From) || !canLeave(L, From))
      continue;
    PlaceId Q = indexStep(Element);
    const auto *V = static_cast<const ValueDecl *>(Places.info(Q).Entity);
    if (!loops().contains(L, To)) {
      PlaceId All = Places.generalise(Element, V);
      if (All == None || !testsVariable(Condition, V, /*Itself=*/false))
        continue;
      Event E;
      E.Kind = EventKind::Exhausted;
      E.Loop = FirstLoop + L;
      E.Dst = All;
      emit(E);
    } else if (!isa<DoStmt>(loops().loops()[L].Statement) &&
               !Places.info(Q).Index &&
               testsVariable(Condition, V, /*Itself=*/true) &&
               !ElementLowering(*this).isNamedAfterChange(L, V)) {
      bind(L, Element, V);
    }
  }
}

void FunctionLowering::enterLoops(const CFGBlock &From, const CFGBlock &To) {
  for (LoopId L = 0; L < loops().loops().size(); ++L) {
    const NaturalLoop &Loop = loops().loops()[L];
    if (Loop.Header != To.getBlockID())
      continue;
    if (Loop.Blocks.test(From.getBlockID())) {
      forgetAtBackEdge(L);
    } else {
      beginLoop(L);
      WorkLowering(*this).awaitInLoop(Loop.Statement);
    }
  }
}

void FunctionLowering::beginLoop(LoopId L) {
  Event E;
  E.Kind = EventKind::LoopBegin;
  E.Loop = FirstLoop + L;
  emit(E);
  // Elements with a name of their own are visited like the others.
  for (auto &[Key, How] : LoopAccess) {
    if (Key.first != L || !visits(L, Key.second))
      continue;
    PlaceId Named = indexStep(Key.second);
    PlaceId Container = Places.info(Named).Parent;
    llvm::SmallVector<PlaceId, 4> Siblings(Places.children(Container).begin(),
                                           Places.children(Container).end());
    for (PlaceId S : Siblings)
      if (S != Named && (Places.info(S).Last == Step::ConstIndex ||
                         Places.info(S).Last == Step::VarIndex))
        insert(Places.elements(Container, Places.info(S).Type), S);
  }
}

bool FunctionLowering::hasIndexTest(LoopId L, const ValueDecl *V) {
  auto [It, New] = IndexTests.try_emplace({L, V}, false);
  if (!New)
    return It->second;
  for (const CFGBlock *B : cfg())
    if (loops().contains(L, *B) && canLeave(L, *B))
      if (const Expr *Condition = branchCondition(*B))
        It->second |= testsVariable(Condition, V, /*Itself=*/true);
  return It->second;
}

void FunctionLowering::bindAtHeader(LoopId L) {
  // Where no test of the index comes first: a do loop, a list ended by null.
  for (auto &[Key, How] : LoopAccess) {
    if (Key.first != L || !visits(L, Key.second))
      continue;
    PlaceId Q = indexStep(Key.second);
    const auto *V = static_cast<const ValueDecl *>(Places.info(Q).Entity);
    if (Places.info(Q).Index ||
        (!isa<DoStmt>(loops().loops()[L].Statement) && hasIndexTest(L, V)) ||
        ElementLowering(*this).isNamedAfterChange(L, V))
      continue;
    bind(L, Key.second, V);
  }
}

void FunctionLowering::bind(LoopId L, PlaceId Element, const ValueDecl *V) {
  Event E;
  E.Kind = EventKind::Bind;
  E.Loop = FirstLoop + L;
  E.Dst = Element;
  E.Src = Places.generalise(Element, V);
  if (E.Src != None && !isElementsPlace(Element))
    emit(E);
}

bool FunctionLowering::canLeave(LoopId L, const CFGBlock &B) const {
  return llvm::any_of(B.succs(), [&](const CFGBlock *Next) {
    return !Next || !loops().contains(L, *Next);
  });
}

static void collectLeaves(const ConditionTree &T,
                          llvm::SmallVectorImpl<PlaceId> &Out) {
  if (T.P != None && T.What != ConditionTree::Unclear)
    Out.push_back(T.P);
  if (T.Fact != None)
    Out.push_back(T.Fact);
  for (const ConditionTree &Part : T.Parts)
    collectLeaves(Part, Out);
}

const llvm::SmallVector<PlaceId, 2> &FunctionLowering::waitedFor(LoopId L) {
  auto [It, New] = WaitedFor.try_emplace(L);
  if (!New)
    return It->second;
  llvm::SmallVector<PlaceId, 4> Leaves;
  for (const CFGBlock *B : cfg()) {
    if (!loops().contains(L, *B) || B->succ_size() < 2 || !canLeave(L, *B))
      continue;
    if (const Expr *Condition = branchCondition(*B))
      collectLeaves(conditionOf(Condition), Leaves);
  }
  for (PlaceId P : Leaves)
    if ((Places.info(P).External || Places.info(P).Last == Step::Answer ||
         llvm::is_contained(VolatileConditions, P)) &&
        !isElementsPlace(P) && isCorrelated(P))
      It->second.push_back(P);
  return It->second;
}

void FunctionLowering::forgetAtBackEdge(LoopId L) {
  for (PlaceId P : waitedFor(L))
    havoc(P);
}

} // namespace poolguard
