//===-- CertainMaker.cpp --------------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CertainMaker.h"
#include "ReleaseTrial.h"
#include "clang/AST/Expr.h"

using namespace clang;

namespace poolguard {

/// The values that are not in \p Values, if there is a simple way to say that.
static std::optional<ValueSet> complementOf(const ValueSet &Values) {
  if (Values.isConstant())
    for (int64_t C : {-1, 0, 1, 2})
      if (Values.contains(C))
        return ValueSet::satisfying(Relation::Ne, C);
  for (Relation R :
       {Relation::Ne, Relation::Lt, Relation::Le, Relation::Gt, Relation::Ge})
    for (int64_t C : {-1, 0, 1})
      if (ValueSet::satisfying(R, C) == Values)
        return ValueSet::satisfying(negate(R), C);
  return std::nullopt;
}

namespace {

/// What the caller's graph says of the call.
struct CallInGraph {
  PlaceId Result = None;
  ValueSet Answer = ValueSet::any();
};

} // namespace

/// What is assumed behind each construction of \p Site; nothing, if that is not
/// always the same.
static std::optional<CallInGraph> callOf(const PoolFlowGraph &G, SiteId Site) {
  std::optional<CallInGraph> Found;
  for (const FlowBlock &B : G.Blocks)
    for (unsigned I = 0; I < B.Events.size(); ++I) {
      if (B.Events[I].Kind != EventKind::Construct || B.Events[I].Site != Site)
        continue;
      if (I + 1 == B.Events.size() || B.Events[I + 1].Kind != EventKind::Assume)
        return std::nullopt;
      const Event &Next = B.Events[I + 1];
      if (Found && (Found->Result != Next.Dst || Found->Answer != Next.Values))
        return std::nullopt;
      Found = CallInGraph{Next.Dst, Next.Values};
    }
  return Found;
}

/// Where \p Callee leaves the pool: `*t` of a pointer, `t` of a reference.
static std::string nameIn(const FunctionDecl *Callee, const CalleeSlot &Slot) {
  bool Pointee = Slot.What == CalleeSlot::Pointee;
  if ((!Pointee && Slot.What != CalleeSlot::Parameter) ||
      Slot.Index >= Callee->getNumParams())
    return "";
  const ParmVarDecl *P = Callee->getParamDecl(Slot.Index);
  return (Pointee ? "*" : "") + P->getNameAsString();
}

/// Every run of \p Callee that answers \p Answer leaves an open pool at
/// \p Name.
static bool isCertain(const LoweredFunction &Callee, const std::string &Name,
                      const ValueSet &Answer) {
  const PoolFlowGraph &G = Callee.Graph;
  PlaceId Slot = None;
  for (PlaceId P = 0; P < G.Places.size(); ++P)
    if (G.Places[P].Name == Name && !G.Places[P].Collection)
      Slot = Slot == None ? P : None;
  SiteId Made = None;
  for (SiteId S = 0; S < G.Sites.size(); ++S)
    if (G.Sites[S].Obligation) {
      if (Made != None)
        return false;
      Made = S;
    }
  if (Slot == None || Made == None || Callee.Result == None)
    return false;
  std::set<PlaceId> Linked = linkedPlaces(G, Slot);
  std::vector<GraphPoint> Exits;
  for (BlockId B = 0; B < G.Blocks.size(); ++B) {
    for (const Event &E : G.Blocks[B].Events)
      if ((E.Kind == EventKind::Release || E.Kind == EventKind::Destroy) &&
          Linked.count(E.Dst))
        return false;
    if (G.Blocks[B].Exit == ExitKind::Normal)
      Exits.push_back({B, unsigned(G.Blocks[B].Events.size())});
  }
  ReleaseTest Test(HandleTest::Answers);
  Event Answers;
  Answers.Kind = EventKind::Assume;
  Answers.Dst = Callee.Result;
  Answers.Values = Answer;
  Test.Yes = {Answers};
  return ReleaseTrial(G, Made, Slot, ReleaseMode::Close).isHeldAt(Exits, Test);
}

/// Whoever did not get a pool in \p G got another answer.
static void excludeAnswer(PoolFlowGraph &G, SiteId Site,
                          const CallInGraph &Call, const ValueSet &Otherwise) {
  auto Construction = [&](BlockId B) {
    return llvm::find_if(G.Blocks[B].Events, [&](const Event &E) {
      return E.Kind == EventKind::Construct && E.Site == Site;
    });
  };
  for (BlockId Fork = 0; Fork < G.Blocks.size(); ++Fork) {
    const std::vector<BlockId> Ways = G.Blocks[Fork].Succs;
    unsigned Origin = None;
    for (BlockId To : Ways)
      if (auto Make = Construction(To); Make != G.Blocks[To].Events.end())
        Origin = Make->Origin;
    if (Origin == None)
      continue;
    for (BlockId To : Ways) {
      std::vector<Event> &Events = G.Blocks[To].Events;
      if (Construction(To) != Events.end())
        continue;
      Event Not;
      Not.Kind = EventKind::Assume;
      Not.Dst = Call.Result;
      Not.Values = Otherwise;
      Not.Origin = Origin;
      Events.insert(Events.begin(), Not);
    }
  }
}

std::optional<CertainMaker> certainMaker(
    const LoweredFunction &L, SiteId Site, CalleeEffects &Effects,
    llvm::function_ref<std::unique_ptr<LoweredFunction>(const FunctionDecl *)>
        Lower) {
  const Expr *Construction = L.Sites[Site].Construction;
  const auto *Call = Construction
                         ? dyn_cast<CallExpr>(Construction->IgnoreParenCasts())
                         : nullptr;
  const FunctionDecl *Body = nullptr;
  if (!Call || L.Sites[Site].Frame || !Call->getDirectCallee() ||
      !Call->getDirectCallee()->hasBody(Body) ||
      !Call->getType()->isIntegerType())
    return std::nullopt;
  std::optional<CallInGraph> Known = callOf(L.Graph, Site);
  std::optional<ValueSet> Otherwise;
  if (Known)
    Otherwise = complementOf(Known->Answer);
  llvm::ArrayRef<MakerEffect> Makers = Effects.makes(Body);
  if (!Otherwise || Makers.size() != 1)
    return std::nullopt;
  std::string Name = nameIn(Body, Makers.front().Slot);
  std::unique_ptr<LoweredFunction> Callee = Lower(Body);
  if (Name.empty() || !Callee || !isCertain(*Callee, Name, Known->Answer))
    return std::nullopt;
  CertainMaker Found{L, std::nullopt};
  excludeAnswer(Found.Function.Graph, Site, *Known, *Otherwise);
  for (int64_t C : {-1, 0, 1, 2})
    if (Known->Answer == ValueSet::constant(C))
      Found.Answer = C;
  return Found;
}

} // namespace poolguard
