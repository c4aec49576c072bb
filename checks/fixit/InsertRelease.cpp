//===-- InsertRelease.cpp -------------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "InsertRelease.h"
#include "../flow/BodyFacts.h"
#include "BindResult.h"
#include "FillAttempts.h"
#include "KnownTests.h"
#include "LeavingScope.h"
#include "NameWords.h"
#include "OtherHolders.h"
#include "OtherMentions.h"
#include "OwnOrGiven.h"
#include "PassedCode.h"
#include "ReleaseHazards.h"
#include "ReleaseSpelling.h"
#include "ReleaseTarget.h"
#include "ReleaseTrial.h"
#include "ResetInstead.h"
#include "StmtWalk.h"
#include "VagueReleases.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Lex/Lexer.h"

using namespace clang;

namespace poolguard {

namespace {

constexpr unsigned MaxWays = 12; ///< More would be a rewrite.

constexpr llvm::StringLiteral NotMade =
    "the handle may not hold the pool where it is lost";

/// One attempt with one way to release.
class Insertion {
public:
  Insertion(const LoweredFunction &L, SiteId Site, const ReleaseTarget &Handle,
            const ReleaseSpelling &Release, FindingKind Against,
            const KnownTests &Known, const ReleaseHazards &Hazards,
            const ASTContext &Context)
      : L(L), Site(Site), Handle(Handle), Release(Release), Against(Against),
        Known(Known), Hazards(Hazards), Context(Context),
        OpenQuestion(Handle.Allows ? ""
                                   : spellOpenQuestion(*L.Sites[Site].Owner,
                                                       Handle.Written)),
        Trial(L.Graph, Site, Handle.Places,
              {Against, Release.Step, Release.Mode, Release.Helper}),
        Attempts(L, Site, Handle.Places),
        Scope(L, Handle.Scope, Handle.Places,
              L.Sites[Site].Frame || (Handle.Many && Handle.Many->ByRange),
              Context.getSourceManager()),
        Text(L.Function, Context) {}

  /// The fix, or the reason why there is none in \p Why.
  std::optional<Fix> make(std::string &Why);

private:
  struct Question {
    ReleaseTest Test;
    std::string Text;
  };
  /// What could be asked at \p Where, the least first.
  std::vector<Question> questions(SourceLocation Where, bool Known) const;
  bool usesHandle(const Stmt *Code) const {
    if (Against != FindingKind::Leak)
      return false;
    return Handle.Handle ? !Handle.Handle->isOnlyAssignedIn(Code)
                         : mentions(Code, Handle.Many->Root);
  }
  /// \p Code does nothing but end what holds the handle: `v.clear()`,
  /// `free(t)`, `delete p`.
  bool onlyEnds(const Stmt *Code) const;
  /// The release before \p Code.
  std::string callBefore(const Stmt *Code) const;
  /// Puts a release where \p Leak gets out, or returns the reason why not.
  std::string cure(const RemainingLeak &Leak);
  /// \p Known: asking what the program knows; else the handle itself.
  std::string tryAt(WayOut Way, bool Known);
  std::string tryAt(const WayOut &Way, const Question &Q);
  std::string write(const TextPoint &Where, NewStatement New);
  /// What releases the elements on another way, or nothing.
  std::string loopFromElsewhere(const TextPoint &Where) const;
  /// The handle holds a pool of the site wherever \p Q is answered by yes.
  bool isSure(const WayOut &Way, const Question &Q) const;
  std::string message() const;

