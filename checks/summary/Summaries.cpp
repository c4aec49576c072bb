//===-- Summaries.cpp -----------------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Summaries.h"
#include "Observation.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclCXX.h"

using namespace clang;

namespace poolguard {

LoweredFunction *Summaries::lowered(const FunctionDecl *Body) {
  auto It = Lowered.find(Body);
  if (It != Lowered.end())
    return It->second.Function.get();
  unsigned Depth = Stack.size();
  Stack.push_back({Body, Depth, {}, false});
  for (unsigned Round = 0;; ++Round) {
    std::unique_ptr<LoweredFunction> Made = lowerFunction(
        Body, Context, Models, this, Options, /*ForSummary=*/true);
    Lowered[Body] = {std::move(Made), nullptr};
    // It hangs on a function further out, and is lowered again with that.
    if (Stack.back().Lowest < Depth) {
      Provisional[Body] = Stack.back().Lowest;
      break;
    }
    bool Settled = guessedRight(Body) || Round > MaxRounds;
    dropProvisional(Depth, /*Forget=*/!Settled);
    if (Settled)
      break;
    Lowered.erase(Body);
    if (Round == MaxRounds)
      giveUpGuesses(Body);
  }
  Stack.pop_back();
  return Lowered[Body].Function.get();
}

bool Summaries::leanOn(const FunctionDecl *Body) {
  auto Running =
      llvm::find_if(Stack, [&](const Frame &F) { return F.Body == Body; });
  bool IsRunning = Running != Stack.end();
  auto It = Provisional.find(Body);
  if (!IsRunning && It == Provisional.end())
    return false;
  unsigned On = IsRunning ? Running - Stack.begin() : It->second;
  for (unsigned I = On; I < Stack.size(); ++I)
    Stack[I].Lowest = std::min(Stack[I].Lowest, On);
  return IsRunning;
}

Summaries::Frame &Summaries::running(const FunctionDecl *Body) {
  return *llvm::find_if(Stack, [&](const Frame &F) { return F.Body == Body; });
}

bool Summaries::guessedRight(const FunctionDecl *Body) {
  bool Right = true;
  for (const CalleeSlot &Slot : Stack.back().Guessed) {
    std::unique_ptr<CalleeEffect> Found = compute(Body, Slot);
    std::unique_ptr<CalleeEffect> &Guess = Effects[{Body, Slot}];
    Right &= Found && Guess ? *Found == *Guess : !Found && !Guess;
    Guess = std::move(Found);
  }
  if (Stack.back().GuessedMakers) {
    std::vector<MakerEffect> Found = computeMakers(Body);
    std::vector<MakerEffect> &Guess = Makers[Body];
    Right &= Found == Guess;
    Guess = std::move(Found);
  }
  return Right;
}

void Summaries::giveUpGuesses(const FunctionDecl *Body) {
  for (const CalleeSlot &Slot : Stack.back().Guessed)
    Effects[{Body, Slot}] = nullptr;
  if (Stack.back().GuessedMakers)
    Makers[Body].clear();
}

void Summaries::dropProvisional(unsigned From, bool Forget) {
  llvm::SmallVector<const FunctionDecl *, 4> Dropped;
  for (auto &[Body, Lowest] : Provisional)
    if (Lowest >= From)
      Dropped.push_back(Body);
  for (const FunctionDecl *Body : Dropped) {
    Provisional.erase(Body);
    if (!Forget)
      continue;
    Lowered.erase(Body);
    Makers.erase(Body);
    for (auto It = Effects.begin(); It != Effects.end();)
      It = It->first.first == Body ? Effects.erase(It) : std::next(It);
  }
}

/// One of several overriders may run instead.
static bool mayBeOverridden(const FunctionDecl *F) {
  const auto *Method = dyn_cast<CXXMethodDecl>(F);
  return Method && Method->isVirtual() && !Method->hasAttr<FinalAttr>() &&
         !Method->getParent()->hasAttr<FinalAttr>();
}

const FunctionDecl *Summaries::certainBody(const FunctionDecl *Callee) {
  const FunctionDecl *Body = nullptr;
  if (!Callee->hasBody(Body) || mayBeOverridden(Callee) ||
      Stack.size() >= MaxDepth)
    return nullptr;
  return Body;
}

const CalleeEffect *Summaries::effectOf(const FunctionDecl *Callee,
                                        const CalleeSlot &Slot) {
  const FunctionDecl *Body = certainBody(Callee);
  if (!Body)
    return nullptr;
  if (leanOn(Body)) {
    auto [It, New] = Effects.try_emplace({Body, Slot}, nullptr);
    if (New) { // To begin with: it never returns.
      It->second = std::make_unique<CalleeEffect>();
      running(Body).Guessed.push_back(Slot);
    }
    return It->second.get();
  }
  auto It = Effects.find({Body, Slot});
  if (It == Effects.end()) {
    std::unique_ptr<CalleeEffect> Made = compute(Body, Slot);
    leanOn(Body); // The callee may have turned out to be one of a circle.
    It = Effects.insert_or_assign({Body, Slot}, std::move(Made)).first;
  }
  return It->second.get();
}

llvm::ArrayRef<MakerEffect> Summaries::makes(const FunctionDecl *Callee) {
  const FunctionDecl *Body = certainBody(Callee);
  if (!Body)
    return {};
  if (leanOn(Body)) {
    auto [It, New] = Makers.try_emplace(Body);
    running(Body).GuessedMakers |= New;
    return It->second;
  }
  auto It = Makers.find(Body);
  if (It == Makers.end()) {
    std::vector<MakerEffect> Made = computeMakers(Body);
    leanOn(Body);
    It = Makers.insert_or_assign(Body, std::move(Made)).first;
  }
  return It->second;
}

enum class Fate { Unused, Used, Replaced, Null };

/// Tells of the work in a pool and of its workers, and leaves it what it is.
static bool tellsOfWork(EventKind K) {
  return K == EventKind::Submit || K == EventKind::Wait ||
         K == EventKind::Drop || K == EventKind::Announce ||
         K == EventKind::Await;
}

/// What \p B does first to what \p P holds, leaving out the site's own begin.
/// To use it is to do \p What.
static Fate firstFate(const FlowBlock &B, PlaceId P, EventKind What) {
  for (const Event &E : B.Events) {
    if (E.Dst != P || E.Kind == EventKind::Construct)
      continue;
    if (E.Kind == What)
      return Fate::Used;
    if (tellsOfWork(E.Kind) || E.Kind == EventKind::Use)
      continue;
    if (E.Kind == EventKind::Assume &&
        E.Values.intersect(ValueSet::nonZero()).isEmpty())
      return Fate::Null; // `if (!pool) return;`
    if (E.Kind != EventKind::Assume && E.Kind != EventKind::AssumeOpen &&
        E.Kind != EventKind::Note)
      return Fate::Replaced; // Or released: that is told in another way.
  }
  return Fate::Unused;
}

/// Somebody waits for work, or may do so; not just by dropping it.
static bool waits(const PoolFlowGraph &Graph) {
  for (const FlowBlock &B : Graph.Blocks)
    for (size_t I = 0; I < B.Events.size(); ++I)
      if (B.Events[I].Kind == EventKind::Wait &&
          (I == 0 || B.Events[I - 1].Kind != EventKind::Drop ||
           B.Events[I - 1].Dst != B.Events[I].Dst))
        return true;
  return false;
}

/// Every run that returns does \p What to what \p P held at the beginning, if
/// anything.
static bool alwaysDoes(const PoolFlowGraph &Graph, PlaceId P, EventKind What) {
  std::vector<bool> Seen(Graph.Blocks.size());
  llvm::SmallVector<BlockId, 16> Work = {0};
  bool Any = false;
  while (!Work.empty()) {
    BlockId Id = Work.pop_back_val();
    if (Seen[Id])
      continue;
    Seen[Id] = true;
    const FlowBlock &B = Graph.Blocks[Id];
    Fate F = firstFate(B, P, What);
    bool Leaves = B.Exit != ExitKind::None && B.Exit != ExitKind::Abort;
    if (F == Fate::Replaced || (F == Fate::Unused && Leaves))
      return false;
    Any |= F == Fate::Used;
    if (F == Fate::Unused)
      Work.append(B.Succs.begin(), B.Succs.end());
  }
  return Any;
}

static const LoweredFunction::SlotSite *slotOf(const LoweredFunction &L,
                                               const CalleeSlot &Slot) {
  auto It = llvm::find_if(L.Slots, [&](const LoweredFunction::SlotSite &S) {
    return !(S.Slot < Slot) && !(Slot < S.Slot);
  });
  return It == L.Slots.end() ? nullptr : &*It;
}

Solver &Summaries::solverOf(const FunctionDecl *Body) {
  LoweredBody &Known = Lowered[Body];
  if (!Known.Solve)
    Known.Solve = std::make_unique<Solver>(Known.Function->Graph);
  return *Known.Solve;
}

std::optional<CalleeWays> Summaries::waysOf(const FunctionDecl *Body,
                                            const CalleeSlot &Slot,
                                            bool Conditions) {
  LoweredFunction &L = *Lowered[Body].Function;
  const LoweredFunction::SlotSite &Begin = *slotOf(L, Slot);
  Observation Look(L, Body, &Begin, Conditions);
  bool MayThrow = llvm::any_of(L.Graph.Blocks, [](const FlowBlock &B) {
    return B.Exit == ExitKind::Exception;
  });
  CalleeWays Ways;
  Look.options().Enough = [&](const Outcome &O) {
    if (std::optional<CalleeOutcome> Each = Look.readSlot(O, Slot))
      Ways.add(std::move(*Each), O.State == Outcome::Escaped, Conditions);
    return Ways.Murky && !MayThrow;
  };
  if (solverOf(Body).solve(Begin.Site, Look.options()).Incomplete)
    return std::nullopt;
  return Ways;
}

std::unique_ptr<CalleeEffect> Summaries::compute(const FunctionDecl *Body,
                                                 const CalleeSlot &Slot) {
  LoweredFunction *L = lowered(Body);
  const LoweredFunction::SlotSite *It = L ? slotOf(*L, Slot) : nullptr;
  if (!It)
    return nullptr;
  auto Effect = std::make_unique<CalleeEffect>();
  // Mostly the same becomes of the handle on all ways. Following what tells
  // them apart takes many times the states, so that is left for the others.
  std::optional<CalleeWays> Ways;
  if (Slot.What != CalleeSlot::Call)
    Ways = waysOf(Body, Slot, /*Conditions=*/false);
  Settled How = Ways ? settleWithoutConditions(*Ways) : Settled::NotYet;
  if (How == Settled::NotYet) {
    Ways = waysOf(Body, Slot, /*Conditions=*/true);
    if (!Ways)
      return nullptr;
    for (std::vector<CalleeOutcome> *Outcomes :
         {&Ways->Returning, &Ways->Throwing})
      if (Slot.What == CalleeSlot::Call)
        mergeConditions(*Outcomes);
      else if (!simplify(*Outcomes))
        return nullptr;
  }
  if (How == Settled::Unknown)
    return nullptr;
  Effect->Outcomes = std::move(Ways->Returning);
  llvm::append_range(Effect->Outcomes, Ways->Throwing);
  auto Has = [&](EventKind K, PlaceId P) {
    return llvm::any_of(L->Graph.Blocks, [&](const FlowBlock &B) {
      return llvm::any_of(B.Events, [&](const Event &E) {
        return E.Kind == K && (P == None || E.Dst == P);
      });
    });
  };
  Effect->Submits = Has(EventKind::Submit, It->P);
  Effect->Waits = waits(L->Graph);
  Effect->Announces = Has(EventKind::Announce, None);
  Effect->AsksFirst = Has(EventKind::AssumeOpen, It->P);
  Effect->Uses = alwaysDoes(L->Graph, It->P, EventKind::Use);
  Effect->Drops = alwaysDoes(L->Graph, It->P, EventKind::Drop);
  Effect->Awaits = alwaysDoes(L->Graph, It->P, EventKind::Await);
  return Effect;
}

std::vector<MakerEffect> Summaries::computeMakers(const FunctionDecl *Body) {
  std::vector<MakerEffect> Result;
  LoweredFunction *L = lowered(Body);
  if (!L)
    return Result;
  for (SiteId S = 0; S < L->Graph.Sites.size(); ++S) {
    if (!L->Graph.Sites[S].Obligation || !L->Sites[S].Owner)
      continue;
    Observation Look(*L, Body, nullptr, /*Conditions=*/true);
    std::vector<std::pair<CalleeSlot, unsigned>> Ways;
    if (Look.result() != None)
      Ways.push_back({{CalleeSlot::Result, 0, nullptr}, Look.result()});
    for (const LoweredFunction::SlotSite &Slot : L->Slots)
      if (Slot.Slot.What != CalleeSlot::Capture &&
          Slot.Slot.What != CalleeSlot::Call)
        Ways.push_back({Slot.Slot, Look.observe(Slot.P)});
    SiteResult R = solverOf(Body).solve(S, Look.options());
    if (R.Incomplete)
      continue;
    for (auto &[Slot, At] : Ways) {
      MakerEffect M;
      M.Owner = L->Sites[S].Owner;
      M.Slot = Slot;
      for (const Outcome &O : R.Outcomes) {
        if (O.State != Outcome::Open || O.Exit != ExitKind::Normal ||
            !(O.Held >> At & 1))
          continue;
        M.Outcomes.push_back(Look.read(O, At, None));
        for (auto &[Other, AtOther] : Ways)
          if (AtOther != At && !isOwnVariable(Other, Body) &&
              Other.What != CalleeSlot::Result && !O.Observed[AtOther].isAny())
            M.Outcomes.back().Left.push_back(
                {Other.Index, O.Observed[AtOther]});
      }
      if (!M.Outcomes.empty() && M.Outcomes.size() <= MaxOutcomes &&
          !isOwnVariable(Slot, Body))
        Result.push_back(std::move(M));
    }
  }
  return Result;
}

bool Summaries::neverReturns(const FunctionDecl *Callee) {
  // The control flow graph of LLVM 19 does not know this attribute.
  if (Callee->hasAttr<AnalyzerNoReturnAttr>())
    return true;
  const FunctionDecl *Body = certainBody(Callee);
  if (!Body || Body->isDependentContext())
    return false;
  auto [It, New] = NeverReturn.try_emplace(Body, false); // False if recursive.
  if (!New)
    return It->second;
  bool Result = computeNeverReturns(Body);
  return NeverReturn[Body] = Result;
}

bool Summaries::computeNeverReturns(const FunctionDecl *Body) {
  // Most functions plainly return; only a short body that ends in `throw` or in
  // a call of something like exit() is of interest.
  const auto *Block = dyn_cast<CompoundStmt>(Body->getBody());
  const auto *Last = Block && !Block->body_empty()
                         ? dyn_cast<Expr>(Block->body_back())
                         : nullptr;
  if (!Last)
    return false;
  Last = Last->IgnoreImplicit();
  const auto *Call = dyn_cast<CallExpr>(Last);
  const FunctionDecl *Target = Call ? Call->getDirectCallee() : nullptr;
  bool Ends = Target && Body->getReturnType()->isVoidType() &&
              (Target->isNoReturn() || neverReturns(Target));
  if (!Ends && !isa<CXXThrowExpr>(Last))
    return false;
  std::unique_ptr<CFG> Graph =
      CFG::buildCFG(Body, Body->getBody(), &Context, CFG::BuildOptions());
  if (!Graph)
    return false;
  return llvm::all_of(Graph->getExit().preds(), [&](const CFGBlock *B) {
    return !B || B->hasNoReturnElement() || llvm::any_of(*B, [&](CFGElement E) {
      auto S = E.getAs<CFGStmt>();
      return S && (isa<CXXThrowExpr>(S->getStmt()) ||
                   (Ends && S->getStmt() == Call));
    });
  });
}

} // namespace poolguard
