//===-- FillAttempts.cpp --------------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FillAttempts.h"
#include "StmtWalk.h"
#include "clang/AST/ParentMap.h"

using namespace clang;

namespace poolguard {

/// Nobody keeps whether \p Construction succeeded: nobody asks, or an `if` does
/// at once, of which FillLoop and SlotCounter know.
static bool isNotKept(const FunctionDecl *F, const Expr *Construction) {
  ParentMap Parents(writtenBody(F));
  const Stmt *Below = Construction;
  const Stmt *Up = Parents.getParent(Below);
  while (isa_and_nonnull<ParenExpr, CStyleCastExpr>(Up)) {
    Below = Up;
    Up = Parents.getParent(Up);
  }
  const Stmt *Part = Below, *Whole = Up;
  while (isa_and_nonnull<Expr>(Whole)) {
    Part = Whole;
    Whole = Parents.getParent(Whole);
  }
  if (const auto *If = dyn_cast_or_null<IfStmt>(Whole))
    return Part == If->getCond() || Part == Below;
  if (const auto *For = dyn_cast_or_null<ForStmt>(Up))
    return For->getBody() == Below;
  return isa_and_nonnull<CompoundStmt, LabelStmt, SwitchCase>(Up);
}

FillAttempts::FillAttempts(const LoweredFunction &L, SiteId Site,
                           const std::vector<PlaceId> &Elements)
    : Trial(L.Graph, Site, Elements, {}) {
  const Expr *Construction = L.Sites[Site].Construction;
  // A null tells where a pool that is the result was not made.
  if (!Construction || Construction->getType()->isPointerType() ||
      isNotKept(L.Function, Construction))
    return;
  auto Makes = [&](BlockId B) {
    return llvm::any_of(L.Graph.Blocks[B].Events, [&](const Event &E) {
      return E.Kind == EventKind::Construct && E.Site == Site;
    });
  };
  for (BlockId B = 0; B < L.Graph.Blocks.size(); ++B) {
    bool Succeeds = Makes(B);
    // What comes before it turns out well or not.
    if (!Succeeds && llvm::any_of(L.Graph.Blocks[B].Succs, Makes))
      continue;
    for (auto [I, E] : llvm::enumerate(L.Graph.Blocks[B].Events))
      if (E.Origin != None && L.Origins[E.Origin].Code == Construction &&
          (!Succeeds || E.Kind == EventKind::Construct))
        (Succeeds ? Made : Failed).push_back({B, unsigned(I)});
  }
}

bool FillAttempts::leaveNoGaps() {
  if (!NoGaps)
    NoGaps = Failed.empty() || Trial.isNeverLast(Failed, Made, Made);
  return *NoGaps;
}

LastAttempt FillAttempts::lastBefore(const std::vector<GraphPoint> &Points) {
  if (!leaveNoGaps())
    return LastAttempt::AfterGaps;
  if (Failed.empty() || Trial.isNeverLast(Failed, Made, Points))
    return LastAttempt::Succeeded;
  return Trial.isNeverLast(Made, Failed, Points) ? LastAttempt::Failed
                                                 : LastAttempt::Unknown;
}

std::vector<GraphPoint> stepsOfConstruction(const LoweredFunction &L,
                                            SiteId Site) {
  std::vector<GraphPoint> Points;
  for (BlockId B = 0; B < L.Graph.Blocks.size(); ++B)
    for (auto [I, E] : llvm::enumerate(L.Graph.Blocks[B].Events))
      if (E.Origin != None &&
          L.Origins[E.Origin].Code == L.Sites[Site].Construction)
        Points.push_back({B, unsigned(I)});
  return Points;
}

} // namespace poolguard
