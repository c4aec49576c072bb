//===-- ScopeExit.cpp -----------------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ScopeExit.h"
#include "CertainRelease.h"
#include "GuardSpelling.h"
#include "GuardTrial.h"
#include "HandleVariable.h"
#include "Insertion.h"
#include "LastStatement.h"
#include "LeavingScope.h"
#include "OtherMentions.h"
#include "StatementRemoval.h"
#include "StmtWalk.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/StringExtras.h"

using namespace clang;

namespace poolguard {

//===----------------------------------------------------------------------===//
// Which guard the project has
//===----------------------------------------------------------------------===//

namespace {

/// Something that takes a callable and runs it when its scope is left.
struct ExitGuard {
  std::string Name;     ///< `gsl::finally`
  bool IsClass = false; ///< Deduces its argument: `absl::Cleanup c = [] {};`
  std::string Header;   ///< What is not included yet.
};

/// Libraries' own, by their documentation; the first header that is named here
/// is the one to include.
struct KnownGuard {
  const char *Name;
  bool IsClass;
  const char *Header;
};

constexpr KnownGuard KnownGuards[] = {
    {"absl::MakeCleanup", false, "absl/cleanup/cleanup.h"},
    {"gsl::finally", false, "gsl/util"},
    {"gsl::finally", false, "gsl/gsl_util"},
    {"gsl::finally", false, "gsl/gsl"},
    {"folly::makeGuard", false, "folly/ScopeGuard.h"},
    {"boost::scope::make_scope_exit", false, "boost/scope/scope_exit.hpp"},
    {"llvm::make_scope_exit", false, "llvm/ADT/ScopeExit.h"},
    {"wil::scope_exit", false, "wil/resource.h"},
    {"std::experimental::scope_exit", true, "experimental/scope"},
    {"qScopeGuard", false, "QScopeGuard"},
};

} // namespace

/// \p Name, in whatever style, says when the callable runs.
static bool saysScopeExit(StringRef Name) {
  std::string Plain;
  for (char C : Name)
    if (C != '_')
      Plain += llvm::toLower(C);
  StringRef Rest = Plain;
  bool Makes = Rest.consume_front("make") || Rest.consume_front("create");
  if (Makes && (Rest == "guard" || Rest == "cleanup" || Rest == "defer"))
    return true;
  // Those for failure or success alone say so.
  return llvm::is_contained(
      ArrayRef<StringRef>{"scopeexit", "scopeguard", "qscopeguard", "finally",
                          "onscopeexit", "atscopeexit", "finalaction"},
      Rest);
}

/// Something happens at the end of such an object.
static bool hasEnd(const CXXRecordDecl *R) {
  R = R ? R->getDefinition() : nullptr;
  return R && llvm::any_of(R->decls(), [](const Decl *Each) {
           const auto *D = dyn_cast<CXXDestructorDecl>(Each);
           return D && D->isUserProvided();
         });
}

/// What a function returns is an object with an end of its own, or one that
/// only a use would tell.
static bool returnsGuard(QualType T) {
  if (T->getContainedDeducedType())
    return true;
  if (const auto *S = T->getAs<TemplateSpecializationType>())
    if (const auto *C = dyn_cast_or_null<ClassTemplateDecl>(
            S->getTemplateName().getAsTemplateDecl()))
      return hasEnd(C->getTemplatedDecl());
  return hasEnd(T->getAsCXXRecordDecl());
}

/// A function that takes one thing of any type and returns a guard.
static bool takesCallable(const FunctionTemplateDecl *T) {
  const FunctionDecl *F = T->getTemplatedDecl();
  if (F->getNumParams() != 1 || isa<CXXMethodDecl>(F) || F->isDeleted() ||
      F->hasAttr<DeprecatedAttr>() || !returnsGuard(F->getReturnType()))
    return false;
  QualType Given = F->getParamDecl(0)->getType().getNonReferenceType();
  return Given->isTemplateTypeParmType();
}

/// A class with an end of its own that one thing of any type makes.
static bool takesCallable(const ClassTemplateDecl *T) {
  const CXXRecordDecl *R = T->getTemplatedDecl()->getDefinition();
  if (!R || T->getTemplateParameters()->getMinRequiredArguments() > 1 ||
      !hasEnd(R) || R->hasAttr<DeprecatedAttr>())
    return false;
  return llvm::any_of(R->decls(), [](const Decl *D) {
    if (const auto *Any = dyn_cast<FunctionTemplateDecl>(D))
      D = Any->getTemplatedDecl();
    const auto *C = dyn_cast<CXXConstructorDecl>(D);
    return C && C->getAccess() == AS_public && C->getNumParams() >= 1 &&
           C->getMinRequiredArguments() <= 1 && !C->isCopyOrMoveConstructor();
  });
}

/// Calls \p Do with each declaration of a namespace that users may name.
static void eachNamed(const DeclContext *Scope,
                      llvm::function_ref<void(const NamedDecl *)> Do) {
  for (const Decl *D : Scope->decls()) {
    if (const auto *Space = dyn_cast<NamespaceDecl>(D)) {
      StringRef Name = Space->getName();
      if (!Space->isAnonymousNamespace() && !Name.starts_with("_") &&
          !Name.contains_insensitive("detail") &&
          !Name.contains_insensitive("internal"))
        eachNamed(Space, Do);
    } else if (isa<LinkageSpecDecl>(D)) {
      eachNamed(cast<DeclContext>(D), Do);
    } else if (isa<FunctionTemplateDecl, ClassTemplateDecl>(D)) {
      Do(cast<NamedDecl>(D));
    }
  }
}

/// What \p Context declares: the project's own before libraries', functions
/// before classes.
static std::optional<ExitGuard> declaredGuard(const FunctionDecl *Before,
                                              const ASTContext &Context) {
  const SourceManager &SM = Context.getSourceManager();
  std::optional<ExitGuard> Best;
  unsigned BestRank = ~0u;
  eachNamed(Context.getTranslationUnitDecl(), [&](const NamedDecl *D) {
    if (!D->getDeclName().isIdentifier() || !saysScopeExit(D->getName()) ||
        !SM.isBeforeInTranslationUnit(D->getLocation(), Before->getLocation()))
      return;
    const auto *Function = dyn_cast<FunctionTemplateDecl>(D);
    const auto *Class = dyn_cast<ClassTemplateDecl>(D);
    if (Function ? !takesCallable(Function)
                 : !Context.getLangOpts().CPlusPlus17 || !takesCallable(Class))
      return;
    bool System = SM.isInSystemHeader(D->getLocation());
    unsigned Rank = 2 * System + (Class != nullptr);
    if (Rank >= BestRank)
      return;
    BestRank = Rank;
    Best = ExitGuard{D->getQualifiedNameAsString(), Class != nullptr, ""};
  });
  return Best;
}

static std::optional<ExitGuard> findGuard(const FunctionDecl *F,
                                          const GuardTools &Tools) {
  if (!Tools.Context.getLangOpts().CPlusPlus11)
    return std::nullopt;
  if (std::optional<ExitGuard> Found = declaredGuard(F, Tools.Context))
    return Found;
  StringRef Header = StringRef(Tools.Header).trim("<>\"");
  for (const KnownGuard &Each : KnownGuards)
    if (Header == Each.Header &&
        (!Each.IsClass || Tools.Context.getLangOpts().CPlusPlus17))
      return ExitGuard{Each.Name, Each.IsClass, Tools.Header};
  return std::nullopt;
}

//===----------------------------------------------------------------------===//
// Writing it
//===----------------------------------------------------------------------===//

namespace {

class ExitWriter {
public:
  ExitWriter(const LoweredFunction &Plain, const LoweredFunction &Scoped,
             SiteId Site, const HandleVariable &Handle, ExitGuard Guard,
             const GuardTools &Tools)
      : Plain(Plain), Scoped(Scoped), Site(Site), Handle(Handle),
        Guard(std::move(Guard)), Context(Tools.Context),
        SM(Context.getSourceManager()), Models(Tools.Models),
        Text(Plain.Function, Tools.Context) {}

