//===-- CleanupVariable.cpp -----------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CleanupVariable.h"
#include "GuardTrial.h"
#include "GuardedUses.h"
#include "HandleVariable.h"
#include "NullText.h"
#include "OtherMentions.h"
#include "StmtWalk.h"
#include "flow/KnownNames.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/ParentMap.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"

using namespace clang;

namespace poolguard {

namespace {

/// A function that cleans up a variable.
struct Cleaner {
  const FunctionDecl *Function;
  std::string AutoType; ///< `GThreadPool`, for `g_autoptr`; or empty.
  ReleaseMode Mode;
};

class Cleanup {
public:
  Cleanup(const LoweredFunction &Scoped, const HandleVariable &Handle,
          const GuardTools &Tools)
      : L(Scoped), Handle(Handle), Tools(Tools), Context(Tools.Context),
        SM(Context.getSourceManager()), Parents(writtenBody(L.Function)) {}

  std::optional<Cleaner> findCleaner() const;
  /// Why the declaration has to stay as it is, or nothing.
  std::string findDeclaration();
  /// Looks for the calls that release; what else is done with a plain pointer
  /// is done as before.
  std::string findReleases(const Stmt *S);
  GuardSteps steps(ReleaseMode Mode) const;
  void write(const Cleaner &By, SmallVectorImpl<FixItHint> &Edits) const;

private:
  bool isMacro(StringRef Name) const {
    const IdentifierInfo *Id = findIdentifier(Name, Context);
    return Id && Id->hasMacroDefinition();
  }
  std::string null() const {
    return nullText(Context, Handle.Root->getLocation());
  }
  SourceLocation after(SourceLocation Loc) const {
    return Lexer::getLocForEndOfToken(Loc, 0, SM, Context.getLangOpts());
  }

