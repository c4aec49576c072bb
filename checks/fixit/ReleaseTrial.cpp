//===-- ReleaseTrial.cpp --------------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ReleaseTrial.h"
#include "llvm/ADT/STLExtras.h"

namespace poolguard {

namespace {

/// A copy of a graph with steps put in between, which remembers where its
/// blocks come from.
class EditedGraph {
public:
  explicit EditedGraph(const PoolFlowGraph &Original) : Graph(Original) {
    for (BlockId B = 0; B < Graph.Blocks.size(); ++B)
      From.push_back({B, 0});
  }

  /// Puts \p Steps at \p P, behind \p Test of \p Handle. Points are those of
  /// the original; to be called once for each, the later ones of a block first.
  void insert(const GraphPoint &P, HandleTest Test, PlaceId Handle,
              std::vector<Event> Steps) {
    BlockId Rest = P.To == None ? splitBlock(P) : splitEdge(P);
    BlockId Before = P.To == None ? P.Block : Rest;
    if (P.To != None)
      Rest = P.To;
    BlockId Done = newBlock(P);
    Graph.Blocks[Done].Succs = {Rest};
    std::vector<BlockId> Ways = {Done};
    if (Test != HandleTest::NotNeeded) {
      Steps.insert(Steps.begin(), question(Test, Handle, true));
      BlockId Skipped = newBlock(P);
      Graph.Blocks[Skipped].Events = {question(Test, Handle, false)};
      Graph.Blocks[Skipped].Succs = {Rest};
      Ways.push_back(Skipped);
    }
    Graph.Blocks[Done].Events = std::move(Steps);
    Graph.Blocks[Before].Succs = Ways;
  }

  /// Where event \p Event of \p Block stands in the original.
  GraphPoint original(BlockId Block, unsigned Event) const {
    return {From[Block].Block, From[Block].Event + Event};
  }

  PoolFlowGraph Graph;

private:
  BlockId newBlock(const GraphPoint &P) {
    Graph.Blocks.emplace_back();
    From.push_back({P.Block, P.Event});
    return Graph.Blocks.size() - 1;
  }

  BlockId splitBlock(const GraphPoint &P) {
    BlockId Rest = newBlock(P);
    FlowBlock &Head = Graph.Blocks[P.Block], &Tail = Graph.Blocks[Rest];
    Tail.Events.assign(Head.Events.begin() + P.Event, Head.Events.end());
    Head.Events.resize(P.Event);
    Tail.Succs = std::move(Head.Succs);
    Tail.Exit = std::exchange(Head.Exit, ExitKind::None);
    Tail.Origin = Head.Origin;
    return Rest;
  }

  /// The block that lies on the edge from now on.
  BlockId splitEdge(const GraphPoint &P) {
    BlockId Between = newBlock(P);
    for (BlockId &To : Graph.Blocks[P.Block].Succs)
      if (To == P.To)
        To = Between;
    return Between;
  }

  static Event question(HandleTest Test, PlaceId Handle, bool Yes) {
    Event E;
    E.Dst = Handle;
    if (Test == HandleTest::IsOpen) {
      E.Kind = EventKind::AssumeOpen;
      E.Negated = !Yes;
      return E;
    }
    E.Kind = EventKind::Assume;
    E.Values = ValueSet::satisfying(Yes ? Relation::Ne : Relation::Eq, 0);
    return E;
  }