  const LoweredFunction &L;
  SiteId Site;
  const ReleaseTarget &Handle;
  const ReleaseSpelling &Release;
  FindingKind Against;
  const KnownTests &Known;
  const ReleaseHazards &Hazards;
  const ASTContext &Context;
  std::string OpenQuestion;
  ReleaseTrial Trial;
  FillAttempts Attempts;
  LeavingScope Scope;
  Inserter Text;
  std::vector<TextPoint> Done;
  std::vector<PlannedStatement> Planned;
};

/// The statement \p Code is part of, where it can be told.
const Stmt *wholeStatement(const Stmt *Code, const ParentMap &Parents) {
  while (Code) {
    const Stmt *Parent = Parents.getParent(Code);
    if (!Parent)
      return nullptr;
    if (const auto *If = dyn_cast<IfStmt>(Parent); If && If->getCond() == Code)
      return If;
    if (!isa<Expr>(Parent) && !isa<DeclStmt>(Parent))
      return Code;
    Code = Parent;
  }
  return nullptr;
}

} // namespace

std::string Insertion::message() const {
  unsigned Ways = Done.size();
  std::string Text = "call '" + Release.Call + "'" +
                     (Handle.Many ? " for each element here" : " here");
  if (Ways > 1)
    Text += " and on " + std::to_string(Ways - 1) + " other way" +
            (Ways > 2 ? "s" : "") + " out";
  return Text;
}

std::string Insertion::tryAt(WayOut Way, bool Known) {
  bool Returns = isa<ReturnStmt, CoreturnStmt>(Way.Text.Code);
  if (Way.Text.Where == TextPoint::Before && !Returns)
    Way.Text.Code = wholeStatement(Way.Text.Code, Text.parents());
  if (Way.AtStatement && Way.Text.Code && !Returns)
    Way.Points = Scope.beginOf(Way.Text.Code);
  if (!Way.Text.Code || Way.Points.empty())
    return "where the pool is lost is no place for a release";
  std::string Why;
  if (Release.Step != EventKind::Announce)
    Why = Hazards.at(Way.Text);
  if (!Why.empty())
    return Why;
  if (llvm::is_contained(Done, Way.Text) || Done.size() == MaxWays)
    return "no release before the handle is lost helps";
  if (Way.Text.Where == TextPoint::Before && !Returns &&
      !isa<BreakStmt, ContinueStmt, GotoStmt>(Way.Text.Code) &&
      usesHandle(Way.Text.Code) && !onlyEnds(Way.Text.Code))
    return "the statement that loses the handle uses it, too";
  const SourceManager &SM = Context.getSourceManager();
  const auto *If = Way.Text.Where == TextPoint::ElseOf
                       ? cast<IfStmt>(Way.Text.Code)
                       : nullptr;
  SourceLocation Where = SM.getFileLoc(If ? If->getThen()->getEndLoc()
                                          : Text.locationOf(Way.Text));
  if (!SM.isPointWithin(Where, SM.getFileLoc(Handle.Scope->getBeginLoc()),
                        SM.getFileLoc(Handle.Scope->getEndLoc())) ||
      SM.isBeforeInTranslationUnit(Where,
                                   SM.getFileLoc(Handle.root()->getLocation())))
    return "the handle has no name where the pool is lost";
  Why = NotMade.str();
  for (const Question &Q : questions(Text.locationOf(Way.Text), Known)) {
    std::string Reason = tryAt(Way, Q);
    if (Reason.empty())
      return "";
    if (Reason != NotMade)
      Why = Reason;
  }
  return Why;
}

/// \p Leak passes a point of \p Way, where a release is tried.
static bool passes(const RemainingLeak &Leak, const WayOut &Way) {
  for (const GraphPoint &P : Way.Points)
    for (unsigned I = 0; I < Leak.Path.size(); ++I) {
      if (Leak.Path[I] != P.Block)
        continue;
      if (P.To == None ? I > 0 || P.Event > Leak.FirstEvent
                       : I + 1 < Leak.Path.size() && Leak.Path[I + 1] == P.To)
        return true;
    }
  return false;
}

bool Insertion::onlyEnds(const Stmt *Code) const {
  const auto *E = dyn_cast<Expr>(Code);
  E = E ? E->IgnoreImplicit() : nullptr;
  const VarDecl *Root = Handle.root();
  if (Against != FindingKind::Leak || !E || Handle.IsOther)
    return false;
  if (const auto *Delete = dyn_cast<CXXDeleteExpr>(E))
    return referencedVariable(Delete->getArgument()) == Root &&
           !StringRef(Release.Call).starts_with("delete ");
  if (!Handle.Many && !Handle.Allows)
    return false;
  const auto *Call = dyn_cast<CallExpr>(E);
  const FunctionDecl *F = Call ? Call->getDirectCallee() : nullptr;
  if (const auto *M = dyn_cast_or_null<CXXMemberCallExpr>(Call))
    return F && F->getDeclName().isIdentifier() && F->getName() == "clear" &&
           referencedVariable(M->getImplicitObjectArgument()) == Root;
  return F && Call->getNumArgs() == 1 && hasWord(F, {"free"}) &&
         referencedVariable(Call->getArg(0)) == Root;
}

std::string Insertion::callBefore(const Stmt *Code) const {
  StringRef Call = Release.Call;
  const auto *E = dyn_cast<Expr>(Code);
  if (Handle.Handle && E && isa<CXXDeleteExpr>(E->IgnoreImplicit()))
    Call = Call.split("; delete ").first; // That is done already.
  return Call.str();
}

std::string Insertion::loopFromElsewhere(const TextPoint &Where) const {
  const std::optional<ReleaseLoop> &Loop = Handle.Many->Elsewhere;
  return Loop && Loop->mode() == Release.Mode && Against == FindingKind::Leak
             ? Loop->textAt(Where, Context)
             : "";
}

bool Insertion::isSure(const WayOut &Way, const Question &Q) const {
  if (Handle.IsOther)
    return Trial.isHeldAt(Way.Points, Q.Test);
  if (Handle.Allows && !Handle.Allows(Way.Points, Q.Test))
    return false;
  if (Handle.ReleasesAll)
    return true;
  // Who was given an object leaves another; an open pool may have an owner.
  HandleTest Blind =
      Handle.Written.isPointer() ? HandleTest::IsOpen : HandleTest::NotNeeded;
  if (!Handle.Allows && Q.Test.What == Blind &&
      mayBeGivenBefore(L.Graph, Handle.Places, Way.Points))
    return false;
  if (!Handle.Many && mayBeStoredBefore(L.Graph, Handle.Places, Way.Points))
    return false;
  if (!Handle.Allows && Handle.Handle && Against == FindingKind::Leak &&
      Handle.Written.Type->isPointerType() && Handle.Handle->holdsOthers(L) &&
      !Trial.isHeldAt(Way.Points, Q.Test))
    return false;
  return Trial.isMadeAt(Way.Points, Q.Test) &&
         (Against != FindingKind::Leak || Handle.Places.size() > 1 ||
          Trial.isFullAt(Way.Points, Q.Test));
}

std::string Insertion::tryAt(const WayOut &Way, const Question &Q) {
  NewStatement New("", Q.Text, callBefore(Way.Text.Code));
  if (Handle.Many) {
    New.Loop = Handle.Many->loopAt(Text.locationOf(Way.Text),
                                   Attempts.lastBefore(Way.Points), Context);
    if (New.Loop.empty())
      New.Several = loopFromElsewhere(Way.Text);
    if (New.Loop.empty() && New.Several.empty())
      return "how many of the handles hold a pool is not known";
    if (Q.Test.What != HandleTest::IsOpen &&
        isVaguelyReleased(L.Graph, Handle.Places, Way.Points))
      return "which of the handles hold a pool is not known";
  } else if (!isSure(Way, Q)) {
    return NotMade.str();
  }
  ReleaseTrial Untried = Trial;
  Trial.add(Way.Points, Q.Test);
  std::string Why;
  bool GaveUp = false;
  if (!Trial.isHarmless())
    Why = "a release on this path would be wrong on another";
  else if (std::string Others = Trial.othersOwn(); !Others.empty())
    Why = std::move(Others);
  else if (std::optional<RemainingLeak> Leak = Trial.nextLeak(GaveUp);
           GaveUp || (Leak && passes(*Leak, Way)))
    Why = NotMade.str(); // Not by this question.
  else
    Why = write(Way.Text, std::move(New));
  if (!Why.empty())
    Trial = std::move(Untried);
  return Why;
}

std::string Insertion::write(const TextPoint &Where, NewStatement New) {
  std::string Why;
  if (const Expr *Value = returnedValue(Where.Code);
      Value && Where.Where == TextPoint::Before &&
      Release.Step != EventKind::Announce)
    Why = Hazards.ofValue(Value, New.BeforeValue);
  if (Why.empty())
    Why = Text.insert(Where, New);
  if (!Why.empty())
    return Why;
  Done.push_back(Where);
  Planned.push_back({Where, std::move(New)});
  return "";
}

std::vector<Insertion::Question> Insertion::questions(SourceLocation Where,
                                                      bool AskOthers) const {
  std::vector<Question> Found;
  if (AskOthers) {
    // What a pointer itself tells is asked without being known.
    for (const KnownTest *Each : Known.at(Where))
      if (!Handle.Many && !(Handle.Written.Type->isPointerType() &&
                            llvm::is_contained(Each->Names, Handle.root())))
        Found.push_back({Each->Test, Each->Text});
    return Found;
  }
  Found.push_back({HandleTest::NotNeeded, ""});
  if (Handle.Allows)
    return Found;
  bool IsClass = Handle.Many && Handle.Many->ByRange && !OpenQuestion.empty();
  if (IsClass) // Who knows what the other elements are.
    return {{HandleTest::IsOpen, OpenQuestion}};
  if (Handle.Many && Handle.Written.Type->isPointerType())
    return {{HandleTest::NotNull, Handle.Written.Text}};
  if (Handle.Many)
    return Found;
  if (!OpenQuestion.empty())
    Found.push_back({HandleTest::IsOpen, OpenQuestion});
  else if (Handle.Written.Type->isPointerType())
    Found.push_back({HandleTest::NotNull, Handle.Written.nullQuestion()});
  return Found;
}

std::string Insertion::cure(const RemainingLeak &Leak) {
  if (Leak.Kind == FindingKind::ExceptionLeak)
    return "an exception would still leave the pool open";
  std::string Why = "where the pool is lost is no place for a release";
  std::optional<WayOut> Way = Scope.find(Leak);
  for (bool Known : {false, true}) {
    if (Way) {
      std::string Reason = tryAt(*Way, Known);
      if (Reason.empty())
        return "";
      Why = Known ? Why : Reason;
    }
    for (WayOut &Turn : Scope.turns(Leak))
      if (!isMentionedBehind(Handle.root(), Turn.Text.Code,
                             L.Sites[Site].Construction, Text.parents()) &&
          tryAt(std::move(Turn), Known).empty())
        return "";
  }
  return Why;
}

std::optional<Fix> Insertion::make(std::string &Why) {
  if (const VarDecl *Root = Handle.root();
      Root && isMentionedWhereNotCompiled(L.Function, Root)) {
    Why = "code that is not compiled here mentions the handle";
    return std::nullopt;
  }
  Trial.doubt(answersOfCalls(L));
  if (Handle.Handle && Handle.Handle->FailureIgnored)
    Trial.countAsMade(stepsOfConstruction(L, Site));
  while (true) {
    bool GaveUp = false;
    std::optional<RemainingLeak> Leak = Trial.nextLeak(GaveUp);
    Why = GaveUp ? "the function is too large to try a fix" : "";
    if (!Leak || GaveUp)
      break;
    Why = cure(*Leak);
    if (!Why.empty())
      break;
  }
  if (!Why.empty() || Done.empty())
    return std::nullopt;
  Fix Made;
  Made.Mode = Release.Mode;
  Made.Handle = Handle.Written.Text;
  Made.At = Text.locationOf(Done.front());
  Made.Message = message();
  Made.Edits.assign(Text.Edits.begin(), Text.Edits.end());
  Made.Planned = Planned;
  return Made;
}

namespace {

using Speller = llvm::function_ref<SmallVector<ReleaseSpelling, 2>(
    const Family &, const HandleText &)>;

/// The ways to cure \p Site by releasing \p Handle.
FixProposal releaseBy(const ReleaseTarget &Handle, const LoweredFunction &L,
                      SiteId Site, FindingKind Against,
                      const ASTContext &Context, Speller Spell) {
  FixProposal Proposal;
  if (Handle.Written.Shared && Against == FindingKind::Leak) {
    Proposal.Refusal = "somebody else may own the pool where it is released";
    return Proposal;
  }
  auto Calls = Spell(*L.Sites[Site].Owner, Handle.Written);
  if (Calls.empty())
    Proposal.Refusal = NoReleaseKnown.str();
  KnownTests Known(L, Context);
  ReleaseHazards Hazards(L, Site, Handle.root(), Context);
  for (const ReleaseSpelling &Each : Calls) {
    std::optional<Fix> Made =
        Insertion(L, Site, Handle, Each, Against, Known, Hazards, Context)
            .make(Proposal.Refusal);
    if (!Made)
      continue;
    Proposal.Fixes.push_back(std::move(*Made));
    if (Against != FindingKind::Leak)
      break;
  }
  return Proposal;
}

/// The ways to cure \p Site by releasing a variable that the pool came to.
FixProposal releaseByOther(const LoweredFunction &L, SiteId Site,
                           const ASTContext &Context, Speller Spell) {
  for (const std::string &Name : otherHolders(L.Graph, Site)) {
    std::string Why;
    std::optional<ReleaseTarget> Other =
        ReleaseTarget::find(Name, L, Site, Context, Why);
    // What is known of parts is the type of the handle as it was made.
    if (!Other || Name != Other->root()->getName() ||
        !Other->root()->hasLocalStorage() || isa<ParmVarDecl>(Other->root()) ||
        (Other->Many && !Other->Many->ByRange))
      continue;
    Other->IsOther = true;
    FixProposal Proposal =
        releaseBy(*Other, L, Site, FindingKind::Leak, Context, Spell);
    if (!Proposal.Fixes.empty())
      return Proposal;
  }
  return {};
}

FixProposal propose(const LoweredFunction &L, SiteId Site, FindingKind Against,
                    const ASTContext &Context, ModelMatcher &Models,
                    Speller Spell) {
  FixProposal Proposal;
  const LoweredSite &S = L.Sites[Site];
  const std::string &Name = L.Graph.Sites[Site].Name;
  bool IsPart = S.Frame && Against == FindingKind::Leak;
  if (!S.Owner || !S.Construction ||
      (S.Frame && !(IsPart && isOpenPart(L, Site)))) {
    Proposal.Refusal = "the pool is not made by this function";
    return Proposal;
  }
  if (Name.empty() && Against == FindingKind::Leak) {
    Proposal.Refusal = ReleaseHazards(L, Site, nullptr, Context).rightAway();
    return Proposal.Refusal.empty() ? bindResult(L, Site, Context, Models)
                                    : Proposal;
  }
  if (std::optional<ReleaseTarget> Handle =
          ReleaseTarget::find(Name, L, Site, Context, Proposal.Refusal))
    Proposal = releaseBy(*Handle, L, Site, Against, Context, Spell);
  if (!Proposal.Fixes.empty() || Against != FindingKind::Leak)
    return Proposal;
  FixProposal Others = releaseByOther(L, Site, Context, Spell);
  return Others.Fixes.empty() ? Proposal : Others;
}

} // namespace

std::optional<Fix> insertHelper(const LoweredFunction &L, SiteId Site,
                                const ReleaseTarget &Object,
                                const ReleaseSpelling &Call,
                                const ReleaseHazards &Hazards,
                                const ASTContext &Context, std::string &Why) {
  KnownTests Known(L, Context);
  return Insertion(L, Site, Object, Call, FindingKind::Leak, Known, Hazards,
                   Context)
      .make(Why);
}

FixProposal insertReleases(const LoweredFunction &L, SiteId Site,
                           const ASTContext &Context, ModelMatcher &Models) {
  if (FixProposal Reset = resetInstead(L, Site, Context); !Reset.Fixes.empty())
    return Reset;
  auto Spell = [&](const Family &F, const HandleText &Handle) {
    return spellReleases(F, Handle, Context, Models);
  };
  FixProposal Proposal =
      propose(L, Site, FindingKind::Leak, Context, Models, Spell);
  if (!Proposal.Fixes.empty())
    return Proposal;
  std::optional<LoweredFunction> Marked = withOrigin(L, Site);
  FixProposal Asking;
  if (Marked)
    Asking = propose(*Marked, Site, FindingKind::Leak, Context, Models, Spell);
  return Asking.Fixes.empty() ? Proposal : Asking;
}

FixProposal insertSteps(const LoweredFunction &L, SiteId Site,
                        FindingKind Against, const ASTContext &Context,
                        ModelMatcher &Models) {
  return propose(L, Site, Against, Context, Models,
                 [&](const Family &F, const HandleText &Handle) {
                   return Against == FindingKind::JoinBeforeClose
                              ? spellAnnouncements(F, Handle, Context, Models)
                              : spellWaits(F, Handle, Context, Models);
                 });
}

} // namespace poolguard
