//===-- BindResult.cpp ----------------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "BindResult.h"
#include "ReleaseSpelling.h"
#include "StmtWalk.h"
#include "flow/KnownNames.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/ParentMap.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"

using namespace clang;

namespace poolguard {

/// A name that means nothing in \p F yet and hides no type.
static std::string freshName(const FunctionDecl *F, PoolKind Kind,
                             const ASTContext &Context) {
  bool Thread = Kind == PoolKind::WorkerThread;
  for (const char *Name : {Thread ? "worker" : "pool", "unused", "made"}) {
    const IdentifierInfo *Id = findIdentifier(Name, Context);
    if (!Id)
      return Name;
    bool Taken = Id->hasMacroDefinition() ||
                 !Context.getTranslationUnitDecl()->lookup(Id).empty();
    auto Is = [&](const NamedDecl *D) {
      return D->getDeclName().isIdentifier() && D->getName() == Name;
    };
    Taken |= anyStmt(F->getBody(), [&](const Stmt *S) {
      if (const auto *Decls = dyn_cast<DeclStmt>(S))
        return llvm::any_of(Decls->decls(), [&](const Decl *D) {
          const auto *Named = dyn_cast<NamedDecl>(D);
          return Named && Is(Named);
        });
      const auto *Ref = dyn_cast<DeclRefExpr>(S);
      return Ref && Is(Ref->getDecl());
    });
    if (!Taken && llvm::none_of(F->parameters(), Is))
      return Name;
  }
  return "";
}

namespace {
/// The statement that is nothing but a construction.
struct Dropping {
  const Stmt *Whole = nullptr;
  bool Braces = false; ///< It stands alone below an `if` or a loop.

  static std::optional<Dropping> find(const Expr *Construction,
                                      const ParentMap &Parents) {
    Dropping Found;
    Found.Whole = Construction;
    for (const Stmt *Up = Parents.getParent(Construction); Up;
         Up = Parents.getParent(Up)) {
      const auto *E = dyn_cast<Expr>(Up);
      if (!E) {
        Found.Braces = !isa<CompoundStmt, LabelStmt, SwitchCase>(Up);
        bool IsBody = true;
        if (const auto *If = dyn_cast<IfStmt>(Up))
          IsBody = If->getCond() != Found.Whole;
        else if (const auto *While = dyn_cast<WhileStmt>(Up))
          IsBody = While->getCond() != Found.Whole;
        else if (const auto *Do = dyn_cast<DoStmt>(Up))
          IsBody = Do->getCond() != Found.Whole;
        else if (const auto *For = dyn_cast<ForStmt>(Up))
          IsBody = For->getBody() == Found.Whole;
        else
          IsBody =
              isa<CompoundStmt, LabelStmt, SwitchCase, CXXForRangeStmt>(Up);
        if (!IsBody)
          return std::nullopt;
        return Found;
      }
      bool Through = isa<CastExpr, ParenExpr, ExprWithCleanups,
                         CXXBindTemporaryExpr, MaterializeTemporaryExpr>(E);
      if (!Through)
        return std::nullopt;
      Found.Whole = Up;
    }
    return std::nullopt;
  }
};
} // namespace

/// `std::thread(work, 1)` and `std::thread{work}`: where a name goes.
static SourceLocation afterTypeName(const Expr *E) {
  if (const auto *T = dyn_cast<CXXTemporaryObjectExpr>(E))
    return T->getParenOrBraceRange().getBegin();
  for (; E; E = cast<CastExpr>(E)->getSubExpr()) {
    if (const auto *Functional = dyn_cast<CXXFunctionalCastExpr>(E))
      return Functional->getLParenLoc();
    if (!isa<CastExpr>(E))
      return {};
  }
  return {};
}

static FixProposal refuse(const char *Why) { return {{}, Why}; }

FixProposal bindResult(const LoweredFunction &L, SiteId Site,
                       const ASTContext &Context, ModelMatcher &Models) {
  const LoweredSite &S = L.Sites[Site];
  const SourceManager &SM = Context.getSourceManager();
  ParentMap Parents(writtenBody(L.Function));
  std::optional<Dropping> Statement = Dropping::find(S.Construction, Parents);
  if (!Statement || S.HandleType.isNull())
    return refuse("the handle has no simple name");
  CharSourceRange Range = Lexer::makeFileCharRange(
      CharSourceRange::getTokenRange(Statement->Whole->getSourceRange()), SM,
      Context.getLangOpts());
  CharSourceRange Made = Lexer::makeFileCharRange(
      CharSourceRange::getTokenRange(S.Construction->getSourceRange()), SM,
      Context.getLangOpts());
  std::optional<Token> Semicolon;
  if (Range.isValid() && Made.isValid())
    Semicolon = Lexer::findNextToken(Range.getEnd().getLocWithOffset(-1), SM,
                                     Context.getLangOpts());
  if (!Semicolon || Semicolon->isNot(tok::semi))
    return refuse("the place for the release is inside a macro");
  std::string Name = freshName(L.Function, S.Owner->Kind, Context);
  if (Name.empty())
    return refuse("there is no name for the handle");
  bool New = isa<CXXNewExpr>(S.Construction->IgnoreParenCasts());
  bool Object = S.HandleType->isRecordType() && !New;
  QualType Type = New ? S.Construction->getType() : S.HandleType;
  HandleText Handle;
  Handle.Text = Name;
  Handle.Type = Type.getCanonicalType();
  Handle.MadeByNew = New;
  Handle.At = S.Construction->getExprLoc();
  std::string Declaration;
  llvm::raw_string_ostream OS(Declaration);
  Type.getUnqualifiedType().print(OS, Context.getPrintingPolicy(), Name);
  SourceLocation Named =
      Object ? afterTypeName(cast<Expr>(Statement->Whole)->IgnoreImplicit())
             : SourceLocation();
  if (Object && (Named.isInvalid() || Named.isMacroID()))
    return refuse("the handle has no simple name");
  FixProposal Proposal;
  for (const ReleaseSpelling &Each :
       spellReleases(*S.Owner, Handle, Context, Models)) {
    Fix F;
    F.Mode = Each.Mode;
    F.At = Range.getBegin();
    F.Handle = Name;
    F.Message = "name it '" + Name + "' and call '" + Each.Call + "' here";
    std::string Open = Statement->Braces ? "{ " : "";
    std::string Close = Statement->Braces ? " }" : "";
    if (Object) {
      if (!Open.empty())
        F.Edits.push_back(FixItHint::CreateInsertion(Range.getBegin(), Open));
      F.Edits.push_back(FixItHint::CreateInsertion(Named, " " + Name));
    } else {
      F.Edits.push_back(FixItHint::CreateReplacement(
          CharSourceRange::getCharRange(Range.getBegin(), Made.getBegin()),
          Open + Declaration + " = "));
    }
    F.Edits.push_back(
        FixItHint::CreateInsertion(Semicolon->getLocation().getLocWithOffset(1),
                                   " " + Each.Call + ";" + Close));
    Proposal.Fixes.push_back(std::move(F));
  }
  if (Proposal.Fixes.empty())
    Proposal.Refusal = "no release can be written here";
  return Proposal;
}

} // namespace poolguard
