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

  /// Steps, and what is assumed instead where a test says that they are not
  /// taken.
  struct Part {
    std::vector<Event> Steps;
    std::optional<std::vector<Event>> Otherwise;
  };

  /// \p Steps, behind \p Test of \p Handle.
  static Part tested(const ReleaseTest &Test, PlaceId Handle,
                     std::vector<Event> Steps) {
    if (Test.What == HandleTest::NotNeeded)
      return {std::move(Steps), std::nullopt};
    std::vector<Event> Yes = question(Test, Handle, true);
    Steps.insert(Steps.begin(), Yes.begin(), Yes.end());
    return {std::move(Steps), question(Test, Handle, false)};
  }

  /// Puts \p Parts at \p P, one after the other. Points are those of the
  /// original; to be called once for each, the later ones of a block first.
  void insert(const GraphPoint &P, std::vector<Part> Parts) {
    BlockId Rest = P.To == None ? splitBlock(P) : splitEdge(P);
    BlockId Before = P.To == None ? P.Block : Rest;
    if (P.To != None)
      Rest = P.To;
    for (unsigned I = 0; I < Parts.size(); ++I) {
      BlockId Next = I + 1 == Parts.size() ? Rest : newBlock(P);
      std::vector<BlockId> Ways = {branch(P, std::move(Parts[I].Steps), Next)};
      if (Parts[I].Otherwise)
        Ways.push_back(branch(P, std::move(*Parts[I].Otherwise), Next));
      Graph.Blocks[Before].Succs = std::move(Ways);
      Before = Next;
    }
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

  BlockId branch(const GraphPoint &P, std::vector<Event> Steps, BlockId To) {
    BlockId B = newBlock(P);
    Graph.Blocks[B].Events = std::move(Steps);
    Graph.Blocks[B].Succs = {To};
    return B;
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

  static std::vector<Event> question(const ReleaseTest &Test, PlaceId Handle,
                                     bool Yes) {
    if (Test.What == HandleTest::Answers)
      return Yes ? Test.Yes : Test.No;
    Event E;
    E.Dst = Handle;
    if (Test.What == HandleTest::IsOpen) {
      E.Kind = EventKind::AssumeOpen;
      E.Negated = !Yes;
      return {E};
    }
    E.Kind = EventKind::Assume;
    E.Values = ValueSet::satisfying(Yes ? Relation::Ne : Relation::Eq, 0);
    return {E};
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
                         const std::map<GraphPoint, ReleaseTest> &Releases,
                         const std::vector<PlaceId> &Handles,
                         const Remedy &What) {
  EditedGraph Edited(Graph);
  std::vector<GraphPoint> Points;
  for (const auto &Each : Releases)
    Points.push_back(Each.first);
  for (const GraphPoint &P : inOrder(std::move(Points))) {
    std::vector<EditedGraph::Part> Parts;
    for (PlaceId Handle : Handles) {
      std::vector<Event> Steps;
      if (What.Step == EventKind::Release &&
          What.Mode == ReleaseMode::Terminate)
        Steps.push_back(step(EventKind::Drop, Handle));
      Steps.push_back(step(What.Step, Handle));
      Steps.back().Mode = What.Mode;
      // What is in a collection is no null pointer.
      ReleaseTest Test = Releases.at(P);
      if (Test.What == HandleTest::NotNull && Graph.Places[Handle].Collection)
        Test = HandleTest::NotNeeded;
      Parts.push_back(EditedGraph::tested(Test, Handle, std::move(Steps)));
    }
    Edited.insert(P, std::move(Parts));
  }
  return Edited;
}

} // namespace

void ReleaseTrial::add(const std::vector<GraphPoint> &Points,
                       const ReleaseTest &Test) {
  for (const GraphPoint &P : Points)
    Releases.try_emplace(P, Test);
}

std::optional<RemainingLeak> ReleaseTrial::nextLeak(bool &GaveUp) const {
  EditedGraph Edited = withReleases(*Graph, Releases, Handles, What);
  SiteResult Result = solveSite(Edited.Graph, Site);
  GaveUp = Result.Incomplete;
  for (const Finding &F : Result.Findings) {
    bool Leaks = What.Against == FindingKind::Leak &&
                 F.Kind == FindingKind::ExceptionLeak;
    if (F.Kind != What.Against && !Leaks)
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
  EditedGraph Edited = withReleases(*Graph, Releases, Handles, What);
  for (SiteId Each = 0; Each < Graph->Sites.size(); ++Each) {
    SiteResult After = solveSite(Edited.Graph, Each);
    if (After.Incomplete || llvm::any_of(After.Findings, [&](const Finding &F) {
          return !Before[Each].count(F.Kind);
        }))
      return false;
  }
  return true;
}

/// No run gets to \p Points, with \p Test holding, although no pool of the site
/// was made on the way. Found by following a token that only such a run keeps.
bool ReleaseTrial::isMadeAt(const std::vector<GraphPoint> &Points,
                            const ReleaseTest &Test) const {
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
    Edited.insert(
        P, {Asked ? EditedGraph::tested(Test, Handles.front(),
                                        {step(EventKind::Set, Token)})
                  : EditedGraph::Part{{step(EventKind::Escape, Token)}, {}}});
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
  return !Result.Incomplete && Result.Findings.empty();
}

std::optional<HandleTest>
ReleaseTrial::testNeeded(const std::vector<GraphPoint> &Points,
                         HandleTest Possible) const {
  for (HandleTest Test : {HandleTest::NotNeeded, Possible})
    if (isMadeAt(Points, Test))
      return Test;
  return std::nullopt;
}

} // namespace poolguard
