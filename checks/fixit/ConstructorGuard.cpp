//===-- ConstructorGuard.cpp ----------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ConstructorGuard.h"
#include "GuardSpelling.h"
#include "GuardTrial.h"
#include "ManyHandles.h"
#include "OtherMentions.h"
#include "ReleaseHazards.h"
#include "StmtWalk.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace poolguard {

namespace {

class ConstructorGuard {
public:
  ConstructorGuard(const LoweredFunction &L, SiteId Site,
                   const GuardTools &Tools)
      : L(L), Site(Site), Tools(Tools), Context(Tools.Context),
        SM(Context.getSourceManager()),
        Body(dyn_cast_or_null<CompoundStmt>(writtenBody(L.Function))),
        Text(L.Function, Context) {}

  /// Why the member cannot be guarded, or nothing.
  std::string find();
  std::optional<Fix> write(const ReleaseSpelling &Release, std::string &Why);

  /// As the deleter names it.
  HandleText Inner;

private:
  std::string findMember();
  std::string findPlace();
  std::string checkBody() const;
  bool mayChangeMember(const Stmt *S) const;
  GuardSteps steps(ReleaseMode Mode) const;
  std::string spellGuard(const ReleaseSpelling &Release) const;

  const LoweredFunction &L;
  SiteId Site;
  const GuardTools &Tools;
  const ASTContext &Context;
  const SourceManager &SM;
  const CompoundStmt *Body;
  Inserter Text;
  const FieldDecl *Member = nullptr;
  enum { Pointer, Object, Many } What = Pointer;
  std::string Type, Whole, Guard;
  const Stmt *Making = nullptr; ///< Of the body; null: an initialiser.
};

} // namespace

static void findFields(const CXXRecordDecl *R, StringRef Name,
                       SmallVectorImpl<const FieldDecl *> &Found) {
  for (const FieldDecl *F : R->fields())
    if (F->getDeclName().isIdentifier() && F->getName() == Name)
      Found.push_back(F);
  for (const CXXBaseSpecifier &Base : R->bases())
    if (const CXXRecordDecl *B = Base.getType()->getAsCXXRecordDecl();
        B && B->getDefinition())
      findFields(B->getDefinition(), Name, Found);
}

std::string ConstructorGuard::findMember() {
  static constexpr llvm::StringLiteral NoMember =
      "the handle is not a local variable's";
  const auto *C = dyn_cast<CXXConstructorDecl>(L.Function);
  StringRef Name = L.Graph.Sites[Site].Name;
  SmallVector<const FieldDecl *, 2> Found;
  if (C && Body && !C->isDelegatingConstructor())
    findFields(C->getParent(), Name, Found);
  std::string Why;
  if (Found.size() != 1 || LocalVariable::find(L.Function, Name, Why) ||
      Why != NoMember)
    return NoMember.str();
  Member = Found.front();
  QualType T = Member->getType(), Made = L.Sites[Site].HandleType;
  if ((Member->getParent() != C->getParent() &&
       Member->getAccess() == AS_private) ||
      T.isConstQualified() || T.isVolatileQualified() || Made.isNull())
    return NoMember.str();
  const Expr *Construction = L.Sites[Site].Construction;
  Inner.MadeByNew = isa<CXXNewExpr>(Construction->IgnoreParenCasts());
  QualType Element = elementOf(T, Context);
  if (T->isPointerType() && !T->getAs<TypedefType>() && !Inner.MadeByNew)
    What = Pointer;
  else if (!Element.isNull() && T->isRecordType() &&
           Context.hasSameUnqualifiedType(Element, Made))
    What = Many;
  else if (T->isRecordType() && Context.hasSameUnqualifiedType(T, Made))
    What = Object;
  else
    return "the variable's type is not the handle's";
  QualType Written = What == Pointer ? T->getPointeeType() : T;
  Type = Written.getAsString(PrintingPolicy(Context.getLangOpts()));
  Whole = freshName({"all", "handles", "objects"}, L.Function, Context);
  Inner.Text = freshName({"each", "guarded", "handle"}, L.Function, Context);
  Inner.Type = What == Pointer ? T.getCanonicalType()
               : What == Many  ? Made.getCanonicalType()
                               : Context.getPointerType(T.getCanonicalType());
  Inner.At = Construction->getExprLoc();
  // `t_` has a guard `t_guard`: two underscores are not for us to use.
  StringRef Stem = StringRef(Name).rtrim('_');
  Guard = freshName({(Stem + "_guard").str(), (Stem + "_closer").str()},
                    L.Function, Context);
  bool Asks = !spellOpenQuestion(*L.Sites[Site].Owner, Inner).empty();
  return Type.find('(') != std::string::npos || Whole.empty() ||
                 Inner.Text.empty() || Guard.empty() ||
                 (What != Pointer && !Asks)
             ? "no guard can be written here"
             : "";
}

