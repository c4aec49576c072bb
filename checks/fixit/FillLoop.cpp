//===-- FillLoop.cpp ------------------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FillLoop.h"
#include "../flow/BodyFacts.h"
#include "StmtWalk.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/ParentMap.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"

using namespace clang;

namespace poolguard {

static bool isZero(const Expr *E, const ASTContext &Context) {
  Expr::EvalResult R;
  return E && !E->isValueDependent() && E->EvaluateAsRValue(R, Context) &&
         R.Val.isInt() && R.Val.getInt().isZero();
}

/// `i++`, `++i` or `i += 1`.
static bool countsUp(const Expr *Inc, const VarDecl *V) {
  const auto *Op = dyn_cast_or_null<UnaryOperator>(
      Inc ? Inc->IgnoreParenImpCasts() : nullptr);
  return Op && Op->isIncrementOp() && referencedVariable(Op->getSubExpr()) == V;
}

static bool jumps(const Stmt *S) {
  if (const auto *Block = dyn_cast<CompoundStmt>(S))
    return !Block->body_empty() && jumps(Block->body_back());
  return isa<ReturnStmt, CoreturnStmt, BreakStmt, GotoStmt>(S);
}

static bool isBehind(const Stmt *Inner, const Stmt *Outer,
                     const ParentMap &Parents) {
  while (Inner && Inner != Outer)
    Inner = Parents.getParent(Inner);
  return Inner;
}

/// \p Condition holds where the construction failed: `create(...) != 0`,
/// `!(p = make())`.
static bool asksForFailure(const Expr *Condition, const Expr *Construction,
                           const ASTContext &Context) {
  Condition = Condition->IgnoreParenImpCasts();
  bool ByCode = Construction->getType()->isIntegralOrEnumerationType();
  auto Value = [&](const Expr *E) {
    E = E->IgnoreParenCasts();
    if (const auto *Op = dyn_cast<BinaryOperator>(E);
        Op && Op->getOpcode() == BO_Assign)
      E = Op->getRHS()->IgnoreParenCasts();
    return E == Construction->IgnoreParenCasts();
  };
  if (const auto *Op = dyn_cast<BinaryOperator>(Condition);
      Op && Op->isEqualityOp())
    return (Op->getOpcode() == BO_NE) == ByCode &&
           ((Value(Op->getLHS()) && isZero(Op->getRHS(), Context)) ||
            (Value(Op->getRHS()) && isZero(Op->getLHS(), Context)));
  if (const auto *Op = dyn_cast<UnaryOperator>(Condition);
      Op && Op->getOpcode() == UO_LNot)
    return !ByCode && Value(Op->getSubExpr());
  return ByCode && Value(Condition);
}

bool alwaysMakes(const Stmt *Making, const Expr *Construction,
                 const ParentMap &Parents, const ASTContext &Context) {
  if (const auto *If = dyn_cast<IfStmt>(Making))
    return !If->getElse() && !If->getInit() &&
           asksForFailure(If->getCond(), Construction, Context) &&
           jumps(If->getThen());
  if (!isa<Expr, DeclStmt>(Making))
    return false;
  for (const Stmt *Up = Construction; Up != Making; Up = Parents.getParent(Up))
    if (isa<AbstractConditionalOperator, LambdaExpr, StmtExpr>(Up) ||
        (isa<BinaryOperator>(Up) && cast<BinaryOperator>(Up)->isLogicalOp()))
      return false;
  return true;
}

static bool mentionsElement(const Stmt *S, const VarDecl *Array,
                            const VarDecl *Counter) {
  return anyStmt(S, [&](const Stmt *Each) {
    const Expr *Base = nullptr, *Index = nullptr;
    if (const auto *E = dyn_cast<ArraySubscriptExpr>(Each)) {
      Base = E->getBase();
      Index = E->getIdx();
    } else if (const auto *Op = dyn_cast<CXXOperatorCallExpr>(Each);
               Op && Op->getOperator() == OO_Subscript &&
               Op->getNumArgs() == 2) {
      Base = Op->getArg(0);
      Index = Op->getArg(1);
    }
    return Base && referencedVariable(Base) == Array &&
           referencedVariable(Index) == Counter;
  });
}

/// The text of a bound that nothing changes.
static std::string boundOf(const Expr *Condition, const VarDecl *Counter,
                           const BodyFacts &Facts, const ASTContext &Context) {
  const auto *Op = dyn_cast_or_null<BinaryOperator>(
      Condition ? Condition->IgnoreParenImpCasts() : nullptr);
  if (!Op || (Op->getOpcode() != BO_LT && Op->getOpcode() != BO_NE) ||
      referencedVariable(Op->getLHS()) != Counter)
    return "";
  const Expr *Bound = Op->getRHS();
  bool Plain = !anyStmt(Bound, [&](const Stmt *S) {
    if (const auto *Ref = dyn_cast<DeclRefExpr>(S)) {
      const auto *V = dyn_cast<VarDecl>(Ref->getDecl());
      return V && (!V->hasLocalStorage() || Facts.isWritten(V)) &&
             !V->getType().isConstQualified();
    }
    return !isa<ImplicitCastExpr, ParenExpr, IntegerLiteral,
                UnaryExprOrTypeTraitExpr, BinaryOperator>(S) ||
           (isa<BinaryOperator>(S) &&
            cast<BinaryOperator>(S)->isAssignmentOp());
  });
  const SourceManager &SM = Context.getSourceManager();
  CharSourceRange Range = Lexer::makeFileCharRange(
      CharSourceRange::getTokenRange(Bound->getSourceRange()), SM,
      Context.getLangOpts());
  if (!Plain || Range.isInvalid())
    return "";
  std::string Text =
      Lexer::getSourceText(Range, SM, Context.getLangOpts()).str();
  bool Simple = isa<DeclRefExpr, IntegerLiteral>(Bound->IgnoreParenImpCasts());
  return Simple ? Text : "(" + Text + ")";
}

std::string freshIndex(const FunctionDecl *F) {
  for (const char *Name : {"i", "j", "k", "index"}) {
    auto Declares = [&](const Stmt *S) {
      const auto *Decls = dyn_cast<DeclStmt>(S);
      return Decls && llvm::any_of(Decls->decls(), [&](const Decl *D) {
               const auto *V = dyn_cast<VarDecl>(D);
               return V && V->getDeclName().isIdentifier() &&
                      V->getName() == Name;
             });
    };
    auto Refers = [&](const Stmt *S) {
      const auto *Ref = dyn_cast<DeclRefExpr>(S);
      return Declares(S) ||
             (Ref && Ref->getDecl()->getDeclName().isIdentifier() &&
              Ref->getDecl()->getName() == Name);
    };
    if (!anyStmt(writtenBody(F), Refers) &&
        llvm::none_of(F->parameters(), [&](const ParmVarDecl *P) {
          return P->getName() == Name;
        }))
      return Name;
  }
  return "";
}

std::optional<FillLoop> FillLoop::find(const FunctionDecl *F,
                                       const VarDecl *Array,
                                       const Expr *Construction,
                                       const ASTContext &Context) {
  FillLoop Found;
  ParentMap Parents(writtenBody(F));
  const Stmt *Up = Construction;
  for (const Stmt *Below = nullptr; Up && !isa<ForStmt>(Up);
       Below = Up, Up = Parents.getParent(Up)) {
    if (isa<LambdaExpr, WhileStmt, DoStmt, CXXForRangeStmt, SwitchStmt>(Up))
      return std::nullopt;
    Found.Making = isa<CompoundStmt>(Up) ? Below : Up;
    const Stmt *Above = Parents.getParent(Up);
    if (isa<CompoundStmt>(Up) && !isa_and_nonnull<ForStmt>(Above))
      return std::nullopt; // In a block of the body.
  }
  Found.Loop = dyn_cast_or_null<ForStmt>(Up);
  if (!Found.Loop || !isBehind(Construction, Found.Loop->getBody(), Parents) ||
      !alwaysMakes(Found.Making, Construction, Parents, Context))
    return std::nullopt;
  BodyFacts Facts(writtenBody(F)), Within(Found.Loop->getBody());
  const auto *Inc = dyn_cast_or_null<UnaryOperator>(Found.Loop->getInc());
  Found.Counter = Inc ? referencedVariable(Inc->getSubExpr()) : nullptr;
  if (!Found.Counter || !countsUp(Inc, Found.Counter) ||
      Within.isWritten(Found.Counter) || Facts.Writes.lookup(Array) > 1 ||
      !mentionsElement(Found.Making, Array, Found.Counter) ||
      anyStmt(Found.Loop->getBody(),
              [](const Stmt *S) { return isa<ContinueStmt, LabelStmt>(S); }))
    return std::nullopt;
  const Stmt *Init = Found.Loop->getInit();
  const auto *Assignment = dyn_cast_or_null<BinaryOperator>(Init);
  bool FromZero = Assignment ? Assignment->getOpcode() == BO_Assign &&
                                   referencedVariable(Assignment->getLHS()) ==
                                       Found.Counter &&
                                   isZero(Assignment->getRHS(), Context)
                             : isZero(Found.Counter->getInit(), Context);
  if (!FromZero)
    return std::nullopt;
  Found.CountsHereOnly =
      Facts.Writes.lookup(Found.Counter) == (Assignment ? 2 : 1);
  Found.MayBeJumpedOver =
      anyStmt(writtenBody(F), [](const Stmt *S) { return isa<LabelStmt>(S); });
  Found.Block = Parents.getParent(Found.Loop);
  Found.Bound = boundOf(Found.Loop->getCond(), Found.Counter, Facts, Context);
  return Found;
}

std::string FillLoop::madeAt(SourceLocation Where, LastAttempt Last,
                             const ASTContext &Context) const {
  const SourceManager &SM = Context.getSourceManager();
  auto IsBefore = [&](SourceLocation A, SourceLocation B) {
    return SM.isBeforeInTranslationUnit(SM.getFileLoc(A), SM.getFileLoc(B));
  };
  std::string Name = Counter->getNameAsString();
  SourceLocation MadeLoc = Making->getEndLoc();
  if (IsBefore(Where, Loop->getBeginLoc()) || Last == LastAttempt::AfterGaps)
    return "";
  if (!IsBefore(Loop->getEndLoc(), Where))
    return !IsBefore(MadeLoc, Where) || Last == LastAttempt::Failed ? Name
           : Last == LastAttempt::Succeeded ? Name + " + 1"
                                            : "";
  bool Early =
      anyStmt(Loop->getBody(), [](const Stmt *S) { return isa<GotoStmt>(S); });
  bool Breaks = false;
  eachStmt(Loop->getBody(), [&](const Stmt *S) {
    Breaks |= isa<BreakStmt>(S);
    Early |= isa<BreakStmt>(S) && IsBefore(MadeLoc, S->getBeginLoc());
  });
  bool Outside = IsBefore(Counter->getLocation(), Loop->getBeginLoc());
  bool Counted = Counter->getInit() || !MayBeJumpedOver;
  bool IsBehind = isa_and_nonnull<CompoundStmt>(Block) &&
                  !IsBefore(Block->getEndLoc(), Where);
  if (Outside && !Early && CountsHereOnly && Counted &&
      (IsBehind || Counter->getInit()))
    return Name;
  return Breaks || Early || MayBeJumpedOver || !IsBehind ? "" : Bound;
}

} // namespace poolguard
