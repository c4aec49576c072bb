//===-- LoopPools.cpp -----------------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The source tells whether it is the same pool in every round; whether it is
/// released before the next is asked of the solver, on a graph in which the
/// loop stands twice. What happens outside the loop does not matter there.
///
//===----------------------------------------------------------------------===//

#include "LoopPools.h"
#include "flow/BodyFacts.h"
#include "flow/OwnershipPolicy.h"
#include "lifetime/Lifetime.h"
#include "clang/AST/ParentMap.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "llvm/ADT/BitVector.h"

using namespace clang;

namespace poolguard {

/// Kinds one makes once. A thread per job, a memory pool or a lease per round
/// is how these are used.
static bool isMadeOnce(PoolKind K) {
  switch (K) {
  case PoolKind::ThreadPool:
  case PoolKind::ProcessPool:
  case PoolKind::ConnectionPool:
  case PoolKind::ObjectPool:
  case PoolKind::WorkQueue:
  case PoolKind::IoQueue:
    return true;
  case PoolKind::MemoryPool:
  case PoolKind::WorkerThread:
  case PoolKind::Process:
  case PoolKind::Runtime:
  case PoolKind::Lease:
    return false;
  }
  return false;
}

//===----------------------------------------------------------------------===//
// The source: the same pool in every round
//===----------------------------------------------------------------------===//

namespace {

/// Whether an expression has the same value in every round of a loop.
class VariesInLoop : public RecursiveASTVisitor<VariesInLoop> {
public:
  explicit VariesInLoop(const Stmt *Loop) : Loop(Loop), Facts(Loop) {}
  bool Found = false;

  bool shouldVisitImplicitCode() const { return true; }
  bool VisitDeclRefExpr(DeclRefExpr *Ref) {
    if (const auto *V = dyn_cast<VarDecl>(Ref->getDecl()))
      Found |= Facts.isWritten(V) || isWithin(V->getLocation());
    return !Found;
  }
  bool VisitCallExpr(CallExpr *C) {
    const FunctionDecl *Callee = C->getDirectCallee();
    Found |= !Callee || nameDoesSomething(Callee->getNameAsString());
    return !Found;
  }
  bool VisitUnaryOperator(UnaryOperator *U) {
    Found |= U->isIncrementDecrementOp();
    return !Found;
  }

private:
  bool isWithin(SourceLocation L) const {
    return Loop->getBeginLoc() <= L && L <= Loop->getEndLoc();
  }

  const Stmt *Loop;
  BodyFacts Facts;
};

/// Finds out where a variable is mentioned.
class MentionFinder : public RecursiveASTVisitor<MentionFinder> {
public:
  MentionFinder(const VarDecl *V, const Stmt *Skipped)
      : V(V), Skipped(Skipped) {}
  bool Found = false;

  bool TraverseStmt(Stmt *S) {
    return S == Skipped || RecursiveASTVisitor::TraverseStmt(S);
  }
  bool VisitDeclRefExpr(DeclRefExpr *Ref) {
    Found |= Ref->getDecl()->getCanonicalDecl() == V;
    return !Found;
  }

private:
  const VarDecl *V;
  const Stmt *Skipped;
};

/// Finds out whether a statement contains another.
class ContainsStmt : public RecursiveASTVisitor<ContainsStmt> {
public:
  explicit ContainsStmt(const Stmt *Wanted) : Wanted(Wanted) {}
  bool Found = false;

