//===-- Beginnings.cpp - Where a site's searches begin --------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Refinement.h"

using namespace llvm;

namespace poolguard {

Search Refinement::begin() {
  if (Begin != OnPath) {
    BlockId Neck = neck();
    return Search(Context, Tracked, Neck, common(Neck));
  }
  Stop On = *Context.Entries.before(OwedBirth, Reach);
  return Search(Context, Tracked, On.Block, *On.State);
}

BlockId Refinement::neck() {
  if (Begin == AtEntry)
    return 0;
  ArrayRef<EventRef> Births = Context.Index.constructs(Context.Site);
  BlockId Neck = Births.front().Block;
  for (EventRef Birth : Births)
    Neck = Context.Dom.nearestCommon(Neck, Birth.Block);
  unsigned Order = Context.Index.order(Neck);
  auto IsNear = [&](BlockId B) {
    return Reach == None || Order - Context.Index.order(B) <= Reach;
  };
  while (Neck != 0 && IsNear(Context.Dom.above(Neck)) && anyMatters(Neck))
    Neck = Context.Dom.above(Neck);
  return Neck;
}

bool Refinement::matters(PlaceId P, BlockId B) const {
  return Context.Index.isTouchedBefore(P, B) && Context.Live.isWebLive(P, B);
}

bool Refinement::anyMatters(BlockId B) const {
  return any_of(Webs, [&](PlaceId P) { return matters(P, B); });
}

RunState Refinement::common(BlockId Neck) {
  RunState Start;
  if (!anyMatters(Neck))
    return Start;
  // What is assumed on every way to Neck, and does not change after that.
  for (BlockId Above = Neck; Above != 0;) {
    Above = Context.Dom.above(Above);
    for (const Event &E : Context.Graph.Blocks[Above].Events) {
      if (E.Kind != EventKind::Assume || !Tracked.test(E.Dst) ||
          Context.Index.web(E.Dst).LastChange >= Context.Index.order(Above))
        continue;
      ValueId Left =
          Context.Table.intersect(Start.Known.valuesOf(E.Dst), E.Values);
      Start.Known.constrain(E.Dst, Left, Context.Table);
    }
  }
  return Start;
}

/// Finds a real run that gets to \p Neck, which dominates \p Birth.
bool Refinement::leadIn(Route &Way, BlockId Neck, BlockId Birth) {
  // Stops know nothing of what is observed at the exits.
  if (Context.Options.WantOutcomes) {
    Way.LeadIn = Context.Entries.pathTo(Birth);
    if (Way.LeadIn.empty())
      return false;
    while (Way.LeadIn.back() != Neck)
      Way.LeadIn.pop_back();
    Way.LeadIn.pop_back();
    return true;
  }
  std::optional<Stop> Before = Context.Entries.leadIn(Birth, Neck);
  if (!Before)
    return false;
  Way.Start = *Before->State;
  Way.LeadIn = std::move(Before->Ahead);
  return true;
}

Verdict Refinement::judge(const Search &From, const Sighting &Seen,
                          unsigned State) {
  Route Way = From.routeTo(State);
  if (Begin == OnPath) {
    Way.Start = From.known();
    return Replay(Context, From, Way, Quota).judge(Seen);
  }
  // Any run that gets to the Construct will do, and one is at hand.
  BlockId Birth = Way.Blocks.front();
  Route Other = Way;
  Other.Prefix = {Birth};
  if (From.neck() != Birth && leadIn(Other, Birth, Birth)) {
    Verdict V = Replay(Context, From, Other, Quota).judge(Seen);
    if (V.Real)
      return V;
  }
  auto Leads = [&](EventRef Any) {
    return leadIn(Way, From.neck(), Any.Block);
  };
  if (From.neck() == 0 || any_of(Context.Index.constructs(Context.Site), Leads))
    return Replay(Context, From, Way, Quota).judge(Seen);
  Verdict Unknown;
  Unknown.NeedsEntry = true;
  return Unknown;
}

void Refinement::widen() {
  bool KnowsPath = !Context.Options.WantOutcomes && OwedBirth != None &&
                   Context.Entries.before(OwedBirth, 0);
  if (Begin == Around && Reach != None && KnowsPath) {
    Begin = OnPath;
  } else if (Begin != AtEntry && Reach != None) {
    Begin = Around;
    Reach = Reach == ShortReach ? LongReach : None;
  } else {
    // Only facts from before the beginning can have refuted what the search
    // saw. So at the entry it can not be. But never go round for ever.
    Incomplete = Begin == AtEntry;
    Begin = AtEntry;
  }
}

} // namespace poolguard