  std::vector<GraphPoint> From;
};

Event step(EventKind Kind, PlaceId Dst) {
  Event E;
  E.Kind = Kind;
  E.Dst = Dst;
  return E;
}

/// A point's position may only be used once: edges before blocks, later events
/// before earlier ones.
std::vector<GraphPoint> inOrder(std::vector<GraphPoint> Points) {
  llvm::sort(Points, [](const GraphPoint &A, const GraphPoint &B) {
    return std::make_tuple(A.To == None, A.Block, ~A.Event, A.To) <
           std::make_tuple(B.To == None, B.Block, ~B.Event, B.To);
  });
  return Points;
}

EditedGraph withReleases(const PoolFlowGraph &Graph,
                         const std::map<GraphPoint, HandleTest> &Releases,
                         PlaceId Handle, ReleaseMode Mode) {
  EditedGraph Edited(Graph);
  std::vector<GraphPoint> Points;
  for (const auto &Each : Releases)
    Points.push_back(Each.first);
  Event Release = step(EventKind::Release, Handle);
  Release.Mode = Mode;
  std::vector<Event> Steps = {Release};
  if (Mode == ReleaseMode::Terminate)
    Steps.insert(Steps.begin(), step(EventKind::Drop, Handle));
  for (const GraphPoint &P : inOrder(std::move(Points)))
    Edited.insert(P, Releases.at(P), Handle, Steps);
  return Edited;
}

} // namespace

void ReleaseTrial::add(const std::vector<GraphPoint> &Points, HandleTest Test) {
  for (const GraphPoint &P : Points)
    Releases.try_emplace(P, Test);
}

std::optional<RemainingLeak> ReleaseTrial::nextLeak(bool &GaveUp) const {
  EditedGraph Edited = withReleases(*Graph, Releases, Handle, Mode);
  SiteResult Result = solveSite(Edited.Graph, Site);
  GaveUp = Result.Incomplete;
  for (const Finding &F : Result.Findings) {
    if (F.Kind != FindingKind::Leak && F.Kind != FindingKind::ExceptionLeak)
      continue;
    RemainingLeak Leak{F.Kind, {}, 0, None};
    for (BlockId B : F.Path)
      Leak.Path.push_back(Edited.original(B, 0).Block);
    Leak.FirstEvent = Edited.original(F.Path.front(), F.FirstEvent).Event;
    if (F.LastEvent != None)
      Leak.LastEvent = Edited.original(F.Path.back(), F.LastEvent).Event;
    return Leak;
  }
  return std::nullopt;
}

bool ReleaseTrial::isHarmless() {
  if (Before.empty())
    for (SiteId Each = 0; Each < Graph->Sites.size(); ++Each) {
      Before.emplace_back();
      for (const Finding &F : solveSite(*Graph, Each).Findings)
        Before.back().insert(F.Kind);
    }
  EditedGraph Edited = withReleases(*Graph, Releases, Handle, Mode);
  for (SiteId Each = 0; Each < Graph->Sites.size(); ++Each) {
    SiteResult After = solveSite(Edited.Graph, Each);
    if (After.Incomplete || llvm::any_of(After.Findings, [&](const Finding &F) {
          return !Before[Each].count(F.Kind);
        }))
      return false;
  }
  return true;
}

/// A run gets to \p Points, and \p Test holds, although no pool of the site was
/// made on the way. Found by following a token that only such a run keeps.
bool ReleaseTrial::reachedWithout(const std::vector<GraphPoint> &Points,
                                  HandleTest Test) const {
  EditedGraph Edited(*Graph);
  PoolFlowGraph &G = Edited.Graph;
  PlaceId Token = G.Places.size();
  SiteId TokenSite = G.Sites.size();
  G.Places.push_back({"", false});
  for (poolguard::Site &Other : G.Sites)
    Other.Obligation = false;
  G.Sites.push_back({"", true, false});
  std::vector<GraphPoint> All = Points;
  llvm::append_range(All, AlsoMade);
  for (const GraphPoint &P : inOrder(std::move(All))) {
    bool Asked = llvm::any_of(
        Points, [&](const GraphPoint &Q) { return !(P < Q) && !(Q < P); });
    if (Asked)
      Edited.insert(P, Test, Handle, {step(EventKind::Set, Token)});
    else
      Edited.insert(P, HandleTest::NotNeeded, Handle,
                    {step(EventKind::Escape, Token)});
  }
  for (FlowBlock &B : G.Blocks) {
    if (B.Exit != ExitKind::None)
      B.Exit = ExitKind::Abort;
    for (unsigned I = B.Events.size(); I-- > 0;)
      if (B.Events[I].Kind == EventKind::Construct && B.Events[I].Site == Site)
        B.Events.insert(B.Events.begin() + I, step(EventKind::Escape, Token));
  }
  // The entry may be part of a loop; the token comes before it.
  FlowBlock Entry;
  Event Make = step(EventKind::Construct, Token);
  Make.Site = TokenSite;
  Entry.Events = {Make};
  BlockId Old = G.Blocks.size();
  Entry.Succs = {Old};
  for (FlowBlock &B : G.Blocks)
    for (BlockId &To : B.Succs)
      To = To ? To : Old;
  G.Blocks.push_back(std::exchange(G.Blocks.front(), Entry));
  SiteResult Result = solveSite(G, TokenSite);
  return Result.Incomplete || !Result.Findings.empty();
}

std::optional<HandleTest>
ReleaseTrial::testNeeded(const std::vector<GraphPoint> &Points,
                         HandleTest Possible) const {
  for (HandleTest Test : {HandleTest::NotNeeded, Possible})
    if (!reachedWithout(Points, Test))
      return Test;
  return std::nullopt;
}

} // namespace poolguard
