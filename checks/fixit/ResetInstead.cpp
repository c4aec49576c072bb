//===-- ResetInstead.cpp --------------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ResetInstead.h"
#include "../lifetime/Lifetime.h"
#include "GivenAway.h"
#include "HandleVariable.h"
#include "ReleaseHazards.h"
#include "StmtWalk.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/ParentMap.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"
#include <set>

using namespace clang;

namespace poolguard {

namespace {

/// `p.release();` of the variable that holds a pool.
struct GivingUp {
  const CXXMemberCallExpr *Call;
  const Stmt *Statement;
};

class Resets {
public:
  Resets(const LoweredFunction &L, SiteId Site, HandleVariable Handle,
         const ASTContext &Context)
      : L(L), Site(Site), Handle(std::move(Handle)), Context(Context),
        Parents(writtenBody(L.Function)) {}

  FixProposal propose();

private:
  void collect();
  bool isAlone() const;
  /// What the end of the variable's life does to the pool.
  std::optional<Event> releaseAtEnd() const;
  /// The graph in which each of Calls does that.
  PoolFlowGraph edited(const Event &Release) const;
  std::string tried(const PoolFlowGraph &Edited) const;

  const LoweredFunction &L;
  SiteId Site;
  HandleVariable Handle;
  const ASTContext &Context;
  ParentMap Parents;
  SmallVector<GivingUp, 2> Calls;
};

} // namespace

void Resets::collect() {
  eachStmt(writtenBody(L.Function), [&](const Stmt *S) {
    const auto *Call = dyn_cast<CXXMemberCallExpr>(S);
    const CXXMethodDecl *M = Call ? Call->getMethodDecl() : nullptr;
    const auto *Object =
        M ? dyn_cast<DeclRefExpr>(
                Call->getImplicitObjectArgument()->IgnoreParenImpCasts())
          : nullptr;
    if (!Object || Object->getDecl() != Handle.Root ||
        !M->getDeclName().isIdentifier() || M->getName() != "release")
      return;
    const Stmt *Whole = Call;
    const Stmt *Up = Parents.getParent(Whole);
    if (isa_and_nonnull<ExprWithCleanups>(Up))
      Up = Parents.getParent(Whole = Up);
    bool Discarded = isa_and_nonnull<CompoundStmt, LabelStmt, SwitchCase>(Up);
    if (const auto *If = dyn_cast_or_null<IfStmt>(Up))
      Discarded = If->getThen() == Whole || If->getElse() == Whole;
    if (Discarded)
      Calls.push_back({Call, Whole});
  });
}

std::optional<Event> Resets::releaseAtEnd() const {
  for (const FlowBlock &B : L.Graph.Blocks)
    for (const Event &E : B.Events)
      if (E.Kind == EventKind::Release && E.Dst == Handle.Place &&
          E.Origin != None && L.Origins[E.Origin].What == Origin::ScopeEnd &&
          L.Origins[E.Origin].Variable == Handle.Root)
        return E;
  return std::nullopt;
}

PoolFlowGraph Resets::edited(const Event &Release) const {
  PoolFlowGraph G = L.Graph;
  for (FlowBlock &B : G.Blocks)
    for (unsigned I = B.Events.size(); I-- > 0;) {
      const Event &E = B.Events[I];
      if (E.Kind != EventKind::Move || E.Src != Handle.Place ||
          E.Origin == None || L.Origins[E.Origin].Frame ||
          llvm::none_of(Calls, [&](const GivingUp &Each) {
            return Each.Call == L.Origins[E.Origin].Code;
          }))
        continue;
      Event New = Release, Empty, Drop;
      New.Origin = ByFix;
      Empty.Kind = EventKind::Set;
      Drop.Kind = EventKind::Drop;
      Empty.Dst = Drop.Dst = Handle.Place;
      Empty.Values = ValueSet::constant(0);
      B.Events[I] = Empty;
      B.Events.insert(B.Events.begin() + I, New);
      if (New.Mode == ReleaseMode::Terminate)
        B.Events.insert(B.Events.begin() + I, Drop);
    }
  return G;
}

std::string Resets::tried(const PoolFlowGraph &Edited) const {
  for (SiteId Each = 0; Each < Edited.Sites.size(); ++Each) {
    std::set<FindingKind> Before;
    for (const Finding &F : solveSite(L.Graph, Each).Findings)
      if (Each != Site || F.Kind != FindingKind::Leak)
        Before.insert(F.Kind);
    SiteResult After = solveSite(Edited, Each);
    if (After.Incomplete)
      return "the function is too large to try a fix";
    for (const Finding &F : After.Findings)
      if (!Before.count(F.Kind))
        return F.Kind == FindingKind::Leak
                   ? "the pool would still be left open"
                   : "a release on this path would be wrong on another";
  }
  return whoOwns(Edited, Site, /*After=*/0).Why;
}

/// The variable was made to hold the pool and nothing else, and nobody has a
/// copy of the pointer.
bool Resets::isAlone() const {
  const Expr *Init = Handle.Root->getInit();
  if (!Init || !contains(Init, L.Sites[Site].Construction) ||
      anyStmt(Init, [](const Stmt *S) {
        return isa<AbstractConditionalOperator>(S);
      }))
    return false;
  return !anyStmt(writtenBody(L.Function), [&](const Stmt *S) {
    const auto *Ref = dyn_cast<DeclRefExpr>(S);
    if (!Ref || Ref->getDecl() != Handle.Root)
      return false;
    const Stmt *Up = Parents.getParent(Ref);
    while (isa_and_nonnull<ImplicitCastExpr, ParenExpr>(Up))
      Up = Parents.getParent(Up);
    const auto *Member = dyn_cast_or_null<MemberExpr>(Up);
    const Stmt *Call = Member ? Parents.getParent(Member) : nullptr;
    if (!isa_and_nonnull<CXXMemberCallExpr>(Call))
      return true;
    StringRef Name = Member->getMemberNameInfo().getName().isIdentifier()
                         ? Member->getMemberDecl()->getName()
                         : "";
    if (Name == "release")
      return llvm::none_of(
          Calls, [&](const GivingUp &Each) { return Each.Call == Call; });
    const Stmt *User = Parents.getParent(Call);
    while (isa_and_nonnull<ImplicitCastExpr, ParenExpr>(User))
      User = Parents.getParent(User);
    const auto *Whole = dyn_cast_or_null<CallExpr>(User);
    return Name != "get" || !Whole || Whole->getType()->isPointerType() ||
           Whole->getType()->isRecordType();
  });
}

FixProposal Resets::propose() {
  collect();
  if (!isAlone())
    return {{}, "somebody else may have the pool"};
  std::optional<Event> Release = releaseAtEnd();
  if (Calls.empty() || !Release)
    return {{}, "no release can be written here"};
  FixProposal Proposal;
  Proposal.Refusal = tried(edited(*Release));
  ReleaseHazards Hazards(L, Site, Handle.Root, Context);
  Fix Made;
  for (const GivingUp &Each : Calls) {
    TextPoint P{TextPoint::Before, Each.Statement};
    if (Proposal.Refusal.empty())
      Proposal.Refusal = Hazards.at(P);
    if (Proposal.Refusal.empty() && P.Code != Each.Statement)
      Proposal.Refusal = "what the tasks use is gone where it is released";
    SourceLocation Name =
        cast<MemberExpr>(Each.Call->getCallee()->IgnoreParens())
            ->getMemberLoc();
    if (Name.isMacroID())
      Proposal.Refusal = "the place for the release is inside a macro";
    Made.Edits.push_back(FixItHint::CreateReplacement(
        CharSourceRange::getTokenRange(Name, Name), "reset"));
    Made.At = Made.At.isValid() ? Made.At : Name;
  }
  if (!Proposal.Refusal.empty())
    return Proposal;
  Made.Message = "call '" + Handle.Written.Text +
                 ".reset()' instead, which releases what it points to";
  Made.Handle = Handle.Written.Text;
  Made.Mode = Release->Mode;
  Proposal.Fixes.push_back(std::move(Made));
  return Proposal;
}

FixProposal resetInstead(const LoweredFunction &L, SiteId Site,
                         const ASTContext &Context) {
  FixProposal Proposal;
  std::optional<HandleVariable> Handle =
      HandleVariable::find(L, Site, Proposal.Refusal);
  if (!Handle)
    return Proposal;
  const CXXRecordDecl *Class = Handle->Root->getType()->getAsCXXRecordDecl();
  if (!Class || !Class->isInStdNamespace() ||
      !Class->getDeclName().isIdentifier() ||
      Class->getName() != "unique_ptr" ||
      Handle->Written.Text != Handle->Root->getName())
    return {{}, "the handle is no 'std::unique_ptr'"};
  return Resets(L, Site, std::move(*Handle), Context).propose();
}

} // namespace poolguard
