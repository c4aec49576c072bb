//===-- MisplacedRelease.cpp ----------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "MisplacedRelease.h"
#include "CertainRelease.h"
#include "ForgottenHandle.h"
#include "HandleVariable.h"
#include "IdleCode.h"
#include "InsertRelease.h"
#include "Insertion.h"
#include "OtherMentions.h"
#include "ReleaseHazards.h"
#include "ReleaseTrial.h"
#include "StatementRemoval.h"
#include "StmtWalk.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"
#include <functional>
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
        Parents(writtenBody(L.Function)) {}

  FixProposal mend();

private:
  /// \p Stays: its statement is not going to be removed.
  std::optional<Candidate> candidate(const Event &E, bool ComesFirst,
                                     bool Stays = false) const;
  std::vector<Candidate> candidates() const;
  const Origin &outermost(const Origin &O) const;
  LoweredFunction without(const Candidate &C) const;
  static std::set<FindingKind> kindsOf(const PoolFlowGraph &Graph, SiteId Site);
  /// What is wrong in \p Rest was wrong before, but for leaks of the pool.
  bool isNoWorse(const LoweredFunction &Rest) const;
  std::optional<Fix> moveRelease(const Candidate &C,
                                 const LoweredFunction &Rest,
                                 std::string &Why) const;
  Fix removal(const Candidate &C) const;
  bool isMissed(const LoweredFunction &Rest) const;
  std::optional<Fix> writeElse() const;
  std::optional<Fix> forget() const;
  bool isIdle(SourceLocation From, SourceLocation To) const {
    return isIdleBetween(From, To, L.Function, L.Graph.Sites[F.Site].Name);
  }
  bool mayEndLater(const Candidate &C) const;
  SourceLocation endOf(const Candidate &C, SourceLocation Until) const;
  std::vector<GraphPoint> behind(const LoweredFunction &Rest,
                                 const Stmt *Code) const;
  std::optional<Fix> moveBehindUse(const Candidate &C,
                                   const LoweredFunction &Rest) const;

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

/// Where \p O stands in the function itself; a call, if it is of a callee.
const Origin &ReleaseMender::outermost(const Origin &O) const {
  const Origin *Each = &O;
  while (Each->Frame && L.Frames[Each->Frame].Call != None)
    Each = &L.Origins[L.Frames[Each->Frame].Call];
  return *Each;
}

std::optional<Candidate>
ReleaseMender::candidate(const Event &E, bool ComesFirst, bool Stays) const {
  if (E.Kind != EventKind::Release || E.Origin == None)
    return std::nullopt;
  const Origin &O = outermost(L.Origins[E.Origin]);
  const auto *Call = dyn_cast_or_null<Expr>(O.Code);
  if (O.What != Origin::Statement || O.Frame || !Call ||
      !onlyReleases(Call, Models))
    return std::nullopt;
  const Stmt *S = Stays ? plainStatement(Call, Parents)
                        : removableStatement(Call, writtenBody(L.Function),
                                             Parents, Context);
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
  bool Decided = First && Second && First->Mode != Second->Mode;
  if (First && First->Mode != ReleaseMode::Detach && !Decided)
    Found.push_back(*First);
  return Found;
}

/// The destructor of the thread of \p S tells its routine to stop before it
/// waits.
static bool asksToStop(const LoweredSite &S) {
  const CXXRecordDecl *Class =
      S.HandleType.isNull() ? nullptr : S.HandleType->getAsCXXRecordDecl();
  if (!Class || !Class->isInStdNamespace() || !S.Construction ||
      !Class->getDeclName().isIdentifier() || Class->getName() != "jthread")
    return false;
  return takesStopToken(S.Construction);
}