  bool shouldVisitImplicitCode() const { return true; }
  bool TraverseLambdaExpr(LambdaExpr *) { return true; }
  bool VisitStmt(Stmt *S) {
    Found |= S == Wanted;
    return !Found;
  }

private:
  const Stmt *Wanted;
};

} // namespace

static llvm::ArrayRef<const Expr *> argumentsOf(const Expr *Construction) {
  if (const auto *C = dyn_cast<CallExpr>(Construction))
    return {C->getArgs(), C->getNumArgs()};
  if (const auto *C = dyn_cast<CXXConstructExpr>(Construction))
    return {C->getArgs(), C->getNumArgs()};
  return {};
}

/// The variable of the handle's type in `&pool`: the pool is put there.
static const VarDecl *outVariable(const Expr *Arg, QualType Handle) {
  const auto *U = dyn_cast<UnaryOperator>(Arg->IgnoreParenCasts());
  if (!U || U->getOpcode() != UO_AddrOf || Handle.isNull())
    return nullptr;
  const VarDecl *V = referencedVariable(U->getSubExpr());
  bool Fits = V && V->getType().getCanonicalType().getUnqualifiedType() ==
                       Handle.getCanonicalType().getUnqualifiedType();
  return Fits ? V : nullptr;
}

/// The variables a construction may put the pool into.
static llvm::SmallVector<const VarDecl *, 2> receivers(const LoweredSite &Site,
                                                       const Stmt *Body) {
  llvm::SmallVector<const VarDecl *, 2> Found;
  for (const Expr *Arg : argumentsOf(Site.Construction))
    if (const VarDecl *V = outVariable(Arg, Site.HandleType))
      Found.push_back(V);
  ParentMap Parents(const_cast<Stmt *>(Body));
  for (const Stmt *Up = Parents.getParent(Site.Construction); Up;
       Up = Parents.getParent(Up)) {
    if (const auto *B = dyn_cast<BinaryOperator>(Up);
        B && B->getOpcode() == BO_Assign)
      if (const VarDecl *V = referencedVariable(B->getLHS()))
        Found.push_back(V);
    if (!isa<Expr>(Up))
      break;
  }
  return Found;
}

/// A loop whose purpose is to do things again and again.
static bool isBenchmark(const FunctionDecl *F, const Stmt *Loop) {
  if (llvm::StringRef(F->getNameAsString()).contains_insensitive("bench"))
    return true;
  const auto *Range = dyn_cast<CXXForRangeStmt>(Loop);
  const Expr *Init = Range ? Range->getRangeInit() : nullptr;
  const CXXRecordDecl *R =
      Init ? Init->getType().getNonReferenceType()->getAsCXXRecordDecl()
           : nullptr;
  return R && R->getQualifiedNameAsString() == "benchmark::State";
}

/// \p Loop makes the same pool in every round, for that round alone.
static bool isSamePool(const LoweredFunction &L, const LoweredSite &Site,
                       const Stmt *Loop) {
  ContainsStmt Here(Site.Construction);
  Here.TraverseStmt(const_cast<Stmt *>(Loop));
  if (!Here.Found || isBenchmark(L.Function, Loop))
    return false;
  VariesInLoop Varies(Loop);
  auto Receivers = receivers(Site, L.Function->getBody());
  for (const Expr *Arg : argumentsOf(Site.Construction))
    if (!outVariable(Arg, Site.HandleType))
      Varies.TraverseStmt(const_cast<Expr *>(Arg));
  if (Varies.Found)
    return false;
  // A loop that tries until it has a pool leaves that to what follows.
  return llvm::none_of(Receivers, [&](const VarDecl *V) {
    MentionFinder Outside(V, Loop);
    Outside.TraverseStmt(L.Function->getBody());
    return Outside.Found;
  });
}

//===----------------------------------------------------------------------===//
// The graph: released before the next round
//===----------------------------------------------------------------------===//

namespace {

/// One loop of a graph.
class GraphLoop {
public:
  GraphLoop(const PoolFlowGraph &G, BlockId Header)
      : G(G), Header(Header), Blocks(G.Blocks.size()), Preds(G.Blocks.size()) {
    for (BlockId B = 0; B < G.Blocks.size(); ++B)
      for (BlockId To : G.Blocks[B].Succs)
        Preds[To].push_back(B);
    llvm::BitVector First = reachable(0, Header);
    llvm::SmallVector<BlockId, 16> Worklist;
    for (BlockId From : Preds[Header])
      if (!First.test(From))
        Latches.push_back(From);
    Blocks.set(Header);
    Worklist.append(Latches.begin(), Latches.end());
    while (!Worklist.empty()) {
      BlockId B = Worklist.pop_back_val();
      if (Blocks.test(B) || First.test(B))
        continue;
      Blocks.set(B);
      Worklist.append(Preds[B].begin(), Preds[B].end());
    }
  }

  bool contains(BlockId B) const { return Blocks.test(B); }
  unsigned size() const { return Blocks.count(); }

  /// Every round comes to \p B, if only to fail there.
  bool alwaysRuns(BlockId B) const {
    while (true) {
      llvm::BitVector Around = reachable(Header, B);
      if (llvm::none_of(Latches, [&](BlockId Latch) {
            return Latch != B && Around.test(Latch);
          }))
        return true;
      // Alternatives of one call have no origin, branches have one.
      if (G.Blocks[B].Origin != None || Preds[B].size() != 1 || B == Header)
        return false;
      B = Preds[B].front();
    }
  }

  /// A graph in which \p Site's pools are made in a first round of the loop
  /// and \p Probe is used where the second would make one.
  PoolFlowGraph twoRounds(SiteId Site, PlaceId &Probe) const;

private:
  /// Blocks that \p From reaches without passing \p Avoiding.
  llvm::BitVector reachable(BlockId From, BlockId Avoiding) const {
    llvm::BitVector Seen(G.Blocks.size());
    llvm::SmallVector<BlockId, 16> Worklist;
    if (From != Avoiding)
      Worklist.push_back(From);
    while (!Worklist.empty()) {
      BlockId B = Worklist.pop_back_val();
      if (Seen.test(B))
        continue;
      Seen.set(B);
      for (BlockId To : G.Blocks[B].Succs)
        if (To != Avoiding)
          Worklist.push_back(To);
    }
    return Seen;
  }