/// \p S may give the member another value, or calls who may.
bool ConstructorGuard::mayChangeMember(const Stmt *S) const {
  if (contains(L.Sites[Site].Construction, S))
    return false;
  auto IsMember = [&](const Expr *E) {
    const auto *M = dyn_cast<MemberExpr>(E->IgnoreParenImpCasts());
    return M && M->getMemberDecl() == Member;
  };
  if (const auto *Op = dyn_cast<BinaryOperator>(S);
      Op && Op->isAssignmentOp() && IsMember(Op->getLHS()))
    return !contains(Op->getRHS(), L.Sites[Site].Construction);
  if (const auto *Unary = dyn_cast<UnaryOperator>(S);
      Unary && Unary->getOpcode() == UO_AddrOf && IsMember(Unary->getSubExpr()))
    return true;
  const auto *Call = dyn_cast<CXXMemberCallExpr>(S);
  if (!Call || !isa<CXXThisExpr>(
                   Call->getImplicitObjectArgument()->IgnoreParenImpCasts()))
    return false;
  const CXXMethodDecl *M = Call->getMethodDecl();
  return !M || !M->isConst();
}

std::string ConstructorGuard::checkBody() const {
  bool Leaves = false, Changes = false, This = false;
  eachStmt(Body, [&](const Stmt *S) {
    Leaves |= isa<ReturnStmt, CXXTryStmt, GotoStmt, LabelStmt>(S);
    Changes |= What == Pointer && mayChangeMember(S);
    const auto *M = dyn_cast<MemberExpr>(S);
    This |= M && M->getMemberDecl()->getDeclName().isIdentifier() &&
            (M->getMemberDecl()->getName() == "detach" ||
             M->getMemberDecl()->getName() == "native_handle");
  });
  if (Leaves)
    return "the constructor's body is left in several ways";
  if (Changes || This)
    return "the handle may change before the scope's end";
  // Who ends the tasks of an object is most often its destructor.
  auto NamesThis = [](const Stmt *Given) {
    return anyStmt(Given, [](const Stmt *S) { return isa<CXXThisExpr>(S); });
  };
  const Expr *Construction = L.Sites[Site].Construction;
  const auto *Call = dyn_cast<CXXMemberCallExpr>(Construction);
  bool Tasks = waitsForTasks(L.Sites[Site].Owner->Kind) &&
               (Call ? llvm::any_of(Call->arguments(), NamesThis)
                     : NamesThis(Construction));
  return Tasks ? "the tasks may wait for what the destructor does" : "";
}

std::string ConstructorGuard::findPlace() {
  const Expr *Construction = L.Sites[Site].Construction;
  for (const Stmt *Each : Body->body())
    if (contains(Each, Construction))
      Making = Each;
  if (Body->body_empty() || Making == Body->body_back())
    return "nothing comes between the construction and the scope's end";
  if (What == Pointer && Making && !isa<Expr>(Making))
    return "the pool is not made by a statement of its scope";
  const auto *C = cast<CXXConstructorDecl>(L.Function);
  bool First = Making != nullptr || What != Pointer;
  for (const CXXCtorInitializer *Init : C->inits())
    First |= Init->isMemberInitializer() && Init->getMember() == Member &&
             contains(Init->getInit(), Construction);
  return First ? "" : "the pool is not made by a statement of its scope";
}

std::string ConstructorGuard::find() {
  std::string Why = findMember();
  if (Why.empty() && hasDirectives(L.Function))
    Why = "the function depends on the configuration";
  if (Why.empty())
    Why = checkBody();
  return Why.empty() ? findPlace() : Why;
}

