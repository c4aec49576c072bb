//===-- UniquePointer.cpp -------------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "UniquePointer.h"
#include "GuardedUses.h"
#include "JoiningThread.h"
#include "StmtWalk.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"

using namespace clang;

namespace poolguard {

namespace {

/// The declaration of the variable that becomes the guard.
class GuardDeclaration {
public:
  GuardDeclaration(const LoweredFunction &L, const HandleVariable &Handle,
                   const ASTContext &Context)
      : L(L), Handle(Handle), Context(Context), SM(Context.getSourceManager()) {
  }

  /// Why the declaration has to stay as it is, or nothing.
  std::string find();
  std::string write(const GuardSpelling &Guard,
                    SmallVectorImpl<FixItHint> &Edits) const;

private:
  CharSourceRange fileRange(SourceRange R) const {
    return Lexer::makeFileCharRange(CharSourceRange::getTokenRange(R), SM,
                                    Context.getLangOpts());
  }
  bool canBeForwarded(const CXXNewExpr *New) const;

  const LoweredFunction &L;
  const HandleVariable &Handle;
  const ASTContext &Context;
  const SourceManager &SM;
  const DeclStmt *Statement = nullptr;
};

} // namespace

static bool hasJumps(const Stmt *S) {
  return anyStmt(
      S, [](const Stmt *Each) { return isa<LabelStmt, SwitchStmt>(Each); });
}

std::string GuardDeclaration::find() {
  const VarDecl *V = Handle.Root;
  for (const Stmt *Each : Handle.Scope->body())
    if (const auto *Decls = dyn_cast<DeclStmt>(Each);
        Decls && Decls->isSingleDecl() && Decls->getSingleDecl() == V)
      Statement = Decls;
  if (!Statement)
    return "the handle's declaration cannot be changed";
  if (V->getType().isConstQualified() || V->getType().isVolatileQualified() ||
      V->hasAttrs() || !V->hasLocalStorage() ||
      (V->hasInit() && (V->getInitStyle() != VarDecl::CInit ||
                        isa<InitListExpr>(V->getInit()->IgnoreImplicit()))))
    return "the handle's declaration cannot be changed";
  if (Statement->getBeginLoc().isMacroID() || V->getLocation().isMacroID() ||
      SM.isInSystemHeader(V->getLocation()))
    return "the handle is declared in a macro";
  // Nothing may jump across a constructor.
  if (!V->hasInit() && hasJumps(writtenBody(L.Function)))
    return "a jump may pass the handle's declaration";
  return "";
}

/// As an argument of a template that takes a reference, \p Arg is what it is in
/// the call of a constructor.
static bool isForwardable(const Expr *Arg) {
  const Expr *Plain = Arg->IgnoreUnlessSpelledInSource();
  if (isa<CXXDefaultArgExpr>(Arg))
    return true;
  bool Null =
      Arg->getType()->isPointerType() && Plain->getType()->isIntegerType();
  const auto *Made = dyn_cast<CXXConstructExpr>(Plain);
  if (Null || isa<InitListExpr, CXXStdInitializerListExpr>(Plain) ||
      (Made && !isa<CXXTemporaryObjectExpr>(Made)) || Plain->refersToBitField())
    return false;
  if (const auto *Op = dyn_cast<UnaryOperator>(Plain);
      Op && Op->getOpcode() == UO_AddrOf)
    Plain = Op->getSubExpr()->IgnoreUnlessSpelledInSource();
  const ValueDecl *Named = nullptr;
  if (const auto *Ref = dyn_cast<DeclRefExpr>(Plain))
    Named = Ref->getDecl();
  else if (const auto *Member = dyn_cast<MemberExpr>(Plain))
    Named = Member->getMemberDecl();
  // Which of several functions is meant, the parameter tells; a constant of a
  // class may have no place of its own.
  const auto *V = dyn_cast_or_null<VarDecl>(Named);
  const auto *F = dyn_cast_or_null<FunctionDecl>(Named);
  if (F && (F->isTemplateInstantiation() ||
            !F->getDeclContext()->lookup(F->getDeclName()).isSingleResult()))
    return false;
  return !(V && V->isStaticDataMember());
}

/// `std::make_unique` takes the arguments of \p New as they are.
bool GuardDeclaration::canBeForwarded(const CXXNewExpr *New) const {
  const CXXConstructExpr *Made = New->getConstructExpr();
  if (New->getInitializationStyle() != CXXNewInitializationStyle::Parens ||
      New->isArray() || New->getNumPlacementArgs() || !Made ||
      Made->getConstructor()->getAccess() != AS_public ||
      New->getAllocatedType().getCanonicalType() !=
          Handle.Written.Type->getPointeeType().getCanonicalType())
    return false;
  return llvm::all_of(Made->arguments(), isForwardable);
}

std::string GuardDeclaration::write(const GuardSpelling &Guard,
                                    SmallVectorImpl<FixItHint> &Edits) const {
  const VarDecl *V = Handle.Root;
  const std::string &Name = Handle.Written.Text;
  SourceLocation Begin = Statement->getBeginLoc();
  std::string Deleter = Guard.Deleter.empty() ? "" : ", " + Guard.Deleter;
  if (!V->hasInit() && !Guard.Joins) {
    SourceLocation End = Lexer::getLocForEndOfToken(V->getLocation(), 0, SM,
                                                    Context.getLangOpts());
    Edits.push_back(FixItHint::CreateReplacement(
        CharSourceRange::getCharRange(Begin, End),
        Guard.Type + " " + Name +
            (Deleter.empty() ? "" : "(nullptr" + Deleter + ")")));
    return "";
  }
  const Expr *Init = V->getInit();
  if (!Init)
    return "the thread is not made in its declaration";
  CharSourceRange Value = fileRange(Init->getSourceRange());
  if (Value.isInvalid())
    return "the handle is declared in a macro";
  const auto *New = dyn_cast<CXXNewExpr>(Init->IgnoreImplicit());
  if (Guard.MakesUnique && New && canBeForwarded(New)) {
    const CXXConstructExpr *Made = New->getConstructExpr();
    if (Guard.Joins && Made->getNumArgs() && mayTakeStopToken(Made->getArg(0)))
      return "the thread's function could take a stop token";
    SourceLocation Paren = New->getDirectInitRange().getBegin();
    if (Paren.isValid() && Paren.isFileID()) {
      Edits.push_back(FixItHint::CreateReplacement(
          CharSourceRange::getCharRange(Begin, Paren),
          "auto " + Name + " = std::make_unique<" + Guard.Pointee + ">"));
      return "";
    }
  }
  if (Guard.Joins)
    return "the thread is not made in its declaration";
  Edits.push_back(FixItHint::CreateReplacement(
      CharSourceRange::getCharRange(Begin, Value.getBegin()),
      Guard.Type + " " + Name + "("));
  Edits.push_back(FixItHint::CreateInsertion(Value.getEnd(), Deleter + ")"));
  return "";
}

/// As the pool goes: who is given it for good gives up the handle besides.
static std::string tryToGuard(const LoweredFunction &Plain,
                              const LoweredFunction &Scoped, SiteId Site,
                              const GuardSpelling &Guard, GuardedUses &Uses) {
  constexpr unsigned MaxGivers = 4;
  for (unsigned I = 0;; ++I) {
    GuardSteps Steps = Uses.steps(Guard);
    if (Steps.At.empty())
      return "the end of the handle's life cannot be told";
    GuardVerdict Verdict = tryGuard(Plain.Graph, Scoped.Graph, Steps, Site);
    if (Verdict.Why.empty() || I == MaxGivers ||
        !Uses.handOver(Verdict.GivenAway))
      return Verdict.Why;
  }
}

static std::optional<Fix> make(const LoweredFunction &Plain,
                               const LoweredFunction &Scoped, SiteId Site,
                               const HandleVariable &Handle,
                               const GuardSpelling &Guard,
                               const GuardTools &Tools, std::string &Why) {
  GuardDeclaration Declaration(Plain, Handle, Tools.Context);
  GuardedUses Uses(Scoped, Handle, Tools);
  Why = Declaration.find();
  if (Why.empty())
    Why = Uses.collect();
  if (Why.empty() && Guard.Joins &&
      !Uses.asksOnly({"join", "joinable", "get_id"}))
    Why = "the thread is used in a way that 'std::jthread' does not offer";
  if (Why.empty())
    Why = tryToGuard(Plain, Scoped, Site, Guard, Uses);
  if (Why.empty())
    if (const VarDecl *Short = Uses.Shared.diesBefore(Handle.Root);
        Short && !Short->getType()->isPointerType())
      Why = "'" + Short->getNameAsString() +
            "', which the tasks may use, does not outlive a guard";
  SmallVector<FixItHint, 8> Edits;
  if (Why.empty())
    Why = Declaration.write(Guard, Edits);
  if (Why.empty())
    Why = Uses.write(Guard, Edits);
  if (!Why.empty())
    return std::nullopt;
  Fix Made;
  Made.Message = "make '" + Handle.Written.Text + "' a 'std::unique_ptr'";
  if (!Guard.Deleter.empty())
    Made.Message += " that calls '" + Guard.Release + "'";
  Made.At = Handle.Root->getLocation();
  Made.Edits.assign(Edits.begin(), Edits.end());
  Made.Handle = Handle.Written.Text;
  Made.Mode = Guard.Mode;
  Made.Guarded = Handle.Root;
  if (!Guard.Header.empty())
    Made.Include = Tools.Header.empty() ? Guard.Header : Tools.Header;
  return Made;
}

FixProposal makeUniquePointer(const LoweredFunction &L, SiteId Site,
                              const GuardTools &Tools) {
  FixProposal Proposal;
  std::optional<HandleVariable> Handle =
      HandleVariable::find(L, Site, Proposal.Refusal);
  if (!Handle)
    return Proposal;
  if (!Handle->Written.Type->isPointerType() || Handle->Written.Smart ||
      Handle->Written.Text != Handle->Root->getName() ||
      isa<ParmVarDecl>(Handle->Root) ||
      Handle->Root->getType()->isReferenceType())
    return {{}, "the handle is no pointer variable of this function"};
  if (Handle->holdsOthers(L))
    return {{}, "the handle may hold somebody else's pool"};
  if (!Tools.Context.getLangOpts().CPlusPlus11)
    return {{}, "there is no 'std::unique_ptr'"};
  std::optional<ScopedHandle> Scoped = withEnd(*Handle, Site, Tools);
  if (!Scoped)
    return {{}, "the function cannot be followed with a guard"};
  for (const GuardSpelling &Each :
       spellGuards(*L.Sites[Site].Owner, Scoped->Handle, L.Function,
                   Tools.Context, Tools.Models, Proposal.Refusal))
    if (std::optional<Fix> Made =
            make(L, *Scoped->Function, Site, Scoped->Handle, Each, Tools,
                 Proposal.Refusal))
      Proposal.Fixes.push_back(std::move(*Made));
  return Proposal;
}

} // namespace poolguard
