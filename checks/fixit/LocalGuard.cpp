//===-- LocalGuard.cpp ----------------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LocalGuard.h"
#include "GuardSpelling.h"
#include "GuardTrial.h"
#include "ManyHandles.h"
#include "OtherMentions.h"
#include "StmtWalk.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/ParentMap.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace poolguard {

namespace {

/// The variable, and what its guard is made of.
class LocalObject {
public:
  LocalObject(const LoweredFunction &L, SiteId Site, const GuardTools &Tools)
      : L(L), Site(Site), Tools(Tools), Context(Tools.Context),
        SM(Context.getSourceManager()), Parents(writtenBody(L.Function)) {}

  /// Why it cannot be guarded, or nothing.
  std::string find();
  std::optional<Fix> write(const ReleaseSpelling &Release, std::string &Why);

  /// As the deleter names it.
  HandleText Inner;

private:
  std::string findObject();
  std::string findPlace();
  std::string checkUses();
  std::string checkUse(const DeclRefExpr *Ref);
  GuardSteps steps(ReleaseMode Mode) const;
  std::string releaseOfObject(ReleaseMode Mode) const;
  std::string spellGuard(const std::string &Name,
                         const ReleaseSpelling &Release) const;

  const LoweredFunction &L;
  SiteId Site;
  const GuardTools &Tools;
  const ASTContext &Context;
  const SourceManager &SM;
  ParentMap Parents;
  const VarDecl *V = nullptr;
  const CompoundStmt *Scope = nullptr;
  bool Many = false;
  std::string Whole; ///< What the deleter is given.
  std::string Type;
  SourceLocation At; ///< Where the guard is written,
  std::string Break; ///< and what comes before it there.
};

} // namespace

std::string LocalObject::findObject() {
  std::string Why;
  StringRef Text = L.Graph.Sites[Site].Name;
  StringRef Name = Text.take_until([](char C) { return C == '['; });
  if (Name.empty() || Name.contains('.') || Name.contains("->") ||
      !isa<CompoundStmt>(writtenBody(L.Function)))
    return "the handle has no simple name";
  std::optional<LocalVariable> Found =
      LocalVariable::find(L.Function, Name, Why);
  if (!Found)
    return Why;
  V = Found->Variable;
  Scope = Found->Scope;
  QualType T = V->getType();
  if (isa<ParmVarDecl>(V) || !V->hasLocalStorage() || T->isReferenceType() ||
      T.isConstQualified() || T.isVolatileQualified())
    return "the handle is not a local variable's";
  QualType Made = L.Sites[Site].HandleType;
  QualType Element = elementOf(T, Context);
  auto Is = [&](QualType Each) {
    return !Each.isNull() && !Made.isNull() &&
           Context.hasSameUnqualifiedType(Each, Made);
  };
  Many = Is(Element);
  if (!T->isRecordType() || (!Many && !Is(T)))
    return "the variable's type is not the handle's";
  Type = spellType(V, Context);
  Inner.Text = freshName({"each", "guarded", "handle"}, L.Function, Context);
  Inner.Type = Many ? Made.getCanonicalType()
                    : Context.getPointerType(T.getCanonicalType());
  Inner.At = L.Sites[Site].Construction->getExprLoc();
  Whole = freshName({"all", "handles", "objects"}, L.Function, Context);
  if (Type.empty() || Inner.Text.empty() || Whole.empty())
    return "no guard can be written here";
  return spellOpenQuestion(*L.Sites[Site].Owner, Inner).empty()
             ? "the object cannot be asked whether it is open"
             : "";
}

std::string LocalObject::findPlace() {
  const DeclStmt *Declared = nullptr;
  for (const Stmt *Each : Scope->body())
    if (const auto *Decls = dyn_cast<DeclStmt>(Each);
        Decls && llvm::is_contained(Decls->decls(), V))
      Declared = Decls;
  if (!Declared)
    return "the handle's declaration cannot be changed";
  if (V->getLocation().isMacroID() || Declared->getBeginLoc().isMacroID())
    return "the handle is declared in a macro";
  // What is made beside it may throw before there is a guard.
  bool Behind = false;
  for (const Decl *D : Declared->decls()) {
    const auto *Other = dyn_cast<VarDecl>(D);
    if (Behind && Other &&
        anyStmt(Other->getInit(), llvm::IsaPred<CallExpr, CXXNewExpr>))
      return "several variables are declared at once";
    Behind |= D == V;
  }
  At = placeBehind(Declared, Context, Break);
  return At.isValid() ? "" : "the handle's declaration cannot be changed";
}

//===----------------------------------------------------------------------===//
// What is done with the object
//===----------------------------------------------------------------------===//

/// The object may be handed on and come back: the guard asks it at the end. But
/// who returns it itself may have it made where the caller wants it.
std::string LocalObject::checkUse(const DeclRefExpr *Ref) {
  if (Ref->refersToEnclosingVariableOrCapture())
    return "the object is used by a lambda";
  const Stmt *Up = Parents.getParent(Ref);
  while (isa_and_nonnull<ParenExpr, ImplicitCastExpr>(Up))
    Up = Parents.getParent(Up);
  if (const auto *Unary = dyn_cast_or_null<UnaryOperator>(Up);
      Unary && Unary->getOpcode() == UO_AddrOf)
    return "the handle's address is taken";
  while (isa_and_nonnull<CXXConstructExpr, ParenExpr, CastExpr, FullExpr>(Up))
    Up = Parents.getParent(Up);
  if (isa_and_nonnull<ReturnStmt, CXXThrowExpr, CoreturnStmt>(Up))
    return "somebody else may own the pool where it is released";
  return "";
}

