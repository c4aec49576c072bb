//===-- MisplacedRelease.cpp ----------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "MisplacedRelease.h"
#include "InsertRelease.h"
#include "ReleaseHazards.h"
#include "StatementRemoval.h"
#include "clang/AST/ExprCXX.h"
#include <set>

using namespace clang;

namespace poolguard {

namespace {

/// One release of the program's, and the program without it.
struct Candidate {
  const Expr *Call = nullptr;
  const Stmt *Statement = nullptr; ///< What goes with it.
  ReleaseMode Mode = ReleaseMode::Close;
  bool ComesFirst = false;
};

class ReleaseMender {
public:
  ReleaseMender(const LoweredFunction &L, const Finding &F,
                const ASTContext &Context, ModelMatcher &Models)
      : L(L), F(F), Context(Context), Models(Models),
        Parents(L.Function->getBody()) {
    for (SiteId Each = 0; Each < L.Graph.Sites.size(); ++Each)
      Before.push_back(kindsOf(L.Graph, Each));
  }

  FixProposal mend();

private:
  std::optional<Candidate> candidate(const Event &E, bool ComesFirst) const;
  std::vector<Candidate> candidates() const;
  bool isRelease(const Expr *Call) const;
  const Origin &outermost(const Origin &O) const;
  LoweredFunction without(const Candidate &C) const;
  static std::set<FindingKind> kindsOf(const PoolFlowGraph &Graph, SiteId Site);
  /// What is wrong in \p Rest was wrong before, but for leaks of the pool.
  bool isNoWorse(const LoweredFunction &Rest) const;
  std::optional<Fix> moveRelease(const Candidate &C,
                                 const LoweredFunction &Rest,
                                 std::string &Why) const;
  Fix removal(const Candidate &C) const;

