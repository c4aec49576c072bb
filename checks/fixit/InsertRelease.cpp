//===-- InsertRelease.cpp -------------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "InsertRelease.h"
#include "HandleVariable.h"
#include "LeavingScope.h"
#include "ReleaseSpelling.h"
#include "ReleaseTrial.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;

namespace poolguard {

namespace {

/// More than that are no fix any more, but a rewrite.
constexpr unsigned MaxWays = 12;

/// One attempt with one way to release.
class Insertion {
public:
  Insertion(const LoweredFunction &L, SiteId Site, const HandleVariable &Handle,
            const ReleaseSpelling &Release, const ASTContext &Context)
      : L(L), Site(Site), Handle(Handle), Release(Release),
        OpenQuestion(spellOpenQuestion(*L.Sites[Site].Owner, Handle.Written)),
        Trial(L.Graph, Site, Handle.Place, Release.Mode),
        Scope(L, Handle.Scope, Context.getSourceManager()),
        Text(L.Function, Context), Parents(L.Function->getBody()) {}

  /// The fix, or the reason why there is none in \p Why.
  std::optional<Fix> make(std::string &Why);

private:
  HandleTest possibleTest() const {
    if (!OpenQuestion.empty())
      return HandleTest::IsOpen;
    return Handle.Written.Type->isPointerType() ? HandleTest::NotNull
                                                : HandleTest::NotNeeded;
  }
  std::string condition(HandleTest Test) const {
    switch (Test) {
    case HandleTest::NotNeeded:
      return "";
    case HandleTest::NotNull:
      return Handle.Written.Text;
    case HandleTest::IsOpen:
      return OpenQuestion;
    }
    return "";
  }
  /// The steps of the construction, whether it succeeds or not.
  std::vector<GraphPoint> attempts() const;
  /// Puts a release where \p Leak gets out, or returns the reason why not.
  std::string cure(const RemainingLeak &Leak);
  std::string tryAt(WayOut Way);
  std::string message() const;

  const LoweredFunction &L;
  SiteId Site;
  const HandleVariable &Handle;
  const ReleaseSpelling &Release;
  std::string OpenQuestion;
  ReleaseTrial Trial;
  LeavingScope Scope;
  Inserter Text;
  ParentMap Parents;
  std::vector<TextPoint> Done;
};

/// The statement \p Code is part of, where it can be told.
const Stmt *wholeStatement(const Stmt *Code, const ParentMap &Parents) {
  while (Code) {
    const Stmt *Parent = Parents.getParent(Code);
    if (!Parent)
      return nullptr;
    if (!isa<Expr>(Parent) && !isa<DeclStmt>(Parent))
      return Code;
    Code = Parent;
  }
  return nullptr;
}

} // namespace

std::vector<GraphPoint> Insertion::attempts() const {
  std::vector<GraphPoint> Points;
  for (BlockId B = 0; B < L.Graph.Blocks.size(); ++B)
    for (auto [I, E] : llvm::enumerate(L.Graph.Blocks[B].Events))
      if (E.Origin != None &&
          L.Origins[E.Origin].Code == L.Sites[Site].Construction)
        Points.push_back({B, unsigned(I)});
  return Points;
}

std::string Insertion::message() const {
  unsigned Ways = Done.size();
  std::string Text = "call '" + Release.Call + "' here";
  if (Ways > 1)
    Text += " and on " + std::to_string(Ways - 1) + " other way" +
            (Ways > 2 ? "s" : "") + " out";
  return Text;
}

std::string Insertion::tryAt(WayOut Way) {
  if (Way.Text.Where == TextPoint::Before && !isa<ReturnStmt>(Way.Text.Code))
    Way.Text.Code = wholeStatement(Way.Text.Code, Parents);
  if (!Way.Text.Code || Way.Points.empty())
    return "where the pool is lost is no place for a release";
  if (llvm::is_contained(Done, Way.Text) || Done.size() == MaxWays)
    return "no release before the handle is lost helps";
  if (Way.Text.Where == TextPoint::Before &&
      !isa<ReturnStmt, BreakStmt, ContinueStmt, GotoStmt>(Way.Text.Code) &&
      !Handle.isOnlyAssignedIn(Way.Text.Code))
    return "the statement that loses the handle uses it, too";
  std::optional<HandleTest> Test = Trial.testNeeded(Way.Points, possibleTest());
  if (!Test)
    return "the handle may not hold the pool where it is lost";
  ReleaseTrial Untried = Trial;
  Trial.add(Way.Points, *Test);
  if (!Trial.isHarmless()) {
    Trial = std::move(Untried);
    return "a release on this path would be wrong on another";
  }
  std::string Why = Text.insert(Way.Text, {condition(*Test), Release.Call});
  if (Why.empty())
    Done.push_back(Way.Text);
  else
    Trial = std::move(Untried);
  return Why;
}

std::string Insertion::cure(const RemainingLeak &Leak) {
  if (Leak.Kind == FindingKind::ExceptionLeak)
    return "an exception would still leave the pool open";
  std::string Why = "where the pool is lost is no place for a release";
  if (std::optional<WayOut> Way = Scope.find(Leak))
    Why = tryAt(std::move(*Way));
  if (Why.empty())
    return "";
  for (WayOut &Arm : Scope.arms(Leak, Handle.Place))
    if (tryAt(std::move(Arm)).empty())
      return "";
  return Why;
}

std::optional<Fix> Insertion::make(std::string &Why) {
  if (Handle.FailureIgnored)
    Trial.countAsMade(attempts());
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
  return Made;
}

FixProposal insertReleases(const LoweredFunction &L, SiteId Site,
                           const ASTContext &Context,
                           const ModelMatcher &Models) {
  FixProposal Proposal;
  const LoweredSite &S = L.Sites[Site];
  if (!S.Owner || !S.Construction || S.Frame) {
    Proposal.Refusal = "the pool is not made by this function";
    return Proposal;
  }
  if (L.Function->isTemplateInstantiation()) {
    Proposal.Refusal = "the function is a template";
    return Proposal;
  }
  std::optional<HandleVariable> Handle =
      HandleVariable::find(L, Site, Proposal.Refusal);
  if (!Handle)
    return Proposal;
  auto Releases = spellReleases(*S.Owner, Handle->Written, Context, Models);
  if (Releases.empty())
    Proposal.Refusal = "no release can be written here";
  for (const ReleaseSpelling &Each : Releases)
    if (std::optional<Fix> Made =
            Insertion(L, Site, *Handle, Each, Context).make(Proposal.Refusal))
      Proposal.Fixes.push_back(std::move(*Made));
  return Proposal;
}

} // namespace poolguard
