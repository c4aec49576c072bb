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
constexpr unsigned MaxRounds = 32;

/// How far above a Construct its conditions are looked for, in dominators.
constexpr unsigned CloseBy = 8;

Refinement::Refinement(SiteContext &Context)
    : Context(Context), Tracked(Context.Graph.Places.size()),
      // What is observed at the exits may have been set before the Construct.
      Begin(Around), Reach(Context.Options.WantOutcomes ? None : ShortReach),
      Quota(FirstQuota) {
  // A handle is nearly always tested against null: saves a round.
  for (PlaceId Cradle : Context.Scope.cradles())
    track(Cradle);
  for (EventRef Birth : Context.Index.constructs(Context.Site))
    trackConditions(Birth.Block);
  if (Context.Options.WantOutcomes)
    for (PlaceId P : Context.Options.integers())
      track(P);
}

/// Tracks what decides whether a run gets to \p Birth and is asked for again,
/// and nothing that was known long before.
void Refinement::trackConditions(BlockId Birth) {
  SmallVector<BlockId, CloseBy> Above;
  for (BlockId B = Birth; B != 0 && Above.size() < CloseBy;)
    Above.push_back(B = Context.Dom.above(B));
  for (BlockId B : Above)
    for (const Event &E : Context.Graph.Blocks[B].Events)
      if (E.Kind == EventKind::Assume && matters(E.Dst, Birth) &&
          !matters(E.Dst, Above.back()))
        track(E.Dst);
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
  } while (!Incomplete && !Enough && learn() && ++Rounds < MaxRounds);
  Incomplete |= Rounds == MaxRounds;
  return result();
}

void Refinement::round() {
  Pending = (Begin == OnPath ? Owed : Context.Scope.possible()) - Settled;
  if (Context.Options.Enough)
    Pending = Pending & Goal::Ended;
  FreedState = None;
  Search All = begin();
  auto Watch = [&](const Sighting &Seen, unsigned State) {
    Seen.What == Goal::Ended ? considerEnding(All, Seen, State)
                             : consider(All, Seen, State);
  };
  if (!All.run(Pending, Watch))
    Incomplete = true;
  else
    checkFreed(All);
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
  unsigned Longest =
      Begin == OnPath ? FirstDepth[unsigned(Seen.What)] : D.Depth;
  if (From.depthOf(State) > Longest || D.Tries == MaxTries) {
    Pending = Pending - Seen.What;
    return;
  }
  Verdict V = judge(From, Seen, State);
  if (V.Real)
    return settle(From, Seen, State, V);
  D.add(V, From.depthOf(State));
  OwedBirth = From.routeTo(State).Blocks.front();
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
    F.ReleasePathIndex = V.ActAt;
    F.ReleaseEvent = V.ActEvent;
    Settled = Settled | Goal::Freed;
  }
  if (F.Kind == FindingKind::DiscardedWork) {
    F.SubmitPathIndex = V.ActAt;
    F.SubmitEvent = V.ActEvent;
  }
  Findings.push_back(std::move(F));
  Doubts[unsigned(Seen.What)] = Doubt();
  Pending = Pending - Settled;
}

void Refinement::considerEnding(const Search &From, const Sighting &Seen,
                                unsigned State) {
  if (Enough)
    return;
  auto It =
      find_if(Endings, [&](const SeenEnding &E) { return E.End == Seen.End; });
  if (It == Endings.end())
    It = Endings.insert(It, {Seen.End, false, Doubt()});
  if (It->Real || It->Open.Tries == MaxTries)
    return;
  Verdict V = judge(From, Seen, State);
  It->Real = V.Real;
  if (!V.Real)
    return It->Open.add(V, From.depthOf(State));
  It->Open = Doubt();
  Enough = Context.Options.Enough && Context.Options.Enough(outcomeOf(It->End));
  if (Enough)
    Pending = GoalSet();
}

Outcome Refinement::outcomeOf(const Ending &End) const {
  Outcome O{End.Exit, End.State, End.Mode, {}, End.Held};
  for (ValueId V : End.Observed)
    O.Observed.push_back(Context.Table[V]);
  return O;
}

bool Refinement::foundLeak() const { return !(Settled & LeakGoals).empty(); }

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
  bool WasOnPath = Begin == OnPath, InDoubt = false;
  if (!WasOnPath)
    Owed = FreedState == None ? GoalSet() : Goal::Freed;
  for (unsigned G = 0; G < NumGoals; ++G) {
    unsigned Depth = Doubts[G].Depth;
    if (!learn(Doubts[G]))
      continue;
    InDoubt = true;
    if (WasOnPath)
      continue;
    Owed = Owed | Goal(G);
    FirstDepth[G] = Depth;
  }
  for (SeenEnding &E : Endings)
    InDoubt |= learn(E.Open);
  erase_if(Endings, [](const SeenEnding &E) { return !E.Real; });
  if (WasOnPath)
    InDoubt = owesAny();
  if (!InDoubt)
    return false;
  if (!Learnt)
    widen();
  else if (Begin == OnPath)
    Begin = Around;
  return !Incomplete;
}

bool Refinement::owesAny() const {
  GoalSet Left = Owed - Settled;
  return !(foundLeak() ? Left : Left - Goal::Freed).empty();
}

SiteResult Refinement::result() {
  SiteResult R;
  R.Incomplete = Incomplete;
  for (Finding &F : Findings)
    F.Never = !Incomplete && !Settled.contains(Goal::Freed) &&
              LeakGoals.contains(goalOf(F.Kind));
  llvm::sort(Findings, [](const Finding &A, const Finding &B) {
    return A.Kind < B.Kind;
  });
  R.Findings = std::move(Findings);
  for (const SeenEnding &E : Endings)
    if (E.Real)
      R.Outcomes.push_back(outcomeOf(E.End));
  return R;
}

} // namespace poolguard