  const LoweredFunction &L;
  const HandleVariable &Handle;
  const GuardTools &Tools;
  const ASTContext &Context;
  const SourceManager &SM;
  ParentMap Parents;
  const DeclStmt *Statement = nullptr;
  std::vector<const CallExpr *> Releases;

public:
  llvm::DenseSet<SourceLocation> Mentions; ///< In files.
};

} // namespace

/// `void f(T **)`, where it stands at the place of \p At.
static bool takesAddress(const FunctionDecl *F, QualType Handle,
                         SourceLocation At, const SourceManager &SM) {
  if (F->getNumParams() != 1 || F->isVariadic() ||
      !F->getReturnType()->isVoidType())
    return false;
  QualType P = F->getParamDecl(0)->getType();
  return P->isPointerType() &&
         P->getPointeeType().getCanonicalType() == Handle.getCanonicalType() &&
         SM.isBeforeInTranslationUnit(F->getLocation(), At);
}

static bool asksSomething(const Stmt *S) {
  return anyStmt(S, [](const Stmt *Each) { return isa<IfStmt>(Each); });
}

std::optional<Cleaner> Cleanup::findCleaner() const {
  std::optional<Cleaner> Found;
  QualType T = Handle.Written.Type;
  for (const Decl *D : Context.getTranslationUnitDecl()->decls()) {
    const auto *F = dyn_cast<FunctionDecl>(D);
    const FunctionDecl *Body = nullptr;
    if (!F || !F->getDeclName().isIdentifier() ||
        !takesAddress(F, T, Handle.Root->getLocation(), SM) ||
        !F->hasBody(Body))
      continue;
    const CalleeEffect *Effect =
        Tools.Effects.effectOf(Body, {CalleeSlot::Pointee, 0, nullptr});
    if (!Effect || Effect->Outcomes.empty() ||
        llvm::any_of(Effect->Outcomes, [&](const CalleeOutcome &O) {
          return O.State != CalleeOutcome::Released ||
                 O.Mode != Effect->Outcomes.front().Mode;
        }))
      continue;
    StringRef Type = F->getName();
    bool Auto =
        Type.consume_front("glib_autoptr_cleanup_") && isMacro("g_autoptr");
    ReleaseMode Mode = Effect->Outcomes.front().Mode;
    if (Auto)
      return Cleaner{F, Type.str(), Mode};
    // It is called for an empty variable, too.
    if (!Found && Tools.Attribute && Context.getLangOpts().GNUMode &&
        asksSomething(Body->getBody()))
      Found = Cleaner{F, "", Mode};
  }
  return Found;
}

/// A jump that could get past a declaration at \p At.
static bool jumpsPast(const Stmt *S, SourceLocation At,
                      const SourceManager &SM) {
  return anyStmt(S, [&](const Stmt *Each) {
    return isa<SwitchStmt, IndirectGotoStmt>(Each) ||
           (isa<GotoStmt>(Each) &&
            SM.isBeforeInTranslationUnit(Each->getBeginLoc(), At));
  });
}

std::string Cleanup::findDeclaration() {
  const VarDecl *V = Handle.Root;
  for (const Stmt *Each : Handle.Scope->body())
    if (const auto *Decls = dyn_cast<DeclStmt>(Each);
        Decls && Decls->isSingleDecl() && Decls->getSingleDecl() == V)
      Statement = Decls;
  if (!Statement || V->hasAttrs() || !V->hasLocalStorage() ||
      V->getType().isConstQualified() || V->getType().isVolatileQualified() ||
      Statement->getBeginLoc().isMacroID() || V->getLocation().isMacroID())
    return "the handle's declaration cannot be changed";
  if (jumpsPast(writtenBody(L.Function), V->getLocation(), SM))
    return "a jump may pass the handle's declaration";
  return "";
}

std::string Cleanup::findReleases(const Stmt *S) {
  if (!S)
    return "";
  if (const auto *Ref = dyn_cast<DeclRefExpr>(S);
      Ref && Ref->getDecl() == Handle.Root)
    Mentions.insert(SM.getFileLoc(Ref->getLocation()));
  const auto *Call = dyn_cast<CallExpr>(S);
  bool Releases =
      Call && certainlyReleases(Call, Handle, L, Tools.Models, Tools.Effects);
  for (const Stmt *Child : S->children())
    if (std::string Why = findReleases(Child); !Why.empty())
      return Why;
  if (!Releases)
    return "";
  bool Named = llvm::any_of(Call->arguments(), [&](const Expr *Arg) {
    const auto *Ref = dyn_cast<DeclRefExpr>(Arg->IgnoreParenCasts());
    return Ref && Ref->getDecl() == Handle.Root;
  });
  if (!Named) // Of the variable's address: it knows.
    return "";
  const Stmt *Parent = Parents.getParent(const_cast<CallExpr *>(Call));
  if (!isa_and_nonnull<CompoundStmt, IfStmt, LabelStmt>(Parent) ||
      Call->getBeginLoc().isMacroID() || Call->getEndLoc().isMacroID())
    return "the pool is released within another expression";
  this->Releases.push_back(Call);
  return "";
}

GuardSteps Cleanup::steps(ReleaseMode Mode) const {
  GuardSteps Steps;
  Steps.Mode = Mode;
  Steps.Handle = Handle.Place;
  for (BlockId B = 0; B < L.Graph.Blocks.size(); ++B)
    for (auto [I, E] : llvm::enumerate(L.Graph.Blocks[B].Events)) {
      if (E.Origin == None || E.Dst != Handle.Place)
        continue;
      const Origin &O = L.Origins[E.Origin];
      if (O.What == Origin::ScopeEnd && O.Variable == Handle.Root)
        Steps.At[{B, unsigned(I)}] = GuardSteps::Ends;
      else if (E.Kind == EventKind::Release &&
               llvm::is_contained(Releases, O.Code))
        Steps.At[{B, unsigned(I)}] = GuardSteps::Clears;
    }
  return Steps;
}

void Cleanup::write(const Cleaner &By,
                    SmallVectorImpl<FixItHint> &Edits) const {
  const VarDecl *V = Handle.Root;
  SourceLocation Begin = Statement->getBeginLoc();
  if (By.AutoType.empty())
    Edits.push_back(FixItHint::CreateInsertion(
        Begin,
        "__attribute__((cleanup(" + By.Function->getName().str() + "))) "));
  else
    Edits.push_back(FixItHint::CreateReplacement(
        CharSourceRange::getCharRange(Begin, V->getLocation()),
        "g_autoptr(" + By.AutoType + ") "));
  if (!V->hasInit())
    Edits.push_back(
        FixItHint::CreateInsertion(after(V->getLocation()), " = " + null()));
  for (const CallExpr *Call : Releases)
    Edits.push_back(FixItHint::CreateInsertion(
        after(Call->getEndLoc()), ", " + Handle.Written.Text + " = " + null()));
}

FixProposal cleanUpVariable(const LoweredFunction &L, SiteId Site,
                            const GuardTools &Tools) {
  FixProposal Proposal;
  std::optional<HandleVariable> Plain =
      HandleVariable::find(L, Site, Proposal.Refusal);
  if (!Plain)
    return Proposal;
  if (!Plain->Written.Type->isPointerType() ||
      Plain->Written.Text != Plain->Root->getName() ||
      isa<ParmVarDecl>(Plain->Root))
    return {{}, "the handle is no pointer variable of this function"};
  if (Plain->holdsOthers(L))
    return {{}, "the handle may hold somebody else's pool"};
  std::optional<ScopedHandle> Scoped = withEnd(*Plain, Site, Tools);
  if (!Scoped)
    return {{}, "the function cannot be followed with a guard"};
  const HandleVariable *Handle = &Scoped->Handle;
  Cleanup Guard(*Scoped->Function, *Handle, Tools);
  std::optional<Cleaner> By = Guard.findCleaner();
  std::string Why = By ? Guard.findDeclaration() : "no cleanup fits";
  if (Why.empty())
    Why = Guard.findReleases(writtenBody(L.Function));
  if (Why.empty() &&
      isMentionedElsewhere(L.Function, Handle->Root, Guard.Mentions))
    Why = "the handle is mentioned in code that is not seen";
  if (Why.empty())
    Why =
        tryGuard(L.Graph, Scoped->Function->Graph, Guard.steps(By->Mode), Site)
            .Why;
  if (!Why.empty())
    return {{}, Why};
  Fix Made;
  Made.Message = By->AutoType.empty()
                     ? "clean up '" + Handle->Written.Text + "' by '" +
                           By->Function->getNameAsString() +
                           "' where its scope ends"
                     : "make '" + Handle->Written.Text + "' a 'g_autoptr'";
  Made.At = Handle->Root->getLocation();
  SmallVector<FixItHint, 4> Edits;
  Guard.write(*By, Edits);
  Made.Edits.assign(Edits.begin(), Edits.end());
  Made.Handle = Handle->Written.Text;
  Made.Mode = By->Mode;
  Made.Guarded = Handle->Root;
  Proposal.Fixes.push_back(std::move(Made));
  return Proposal;
}

} // namespace poolguard
