//===-- StatementRemoval.cpp ----------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "StatementRemoval.h"
#include "StmtWalk.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"
#include <functional>

using namespace clang;

namespace poolguard {

/// The text of \p S, where it is a piece of a file: made of whole macros, if of
/// any.
static CharSourceRange rangeOf(const Stmt *S, const ASTContext &Context) {
  return Lexer::makeFileCharRange(
      CharSourceRange::getTokenRange(S->getSourceRange()),
      Context.getSourceManager(), Context.getLangOpts());
}

FixItHint removalOf(const Stmt *Statement, const ASTContext &Context) {
  const SourceManager &SM = Context.getSourceManager();
  CharSourceRange Range = rangeOf(Statement, Context);
  auto [File, From] = SM.getDecomposedLoc(Range.getBegin());
  unsigned To = SM.getFileOffset(Range.getEnd());
  StringRef Text = SM.getBufferData(File);
  unsigned Semicolon = Text.find_first_not_of(" \t\r\n", To);
  if (Semicolon < Text.size() && Text[Semicolon] == ';')
    To = Semicolon + 1;
  StringRef Line = Text.take_front(From);
  Line = Line.substr(Line.rfind('\n') + 1);
  StringRef Rest = Text.substr(To).take_until([](char C) { return C == '\n'; });
  if (Line.trim().empty() && Rest.trim().empty()) {
    From -= Line.size() + (From > Line.size());
    To += Rest.size();
  }
  SourceLocation Start = SM.getLocForStartOfFile(File);
  return FixItHint::CreateRemoval(CharSourceRange::getCharRange(
      Start.getLocWithOffset(From), Start.getLocWithOffset(To)));
}

/// Compilers warn of variables that nothing but \p S in \p Body mentions, or
/// that are only written besides.
static bool isLastUse(const Stmt *S, const Stmt *Body) {
  llvm::SmallPtrSet<const VarDecl *, 4> Used, Left;
  auto Local = [](const Stmt *Each) -> const VarDecl * {
    const auto *Ref = dyn_cast<DeclRefExpr>(Each);
    const auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
    return V && V->isLocalVarDeclOrParm() ? V : nullptr;
  };
  eachStmt(S, [&](const Stmt *Each) {
    if (const VarDecl *V = Local(Each))
      Used.insert(V);
  });
  std::function<void(const Stmt *)> Visit = [&](const Stmt *Each) {
    if (!Each || Each == S)
      return;
    if (const VarDecl *V = Local(Each))
      Left.insert(V);
    const auto *B = dyn_cast<BinaryOperator>(Each);
    bool Writes =
        B && B->getOpcode() == BO_Assign && Local(B->getLHS()->IgnoreParens());
    for (const Stmt *Child : Each->children())
      if (!Writes || Child != B->getLHS())
        Visit(Child);
  };
  Visit(Body);
  return llvm::any_of(Used, [&](const VarDecl *V) { return !Left.count(V); });
}

/// \p E, or a part of it other than \p Known, may do more than answer.
static bool doesSomething(const Stmt *E, const Stmt *Known) {
  return anyStmt(E, [&](const Stmt *S) {
    if (S == Known)
      return false;
    if (const auto *U = dyn_cast<UnaryOperator>(S))
      return U->isIncrementDecrementOp();
    if (const auto *B = dyn_cast<BinaryOperator>(S))
      return B->isAssignmentOp();
    if (const auto *Call = dyn_cast<CXXMemberCallExpr>(S))
      return !Call->getMethodDecl() || !Call->getMethodDecl()->isConst();
    return isa<CallExpr, CXXNewExpr, CXXDeleteExpr, LambdaExpr, StmtExpr>(S);
  });
}

/// \p S is all that \p Parent, a block or an arm, has.
static bool isAllOf(const Stmt *Parent, const Stmt *S) {
  const auto *Block = dyn_cast<CompoundStmt>(Parent);
  return Block && Block->size() == 1 && Block->body_front() == S;
}

const Stmt *removableStatement(const Expr *Call, const Stmt *Body,
                               const ParentMap &Parents,
                               const ASTContext &Context) {
  if (doesSomething(Call, Call))
    return nullptr;
  const Stmt *S = Call;
  const Stmt *Parent = Parents.getParent(S);
  while (isa_and_nonnull<Expr>(Parent)) {
    bool Wraps = isa<ParenExpr, CastExpr, ExprWithCleanups>(Parent);
    if (!Wraps)
      return nullptr;
    S = Parent;
    Parent = Parents.getParent(S);
  }
  while (Parent) {
    const Stmt *Arm = isAllOf(Parent, S) ? Parent : S;
    const Stmt *Up = Arm == S ? Parent : Parents.getParent(Arm);
    const auto *If = dyn_cast_or_null<IfStmt>(Up);
    if (!If || If->getThen() != Arm || If->getElse() || If->getInit() ||
        If->getConditionVariable() || doesSomething(If->getCond(), nullptr))
      break;
    S = If;
    Parent = Parents.getParent(S);
  }
  if (!isa_and_nonnull<CompoundStmt>(Parent) ||
      rangeOf(S, Context).isInvalid() || (Body && isLastUse(S, Body)))
    return nullptr;
  return S;
}

bool isWholeExpansion(const Stmt *Code, const ASTContext &Context) {
  const SourceManager &SM = Context.getSourceManager();
  const LangOptions &Lang = Context.getLangOpts();
  SourceLocation Begin = Code->getBeginLoc(), End = Code->getEndLoc();
  return (Begin.isFileID() ||
          Lexer::isAtStartOfMacroExpansion(Begin, SM, Lang)) &&
         (End.isFileID() || Lexer::isAtEndOfMacroExpansion(End, SM, Lang));
}

const Stmt *plainStatement(const Expr *Call, const ParentMap &Parents) {
  const Stmt *S = Call;
  while (isa_and_nonnull<CastExpr, ParenExpr, ExprWithCleanups>(
      Parents.getParent(S)))
    S = Parents.getParent(S);
  const Stmt *Parent = Parents.getParent(S);
  const auto *If = dyn_cast_or_null<IfStmt>(Parent);
  bool IsPlain =
      If ? If->getCond() != S : isa_and_nonnull<CompoundStmt>(Parent);
  return IsPlain && !S->getBeginLoc().isMacroID() ? S : nullptr;
}

} // namespace poolguard
