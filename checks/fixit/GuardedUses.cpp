//===-- GuardedUses.cpp ---------------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "GuardedUses.h"
#include "LastStatement.h"
#include "OtherMentions.h"
#include "StatementRemoval.h"
#include "StmtWalk.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"

using namespace clang;

namespace poolguard {

GuardedUses::GuardedUses(const LoweredFunction &L, const HandleVariable &Handle,
                         const GuardTools &Tools)
    : L(L), Handle(Handle), Context(Tools.Context),
      SM(Context.getSourceManager()), Tools(Tools),
      Parents(writtenBody(L.Function)) {}

const Stmt *GuardedUses::parentOf(const Stmt *S) const {
  return Parents.getParentIgnoreParens(const_cast<Stmt *>(S));
}

//===----------------------------------------------------------------------===//
// What a mention is for
//===----------------------------------------------------------------------===//

std::string GuardedUses::collect() {
  std::string Why = visit(writtenBody(L.Function));
  if (Why.empty() && isMentionedElsewhere(L.Function, Handle.Root, Mentions))
    return "the handle is mentioned in code that is not seen";
  return Why;
}

std::string GuardedUses::visitLambda(const LambdaExpr *Lambda) {
  for (const LambdaCapture &C : Lambda->captures())
    if (C.capturesVariable() && C.getCapturedVar() == Handle.Root) {
      if (C.getCaptureKind() != LCK_ByRef)
        return "a lambda keeps a copy of the handle";
      Mentions.insert(SM.getFileLoc(C.getLocation()));
    }
  for (const Expr *Init : Lambda->capture_inits())
    if (Init && !isa<DeclRefExpr>(Init))
      if (std::string Why = visit(Init); !Why.empty())
        return Why;
  return visit(Lambda->getBody());
}

std::string GuardedUses::visit(const Stmt *S) {
  if (!S)
    return "";
  if (const auto *Ref = dyn_cast<DeclRefExpr>(S);
      Ref && Ref->getDecl() == Handle.Root) {
    share(Ref);
    Mentions.insert(SM.getFileLoc(Ref->getLocation()));
    return classify(Ref);
  }
  if (const auto *Lambda = dyn_cast<LambdaExpr>(S))
    return visitLambda(Lambda);
  for (const Stmt *Child : S->children())
    if (std::string Why = visit(Child); !Why.empty())
      return Why;
  return "";
}

/// What the same calls are given may be used as long as the pool lives.
void GuardedUses::share(const Expr *Ref) {
  const Stmt *Below = Ref;
  for (const Stmt *Up = parentOf(Ref); isa_and_nonnull<Expr>(Up);
       Below = Up, Up = parentOf(Up)) {
    llvm::ArrayRef<const Expr *> Args;
    if (const auto *Call = dyn_cast<CallExpr>(Up))
      Args = {Call->getArgs(), Call->getNumArgs()};
    else if (const auto *Made = dyn_cast<CXXConstructExpr>(Up))
      Args = {Made->getArgs(), Made->getNumArgs()};
    for (const Expr *Arg : Args)
      if (Arg != Below)
        Shared.add(Arg);
  }
}

bool GuardedUses::isStatement(const Stmt *S) const {
  const Stmt *Parent = parentOf(S);
  if (const auto *Full = dyn_cast_or_null<FullExpr>(Parent))
    Parent = parentOf(S = Full);
  if (const auto *If = dyn_cast_or_null<IfStmt>(Parent))
    return If->getCond() != S;
  if (const auto *Loop = dyn_cast_or_null<WhileStmt>(Parent))
    return Loop->getCond() != S;
  return isa_and_nonnull<CompoundStmt, LabelStmt, SwitchCase>(Parent);
}

/// Only the truth of \p S counts, and a `std::unique_ptr` has one.
bool GuardedUses::isCondition(const Stmt *S) const {
  const Stmt *Parent = parentOf(S);
  if (const auto *Op = dyn_cast_or_null<UnaryOperator>(Parent))
    return Op->getOpcode() == UO_LNot;
  if (const auto *Op = dyn_cast_or_null<BinaryOperator>(Parent))
    return Op->isLogicalOp();
  if (const auto *If = dyn_cast_or_null<IfStmt>(Parent))
    return If->getCond() == S;
  if (const auto *Loop = dyn_cast_or_null<WhileStmt>(Parent))
    return Loop->getCond() == S;
  return false;
}

/// A parameter that takes a pointer that has no name as well.
static bool takesValue(const CallExpr *Call, const Expr *Arg) {
  const FunctionDecl *Callee = Call->getDirectCallee();
  for (unsigned I = 0; Callee && I < Call->getNumArgs(); ++I) {
    if (Call->getArg(I) != Arg || I >= Callee->getNumParams())
      continue;
    QualType T = Callee->getParamDecl(I)->getType();
    if (T->isLValueReferenceType() &&
        T.getNonReferenceType().isConstQualified())
      return true;
    const FunctionTemplateDecl *Template = Callee->getPrimaryTemplate();
    if (!Template || !Template->getTemplatedDecl()->getNumParams())
      return false;
    const FunctionDecl *Pattern = Template->getTemplatedDecl();
    unsigned Index = std::min(I, Pattern->getNumParams() - 1);
    QualType Written = Pattern->getParamDecl(Index)->getType();
    if (const auto *Pack = Written->getAs<PackExpansionType>())
      Written = Pack->getPattern();
    return Written->isRValueReferenceType();
  }
  return false;
}

/// No value of the handle is taken: it is named itself.
std::string GuardedUses::classifyReference(const Expr *Ref) {
  const Stmt *Parent = parentOf(Ref);
  if (const auto *Op = dyn_cast_or_null<BinaryOperator>(Parent);
      Op && Op->getOpcode() == BO_Assign && Op->getLHS()->IgnoreParens() == Ref)
    return classifyAssignment(Op, Ref);
  if (const auto *Cast = dyn_cast_or_null<CastExpr>(Parent);
      Cast && Cast->getCastKind() == CK_ToVoid) {
    Uses.push_back({Use::Same, Ref});
    return "";
  }
  if (const auto *Op = dyn_cast_or_null<UnaryOperator>(Parent);
      Op && Op->getOpcode() == UO_AddrOf) {
    const Stmt *Call = parentOf(Op);
    while (isa_and_nonnull<CastExpr>(Call))
      Call = parentOf(Call);
    if (!Call || !releases(Call) || !isStatement(Call))
      return "the handle's address is taken";
    Uses.push_back({Use::ReleaseAt, Ref, Call, true});
    return "";
  }
  if (const auto *Call = dyn_cast_or_null<CallExpr>(Parent);
      Call && takesValue(Call, Ref)) {
    Uses.push_back({Use::Read, Ref});
    return "";
  }
  return "a reference to the handle is made";
}

std::string GuardedUses::classify(const DeclRefExpr *Ref) {
  if (Ref->getLocation().isMacroID() &&
      !SM.isMacroArgExpansion(Ref->getLocation()))
    return "the handle is used inside a macro";
  const Stmt *Value = parentOf(Ref);
  const auto *Load = dyn_cast_or_null<ImplicitCastExpr>(Value);
  if (!Load || Load->getCastKind() != CK_LValueToRValue)
    return classifyReference(Ref);
  const Stmt *Next = parentOf(Value);
  bool Object = !Handle.Written.Type->isVoidPointerType();
  const auto *Cast = dyn_cast_or_null<ImplicitCastExpr>(Next);
  const auto *Unary = dyn_cast_or_null<UnaryOperator>(Next);
  const auto *Binary = dyn_cast_or_null<BinaryOperator>(Next);
  auto IsNull = [](const Expr *E) {
    return isa<CXXNullPtrLiteralExpr>(E->IgnoreParenImpCasts());
  };
  if ((Cast && Cast->getCastKind() == CK_PointerToBoolean &&
       isCondition(Cast)) ||
      (Object && isa_and_nonnull<MemberExpr>(Next)) ||
      (Object && Unary && Unary->getOpcode() == UO_Deref) ||
      (Binary && Binary->isEqualityOp() &&
       (IsNull(Binary->getLHS()) || IsNull(Binary->getRHS())))) {
    Uses.push_back({Use::Same, Ref});
    return "";
  }
  while (isa_and_nonnull<CastExpr>(Next))
    Next = parentOf(Next);
  if (Next && releases(Next))
    Uses.push_back({Use::Release, Ref, Next, isStatement(Next)});
  else
    Uses.push_back({Use::Read, Ref});
  return "";
}

std::string GuardedUses::classifyAssignment(const BinaryOperator *Assignment,
                                            const Expr *Ref) {
  if (!isStatement(Assignment) || mentions(Assignment->getRHS(), Handle.Root))
    return "the handle is set within another expression";
  if (Ref->getExprLoc().isMacroID())
    return "the handle is used inside a macro";
  Uses.push_back({Use::Assign, Ref, Assignment, true});
  return "";
}

bool GuardedUses::asksOnly(llvm::ArrayRef<StringRef> Methods) const {
  return llvm::all_of(Uses, [&](const Use &U) {
    if (U.What != Use::Same)
      return U.What == Use::Release && isa<CXXDeleteExpr>(U.Whole);
    const Stmt *Load = parentOf(U.Ref);
    const auto *Member = dyn_cast_or_null<MemberExpr>(parentOf(Load));
    if (!Member)
      return isa<ImplicitCastExpr>(parentOf(Load));
    const ValueDecl *D = Member->getMemberDecl();
    return D->getDeclName().isIdentifier() &&
           llvm::is_contained(Methods, D->getName());
  });
}

//===----------------------------------------------------------------------===//
// In the graph
//===----------------------------------------------------------------------===//

GuardSteps GuardedUses::steps(const GuardSpelling &Guard) const {
  GuardSteps Steps;
  Steps.Mode = Guard.Mode;
  Steps.KnowsItself = Guard.Joins;
  Steps.Handle = Handle.Place;
  auto Is = [&](const Stmt *Code, Use::Kind What) {
    return llvm::any_of(Uses, [&](const Use &U) {
      return U.Whole && U.Whole == Code && U.What == What;
    });
  };
  bool Ended = false;
  for (BlockId B = 0; B < L.Graph.Blocks.size(); ++B)
    for (auto [I, E] : llvm::enumerate(L.Graph.Blocks[B].Events)) {
      if (E.Origin == None || E.Dst != Handle.Place)
        continue;
      const Origin &O = L.Origins[E.Origin];
      bool Ends = O.What == Origin::ScopeEnd && O.Variable == Handle.Root;
      Ended |= Ends;
      bool Writes = E.Kind == EventKind::Set || E.Kind == EventKind::Copy ||
                    E.Kind == EventKind::Move || E.Kind == EventKind::Construct;
      // `delete p` where the destructor does not release.
      bool Dies = E.Kind == EventKind::Destroy && Is(O.Code, Use::Release);
      if (Ends || Dies || (Writes && Is(O.Code, Use::Assign)))
        Steps.At[{B, unsigned(I)}] = GuardSteps::Ends;
      else if (E.Kind == EventKind::Release &&
               (Is(O.Code, Use::Release) || Is(O.Code, Use::ReleaseAt)))
        Steps.At[{B, unsigned(I)}] = GuardSteps::Clears;
    }
  if (!Ended)
    return {};
  for (const auto &Point : GivenUp)
    Steps.At[Point] = GuardSteps::Clears;
  return Steps;
}

bool GuardedUses::handOver(unsigned Number) {
  if (Number == None)
    return false;
  const Stmt *Code = L.Origins[Number].Code;
  if (!Code || L.Origins[Number].Frame)
    return false;
  Use *Giver = nullptr;
  auto Contains = [&](const Use &U) {
    for (const Stmt *Up = U.Ref; Up;
         Up = Parents.getParent(const_cast<Stmt *>(Up)))
      if (Up == Code)
        return true;
    return false;
  };
  for (Use &U : Uses)
    if (Contains(U)) {
      if (Giver || U.What != Use::Read || U.Ref->getExprLoc().isMacroID())
        return false;
      Giver = &U;
    }
  if (!Giver)
    return false;
  // Nothing may ask the handle afterwards, nor in the next round.
  bool Returns = false;
  for (const Stmt *Up = Giver->Ref; Up && Up != Handle.Scope;
       Up = Parents.getParent(const_cast<Stmt *>(Up))) {
    if (isa<ForStmt, WhileStmt, DoStmt, CXXForRangeStmt, LambdaExpr>(Up))
      return false;
    Returns |= isa<ReturnStmt>(Up);
  }
  for (const Use &U : Uses)
    if (!Returns && &U != Giver &&
        SM.isBeforeInTranslationUnit(Giver->Ref->getExprLoc(),
                                     U.Ref->getExprLoc()))
      return false;
  Giver->What = Use::HandOver;
  for (BlockId B = 0; B < L.Graph.Blocks.size(); ++B) {
    const std::vector<Event> &Events = L.Graph.Blocks[B].Events;
    for (unsigned I = Events.size(); I-- > 0;)
      if (Events[I].Origin != None &&
          L.Origins[Events[I].Origin].Code == Code) {
        GivenUp.push_back({B, I});
        break;
      }
  }
  return true;
}

//===----------------------------------------------------------------------===//
// In the source
//===----------------------------------------------------------------------===//

CharSourceRange GuardedUses::fileRange(SourceRange R) const {
  return Lexer::makeFileCharRange(CharSourceRange::getTokenRange(R), SM,
                                  Context.getLangOpts());
}

static std::string withoutSpace(StringRef Text) {
  std::string Out;
  for (char C : Text)
    if (!isWhitespace(C))
      Out += C;
  return Out;
}

std::string GuardedUses::writeRelease(const Use &U, const GuardSpelling &Guard,
                                      SmallVectorImpl<FixItHint> &Edits) const {
  CharSourceRange Whole = fileRange(U.Whole->getSourceRange());
  bool Plain = Whole.isValid() && U.Whole->getBeginLoc().isFileID();
  StringRef Text;
  if (Plain)
    Text = Lexer::getSourceText(Whole, SM, Context.getLangOpts());
  const std::string &Name = Handle.Written.Text;
  if (U.IsStatement && Plain &&
      withoutSpace(Text) == withoutSpace(Guard.Release)) {
    Edits.push_back(
        isLastInLifeOf(Handle.Root, U.Whole, Handle.Scope, Parents, Context)
            ? removalOf(U.Whole, Context)
            : FixItHint::CreateReplacement(Whole, Name + ".reset()"));
    return "";
  }
  if (U.What == Use::ReleaseAt || isa<CXXDeleteExpr>(U.Whole))
    return "the pool is released in another way";
  CharSourceRange Ref = fileRange(U.Ref->getSourceRange());
  Edits.push_back(FixItHint::CreateInsertion(Ref.getEnd(), ".release()"));
  return "";
}

std::string
GuardedUses::writeAssignment(const Use &U,
                             SmallVectorImpl<FixItHint> &Edits) const {
  const auto *Op = cast<BinaryOperator>(U.Whole);
  CharSourceRange Value = fileRange(Op->getRHS()->getSourceRange());
  if (Value.isInvalid() || Op->getBeginLoc().isMacroID())
    return "the handle is set in a macro";
  const std::string &Name = Handle.Written.Text;
  if (Op->getRHS()->isNullPointerConstant(const_cast<ASTContext &>(Context),
                                          Expr::NPC_ValueDependentIsNotNull)) {
    Edits.push_back(FixItHint::CreateReplacement(
        CharSourceRange::getCharRange(Op->getBeginLoc(), Value.getEnd()),
        Name + ".reset()"));
    return "";
  }
  Edits.push_back(FixItHint::CreateReplacement(
      CharSourceRange::getCharRange(Op->getBeginLoc(), Value.getBegin()),
      Name + ".reset("));
  Edits.push_back(FixItHint::CreateInsertion(Value.getEnd(), ")"));
  return "";
}

std::string GuardedUses::write(const GuardSpelling &Guard,
                               SmallVectorImpl<FixItHint> &Edits) const {
  llvm::DenseMap<SourceLocation, Use::Kind> Written;
  for (const Use &U : Uses) {
    std::string Why;
    CharSourceRange Ref = fileRange(U.Ref->getSourceRange());
    if (Ref.isInvalid())
      return "the handle is used inside a macro";
    // An argument of a macro that names it twice.
    auto [First, New] = Written.try_emplace(Ref.getBegin(), U.What);
    if (!New && (First->second != U.What || U.What != Use::Read))
      return "a macro does several things with the handle";
    if (!New)
      continue;
    switch (U.What) {
    case Use::Same:
      break;
    case Use::Read:
      Edits.push_back(FixItHint::CreateInsertion(Ref.getEnd(), ".get()"));
      break;
    case Use::HandOver:
      Edits.push_back(FixItHint::CreateInsertion(Ref.getEnd(), ".release()"));
      break;
    case Use::Release:
    case Use::ReleaseAt:
      Why = writeRelease(U, Guard, Edits);
      break;
    case Use::Assign:
      Why = writeAssignment(U, Edits);
      break;
    }
    if (!Why.empty())
      return Why;
  }
  return "";
}

} // namespace poolguard
