//===-- BodyFacts.cpp -----------------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "BodyFacts.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace poolguard {

const VarDecl *referencedVariable(const Expr *E) {
  if (!E)
    return nullptr;
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E->IgnoreParenCasts()))
    if (const auto *V = dyn_cast<VarDecl>(Ref->getDecl()))
      return V->getCanonicalDecl();
  return nullptr;
}

const Expr *onlyReturned(const Stmt *Body) {
  const auto *Block = dyn_cast_or_null<CompoundStmt>(Body);
  const auto *Return = Block && Block->size() == 1
                           ? dyn_cast<ReturnStmt>(Block->body_front())
                           : nullptr;
  return Return ? Return->getRetValue() : nullptr;
}

const ValueDecl *indexVariable(const Expr *E) {
  if (const VarDecl *V = referencedVariable(E))
    return V;
  const auto *M = E ? dyn_cast<MemberExpr>(E->IgnoreParenCasts()) : nullptr;
  const auto *Field = M ? dyn_cast<FieldDecl>(M->getMemberDecl()) : nullptr;
  if (!Field || !Field->getType()->isIntegerType())
    return nullptr;
  const Expr *Base = M->getBase()->IgnoreParenCasts();
  while (const auto *Inner = dyn_cast<MemberExpr>(Base))
    Base = Inner->getBase()->IgnoreParenCasts();
  return isa<DeclRefExpr, CXXThisExpr>(Base)
             ? cast<ValueDecl>(Field->getCanonicalDecl())
             : nullptr;
}

/// `malloc(...)`, `calloc(...)`, `new T`, or null: memory nobody else knows.
static bool isFreshMemory(const Expr *E) {
  E = E->IgnoreParenCasts();
  if (isa<CXXNewExpr, CXXNullPtrLiteralExpr, GNUNullExpr>(E))
    return true;
  if (const auto *Zero = dyn_cast<IntegerLiteral>(E))
    return Zero->getValue() == 0;
  const auto *Call = dyn_cast<CallExpr>(E);
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  if (!Callee || !Callee->getIdentifier())
    return false;
  static const llvm::StringRef Allocators[] = {
      "malloc",           "calloc",        "aligned_alloc",  "alloca",
      "__builtin_alloca", "g_malloc",      "g_malloc0",      "g_malloc_n",
      "g_malloc0_n",      "g_slice_alloc", "g_slice_alloc0", "av_malloc",
      "av_mallocz",       "av_calloc",     "xmalloc",        "xcalloc"};
  return llvm::is_contained(Allocators, Callee->getName());
}

namespace {
class FactCollector : public RecursiveASTVisitor<FactCollector> {
public:
  explicit FactCollector(BodyFacts &Facts) : Facts(Facts) {}
  bool shouldVisitImplicitCode() const { return true; }

  bool VisitBinaryOperator(BinaryOperator *B) {
    if (!B->isAssignmentOp())
      return true;
    const Expr *Value = B->getOpcode() == BO_Assign ? B->getRHS() : nullptr;
    write(B->getLHS(), Value);
    const VarDecl *V = referencedVariable(B->getLHS());
    const auto *Step =
        dyn_cast<IntegerLiteral>(B->getRHS()->IgnoreParenCasts());
    bool Counts =
        B->getOpcode() == BO_AddAssign || B->getOpcode() == BO_SubAssign;
    if (V && Counts && Step && Step->getValue().getActiveBits() <= 8)
      Facts.Counters[V].Steps += Step->getValue().getZExtValue();
    else
      start(V, Value);
    return true;
  }
  bool VisitUnaryOperator(UnaryOperator *U) {
    if (!U->isIncrementDecrementOp() && U->getOpcode() != UO_AddrOf)
      return true;
    write(U->getSubExpr(), nullptr);
    if (const VarDecl *V = referencedVariable(U->getSubExpr())) {
      if (U->isIncrementDecrementOp())
        ++Facts.Counters[V].Steps;
      else
        Facts.Counters[V].Other = true;
    }
    return true;
  }
  bool VisitCXXOperatorCallExpr(CXXOperatorCallExpr *C) {
    if (C->isAssignmentOp() || C->getOperator() == OO_PlusPlus ||
        C->getOperator() == OO_MinusMinus)
      write(C->getArg(0), nullptr);
    return true;
  }
  bool VisitVarDecl(VarDecl *V) {
    if (V->getType()->isIntegerType())
      start(V->getCanonicalDecl(), V->getInit());
    if (!V->isLocalVarDecl() || !V->getType()->isPointerType())
      return true;
    if (!V->getInit() || isFreshMemory(V->getInit()))
      Candidates.insert(V->getCanonicalDecl());
    return true;
  }
  bool VisitDeclRefExpr(DeclRefExpr *Ref) {
    if (isa<EnumConstantDecl>(Ref->getDecl()) &&
        Ref->getDecl()->getName().contains("CREATE_DETACHED"))
      Facts.MentionsDetachedState = true;
    return true;
  }