  const PoolFlowGraph &G;
  BlockId Header;
  llvm::BitVector Blocks;
  llvm::SmallVector<BlockId, 2> Latches;
  std::vector<llvm::SmallVector<BlockId, 2>> Preds;
};

} // namespace

static bool constructs(const Event &E, SiteId Site) {
  return E.Kind == EventKind::Construct && E.Site == Site;
}

PoolFlowGraph GraphLoop::twoRounds(SiteId Site, PlaceId &Probe) const {
  PoolFlowGraph Out = G;
  Probe = Out.Places.size();
  Out.Places.push_back({"", false});
  // The second round's blocks, and one where what is not asked for ends.
  std::vector<BlockId> Again(G.Blocks.size(), None);
  for (BlockId B : Blocks.set_bits()) {
    Again[B] = Out.Blocks.size();
    Out.Blocks.push_back(G.Blocks[B]);
  }
  BlockId Elsewhere = Out.Blocks.size();
  Out.Blocks.emplace_back();
  Out.Blocks.back().Exit = ExitKind::Abort;
  for (BlockId B : Blocks.set_bits()) {
    for (BlockId &To : Out.Blocks[B].Succs)
      To = To == Header ? Again[Header] : contains(To) ? To : Elsewhere;
    for (BlockId &To : Out.Blocks[Again[B]].Succs)
      To = contains(To) && To != Header ? Again[To] : Elsewhere;
    std::vector<Event> &First = Out.Blocks[B].Events;
    for (unsigned I = 0; I < First.size(); ++I)
      if (constructs(First[I], Site)) {
        Event Remember;
        Remember.Kind = EventKind::Copy;
        Remember.Dst = Probe;
        Remember.Src = First[I].Dst;
        First.insert(First.begin() + ++I, Remember);
      }
    FlowBlock &Second = Out.Blocks[Again[B]];
    auto Next = llvm::find_if(
        Second.Events, [&](const Event &E) { return constructs(E, Site); });
    if (Next == Second.Events.end())
      continue;
    Second.Events.erase(Next, Second.Events.end());
    Event Ask;
    Ask.Kind = EventKind::Use;
    Ask.Dst = Probe;
    Second.Events.push_back(Ask);
    Second.Succs.clear();
    Second.Exit = ExitKind::Normal;
  }
  return Out;
}

/// The release that ends every pool of \p Site before the next is made.
static std::optional<unsigned> releaseInRound(const GraphLoop &Loop,
                                              SiteId Site) {
  PlaceId Probe;
  PoolFlowGraph Rounds = Loop.twoRounds(Site, Probe);
  SolverOptions Options;
  Options.WantOutcomes = true;
  SiteResult R = solveSite(Rounds, Site, Options);
  // Still open when the next is made, or in other hands.
  if (R.Incomplete || llvm::any_of(R.Outcomes, [](const Outcome &O) {
        return O.State != Outcome::Released;
      }))
    return std::nullopt;
  for (const Finding &F : R.Findings) {
    if (F.Kind != FindingKind::UseAfterRelease || F.LastEvent == None ||
        F.ReleasePathIndex == None ||
        Rounds.Blocks[F.Path.back()].Events[F.LastEvent].Dst != Probe)
      continue;
    const Event &Release =
        Rounds.Blocks[F.Path[F.ReleasePathIndex]].Events[F.ReleaseEvent];
    if (Release.Mode != ReleaseMode::Detach)
      return Release.Origin;
  }
  return std::nullopt;
}

std::optional<LoopPool> findLoopPool(const LoweredFunction &L, SiteId Site) {
  const LoweredSite &S = L.Sites[Site];
  if (!S.Construction || !S.Owner || !isMadeOnce(S.Owner->Kind) ||
      !L.Graph.Sites[Site].Obligation || L.Loops.empty())
    return std::nullopt;
  llvm::SmallVector<BlockId, 2> Made;
  for (BlockId B = 0; B < L.Graph.Blocks.size(); ++B)
    for (const Event &E : L.Graph.Blocks[B].Events)
      if (constructs(E, Site)) {
        if (L.Graph.Places[E.Dst].Collection)
          return std::nullopt;
        Made.push_back(B);
      }
  if (Made.empty())
    return std::nullopt;
  std::optional<GraphLoop> Innermost;
  const Stmt *Statement = nullptr;
  for (const LoweredLoop &Each : L.Loops) {
    GraphLoop Loop(L.Graph, Each.Header);
    if (!llvm::all_of(Made, [&](BlockId B) { return Loop.contains(B); }) ||
        (Statement && Loop.size() > Innermost->size()))
      continue;
    Innermost.emplace(std::move(Loop));
    Statement = Each.Statement;
  }
  if (!Statement || !Innermost->alwaysRuns(Made.front()) ||
      !isSamePool(L, S, Statement))
    return std::nullopt;
  if (std::optional<unsigned> Release = releaseInRound(*Innermost, Site))
    return LoopPool{Statement, *Release};
  return std::nullopt;
}

} // namespace poolguard
