//===-- ForgottenHandle.cpp -----------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ForgottenHandle.h"
#include "../flow/BodyFacts.h"
#include "../lifetime/Solver.h"
#include "HandleVariable.h"
#include "Insertion.h"
#include "NullText.h"
#include "StmtWalk.h"

using namespace clang;

namespace poolguard {

std::optional<ForgottenHandle> ForgottenHandle::find(const LoweredFunction &L,
                                                     SiteId Site,
                                                     const Stmt *Release,
                                                     const ParentMap &Parents) {
  std::string Why;
  std::optional<HandleVariable> Handle = HandleVariable::find(L, Site, Why);
  if (!Handle || Handle->Written.Smart || Handle->Written.Optional ||
      !Handle->Written.Type->isPointerType() ||
      Handle->Written.Type.isConstQualified() || !isa<Expr>(Release) ||
      !isa_and_nonnull<CompoundStmt, IfStmt>(Parents.getParent(Release)))
    return std::nullopt;
  ForgottenHandle Found;
  Found.Place = Handle->Place;
  Found.Handle = Handle->Written.Text;
  Found.Release = Release;
  Found.Root = Handle->Root;
  if (Found.isGivenLater(L))
    return std::nullopt;
  return Found;
}

static void insertAt(PoolFlowGraph &Graph, ArrayRef<GraphPoint> Points,
                     ArrayRef<Event> New) {
  for (const GraphPoint &P : Points) {
    std::vector<Event> &Events = Graph.Blocks[P.Block].Events;
    Events.insert(Events.begin() + P.Event, New.begin(), New.end());
  }
}

/// Null takes the part of a pool that is released at once: whoever comes to it
/// without a question is found.
bool ForgottenHandle::isUsedAsNull(const LoweredFunction &L, SiteId Site,
                                   ArrayRef<GraphPoint> Points) const {
  PoolFlowGraph Graph = L.Graph;
  Event Made, Gone;
  Made.Kind = EventKind::Construct;
  Made.Dst = Place;
  Made.Site = SiteId(Graph.Sites.size());
  Made.Values = ValueSet::constant(0);
  Gone.Kind = EventKind::Release;
  Gone.Dst = Place;
  Graph.Sites.push_back(Graph.Sites[Site]);
  Graph.Sites.back().Obligation = false;
  insertAt(Graph, Points, {Made, Gone});
  SolverOptions Options;
  Options.WantOutcomes = true;
  SiteResult Result = solveSite(Graph, Made.Site, Options);
  return Result.Incomplete || !Result.Findings.empty() ||
         llvm::any_of(Result.Outcomes, [](const Outcome &O) {
           return O.State == Outcome::Escaped;
         });
}

/// Somebody unseen is given the handle later.
bool ForgottenHandle::isGivenLater(const LoweredFunction &L) const {
  const SourceManager &SM = L.Function->getASTContext().getSourceManager();
  llvm::DenseSet<const Stmt *> Known;
  for (const FlowBlock &B : L.Graph.Blocks)
    for (const Event &E : B.Events)
      if (E.Origin != None && E.Dst == Place && !E.Quiet &&
          (E.Kind == EventKind::Release || E.Kind == EventKind::Use))
        Known.insert(L.Origins[E.Origin].Code);
  return anyStmt(L.Function->getBody(), [&](const Stmt *S) {
    const auto *Call = dyn_cast<CallExpr>(S);
    return Call && !Known.contains(Call) &&
           SM.isBeforeInTranslationUnit(Release->getEndLoc(),
                                        Call->getBeginLoc()) &&
           llvm::any_of(Call->arguments(), [&](const Expr *Given) {
             return referencedVariable(Given) == Root;
           });
  });
}

LoweredFunction ForgottenHandle::after(const LoweredFunction &L,
                                       ArrayRef<GraphPoint> Points) const {
  LoweredFunction New = L;
  Event Null;
  Null.Kind = EventKind::Set;
  Null.Dst = Place;
  Null.Values = ValueSet::constant(0);
  insertAt(New.Graph, Points, Null);
  return New;
}

std::optional<Fix> ForgottenHandle::write(const LoweredFunction &L,
                                          const ASTContext &Context) const {
  Inserter Text(L.Function, Context);
  const auto *Block = dyn_cast<CompoundStmt>(Text.parents().getParent(Release));
  TextPoint Where{TextPoint::AtEndOf, Release};
  if (Block) {
    const auto *Next = std::next(llvm::find(Block->body(), Release));
    Where = Next == Block->body_end() ? TextPoint{TextPoint::AtEndOf, Block}
                                      : TextPoint{TextPoint::Before, *Next};
  }
  NewStatement Null;
  Null.Text = Handle + " = " + nullText(Context, Release->getBeginLoc());
  if (!Text.insert(Where, Null).empty())
    return std::nullopt;
  Fix Made;
  Made.At = Release->getEndLoc();
  Made.Message = "set '" + Handle + "' to null here";
  Made.Handle = Handle;
  Made.Edits.assign(Text.Edits.begin(), Text.Edits.end());
  return Made;
}

} // namespace poolguard
