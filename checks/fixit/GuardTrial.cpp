//===-- GuardTrial.cpp ----------------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "GuardTrial.h"
#include "../lifetime/Lifetime.h"
#include "GivenAway.h"
#include "llvm/ADT/STLExtras.h"
#include <set>

namespace poolguard {

static Event guardRelease(PlaceId Handle, const GuardSteps &Steps) {
  Event E;
  E.Kind = EventKind::Release;
  E.Dst = Handle;
  E.Mode = Steps.Mode;
  E.Quiet = Steps.KnowsItself;
  E.LegalAfter = Steps.KnowsItself ? AllReleaseModes : 0;
  E.Origin = ByFix;
  return E;
}

static Event clear(PlaceId Handle) {
  Event E;
  E.Kind = EventKind::Set;
  E.Dst = Handle;
  E.Values = ValueSet::constant(0);
  return E;
}

static PoolFlowGraph withGuard(const PoolFlowGraph &Scoped,
                               const GuardSteps &Steps) {
  PoolFlowGraph G = Scoped;
  for (BlockId B = 0; B < G.Blocks.size(); ++B) {
    std::vector<Event> Events;
    for (auto [I, E] : llvm::enumerate(G.Blocks[B].Events)) {
      auto Step = Steps.At.find({B, unsigned(I)});
      bool Ends = Step != Steps.At.end() && Step->second == GuardSteps::Ends;
      if (Ends && Steps.Mode == ReleaseMode::Terminate) {
        Event Drop;
        Drop.Kind = EventKind::Drop;
        Drop.Dst = E.Dst;
        Events.push_back(Drop);
      }
      if (Ends)
        Events.push_back(guardRelease(E.Dst, Steps));
      Events.push_back(E);
      if (Ends && E.Kind == EventKind::Destroy)
        Events.back().Kind = EventKind::Set;
      if (Step != Steps.At.end() && Step->second == GuardSteps::Clears)
        Events.push_back(clear(Steps.Handle));
      if (Step != Steps.At.end() && Step->second == GuardSteps::Throws)
        for (PlaceId Each : Steps.Thrown)
          Events.push_back(guardRelease(Each, Steps));
    }
    G.Blocks[B].Events = std::move(Events);
  }
  return G;
}

GuardVerdict tryGuard(const PoolFlowGraph &Plain, const PoolFlowGraph &Scoped,
                      const GuardSteps &Steps, SiteId Site) {
  if (Plain.Sites.size() != Scoped.Sites.size())
    return {"the function cannot be followed with a guard", None};
  PoolFlowGraph Guarded = withGuard(Scoped, Steps);
  for (SiteId Each = 0; Each < Plain.Sites.size(); ++Each) {
    std::set<FindingKind> Known;
    if (Each != Site)
      for (const Finding &F : solveSite(Plain, Each).Findings)
        Known.insert(F.Kind);
    SiteResult After = solveSite(Guarded, Each);
    if (After.Incomplete)
      return {"the function is too large to try a fix", None};
    for (const Finding &F : After.Findings) {
      if (Known.count(F.Kind))
        continue;
      bool Leak =
          F.Kind == FindingKind::Leak || F.Kind == FindingKind::ExceptionLeak;
      return {Leak ? "a guard would still leave the pool open"
                   : "a guard would do what is done elsewhere",
              None};
    }
  }
  for (SiteId Each = 0; Each < Plain.Sites.size(); ++Each)
    if (!Plain.Sites[Each].Obligation && endsByFix(Guarded, Each))
      return {"a guard would release somebody else's pool", None};
  if (Steps.MayBeGivenAway)
    return {};
  Ownership Others =
      whoOwns(std::move(Guarded), Site,
              modeBit(ReleaseMode::Close) | modeBit(ReleaseMode::Terminate));
  return {std::move(Others.Why), Others.GivenAway};
}

} // namespace poolguard