LoweredFunction ReleaseMender::without(const Candidate &C) const {
  LoweredFunction Rest = L;
  // Who had the pool before may count on its release.
  Rest.Graph.Sites[F.Site].Obligation = true;
  bool OtherEnd = asksToStop(L.Sites[F.Site]);
  for (FlowBlock &B : Rest.Graph.Blocks)
    llvm::erase_if(B.Events, [&](const Event &E) {
      // What an end does besides is not what was meant.
      if (OtherEnd && E.Kind == EventKind::Release && E.Quiet)
        return true;
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
  if (std::optional<Fix> Made = moveBehindUse(C, Rest))
    return Made;
  FixProposal Proposal = insertReleases(Rest, F.Site, Context, Models);
  Why = Proposal.Refusal;
  FixItHint Removal = removalOf(C.Statement, Context);
  SourceLocation Begin = Removal.RemoveRange.getBegin();
  SourceLocation End = Removal.RemoveRange.getEnd();
  for (Fix &Each : Proposal.Fixes) {
    bool Clash = llvm::any_of(Each.Edits, [&](const FixItHint &Edit) {
      return !(Edit.RemoveRange.getEnd() < Begin) &&
             Edit.RemoveRange.getBegin() < End;
    });
    // Later, but not too late.
    bool Waits = waitsForTasks(L.Sites[F.Site].Owner->Kind);
    bool InOrder = llvm::all_of(Each.Planned, [&](const PlannedStatement &P) {
      SourceLocation To = P.Where.Where == TextPoint::AtEndOf
                              ? P.Where.Code->getEndLoc()
                              : P.Where.Code->getBeginLoc();
      if (P.Where.Where == TextPoint::ElseOf)
        To = cast<IfStmt>(P.Where.Code)->getThen()->getEndLoc();
      return Waits ? isIdle(endOf(C, To), To)
                   : End < Context.getSourceManager().getFileLoc(To);
    });
    if (!InOrder)
      Why = "what comes after the release may need it";
    if (Each.Mode != C.Mode || Clash || !InOrder)
      continue;
    Each.Message += " instead";
    Each.Edits.push_back(Removal);
    Each.Planned.clear();
    return std::move(Each);
  }
  return std::nullopt;
}

/// Where what comes after \p C begins, for somebody at \p Until: of a loop that
/// is left by then, all of it does.
SourceLocation ReleaseMender::endOf(const Candidate &C,
                                    SourceLocation Until) const {
  SourceLocation From = C.Statement->getEndLoc();
  const SourceManager &SM = Context.getSourceManager();
  for (const Stmt *Up = C.Statement; Up; Up = Parents.getParent(Up))
    if (isa<ForStmt, WhileStmt, DoStmt, CXXForRangeStmt>(Up) &&
        SM.isBeforeInTranslationUnit(SM.getFileLoc(Up->getEndLoc()),
                                     SM.getFileLoc(Until)))
      From = Up->getBeginLoc();
  return From;
}

/// Without \p C the pool lives longer: nobody may count on its end.
bool ReleaseMender::mayEndLater(const Candidate &C) const {
  if (!C.ComesFirst || C.Mode == ReleaseMode::Detach ||
      !waitsForTasks(L.Sites[F.Site].Owner->Kind))
    return true;
  const Event &Last = L.Graph.Blocks[F.Path.back()].Events[F.LastEvent];
  if (Last.Origin == None)
    return false;
  const Origin &O = outermost(L.Origins[Last.Origin]);
  bool AtEnd = !O.Code || O.What == Origin::ScopeEnd;
  SourceLocation Until = AtEnd ? O.Location : O.Code->getBeginLoc();
  return Until.isValid() && isIdle(endOf(C, Until), Until);
}

/// Where runs of \p Rest have done what \p Code does to pools.
std::vector<GraphPoint> ReleaseMender::behind(const LoweredFunction &Rest,
                                              const Stmt *Code) const {
  const auto &Blocks = Rest.Graph.Blocks;
  std::vector<unsigned> After(Blocks.size()); // 0: nothing of Code in it.
  for (BlockId B = 0; B < Blocks.size(); ++B)
    for (auto [I, E] : llvm::enumerate(Blocks[B].Events)) {
      const Stmt *S =
          E.Origin == None ? nullptr : outermost(Rest.Origins[E.Origin]).Code;
      while (S && S != Code)
        S = Parents.getParent(S);
      if (S)
        After[B] = I + 1;
    }
  // Blocks without steps stand in between.
  std::function<bool(BlockId, unsigned)> GoesOn = [&](BlockId B,
                                                      unsigned Depth) -> bool {
    return llvm::any_of(Blocks[B].Succs, [&](BlockId To) {
      return After[To] ||
             (Blocks[To].Events.empty() && Depth < 8 && GoesOn(To, Depth + 1));
    });
  };
  std::vector<GraphPoint> Points;
  for (BlockId B = 0; B < Blocks.size(); ++B)
    if (After[B] && !GoesOn(B, 0))
      Points.push_back({B, After[B]});
  return Points;
}

/// Moves the release right behind the last use in its block.
std::optional<Fix>
ReleaseMender::moveBehindUse(const Candidate &C,
                             const LoweredFunction &Rest) const {
  std::string Why;
  std::optional<HandleVariable> Handle =
      HandleVariable::find(Rest, F.Site, Why);
  const auto *Block =
      dyn_cast_or_null<CompoundStmt>(Parents.getParent(C.Statement));
  if (!Handle || !Block || !isa<Expr>(C.Statement))
    return std::nullopt;
  const Stmt *Last = nullptr, *Next = nullptr;
  bool After = false;
  for (const Stmt *Each : Block->body()) {
    if (After && mentions(Each, Handle->Root)) {
      Last = Each;
      Next = nullptr;
    } else if (Last && !Next) {
      Next = Each;
    }
    After |= Each == C.Statement;
  }
  if (!Last || isa<ReturnStmt, DeclStmt>(Last) ||
      !isIdle(C.Statement->getEndLoc(), Last->getEndLoc()))
    return std::nullopt;
  TextPoint Where = Next ? TextPoint{TextPoint::Before, Next}
                         : TextPoint{TextPoint::AtEndOf, Block};
  std::vector<GraphPoint> Points = behind(Rest, Last);
  if (Points.empty())
    return std::nullopt;
  ReleaseTrial Trial(Rest.Graph, F.Site, Handle->Place, C.Mode);
  Trial.add(Points, HandleTest::NotNeeded);
  bool GaveUp = false;
  if (!Trial.isHarmless() || Trial.nextLeak(GaveUp) || GaveUp)
    return std::nullopt;
  CharSourceRange Range = Lexer::makeFileCharRange(
      CharSourceRange::getTokenRange(C.Statement->getSourceRange()),
      Context.getSourceManager(), Context.getLangOpts());
  NewStatement Moved;
  Moved.Text = Lexer::getSourceText(Range, Context.getSourceManager(),
                                    Context.getLangOpts())
                   .str();
  Inserter Text(L.Function, Context);
  if (Moved.Text.empty() || !Text.insert(Where, Moved).empty())
    return std::nullopt;
  Fix Made;
  Made.At = Text.locationOf(Where);
  Made.Message = "call '" + Moved.Text + "' here instead";
  Made.Handle = Handle->Written.Text;
  Made.Mode = C.Mode;
  Made.Edits.assign(Text.Edits.begin(), Text.Edits.end());
  Made.Edits.push_back(removalOf(C.Statement, Context));
  return Made;
}

/// `if (a) end(p, NOW); end(p);`: what happens to queued work was a decision.
/// The second becomes the `else` of the first, if there is nothing in between.
std::optional<Fix> ReleaseMender::writeElse() const {
  if (F.Kind != FindingKind::DoubleRelease || F.LastEvent == None ||
      F.ReleasePathIndex == None)
    return std::nullopt;
  const auto &Blocks = L.Graph.Blocks;
  std::optional<Candidate> First = candidate(
      Blocks[F.Path[F.ReleasePathIndex]].Events[F.ReleaseEvent], true, true);
  std::optional<Candidate> Second =
      candidate(Blocks[F.Path.back()].Events[F.LastEvent], false, true);
  if (!First || !Second || First->Mode == Second->Mode ||
      First->Mode == ReleaseMode::Detach)
    return std::nullopt;
  LoweredFunction Rest = without(*First);
  if (isMissed(Rest) || !isNoWorse(Rest))
    return std::nullopt;
  const Stmt *Arm = First->Statement;
  const auto *Block = dyn_cast_or_null<CompoundStmt>(Parents.getParent(Arm));
  const auto *If = dyn_cast<IfStmt>(Arm);
  if (!If) { // Its only arm, or the end of one that has more to do than that.
    if (Block && Block->body_back() != Arm)
      return std::nullopt;
    const Stmt *Then = Block ? Block : Arm;
    If = dyn_cast_or_null<IfStmt>(Parents.getParent(Then));
    if (!If || If->getThen() != Then)
      return std::nullopt;
    Block = dyn_cast_or_null<CompoundStmt>(Parents.getParent(If));
  }
  if (!Block || If->getElse())
    return std::nullopt;
  const auto *Next = std::next(llvm::find(Block->body(), If));
  SourceLocation Where = Second->Statement->getBeginLoc();
  if (Next == Block->body_end() || *Next != Second->Statement ||
      !isa<Expr>(Second->Statement) || Where.isMacroID())
    return std::nullopt;
  Fix Made;
  Made.At = Where;
  Made.Message = "do this only where the pool is not released before";
  Made.Handle = L.Graph.Sites[F.Site].Name;
  Made.Mode = Second->Mode;
  Made.Edits = {FixItHint::CreateInsertion(Where, "else ")};
  return Made;
}

/// Who asks for null later does not find the pool that is gone.
std::optional<Fix> ReleaseMender::forget() const {
  if (F.ReleasePathIndex == None)
    return std::nullopt;
  std::optional<Candidate> First = candidate(
      L.Graph.Blocks[F.Path[F.ReleasePathIndex]].Events[F.ReleaseEvent], true,
      true);
  std::optional<ForgottenHandle> Handle =
      First ? ForgottenHandle::find(L, F.Site, First->Statement, Parents)
            : std::nullopt;
  if (!Handle)
    return std::nullopt;
  std::vector<GraphPoint> Points = behind(L, First->Statement);
  if (Handle->isUsedAsNull(L, F.Site, Points))
    return std::nullopt;
  LoweredFunction Rest = Handle->after(L, Points);
  std::set<FindingKind> After = kindsOf(Rest.Graph, F.Site);
  bool IsCured = llvm::all_of(After, [&](FindingKind Kind) {
    return Kind != F.Kind && Before[F.Site].count(Kind);
  });
  return IsCured && isNoWorse(Rest) ? Handle->write(L, Context) : std::nullopt;
}

/// Some run of what \p Rest is about does not come to a release.
bool ReleaseMender::isMissed(const LoweredFunction &Rest) const {
  std::set<FindingKind> After = kindsOf(Rest.Graph, F.Site);
  if (L.Graph.Sites[F.Site].Obligation)
    return After.count(FindingKind::Leak) ||
           (After.count(FindingKind::ExceptionLeak) &&
            !Before[F.Site].count(FindingKind::ExceptionLeak));
  SolverOptions Options;
  Options.WantOutcomes = true;
  SiteResult Result = solveSite(Rest.Graph, F.Site, Options);
  return Result.Incomplete || After.count(FindingKind::Leak) ||
         llvm::any_of(Result.Outcomes, [](const Outcome &O) {
           return O.State != Outcome::Released;
         });
}

FixProposal ReleaseMender::mend() {
  FixProposal Proposal;
  Proposal.Refusal = "which release is the wrong one cannot be told";
  if (hasDirectives(L.Function)) {
    Proposal.Refusal = "the function depends on the configuration";
    return Proposal;
  }
  for (SiteId Each = 0; Each < L.Graph.Sites.size(); ++Each)
    Before.push_back(kindsOf(L.Graph, Each));
  std::vector<Candidate> All = candidates();
  if (All.empty())
    Proposal.Refusal = "no release is a statement that can be removed";
  if (std::optional<Fix> Made = writeElse()) {
    Proposal.Fixes.push_back(std::move(*Made));
    return Proposal;
  }
  for (bool Moves : {false, true})
    for (const Candidate &C : All) {
      LoweredFunction Rest = without(C);
      if (isMissed(Rest) != Moves || !isNoWorse(Rest))
        continue;
      if (!Moves && !mayEndLater(C)) {
        Proposal.Refusal = "what comes after the release may need it";
        continue;
      }
      std::optional<Fix> Made =
          Moves ? moveRelease(C, Rest, Proposal.Refusal) : removal(C);
      if (!Made)
        continue;
      Proposal.Fixes.push_back(std::move(*Made));
      return Proposal;
    }
  if (std::optional<Fix> Made = forget())
    Proposal.Fixes.push_back(std::move(*Made));
  return Proposal;
}

FixProposal mendRelease(const LoweredFunction &L, const Finding &F,
                        const ASTContext &Context, ModelMatcher &Models) {
  return ReleaseMender(L, F, Context, Models).mend();
}

} // namespace poolguard
