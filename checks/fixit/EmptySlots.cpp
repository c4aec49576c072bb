//===-- EmptySlots.cpp ----------------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "EmptySlots.h"
#include "StmtWalk.h"
#include "clang/AST/ParentMap.h"
#include "clang/AST/TypeLoc.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"

using namespace clang;

namespace poolguard {

static bool isNull(const Expr *E, const ASTContext &Context) {
  return isa<ImplicitValueInitExpr>(E) ||
         E->IgnoreParenCasts()->isNullPointerConstant(
             const_cast<ASTContext &>(Context),
             Expr::NPC_ValueDependentIsNotNull);
}

/// `{0}`, `{NULL, NULL}`, `{}`
static bool beginsEmpty(const VarDecl *Array, const ASTContext &Context) {
  const auto *List = dyn_cast_or_null<InitListExpr>(Array->getInit());
  if (List && !List->isSemanticForm())
    List = List->getSemanticForm();
  return List && llvm::all_of(List->inits(), [&](const Expr *E) {
           return isNull(E, Context);
         });
}

/// \p Ref, a mention of an array, reads an element, or stores null or what one
/// of \p Constructions makes.
static bool isPlainUse(const Stmt *Ref, const ParentMap &Parents,
                       ArrayRef<const Expr *> Constructions,
                       const ASTContext &Context) {
  const Stmt *Up = Parents.getParent(Ref);
  while (isa_and_nonnull<ImplicitCastExpr, ParenExpr>(Up))
    Up = Parents.getParent(Up);
  if (isa_and_nonnull<UnaryExprOrTypeTraitExpr>(Up))
    return true;
  const auto *Slot = dyn_cast_or_null<ArraySubscriptExpr>(Up);
  // Of `sizeof t[0]`, nothing is read.
  const Stmt *Around = Slot ? Parents.getParent(Slot) : nullptr;
  while (isa_and_nonnull<ParenExpr>(Around))
    Around = Parents.getParent(Around);
  if (const auto *Cast = dyn_cast_or_null<ImplicitCastExpr>(Around))
    return Cast->getCastKind() == CK_LValueToRValue;
  if (isa_and_nonnull<UnaryExprOrTypeTraitExpr>(Around))
    return true;
  const auto *Op = dyn_cast_or_null<BinaryOperator>(Around);
  if (!Op || Op->getOpcode() != BO_Assign)
    return false;
  const Expr *Value = Op->getRHS()->IgnoreParenCasts();
  return isNull(Value, Context) ||
         llvm::any_of(Constructions, [&](const Expr *C) {
           return C->IgnoreParenCasts() == Value;
         });
}

std::optional<EmptySlots> EmptySlots::find(const FunctionDecl *F,
                                           const VarDecl *Array,
                                           ArrayRef<const Expr *> Constructions,
                                           const ASTContext &Context) {
  const ConstantArrayType *T = Context.getAsConstantArrayType(Array->getType());
  if (!T || !T->getElementType()->isPointerType() ||
      !Array->hasLocalStorage() || !beginsEmpty(Array, Context))
    return std::nullopt;
  const SourceManager &SM = Context.getSourceManager();
  ParentMap Parents(writtenBody(F));
  bool Plain = !anyStmt(writtenBody(F), [&](const Stmt *S) {
    const auto *Ref = dyn_cast<DeclRefExpr>(S);
    if (Ref && Ref->getDecl() == Array)
      return !isPlainUse(Ref, Parents, Constructions, Context);
    // What is jumped past has no value.
    return isa<GotoStmt, IndirectGotoStmt, SwitchStmt>(S) &&
           SM.isBeforeInTranslationUnit(S->getBeginLoc(), Array->getLocation());
  });
  if (!Plain)
    return std::nullopt;
  EmptySlots Found;
  Found.Bound = llvm::toString(T->getSize(), 10, false);
  Found.Type = "int";
  const TypeSourceInfo *Info = Array->getTypeSourceInfo();
  auto Loc = Info ? Info->getTypeLoc().getAs<ArrayTypeLoc>() : ArrayTypeLoc();
  const Expr *Size = Loc ? Loc.getSizeExpr() : nullptr;
  CharSourceRange Range =
      Size ? Lexer::makeFileCharRange(
                 CharSourceRange::getTokenRange(Size->getSourceRange()), SM,
                 Context.getLangOpts())
           : CharSourceRange();
  if (Range.isInvalid())
    return Found;
  const Expr *Written = Size->IgnoreParenImpCasts();
  bool Simple = isa<DeclRefExpr, IntegerLiteral>(Written);
  StringRef Text = Lexer::getSourceText(Range, SM, Context.getLangOpts());
  Found.Bound = Simple ? Text.str() : ("(" + Text + ")").str();
  Found.Type = Written->getType().getUnqualifiedType().getAsString(
      Context.getPrintingPolicy());
  return Found;
}

} // namespace poolguard