  const LoweredFunction &L;
  const Finding &F;
  const ASTContext &Context;
  ModelMatcher &Models;
  ParentMap Parents;
  std::vector<std::set<FindingKind>> Before; ///< By site.
};

} // namespace

std::set<FindingKind> ReleaseMender::kindsOf(const PoolFlowGraph &Graph,
                                             SiteId Site) {
  std::set<FindingKind> Kinds;
  for (const Finding &Each : solveSite(Graph, Site).Findings)
    Kinds.insert(Each.Kind);
  return Kinds;
}

/// The only thing that \p F does is a call: that one.
static const CallExpr *onlyCall(const FunctionDecl *F) {
  const FunctionDecl *Defined = nullptr;
  const auto *Body = F && F->hasBody(Defined)
                         ? dyn_cast_or_null<CompoundStmt>(Defined->getBody())
                         : nullptr;
  if (!Body || Body->size() != 1)
    return nullptr;
  const Stmt *Only = Body->body_front();
  if (const auto *Return = dyn_cast<ReturnStmt>(Only))
    Only = Return->getRetValue();
  const auto *E = dyn_cast_or_null<Expr>(Only);
  return E ? dyn_cast<CallExpr>(E->IgnoreParenCasts()) : nullptr;
}

/// The call does nothing but release, as a model says, or by way of a function
/// that does nothing else.
bool ReleaseMender::isRelease(const Expr *Call) const {
  if (isa<CXXDeleteExpr>(Call))
    return true;
  const auto *C = dyn_cast<CallExpr>(Call);
  for (unsigned Depth = 0; C && C->getDirectCallee() && Depth < 4; ++Depth) {
    if (llvm::any_of(
            Models.match(C->getDirectCallee(), {C->getArgs(), C->getNumArgs()}),
            [](const CallEntry &E) { return E.Call->What == Role::Release; }))
      return true;
    C = onlyCall(C->getDirectCallee());
  }
  return false;
}

/// Where \p O stands in the function itself; a call, if it is of a callee.
const Origin &ReleaseMender::outermost(const Origin &O) const {
  const Origin *Each = &O;
  while (Each->Frame && L.Frames[Each->Frame].Call != None)
    Each = &L.Origins[L.Frames[Each->Frame].Call];
  return *Each;
}

std::optional<Candidate> ReleaseMender::candidate(const Event &E,
                                                  bool ComesFirst) const {
  if (E.Kind != EventKind::Release || E.Origin == None)
    return std::nullopt;
  const Origin &O = outermost(L.Origins[E.Origin]);
  const auto *Call = dyn_cast_or_null<Expr>(O.Code);
  if (O.What != Origin::Statement || O.Frame || !Call || !isRelease(Call))
    return std::nullopt;
  const Stmt *S =
      removableStatement(Call, L.Function->getBody(), Parents, Context);
  if (!S)
    return std::nullopt;
  return Candidate{Call, S, E.Mode, ComesFirst};
}

std::vector<Candidate> ReleaseMender::candidates() const {
  std::vector<Candidate> Found;
  if (F.LastEvent == None || F.ReleasePathIndex == None)
    return Found;
  const auto &Blocks = L.Graph.Blocks;
  std::optional<Candidate> First = candidate(
      Blocks[F.Path[F.ReleasePathIndex]].Events[F.ReleaseEvent], true);
  std::optional<Candidate> Second;
  if (F.Kind == FindingKind::DoubleRelease)
    Second = candidate(Blocks[F.Path.back()].Events[F.LastEvent], false);
  // Who gave it up and then waits for it after all meant the latter.
  bool GivesUp =
      First && First->Mode == ReleaseMode::Detach &&
      ReleaseHazards(L, F.Site, nullptr, Context).rightAway().empty();
  if (GivesUp)
    Found.push_back(*First);
  if (Second && !(First && First->Call == Second->Call))
    Found.push_back(*Second);
  if (First && First->Mode != ReleaseMode::Detach)
    Found.push_back(*First);
  return Found;
}

LoweredFunction ReleaseMender::without(const Candidate &C) const {
  LoweredFunction Rest = L;
  // Who had the pool before may count on its release.
  Rest.Graph.Sites[F.Site].Obligation = true;
  for (FlowBlock &B : Rest.Graph.Blocks)
    llvm::erase_if(B.Events, [&](const Event &E) {
      if (E.Origin == None || E.Kind == EventKind::Throw)
        return false;
      const Origin &O = outermost(L.Origins[E.Origin]);
      return !O.Frame && O.What == Origin::Statement && O.Code == C.Call;
    });
  return Rest;
}

/// Some run of \p Site's pool gives it away.
static bool isGivenAway(const PoolFlowGraph &Graph, SiteId Site) {
  SolverOptions Options;
  Options.WantOutcomes = true;
  return llvm::any_of(
      solveSite(Graph, Site, Options).Outcomes,
      [](const Outcome &O) { return O.State == Outcome::Escaped; });
}

bool ReleaseMender::isNoWorse(const LoweredFunction &Rest) const {
  // Nobody was seen to want it before.
  if (isGivenAway(Rest.Graph, F.Site) && !isGivenAway(L.Graph, F.Site))
    return false;
  for (SiteId Each = 0; Each < Rest.Graph.Sites.size(); ++Each) {
    SiteResult Result = solveSite(Rest.Graph, Each);
    if (Result.Incomplete)
      return false;
    for (const Finding &New : Result.Findings) {
      bool Missed = Each == F.Site && (New.Kind == FindingKind::Leak ||
                                       New.Kind == FindingKind::ExceptionLeak);
      bool Same = Each == F.Site && New.Kind == F.Kind;
      if (Same || (!Missed && !Before[Each].count(New.Kind)))
        return false;
    }
  }
  return true;
}

Fix ReleaseMender::removal(const Candidate &C) const {
  Fix Made;
  Made.At = C.Statement->getBeginLoc();
  Made.Message = C.ComesFirst
                     ? "remove this release; the pool is released again later"
                     : "remove this release; the pool is released before";
  Made.Handle = L.Graph.Sites[F.Site].Name;
  Made.Mode = C.Mode;
  Made.Edits = {removalOf(C.Statement, Context)};
  return Made;
}

std::optional<Fix> ReleaseMender::moveRelease(const Candidate &C,
                                              const LoweredFunction &Rest,
                                              std::string &Why) const {
  FixProposal Proposal = insertReleases(Rest, F.Site, Context, Models);
  Why = Proposal.Refusal;
  for (Fix &Each : Proposal.Fixes) {
    FixItHint Removal = removalOf(C.Statement, Context);
    SourceLocation Begin = Removal.RemoveRange.getBegin();
    SourceLocation End = Removal.RemoveRange.getEnd();
    bool Clash = llvm::any_of(Each.Edits, [&](const FixItHint &Edit) {
      return !(Edit.RemoveRange.getEnd() < Begin) &&
             Edit.RemoveRange.getBegin() < End;
    });
    if (Each.Mode != C.Mode || Clash)
      continue;
    Each.Message += " instead";
    Each.Edits.push_back(Removal);
    Each.Planned.clear();
    return std::move(Each);
  }
  return std::nullopt;
}

FixProposal ReleaseMender::mend() {
  FixProposal Proposal;
  Proposal.Refusal = "which release is the wrong one cannot be told";
  if (L.Function->isTemplateInstantiation()) {
    Proposal.Refusal = "the function is a template";
    return Proposal;
  }
  std::vector<Candidate> All = candidates();
  if (All.empty())
    Proposal.Refusal = "no release is a statement that can be removed";
  for (bool Moves : {false, true})
    for (const Candidate &C : All) {
      LoweredFunction Rest = without(C);
      std::set<FindingKind> After = kindsOf(Rest.Graph, F.Site);
      bool Missed = After.count(FindingKind::Leak) ||
                    (After.count(FindingKind::ExceptionLeak) &&
                     !Before[F.Site].count(FindingKind::ExceptionLeak));
      if (Missed != Moves || !isNoWorse(Rest))
        continue;
      std::optional<Fix> Made =
          Moves ? moveRelease(C, Rest, Proposal.Refusal) : removal(C);
      if (!Made)
        continue;
      Proposal.Fixes.push_back(std::move(*Made));
      return Proposal;
    }
  return Proposal;
}

FixProposal mendRelease(const LoweredFunction &L, const Finding &F,
                        const ASTContext &Context, ModelMatcher &Models) {
  return ReleaseMender(L, F, Context, Models).mend();
}

} // namespace poolguard
