//===-- ReleaseTrial.cpp --------------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ReleaseTrial.h"
#include "EditedGraph.h"
#include "GivenAway.h"
#include "llvm/ADT/STLExtras.h"

namespace poolguard {

namespace {

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
    if (What.Helper) {
      Parts.push_back(EditedGraph::tested(Releases.at(P), Handles.front(), {}));
      Parts.back().Helper = What.Helper;
      Edited.insert(P, std::move(Parts));
      continue;
    }
    for (PlaceId Handle : Handles) {
      std::vector<Event> Steps;
      if (What.Step == EventKind::Release &&
          What.Mode == ReleaseMode::Terminate)
        Steps.push_back(step(EventKind::Drop, Handle));
      Steps.push_back(step(What.Step, Handle));
      Steps.back().Mode = What.Mode;
      Steps.back().Origin = ByFix;
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

std::string ReleaseTrial::othersOwn() const {
  if (What.Step != EventKind::Release)
    return "";
  return whoOwns(withReleases(*Graph, Releases, Handles, What).Graph, Site,
                 /*After=*/0)
      .Why;
}

//===----------------------------------------------------------------------===//
// What the handle holds
//===----------------------------------------------------------------------===//

namespace {

/// Follows a token through a copy of a graph: who has it where it is asked for
/// is found out.
class TokenTrial {
public:
  TokenTrial(const PoolFlowGraph &Original, const std::set<PlaceId> &Doubted)
      : Edited(Original), Token(Edited.Graph.Places.size()),
        TokenSite(Edited.Graph.Sites.size()) {
    // The events keep their numbers.
    for (FlowBlock &B : Edited.Graph.Blocks)
      for (Event &E : B.Events)
        if (E.Kind == EventKind::Assume && Doubted.count(E.Dst))
          E.Values = ValueSet::any();
    Edited.Graph.Places.push_back({"", false});
    for (Site &Other : Edited.Graph.Sites)
      Other.Obligation = false;
    Edited.Graph.Sites.push_back({"", true, false});
  }

  /// Asks for it at \p Points behind \p Test, or where \p Helper releases
  /// something there; takes it away at \p Without.
  void ask(const std::vector<GraphPoint> &Points, const ReleaseTest &Test,
           PlaceId Handle, const std::vector<GraphPoint> &Without,
           const std::optional<GraphRegion> &Helper) {
    std::set<GraphPoint> Asked(Points.begin(), Points.end());
    std::set<GraphPoint> All = Asked;
    All.insert(Without.begin(), Without.end());
    Event Question = step(EventKind::Set, Token);
    EditedGraph::Part Asking =
        Helper ? EditedGraph::tested(Test, Handle, {})
               : EditedGraph::tested(Test, Handle, {Question});
    Asking.Helper = Helper;
    Asking.BeforeRelease = {Question};
    for (const GraphPoint &P : inOrder({All.begin(), All.end()}))
      Edited.insert(
          P,
          {Asked.count(P) ? Asking : EditedGraph::Part{{take()}, {}, {}, {}}});
  }

  /// Asks for it at \p Points behind \p Test where \p Mark is 0, if at all.
  void askUnmarked(const std::vector<GraphPoint> &Points,
                   const ReleaseTest &Test, PlaceId Handle, PlaceId Mark) {
    Event None = step(EventKind::Assume, Mark);
    None.Values = ValueSet::constant(0);
    EditedGraph::Part Asked =
        EditedGraph::tested(Test, Handle, {None, step(EventKind::Set, Token)});
    Asked.Otherwise = std::vector<Event>();
    for (const GraphPoint &P : inOrder(Points))
      Edited.insert(P, {Asked});
  }

  /// A place of the trial's own, 0 at first.
  PlaceId addMark() {
    Edited.Graph.Places.push_back({"", false});
    Beginning.push_back(step(EventKind::Set, Edited.Graph.Places.size() - 1));
    Beginning.back().Values = ValueSet::constant(0);
    return Beginning.back().Dst;
  }

  /// Puts \p Steps(E) before or behind each event E of the program.
  void around(
      bool Behind,
      llvm::function_ref<std::vector<Event>(const Event &, GraphPoint)> Steps) {
    for (BlockId B = 0; B < Edited.Graph.Blocks.size(); ++B) {
      std::vector<Event> &Events = Edited.Graph.Blocks[B].Events;
      for (unsigned I = Events.size(); I-- > 0;) {
        std::vector<Event> New = Steps(Events[I], Edited.original(B, I));
        Events.insert(Events.begin() + I + Behind, New.begin(), New.end());
      }
    }
  }

  Event take() const { return step(EventKind::Escape, Token); }
  Event give() const {
    Event Make = step(EventKind::Construct, Token);
    Make.Site = TokenSite;
    return Make;
  }

  /// Everybody begins with it.
  void giveAtEntry() {
    // The entry may be part of a loop; the token comes before it.
    PoolFlowGraph &G = Edited.Graph;
    FlowBlock Entry;
    Entry.Events = Beginning;
    Entry.Events.push_back(give());
    BlockId Old = G.Blocks.size();
    Entry.Succs = {Old};
    for (FlowBlock &B : G.Blocks)
      for (BlockId &To : B.Succs)
        To = To ? To : Old;
    G.Blocks.push_back(std::exchange(G.Blocks.front(), Entry));
  }

  /// Nobody has it where it is asked for.
  bool nobodyHasIt() {
    for (FlowBlock &B : Edited.Graph.Blocks)
      if (B.Exit != ExitKind::None)
        B.Exit = ExitKind::Abort;
    SiteResult Result = solveSite(Edited.Graph, TokenSite);
    return !Result.Incomplete && Result.Findings.empty();
  }

private:
  EditedGraph Edited;
  std::vector<Event> Beginning;
  PlaceId Token;
  SiteId TokenSite;
};

/// What \p E leaves in \p Handle: nothing at all, something else than before,
/// or what was there.
enum class Content : uint8_t { Nothing, Other, Same };

Content contentAfter(const Event &E, PlaceId Handle) {
  if (E.Kind == EventKind::Move && E.Src == Handle)
    return Content::Nothing;
  if (E.Kind == EventKind::Swap && E.Src == Handle)
    return Content::Other;
  if (E.Dst != Handle)
    return Content::Same;
  switch (E.Kind) {
  case EventKind::Set:
    return E.Values == ValueSet::constant(0) ? Content::Nothing
                                             : Content::Other;
  case EventKind::Construct:
  case EventKind::Copy:
  case EventKind::Move:
  case EventKind::Swap:
  case EventKind::Bind:
    return Content::Other;
  default:
    return Content::Same;
  }
}

} // namespace

/// One handle holds the pools of both sites by turns.
static bool shareHandle(const PoolFlowGraph &G, SiteId A, SiteId B) {
  return A == B || (!G.Sites[A].Name.empty() && G.Sites[B].Obligation &&
                    G.Sites[A].Name == G.Sites[B].Name);
}

/// The token is kept by runs that made no pool.
bool ReleaseTrial::isMadeAt(const std::vector<GraphPoint> &Points,
                            const ReleaseTest &Test) const {
  TokenTrial Trial(*Graph, Doubted);
  Trial.ask(Points, Test, Handles.front(), AlsoMade, What.Helper);
  Trial.around(false, [&](const Event &E, GraphPoint) -> std::vector<Event> {
    if (E.Kind == EventKind::Construct && Site != None &&
        shareHandle(*Graph, Site, E.Site))
      return {Trial.take()};
    return {};
  });
  Trial.giveAtEntry();
  return Trial.nobodyHasIt();
}

/// The token comes with each of the steps and goes with each other one.
bool ReleaseTrial::isNeverLast(const std::vector<GraphPoint> &Steps,
                               const std::vector<GraphPoint> &Others,
                               const std::vector<GraphPoint> &Points) const {
  TokenTrial Trial(*Graph, Doubted);
  Trial.ask(Points, HandleTest::NotNeeded, Handles.front(), {}, {});
  std::set<GraphPoint> Gives(Steps.begin(), Steps.end());
  std::set<GraphPoint> Takes(Others.begin(), Others.end());
  Trial.around(true, [&](const Event &E, GraphPoint P) -> std::vector<Event> {
    if (E.Origin != None && Gives.count(P))
      return {Trial.take(), Trial.give()};
    if (E.Origin != None && Takes.count(P))
      return {Trial.take()};
    return {};
  });
  return Trial.nobodyHasIt();
}

/// The token comes with every step that empties the handle.
bool ReleaseTrial::isFullAt(const std::vector<GraphPoint> &Points,
                            const ReleaseTest &Test) const {
  TokenTrial Trial(*Graph, Doubted);
  PlaceId Handle = Handles.front();
  Trial.ask(Points, Test, Handle, {}, What.Helper);
  std::set<GraphPoint> Made(AlsoMade.begin(), AlsoMade.end());
  Trial.around(true, [&](const Event &E, GraphPoint P) -> std::vector<Event> {
    Content Left = contentAfter(E, Handle);
    if (Left == Content::Same)
      return {};
    if (Left == Content::Other || Made.count(P))
      return {Trial.take()};
    return {Trial.take(), Trial.give()};
  });
  return Trial.nobodyHasIt();
}

std::set<PlaceId> linkedPlaces(const PoolFlowGraph &G, PlaceId Place) {
  std::set<PlaceId> Linked = {Place};
  for (size_t Before = 0; Before != Linked.size();) {
    Before = Linked.size();
    for (const FlowBlock &B : G.Blocks)
      for (const Event &E : B.Events)
        if ((E.Kind == EventKind::Copy || E.Kind == EventKind::Move ||
             E.Kind == EventKind::Swap) &&
            (Linked.count(E.Dst) || Linked.count(E.Src)))
          Linked.insert({E.Dst, E.Src});
  }
  return Linked;
}

/// The mark of a place is 1 where it holds a pool of the site.
bool ReleaseTrial::isHeldAt(const std::vector<GraphPoint> &Points,
                            const ReleaseTest &Test) const {
  TokenTrial Trial(*Graph, Doubted);
  std::map<PlaceId, PlaceId> Marks;
  for (PlaceId P : linkedPlaces(*Graph, Handles.front()))
    Marks[P] = Trial.addMark();
  Trial.askUnmarked(Points, Test, Handles.front(), Marks[Handles.front()]);
  std::set<GraphPoint> Made(AlsoMade.begin(), AlsoMade.end());
  Trial.around(true, [&](const Event &E, GraphPoint P) -> std::vector<Event> {
    auto Dst = Marks.find(E.Dst), Src = Marks.find(E.Src);
    if (Dst == Marks.end())
      return {};
    bool Passes = E.Kind == EventKind::Copy || E.Kind == EventKind::Move ||
                  E.Kind == EventKind::Swap;
    if (contentAfter(E, E.Dst) == Content::Same && E.Kind != EventKind::Destroy)
      return {};
    bool Filled = E.Kind == EventKind::Construct
                      ? shareHandle(*Graph, Site, E.Site)
                      : Made.count(P) != 0;
    Event Mark = step(Passes ? E.Kind : EventKind::Set, Dst->second);
    if (Passes)
      Mark.Src = Src->second; // Linked.
    else
      Mark.Values = ValueSet::constant(Filled);
    return {Mark};
  });
  Trial.giveAtEntry();
  return Trial.nobodyHasIt();
}

} // namespace poolguard