/// What is thrown in the body, and not caught there, ends the guard.
GuardSteps ConstructorGuard::steps(ReleaseMode Mode) const {
  GuardSteps Steps;
  Steps.Mode = Mode;
  Steps.KnowsItself = Steps.MayBeGivenAway = What != Pointer;
  for (PlaceId P = 0; P < L.Graph.Places.size(); ++P)
    if (L.Graph.Places[P].Name == L.Graph.Sites[Site].Name)
      Steps.Thrown.push_back(P);
  for (BlockId B = 0; B < L.Graph.Blocks.size(); ++B)
    for (auto [I, E] : llvm::enumerate(L.Graph.Blocks[B].Events)) {
      if (E.Kind != EventKind::Throw || E.Origin == None)
        continue;
      const Origin *O = &L.Origins[E.Origin];
      while (O && O->Frame) {
        unsigned Call = L.Frames[O->Frame].Call;
        O = Call == None ? nullptr : &L.Origins[Call];
      }
      const Stmt *Code = O ? O->Code : nullptr;
      // A pointer has its guard behind.
      bool Before = What == Pointer && Making && contains(Making, Code);
      if (Code && contains(Body, Code) && !Before)
        Steps.At[{B, unsigned(I)}] = GuardSteps::Throws;
    }
  return Steps;
}

std::string ConstructorGuard::spellGuard(const ReleaseSpelling &Release) const {
  std::string Call = StringRef(Release.Call).contains(';')
                         ? "{ " + Release.Call + "; }"
                         : Release.Call + ";";
  if (What != Pointer)
    Call =
        "if (" + spellOpenQuestion(*L.Sites[Site].Owner, Inner) + ") " + Call;
  if (What == Many)
    Call = "for (auto &" + Inner.Text + " : *" + Whole + ") " + Call;
  std::string Space = StringRef(Type).ends_with("*") ? "*" : " *";
  return "std::unique_ptr<" + Type + ", void (*)(" + Type + Space + ")> " +
         Guard + "(" + (What == Pointer ? "" : "&") +
         Member->getNameAsString() + ", [](" + Type + Space +
         (What == Many ? Whole : Inner.Text) + ") { " + Call + " })";
}

std::optional<Fix> ConstructorGuard::write(const ReleaseSpelling &Release,
                                           std::string &Why) {
  GuardSteps Steps = steps(Release.Mode);
  Why = Steps.At.empty() || Steps.Thrown.empty()
            ? "the end of the handle's life cannot be told"
            : tryGuard(L.Graph, L.Graph, Steps, Site).Why;
  if (Why.empty())
    Why = ReleaseHazards(L, Site, nullptr, Context).ofGuard(Inner.At);
  Fix Made;
  std::string Break;
  if (Why.empty() && What == Pointer && Making) {
    Made.At = placeBehind(Making, Context, Break);
    if (Made.At.isInvalid())
      Why = "the place for the release is inside a macro";
    else
      Made.Edits.push_back(FixItHint::CreateInsertion(
          Made.At, Break + spellGuard(Release) + ";"));
  } else if (Why.empty()) {
    TextPoint First{TextPoint::Before, Body->body_front()};
    Why = Text.insert(First, {"", "", spellGuard(Release)});
    Made.At = Text.locationOf(First);
  }
  if (Why.empty())
    Why = Text.insert({TextPoint::AtEndOf, Body},
                      {"", "", "(void)" + Guard + ".release()"});
  if (!Why.empty())
    return std::nullopt;
  Made.Edits.insert(Made.Edits.end(), Text.Edits.begin(), Text.Edits.end());
  Made.Message = "bind '" + Member->getNameAsString() +
                 "' to a 'std::unique_ptr' until it is constructed";
  Made.Handle = Member->getNameAsString();
  Made.Mode = Release.Mode;
  if (std::string Header = headerOfUniquePtr(Context); !Header.empty())
    Made.Include = Tools.Header.empty() ? Header : Tools.Header;
  return Made;
}

FixProposal guardInConstructor(const LoweredFunction &L, SiteId Site,
                               const GuardTools &Tools) {
  if (!Tools.Context.getLangOpts().CPlusPlus11)
    return {{}, "there is no 'std::unique_ptr'"};
  FixProposal Proposal;
  ConstructorGuard Found(L, Site, Tools);
  Proposal.Refusal = Found.find();
  if (!Proposal.Refusal.empty())
    return Proposal;
  Proposal.Refusal = "no release can be written here";
  for (const ReleaseSpelling &Each : spellReleases(
           *L.Sites[Site].Owner, Found.Inner, Tools.Context, Tools.Models)) {
    ConstructorGuard One(L, Site, Tools);
    One.find();
    if (std::optional<Fix> Made = One.write(Each, Proposal.Refusal))
      Proposal.Fixes.push_back(std::move(*Made));
  }
  return Proposal;
}

} // namespace poolguard