  /// What comes first after the construction, and what has to go.
  std::string find();
  /// A guard that runs \p Release.
  std::optional<Fix> write(const ReleaseSpelling &Release, std::string &Why);
  /// A guard that is a `std::unique_ptr`.
  std::optional<Fix> write(const GuardSpelling &Pointer, std::string &Why);

private:
  std::string checkRelease(ReleaseMode Mode, std::string &Name) const;
  Fix describe(const std::string &Kind, const std::string &Call,
               ReleaseMode Mode) const;
  bool mayBeChangedAt(const DeclRefExpr *Ref) const;
  bool asks() const {
    return Handle.Written.Type->isPointerType() && !Handle.FailureIgnored;
  }
  std::string findPlace();
  std::string findReleases();
  std::string checkMentions(const Stmt *S);
  std::string tryRelease(ReleaseMode Mode, HandleTest Test) const;

  const LoweredFunction &Plain, &Scoped;
  SiteId Site;
  const HandleVariable &Handle;
  ExitGuard Guard;
  const ASTContext &Context;
  const SourceManager &SM;
  ModelMatcher &Models;
  Inserter Text;
  const Stmt *Making = nullptr; ///< The guard goes behind this
  const Stmt *Next = nullptr;   ///< and before this.
  std::string OpenQuestion;
  std::vector<const Expr *> Calls; ///< The releases that go, and
  std::vector<const Stmt *> Gone;  ///< their statements.
};

} // namespace

std::string ExitWriter::findPlace() {
  const Expr *Construction = Plain.Sites[Site].Construction;
  const auto Body = Handle.Scope->body();
  const auto *Made = llvm::find_if(
      Body, [&](const Stmt *S) { return contains(S, Construction); });
  if (Made == Body.end() || isa<ForStmt, WhileStmt, DoStmt>(*Made))
    return "the pool is not made by a statement of its scope";
  Making = *Made;
  for (const auto *It = std::next(Made); It != Body.end() && !Next; ++It)
    Next = *It;
  return Next ? ""
              : "nothing comes between the construction and the scope's "
                "end";
}

/// The value at \p Ref is not just read.
bool ExitWriter::mayBeChangedAt(const DeclRefExpr *Ref) const {
  const Stmt *Up =
      Text.parents().getParentIgnoreParens(const_cast<DeclRefExpr *>(Ref));
  if (Handle.Written.Type->isRecordType()) // Asked something, or ended.
    return !isa_and_nonnull<MemberExpr>(
        Text.parents().getParentIgnoreParenImpCasts(
            const_cast<DeclRefExpr *>(Ref)));
  const auto *Cast = dyn_cast_or_null<CastExpr>(Up);
  const auto *Op = dyn_cast_or_null<BinaryOperator>(Up);
  if (Op && Op->isAssignmentOp())
    return !contains(Op->getRHS(), Plain.Sites[Site].Construction);
  return !isa_and_nonnull<LambdaExpr>(Up) &&
         !(Cast && (Cast->getCastKind() == CK_LValueToRValue ||
                    Cast->getCastKind() == CK_ToVoid));
}

/// The guard names the handle, so that it must not change; and nobody may hold
/// its address.
std::string ExitWriter::checkMentions(const Stmt *S) {
  if (!S || contains(Plain.Sites[Site].Construction, S))
    return "";
  if (const auto *Ref = dyn_cast<DeclRefExpr>(S);
      Ref && Ref->getDecl() == Handle.Root && mayBeChangedAt(Ref))
    return "the handle may change before the scope's end";
  for (const Stmt *Child : S->children())
    if (std::string Why = checkMentions(Child); !Why.empty())
      return Why;
  return "";
}

/// Where the object itself knows whether it is open, releases may stay.
std::string ExitWriter::findReleases() {
  std::string Why;
  anyStmt(writtenBody(Plain.Function), [&](const Stmt *S) {
    const auto *Call = dyn_cast<CallExpr>(S);
    const auto *Delete = dyn_cast<CXXDeleteExpr>(S);
    if (!mentions(S, Handle.Root) ||
        (!Delete && !(Call && isReleaseCall(Call, Models))) ||
        !OpenQuestion.empty())
      return false;
    // The guard will use the handle.
    const Stmt *Whole =
        removableStatement(cast<Expr>(S), nullptr, Text.parents(), Context);
    if (!Whole || !isLastInLifeOf(Handle.Root, Whole, Handle.Scope,
                                  Text.parents(), Context)) {
      Why = "the pool is released before its scope ends";
      return true;
    }
    Calls.push_back(cast<Expr>(S));
    Gone.push_back(Whole);
    return false;
  });
  return Why;
}

std::string ExitWriter::find() {
  OpenQuestion = spellOpenQuestion(*Plain.Sites[Site].Owner, Handle.Written);
  std::string Why = hasDirectives(Plain.Function)
                        ? "the function depends on the configuration"
                        : findPlace();
  if (Why.empty())
    Why = checkMentions(writtenBody(Plain.Function));
  if (Why.empty())
    Why = findReleases();
  return Why;
}

std::string ExitWriter::tryRelease(ReleaseMode Mode, HandleTest Test) const {
  ReleaseTrial Trial(Plain.Graph, Site, Handle.Place, Mode);
  if (Handle.FailureIgnored)
    Test = HandleTest::NotNeeded;
  LeavingScope Scope(Plain, Handle.Scope, {}, false,
                     Context.getSourceManager());
  std::vector<GraphPoint> Points = Scope.beginOf(Next);
  if (!Handle.FailureIgnored &&
      (Points.empty() || !Trial.isMadeAt(Points, Test)))
    return "the handle may not hold the pool where its scope ends";
  GuardSteps Steps;
  Steps.Mode = Mode;
  Steps.Handle = Handle.Place;
  Steps.KnowsItself = !OpenQuestion.empty();
  LoweredFunction Rest = Scoped;
  for (BlockId B = 0; B < Rest.Graph.Blocks.size(); ++B) {
    llvm::erase_if(Rest.Graph.Blocks[B].Events, [&](const Event &E) {
      return E.Origin != None && E.Kind != EventKind::Throw &&
             llvm::is_contained(Calls, Rest.Origins[E.Origin].Code);
    });
    for (auto [I, E] : llvm::enumerate(Rest.Graph.Blocks[B].Events))
      if (E.Origin != None && E.Dst == Handle.Place &&
          Rest.Origins[E.Origin].What == Origin::ScopeEnd &&
          Rest.Origins[E.Origin].Variable == Handle.Root)
        Steps.At[{B, unsigned(I)}] = GuardSteps::Ends;
  }
  if (Steps.At.empty())
    return "the end of the handle's life cannot be told";
  return tryGuard(Plain.Graph, Rest.Graph, Steps, Site).Why;
}

std::string ExitWriter::checkRelease(ReleaseMode Mode,
                                     std::string &Name) const {
  std::string Why =
      tryRelease(Mode, asks() ? HandleTest::NotNull : HandleTest::NotNeeded);
  Name = guardName(Handle.Root, Plain.Function, Context);
  return Why.empty() && Name.empty() ? "there is no name for the guard" : Why;
}

Fix ExitWriter::describe(const std::string &Kind, const std::string &Call,
                         ReleaseMode Mode) const {
  Fix Made;
  Made.At = SM.getFileLoc(Next->getBeginLoc());
  Made.Message = "bind '" + Handle.Written.Text + "' to a '" + Kind +
                 "' that calls '" + Call + "'";
  Made.Edits.assign(Text.Edits.begin(), Text.Edits.end());
  for (const Stmt *Each : Gone)
    Made.Edits.push_back(removalOf(Each, Context));
  Made.Handle = Handle.Written.Text;
  Made.Mode = Mode;
  Made.Guarded = Handle.Root;
  return Made;
}

std::optional<Fix> ExitWriter::write(const ReleaseSpelling &Release,
                                     std::string &Why) {
  std::string Name;
  if (Why = checkRelease(Release.Mode, Name); !Why.empty())
    return std::nullopt;
  std::string Question = OpenQuestion;
  if (Question.empty() && asks())
    Question = Handle.Written.Text;
  std::string Callable = "[&] { " +
                         (Question.empty() ? "" : "if (" + Question + ") ") +
                         Release.Call + "; }";
  std::string Declared =
      Guard.IsClass
          ? Guard.Name + " " + Name + "(" + Callable + ")"
          : "auto " + Name + " = " + Guard.Name + "(" + Callable + ")";
  TextPoint Where{TextPoint::Before, Next};
  if (Why = Text.insert(Where, {"", "", Declared}); !Why.empty())
    return std::nullopt;
  Fix Made = describe(Guard.Name, Release.Call, Release.Mode);
  Made.Include = Guard.Header;
  return Made;
}

std::optional<Fix> ExitWriter::write(const GuardSpelling &Pointer,
                                     std::string &Why) {
  std::string Name, Break;
  SourceLocation At = isa<DeclStmt, Expr>(Making)
                          ? placeBehind(Making, Context, Break)
                          : SourceLocation();
  Why = checkRelease(Pointer.Mode, Name);
  if (Why.empty() && At.isInvalid())
    Why = "the pool is not made by a statement of its scope";
  if (!Why.empty())
    return std::nullopt;
  Text.Edits.push_back(FixItHint::CreateInsertion(
      At, Break + Pointer.Type + " " + Name + "(" + Handle.Written.Text +
              (Pointer.Deleter.empty() ? "" : ", " + Pointer.Deleter) + ");"));
  Fix Made = describe("std::unique_ptr", Pointer.Release, Pointer.Mode);
  Made.Include = Pointer.Header;
  return Made;
}

/// The handle is a variable that a guard beside it can name.
static std::optional<ScopedHandle> findNamed(const LoweredFunction &L,
                                             SiteId Site,
                                             const GuardTools &Tools,
                                             std::string &Why) {
  std::optional<HandleVariable> Plain = HandleVariable::find(L, Site, Why);
  if (!Plain)
    return std::nullopt;
  Why = "";
  if (Plain->Written.Text != Plain->Root->getName() ||
      isa<ParmVarDecl>(Plain->Root) || !Plain->Root->hasLocalStorage() ||
      Plain->Root->getType()->isReferenceType() || Plain->Written.Shared ||
      Plain->holdsOthers(L))
    Why = "the handle is no plain variable of this function";
  std::optional<ScopedHandle> Scoped;
  if (Why.empty())
    Scoped = withEnd(*Plain, Site, Tools);
  if (Why.empty() && !Scoped)
    Why = "the function cannot be followed with a guard";
  return Scoped;
}

FixProposal releaseAtScopeExit(const LoweredFunction &L, SiteId Site,
                               const GuardTools &Tools) {
  std::optional<ExitGuard> Guard = findGuard(L.Function, Tools);
  if (!Guard)
    return {{}, "the unit declares no scope guard"};
  FixProposal Proposal;
  std::optional<ScopedHandle> Scoped =
      findNamed(L, Site, Tools, Proposal.Refusal);
  if (!Scoped)
    return Proposal;
  for (const ReleaseSpelling &Each :
       spellReleases(*L.Sites[Site].Owner, Scoped->Handle.Written,
                     Tools.Context, Tools.Models)) {
    ExitWriter Writer(L, *Scoped->Function, Site, Scoped->Handle, *Guard,
                      Tools);
    Proposal.Refusal = Writer.find();
    if (!Proposal.Refusal.empty())
      return Proposal;
    if (std::optional<Fix> Made = Writer.write(Each, Proposal.Refusal))
      Proposal.Fixes.push_back(std::move(*Made));
  }
  if (Proposal.Fixes.empty() && Proposal.Refusal.empty())
    Proposal.Refusal = "no release can be written here";
  return Proposal;
}

FixProposal guardPointer(const LoweredFunction &L, SiteId Site,
                         const GuardTools &Tools) {
  FixProposal Proposal;
  if (!Tools.Context.getLangOpts().CPlusPlus11)
    return {{}, "there is no 'std::unique_ptr'"};
  std::optional<ScopedHandle> Scoped =
      findNamed(L, Site, Tools, Proposal.Refusal);
  if (!Scoped)
    return Proposal;
  if (!Scoped->Handle.Root->getType()->isPointerType())
    return {{}, "the handle is no pointer variable of this function"};
  for (const GuardSpelling &Each :
       spellGuards(*L.Sites[Site].Owner, Scoped->Handle, L.Function,
                   Tools.Context, Tools.Models, Proposal.Refusal)) {
    ExitWriter Writer(L, *Scoped->Function, Site, Scoped->Handle, {}, Tools);
    Proposal.Refusal =
        Each.Joins ? "no guard can be written here" : Writer.find();
    if (!Proposal.Refusal.empty())
      return Proposal;
    if (std::optional<Fix> Made = Writer.write(Each, Proposal.Refusal)) {
      if (!Made->Include.empty() && !Tools.Header.empty())
        Made->Include = Tools.Header;
      Proposal.Fixes.push_back(std::move(*Made));
    }
  }
  return Proposal;
}

} // namespace poolguard
