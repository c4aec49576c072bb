//===-- Refinement.cpp - The search for one site, refined -----------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Refinement.h"

using namespace llvm;

namespace poolguard {

/// Paths of one length that are tried for one goal in one round. Where the
/// first few are all refuted, learning from them is the better use of time.
constexpr unsigned MaxTries = 8;

/// Of the conflicts on a refuted path, how many are learnt in the first round,
/// and how the number grows with the rounds. What is learnt needlessly costs
/// states, one at a time costs rounds.
constexpr unsigned FirstQuota = 1, QuotaGrowth = 16;

/// Rounds before giving up. The quota of the last is beyond any function.
constexpr unsigned MaxRounds = 12;

Refinement::Refinement(SiteContext &Context)
    : Context(Context), Tracked(Context.Graph.Places.size()),
      // What is observed at the exits may have been set before the Construct.
      Begin(Context.Options.WantOutcomes ? AtNeck : AtConstruct),
      Quota(FirstQuota) {
  // A handle is nearly always tested against null: saves a round.
  for (PlaceId Cradle : Context.Scope.cradles())
    track(Cradle);
  if (Context.Options.WantOutcomes)
    for (PlaceId P : Context.Options.Observed)
      track(P);
}

void Refinement::track(PlaceId Place) {
  if (Tracked.test(Place))
    return;
  Learnt = true;
  Webs.push_back(Place);
  for (PlaceId P : Context.Index.web(Place).Places)
    Tracked.set(P);
}

void Refinement::Doubt::add(const Verdict &V, unsigned At) {
  if (Depth == None)
    Depth = At;
  ++Tries;
  Conflicts.append(V.Conflicts.begin(), V.Conflicts.end());
  NeedsEntry |= V.NeedsEntry;
}

SiteResult Refinement::solve() {
  unsigned Rounds = 0;
  do {
    round();
    Quota = std::min(Quota * QuotaGrowth, 1u << 20);
  } while (!Incomplete && learn() && ++Rounds < MaxRounds);
  Incomplete |= Rounds == MaxRounds;
  return result();
}

void Refinement::round() {
  Pending = Context.Scope.possible() - Settled;
  FreedState = None;
  Search All(Context, Tracked, neck());
  auto Watch = [&](const Sighting &Seen, unsigned State) {
    Seen.What == Goal::Ended ? considerEnding(All, Seen, State)
                             : consider(All, Seen, State);
  };
  if (!All.run(Pending, Watch))
    Incomplete = true;
  else
    checkFreed(All);
}

BlockId Refinement::neck() {
  if (Begin == AtEntry)
    return 0;
  ArrayRef<EventRef> Births = Context.Index.constructs(Context.Site);
  BlockId Neck = Births.front().Block;
  for (EventRef Birth : Births)
    Neck = Context.Dom.nearestCommon(Neck, Birth.Block);
  auto Matters = [&](PlaceId P) {
    return Context.Index.isTouchedBefore(P, Neck) &&
           Context.Live.isWebLive(P, Neck);
  };
  while (Begin == AtNeck && Neck != 0 && any_of(Webs, Matters))
    Neck = Context.Dom.above(Neck);
  return Neck;
}

/// A run's blocks from the entry to before \p Neck, which every way to a
/// Construct leads through.
std::optional<std::vector<BlockId>> Refinement::leadIn(BlockId Neck) {
  if (Neck == 0)
    return std::vector<BlockId>();
  for (EventRef Birth : Context.Index.constructs(Context.Site)) {
    std::vector<BlockId> Path = Context.Entries.pathTo(Birth.Block);
    if (Path.empty())
      continue;
    while (Path.back() != Neck)
      Path.pop_back();
    Path.pop_back();
    return Path;
  }
  return std::nullopt;
}

Verdict Refinement::judge(const Search &From, const Sighting &Seen,
                          unsigned State) {
  Route Way = From.routeTo(State);
  // Any run that gets to the Construct will do, and one is at hand.
  std::vector<BlockId> Known = Context.Entries.pathTo(Way.Blocks.front());
  if (!Known.empty() && From.neck() != Way.Blocks.front()) {
    Route Other = Way;
    Other.Prefix = std::move(Known);
    Verdict V = Replay(Context, From, Other, Quota).judge(Seen);
    if (V.Real)
      return V;
  }
  std::optional<std::vector<BlockId>> Path = leadIn(From.neck());
  if (!Path) {
    Verdict Unknown;
    Unknown.NeedsEntry = true;
    return Unknown;
  }
  Way.LeadIn = std::move(*Path);
  return Replay(Context, From, Way, Quota).judge(Seen);
}

void Refinement::consider(const Search &From, const Sighting &Seen,
                          unsigned State) {
  if (!Pending.contains(Seen.What))
    return;
  if (Seen.What == Goal::Freed) {
    FreedState = State;
    FreedEvent = Seen.Event;
    Pending = Pending - Goal::Freed;
    return;
  }
  Doubt &D = Doubts[unsigned(Seen.What)];
  // Longer paths than a refuted one prove nothing about the shortest.
  if (D.Depth != None &&
      (From.depthOf(State) > D.Depth || D.Tries == MaxTries)) {
    Pending = Pending - Seen.What;
    return;
  }
  Verdict V = judge(From, Seen, State);
  if (V.Real)
    settle(From, Seen, State, V);
  else
    D.add(V, From.depthOf(State));
}

void Refinement::settle(const Search &From, const Sighting &Seen,
                        unsigned State, const Verdict &V) {
  Settled = Settled | Seen.What;
  Finding F;
  F.Kind = FindingKind(Seen.What);
  F.Site = Context.Site;
  Route Way = From.routeTo(State);
  F.Path = std::move(Way.Blocks);
  F.FirstEvent = Way.FirstEvent;
  F.LastEvent = Seen.Event;
  if (F.Kind == FindingKind::UseAfterRelease ||
      F.Kind == FindingKind::DoubleRelease) {
    F.ReleasePathIndex = V.ReleaseAt;
    F.ReleaseEvent = V.ReleaseEvent;
    Settled = Settled | Goal::Freed;
  }
  Findings.push_back(std::move(F));
  Doubts[unsigned(Seen.What)] = Doubt();
  Pending = Pending - Settled;
}

void Refinement::considerEnding(const Search &From, const Sighting &Seen,
                                unsigned State) {
  auto It =
      find_if(Endings, [&](const SeenEnding &E) { return E.End == Seen.End; });
  if (It == Endings.end())
    It = Endings.insert(It, {Seen.End, false, Doubt()});
  if (It->Real || It->Open.Tries == MaxTries)
    return;
  Verdict V = judge(From, Seen, State);
  It->Real = V.Real;
  if (V.Real)
    It->Open = Doubt();
  else
    It->Open.add(V, From.depthOf(State));
}

bool Refinement::foundLeak() const {
  return Settled.contains(Goal::Leak) || Settled.contains(Goal::ExceptionLeak);
}

void Refinement::checkFreed(const Search &From) {
  if (FreedState == None || Settled.contains(Goal::Freed) || !foundLeak())
    return;
  Run Nobody;
  Sighting Seen{Goal::Freed, FreedEvent, Nobody, {}};
  Verdict V = judge(From, Seen, FreedState);
  if (V.Real)
    Settled = Settled | Goal::Freed;
  else
    Doubts[unsigned(Goal::Freed)].add(V, 0);
}

bool Refinement::learn(Doubt &From) {
  bool InDoubt = From.Tries != 0;
  for (PlaceId P : From.Conflicts)
    track(P);
  if (From.NeedsEntry && Begin != AtEntry) {
    Begin = AtEntry;
    Learnt = true;
  }
  From = Doubt();
  return InDoubt;
}

bool Refinement::learn() {
  Learnt = false;
  bool InDoubt = false;
  for (Doubt &D : Doubts)
    InDoubt |= learn(D);
  for (SeenEnding &E : Endings)
    InDoubt |= learn(E.Open);
  erase_if(Endings, [](const SeenEnding &E) { return !E.Real; });
  if (!InDoubt || Learnt)
    return InDoubt;
  // Only facts from before the beginning can have refuted what the search saw.
  Incomplete = Begin == AtEntry; // It can not be. But never go round for ever.
  Begin = Begin == AtConstruct ? AtNeck : AtEntry;
  return !Incomplete;
}

SiteResult Refinement::result() {
  SiteResult R;
  R.Incomplete = Incomplete;
  for (Finding &F : Findings)
    F.Never = !Incomplete && !Settled.contains(Goal::Freed);
  llvm::sort(Findings, [](const Finding &A, const Finding &B) {
    return A.Kind < B.Kind;
  });
  R.Findings = std::move(Findings);
  for (const SeenEnding &E : Endings) {
    if (!E.Real)
      continue;
    Outcome O{E.End.Exit, E.End.State, E.End.Mode, {}, E.End.Held};
    for (ValueId V : E.End.Observed)
      O.Observed.push_back(Context.Table[V]);
    R.Outcomes.push_back(std::move(O));
  }
  return R;
}

} // namespace poolguard