std::string LocalObject::checkUses() {
  llvm::DenseSet<SourceLocation> Mentions;
  std::string Why = V->isNRVOVariable()
                        ? "somebody else may own the pool where it is released"
                        : "";
  auto Visit = [&](const Stmt *S) {
    if (const auto *Member = dyn_cast<MemberExpr>(S);
        Member && Member->getMemberDecl()->getDeclName().isIdentifier()) {
      StringRef Name = Member->getMemberDecl()->getName();
      if (Name == "detach")
        Why = "the thread may be detached";
      else if (Name == "native_handle")
        Why = "the thread's native handle is asked for";
    }
    if (const auto *Lambda = dyn_cast<LambdaExpr>(S))
      for (const LambdaCapture &C : Lambda->captures())
        if (C.capturesVariable() && C.getCapturedVar() == V)
          Why = "the object is used by a lambda";
    const auto *Ref = dyn_cast<DeclRefExpr>(S);
    if (!Ref || Ref->getDecl() != V)
      return;
    Mentions.insert(SM.getFileLoc(Ref->getLocation()));
    if (std::string Bad = checkUse(Ref); !Bad.empty())
      Why = std::move(Bad);
  };
  eachStmt(writtenBody(L.Function), Visit);
  if (Why.empty() && isMentionedElsewhere(L.Function, V, Mentions))
    Why = "the handle is mentioned in code that is not seen";
  return Why;
}

std::string LocalObject::find() {
  std::string Why = findObject();
  if (Why.empty() && hasDirectives(L.Function))
    Why = "the function depends on the configuration";
  if (Why.empty())
    Why = findPlace();
  return Why.empty() ? checkUses() : Why;
}

//===----------------------------------------------------------------------===//
// The guard
//===----------------------------------------------------------------------===//

/// The object itself ends right behind its guard.
GuardSteps LocalObject::steps(ReleaseMode Mode) const {
  GuardSteps Steps;
  Steps.KnowsItself = Steps.MayBeGivenAway = true;
  Steps.Mode = Mode;
  for (BlockId B = 0; B < L.Graph.Blocks.size(); ++B)
    for (auto [I, E] : llvm::enumerate(L.Graph.Blocks[B].Events))
      if (E.Kind == EventKind::Destroy && E.Origin != None &&
          L.Origins[E.Origin].What == Origin::ScopeEnd &&
          L.Origins[E.Origin].Variable == V)
        Steps.At[{B, unsigned(I)}] = GuardSteps::Ends;
  return Steps;
}

/// `std::unique_ptr<T, void (*)(T *)> t_guard(&t, [](T *each) { ... })`
std::string LocalObject::spellGuard(const std::string &Name,
                                    const ReleaseSpelling &Release) const {
  std::string Asked =
      "if (" + spellOpenQuestion(*L.Sites[Site].Owner, Inner) + ") " +
      (StringRef(Release.Call).contains(';') ? "{ " + Release.Call + "; }"
                                             : Release.Call + ";");
  if (Many)
    Asked = "for (auto &" + Inner.Text + " : *" + Whole + ") " + Asked;
  return "std::unique_ptr<" + Type + ", void (*)(" + Type + " *)> " + Name +
         "(&" + V->getNameAsString() + ", [](" + Type + " *" +
         (Many ? Whole : Inner.Text) + ") { " + Asked + " });";
}

/// As a reader knows it: `t.join()`.
std::string LocalObject::releaseOfObject(ReleaseMode Mode) const {
  HandleText Object = Inner;
  Object.Text = V->getNameAsString();
  Object.Type = V->getType().getCanonicalType();
  for (const ReleaseSpelling &Each :
       spellReleases(*L.Sites[Site].Owner, Object, Context, Tools.Models))
    if (Each.Mode == Mode)
      return Each.Call;
  return Object.Text;
}

std::optional<Fix> LocalObject::write(const ReleaseSpelling &Release,
                                      std::string &Why) {
  GuardSteps Steps = steps(Release.Mode);
  std::string Name = guardName(V, L.Function, Context);
  if (Steps.At.empty())
    Why = "the end of the handle's life cannot be told";
  else if (Name.empty())
    Why = "there is no name for the guard";
  else
    Why = tryGuard(L.Graph, L.Graph, Steps, Site).Why;
  if (!Why.empty())
    return std::nullopt;
  Fix Made;
  Made.At = V->getLocation();
  Made.Message = "bind '" + V->getNameAsString() +
                 "' to a 'std::unique_ptr' that calls '" +
                 (Many ? Release.Call : releaseOfObject(Release.Mode)) + "'";
  Made.Edits.push_back(
      FixItHint::CreateInsertion(At, Break + spellGuard(Name, Release)));
  Made.Handle = V->getNameAsString();
  Made.Mode = Release.Mode;
  Made.Guarded = V;
  if (std::string Header = headerOfUniquePtr(Context); !Header.empty())
    Made.Include = Tools.Header.empty() ? Header : Tools.Header;
  return Made;
}

FixProposal guardLocal(const LoweredFunction &L, SiteId Site,
                       const GuardTools &Tools) {
  if (!Tools.Context.getLangOpts().CPlusPlus11)
    return {{}, "there is no 'std::unique_ptr'"};
  FixProposal Proposal;
  LocalObject Object(L, Site, Tools);
  Proposal.Refusal = Object.find();
  if (!Proposal.Refusal.empty())
    return Proposal;
  Proposal.Refusal = "no release can be written here";
  for (const ReleaseSpelling &Each : spellReleases(
           *L.Sites[Site].Owner, Object.Inner, Tools.Context, Tools.Models))
    if (std::optional<Fix> Made = Object.write(Each, Proposal.Refusal))
      Proposal.Fixes.push_back(std::move(*Made));
  return Proposal;
}

} // namespace poolguard