  void finish() {
    for (const VarDecl *V : Candidates)
      if (!Tainted.count(V))
        Facts.FreshPointers.insert(V);
  }

private:
  void write(const Expr *Target, const Expr *Value) {
    const VarDecl *V = referencedVariable(Target);
    if (!V)
      return;
    ++Facts.Writes[V];
    if (!Value || !isFreshMemory(Value))
      Tainted.insert(V);
  }

  void start(const VarDecl *V, const Expr *Value) {
    if (!V)
      return;
    const auto *Literal =
        Value ? dyn_cast<IntegerLiteral>(Value->IgnoreParenCasts()) : nullptr;
    if (Literal && Literal->getValue().getSignificantBits() <= 32)
      Facts.Counters[V].Starts.push_back(Literal->getValue().getSExtValue());
    else
      Facts.Counters[V].Other = true;
  }

  BodyFacts &Facts;
  llvm::DenseSet<const VarDecl *> Candidates, Tainted;
};
} // namespace

BodyFacts::BodyFacts(const Stmt *Body) {
  FactCollector Collector(*this);
  Collector.TraverseStmt(const_cast<Stmt *>(Body));
  Collector.finish();
}

const ValueDecl *changedVariable(const Stmt *S) {
  if (const auto *U = dyn_cast<UnaryOperator>(S))
    return U->isIncrementDecrementOp() ? indexVariable(U->getSubExpr())
                                       : nullptr;
  if (const auto *B = dyn_cast<BinaryOperator>(S))
    return B->isAssignmentOp() ? indexVariable(B->getLHS()) : nullptr;
  if (const auto *C = dyn_cast<CXXOperatorCallExpr>(S))
    if (C->isAssignmentOp() || C->getOperator() == OO_PlusPlus ||
        C->getOperator() == OO_MinusMinus)
      return referencedVariable(C->getArg(0));
  return nullptr;
}

static NaturalLoop makeLoop(const CFG &Graph, const CFGBlock &BackEdge,
                            const CFGBlock &Header) {
  NaturalLoop L{BackEdge.getLoopTarget(),
                Header.getBlockID(),
                llvm::BitVector(Graph.getNumBlockIDs()),
                {}};
  L.Blocks.set(Header.getBlockID());
  llvm::SmallVector<const CFGBlock *, 16> Worklist = {&BackEdge};
  while (!Worklist.empty()) {
    const CFGBlock *B = Worklist.pop_back_val();
    if (L.Blocks.test(B->getBlockID()))
      continue;
    L.Blocks.set(B->getBlockID());
    for (const CFGElement &E : *B)
      if (auto S = E.getAs<CFGStmt>())
        if (const ValueDecl *V = changedVariable(S->getStmt()))
          L.Changes.insert(V);
    for (const CFGBlock *P : B->preds())
      if (P)
        Worklist.push_back(P);
  }
  for (const CFGElement &E : Header)
    if (auto S = E.getAs<CFGStmt>())
      if (const ValueDecl *V = changedVariable(S->getStmt()))
        L.Changes.insert(V);
  return L;
}

LoopTable::LoopTable(const CFG &Graph) {
  for (const CFGBlock *B : Graph)
    if (B->getLoopTarget() && B->succ_size() == 1)
      if (const CFGBlock *Header = B->succ_begin()->getReachableBlock())
        Loops.push_back(makeLoop(Graph, *B, *Header));
}

LoopId LoopTable::changing(const ValueDecl *V, const CFGBlock &B) const {
  LoopId Best = None;
  for (LoopId L = 0; L < Loops.size(); ++L)
    if (contains(L, B) &&
        Loops[L].Changes.count(cast<ValueDecl>(V->getCanonicalDecl())) &&
        (Best == None || Loops[L].Blocks.count() < Loops[Best].Blocks.count()))
      Best = L;
  return Best;
}

} // namespace poolguard
