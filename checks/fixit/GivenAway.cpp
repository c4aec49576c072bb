//===-- GivenAway.cpp -----------------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "GivenAway.h"
#include "../lifetime/Lifetime.h"
#include "llvm/ADT/STLExtras.h"

namespace poolguard {

/// Giving away becomes a release that no other may follow but the program's.
Ownership whoOwns(PoolFlowGraph G, SiteId Site, ReleaseModes After) {
  for (FlowBlock &B : G.Blocks) {
    llvm::erase_if(B.Events, [](const Event &E) {
      return E.Kind == EventKind::Use || E.Kind == EventKind::Drop ||
             E.Kind == EventKind::Await;
    });
    for (Event &E : B.Events) {
      if (E.Kind == EventKind::Escape) {
        E.Kind = EventKind::Release;
        E.Mode = ReleaseMode::Detach;
        E.LegalAfter = AllReleaseModes;
      } else if (E.Kind == EventKind::Release && E.Origin == ByFix) {
        E.LegalAfter = After;
      } else if (E.Kind == EventKind::Release) {
        E.LegalAfter = AllReleaseModes;
      }
    }
  }
  SiteResult Result = solveSite(G, Site);
  if (Result.Incomplete)
    return {"the function is too large to try a fix", None};
  for (const Finding &F : Result.Findings) {
    if (F.Kind != FindingKind::DoubleRelease)
      continue;
    Ownership Others{"somebody else may own the pool where it is released",
                     None};
    if (F.ReleasePathIndex == None || F.ReleaseEvent == None)
      return Others;
    const Event &First =
        G.Blocks[F.Path[F.ReleasePathIndex]].Events[F.ReleaseEvent];
    Others.GivenAway = First.Origin;
    if (First.Mode != ReleaseMode::Detach)
      Others.Why = "a release on this path would be wrong on another";
    return Others;
  }
  return {};
}

bool endsByFix(PoolFlowGraph G, SiteId Site) {
  for (FlowBlock &B : G.Blocks)
    for (Event &E : B.Events)
      if (E.Kind == EventKind::Release && E.Origin != ByFix)
        E.Kind = EventKind::Escape;
  SolverOptions Options;
  Options.WantOutcomes = true;
  SiteResult Result = solveSite(G, Site, Options);
  return Result.Incomplete ||
         llvm::any_of(Result.Outcomes, [](const Outcome &O) {
           return O.State == Outcome::Released;
         });
}

} // namespace poolguard
