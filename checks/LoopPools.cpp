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
#include "flow/OwnershipPolicy.h"
#include "lifetime/Lifetime.h"
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
  case PoolKind::Connection:
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
  VariesInLoop(const Stmt *Loop, const BodyFacts &Facts)
      : Loop(Loop), Facts(Facts) {}
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
  const BodyFacts &Facts;
};

/// Where each variable is mentioned.
class MentionFinder : public RecursiveASTVisitor<MentionFinder> {
public:
  explicit MentionFinder(LoopPoolFinder::MentionMap &Mentions)
      : Mentions(Mentions) {}

  bool VisitDeclRefExpr(DeclRefExpr *Ref) {
    if (const auto *V = dyn_cast<VarDecl>(Ref->getDecl()))
      Mentions[V->getCanonicalDecl()].push_back(Ref);
    return true;
  }

private:
  LoopPoolFinder::MentionMap &Mentions;
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
llvm::SmallVector<const VarDecl *, 2>
LoopPoolFinder::receivers(const LoweredSite &Site) const {
  llvm::SmallVector<const VarDecl *, 2> Found;
  for (const Expr *Arg : argumentsOf(Site.Construction))
    if (const VarDecl *V = outVariable(Arg, Site.HandleType))
      Found.push_back(V);
  for (const Stmt *Up = Parents->getParent(Site.Construction); Up;
       Up = Parents->getParent(Up)) {
    if (const auto *B = dyn_cast<BinaryOperator>(Up);
        B && B->getOpcode() == BO_Assign)
      if (const VarDecl *V = referencedVariable(B->getLHS()))
        Found.push_back(V);
    if (!isa<Expr>(Up))
      break;
  }
  return Found;
}

bool LoopPoolFinder::isWithin(const Stmt *Inner, const Stmt *Outer) const {
  while (Inner && Inner != Outer)
    Inner = Parents->getParent(Inner);
  return Inner;
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
bool LoopPoolFinder::isSamePool(const LoweredSite &Site, const Stmt *Loop) {
  if (isBenchmark(L.Function, Loop))
    return false;
  std::unique_ptr<BodyFacts> &Known = Facts[Loop];
  if (!Known)
    Known = std::make_unique<BodyFacts>(Loop);
  VariesInLoop Varies(Loop, *Known);
  for (const Expr *Arg : argumentsOf(Site.Construction))
    if (!outVariable(Arg, Site.HandleType))
      Varies.TraverseStmt(const_cast<Expr *>(Arg));
  if (Varies.Found)
    return false;
  // A loop that tries until it has a pool leaves that to what follows.
  return llvm::none_of(receivers(Site), [&](const VarDecl *V) {
    return llvm::any_of(Mentions[V->getCanonicalDecl()],
                        [&](const Stmt *M) { return !isWithin(M, Loop); });
  });
}

//===----------------------------------------------------------------------===//
// The graph: released before the next round
//===----------------------------------------------------------------------===//

namespace {

/// One loop of a graph.
class GraphLoop {
public:
  GraphLoop(const PoolFlowGraph &G, const GraphIndex &Index,
            const Dominators &Dom, BlockId Header)
      : G(G), Index(Index), Dom(Dom), Header(Header), Blocks(G.Blocks.size()) {
    llvm::SmallVector<BlockId, 16> Worklist;
    for (BlockId From : Index.predecessors(Header))
      if (dominates(Header, From))
        Latches.push_back(From);
    Blocks.set(Header);
    Worklist.append(Latches.begin(), Latches.end());
    while (!Worklist.empty()) {
      BlockId B = Worklist.pop_back_val();
      if (Blocks.test(B))
        continue;
      Blocks.set(B);
      llvm::append_range(Worklist, Index.predecessors(B));
    }
  }

  bool contains(BlockId B) const { return Blocks.test(B); }

  /// Every round comes to \p B, if only to fail there.
  bool alwaysRuns(BlockId B) const {
    while (!llvm::all_of(Latches,
                         [&](BlockId Latch) { return dominates(B, Latch); })) {
      // Alternatives of one call have no origin, branches have one.
      llvm::ArrayRef<BlockId> Preds = Index.predecessors(B);
      if (G.Blocks[B].Origin != None || Preds.size() != 1 || B == Header)
        return false;
      B = Preds.front();
    }
    return true;
  }

  /// A graph in which \p Site's pools are made in a first round of the loop
  /// and \p Probe is used where the second would make one. Of what comes before
  /// the loop it has only what is near: a run that knows less may do more.
  PoolFlowGraph twoRounds(SiteId Site, PlaceId &Probe) const;

private:
  bool dominates(BlockId A, BlockId B) const {
    return Dom.nearestCommon(A, B) == A;
  }
  BlockId leadIn(llvm::BitVector &Region) const;

  const PoolFlowGraph &G;
  const GraphIndex &Index;
  const Dominators &Dom;
  BlockId Header;
  llvm::BitVector Blocks;
  llvm::SmallVector<BlockId, 2> Latches;
};

} // namespace

static bool constructs(const Event &E, SiteId Site) {
  return E.Kind == EventKind::Construct && E.Site == Site;
}

/// Blocks before a loop that are kept with it, at most.
constexpr unsigned LeadIn = 64;

/// Adds to \p Region what leads to the loop. \returns where it begins: a block
/// that every run passes on its way.
BlockId GraphLoop::leadIn(llvm::BitVector &Region) const {
  BlockId Top = Header;
  for (unsigned Left = LeadIn; Top != 0;) {
    BlockId Above = Dom.above(Top);
    llvm::SmallVector<BlockId, 16> Worklist(Index.predecessors(Top)), New;
    llvm::BitVector Wider = Region;
    while (!Worklist.empty() && New.size() <= Left) {
      BlockId B = Worklist.pop_back_val();
      if (Wider.test(B))
        continue;
      Wider.set(B);
      New.push_back(B);
      if (B != Above)
        llvm::append_range(Worklist, Index.predecessors(B));
    }
    if (New.size() > Left)
      break;
    Left -= New.size();
    Region = std::move(Wider);
    Top = Above;
  }
  return Top;
}

/// What stands in the place of the construction in the second round.
static void askFor(PlaceId Probe, FlowBlock &Second, SiteId Site) {
  auto Next = llvm::find_if(
      Second.Events, [&](const Event &E) { return constructs(E, Site); });
  if (Next == Second.Events.end())
    return;
  Second.Events.erase(Next, Second.Events.end());
  Event Ask;
  Ask.Kind = EventKind::Use;
  Ask.Dst = Probe;
  Second.Events.push_back(Ask);
  Second.Succs.clear();
  Second.Exit = ExitKind::Normal;
}

/// Keeps a second handle of the pools that the first round makes.
static void remember(PlaceId Probe, FlowBlock &First, SiteId Site) {
  for (unsigned I = 0; I < First.Events.size(); ++I)
    if (constructs(First.Events[I], Site)) {
      Event Remember;
      Remember.Kind = EventKind::Copy;
      Remember.Dst = Probe;
      Remember.Src = First.Events[I].Dst;
      First.Events.insert(First.Events.begin() + ++I, Remember);
    }
}

PoolFlowGraph GraphLoop::twoRounds(SiteId Site, PlaceId &Probe) const {
  llvm::BitVector Region = Blocks;
  BlockId Top = leadIn(Region);
  PoolFlowGraph Out;
  Out.NumLoops = G.NumLoops;
  Out.Sites = G.Sites;
  for (const Place &P : G.Places)
    Out.Places.push_back({"", P.Collection});
  Probe = Out.Places.size();
  Out.Places.push_back({"", false});
  // The entry, and where what is not asked for ends.
  constexpr BlockId Elsewhere = 1;
  Out.Blocks.resize(2);
  Out.Blocks[Elsewhere].Exit = ExitKind::Abort;
  llvm::DenseMap<BlockId, BlockId> First, Again;
  auto Add = [&](const llvm::BitVector &Set,
                 llvm::DenseMap<BlockId, BlockId> &Number) {
    for (BlockId B : Set.set_bits()) {
      Number[B] = Out.Blocks.size();
      Out.Blocks.push_back(G.Blocks[B]);
    }
  };
  Add(Region, First);
  Add(Blocks, Again);
  auto Lookup = [&](const llvm::DenseMap<BlockId, BlockId> &Number, BlockId B) {
    auto It = Number.find(B);
    return It == Number.end() ? Elsewhere : It->second;
  };
  Out.Blocks[0].Succs = {First[Top]};
  for (auto [B, Number] : First) {
    bool Inside = contains(B);
    for (BlockId &To : Out.Blocks[Number].Succs)
      To = Inside && To == Header    ? Again[Header]
           : Inside && !contains(To) ? Elsewhere
                                     : Lookup(First, To);
    remember(Probe, Out.Blocks[Number], Site);
  }
  for (auto [B, Number] : Again) {
    for (BlockId &To : Out.Blocks[Number].Succs)
      To = To == Header ? Elsewhere : Lookup(Again, To);
    askFor(Probe, Out.Blocks[Number], Site);
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

LoopPoolFinder::LoopPoolFinder(const LoweredFunction &L) : L(L) {}
LoopPoolFinder::~LoopPoolFinder() = default;

void LoopPoolFinder::build() {
  Index.emplace(L.Graph);
  Dom.emplace(L.Graph);
  Stmt *Body = L.Function->getBody();
  Parents = std::make_unique<ParentMap>(Body);
  MentionFinder(Mentions).TraverseStmt(Body);
  for (const LoweredLoop &Each : L.Loops)
    Headers[Each.Statement].push_back(Each.Header);
}

std::optional<LoopPool> LoopPoolFinder::find(SiteId Site) {
  const LoweredSite &S = L.Sites[Site];
  if (!S.Construction || !S.Owner || !isMadeOnce(S.Owner->Kind) ||
      !L.Graph.Sites[Site].Obligation || L.Loops.empty())
    return std::nullopt;
  if (!Parents)
    build();
  llvm::ArrayRef<EventRef> Made = Index->constructs(Site);
  if (Made.empty() || llvm::any_of(Made, [&](EventRef E) {
        const Event &Construct = L.Graph.Blocks[E.Block].Events[E.Event];
        return L.Graph.Places[Construct.Dst].Collection;
      }))
    return std::nullopt;
  // From the innermost loop around it outwards; a lambda runs elsewhere.
  for (const Stmt *Up = S.Construction; Up && !isa<LambdaExpr>(Up);
       Up = Parents->getParent(Up)) {
    for (BlockId Header : Headers.lookup(Up)) {
      GraphLoop Loop(L.Graph, *Index, *Dom, Header);
      if (!llvm::all_of(Made,
                        [&](EventRef E) { return Loop.contains(E.Block); }))
        continue;
      if (!Loop.alwaysRuns(Made.front().Block) || !isSamePool(S, Up))
        return std::nullopt;
      if (std::optional<unsigned> Release = releaseInRound(Loop, Site))
        return LoopPool{Up, *Release};
      return std::nullopt;
    }
  }
  return std::nullopt;
}

} // namespace poolguard
