//===-- HoistPool.cpp -----------------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The body of the loop has to be a construction, perhaps a question whether it
/// failed, what is done with the pool, and its end; in that order. That the
/// pool is the same in every round is known.
///
//===----------------------------------------------------------------------===//

#include "HoistPool.h"
#include "../flow/BodyFacts.h"
#include "HandleVariable.h"
#include "LastStatement.h"
#include "OtherMentions.h"
#include "ReleaseHazards.h"
#include "StatementRemoval.h"
#include "StmtWalk.h"
#include "TemplateFixes.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Lex/Lexer.h"
#include <functional>

using namespace clang;

namespace poolguard {

namespace {

class Hoister {
public:
  Hoister(const LoweredFunction &L, SiteId Site, const Stmt *Loop,
          const ASTContext &Context, ModelMatcher &Models)
      : L(L), Site(Site), Loop(Loop), Context(Context),
        SM(Context.getSourceManager()), Models(Models),
        Parents(writtenBody(L.Function)) {}

  FixProposal hoist();

private:
  using Kinds = std::initializer_list<EventKind>;

  std::string findBody();
  std::string findConstruction();
  std::string findFailure();
  std::string findEnd();
  std::string findOtherWays() const;
  bool endsOnTheWayOut(const Stmt *S) const;
  std::string findUses();
  std::string write(Fix &Made);

  /// Something in \p S is an event of \p Wanted about the pool.
  bool does(const Stmt *S, Kinds Wanted) const;
  bool endsPool(const Stmt *S) const {
    return does(S, {EventKind::Release, EventKind::Announce, EventKind::Await,
                    EventKind::Drop});
  }
  bool isWaited(const Stmt *S) const {
    // A submission that fails leaves nothing queued, either.
    return does(S, {EventKind::Wait}) && !does(S, {EventKind::Submit}) &&
           !endsPool(S);
  }
  bool isMovable(const Stmt *S) const;
  bool dependsOnRound(const Stmt *Use) const;
  const VarDecl *counter() const;
  bool isAllHandingOver() const;
  std::string textOf(const Stmt *S) const;
  std::string indentationOf(const Stmt *S) const;
  /// The statements between the construction and the end.
  llvm::ArrayRef<const Stmt *> middle() const {
    return llvm::ArrayRef(Statements).slice(Begin, End - Begin);
  }

  const LoweredFunction &L;
  SiteId Site;
  const Stmt *Loop;
  const ASTContext &Context;
  const SourceManager &SM;
  ModelMatcher &Models;
  ParentMap Parents;

  std::optional<HandleVariable> Handle;
  SmallVector<const Stmt *, 16> Statements; ///< Of the loop's body.
  unsigned Made = 0;                        ///< Index of the construction.
  unsigned Begin = 0;                       ///< Of what follows it.
  unsigned End = 0;       ///< Of the first that ends the pool.
  bool MayBeNull = false; ///< The loop goes on where there is no pool.
  std::string Wait;       ///< What a round does instead of the end.
  bool Overlaps = false;  ///< Rounds do not wait any more.
};

} // namespace

static const Stmt *bodyOf(const Stmt *Loop) {
  if (const auto *For = dyn_cast<ForStmt>(Loop))
    return For->getBody();
  if (const auto *While = dyn_cast<WhileStmt>(Loop))
    return While->getBody();
  if (const auto *Do = dyn_cast<DoStmt>(Loop))
    return Do->getBody();
  if (const auto *Range = dyn_cast<CXXForRangeStmt>(Loop))
    return Range->getBody();
  return nullptr;
}

static bool leavesFunction(const Stmt *S) {
  return isa<ReturnStmt, GotoStmt, IndirectGotoStmt, CXXThrowExpr,
             CoreturnStmt>(S);
}

bool Hoister::does(const Stmt *S, Kinds Wanted) const {
  for (const FlowBlock &B : L.Graph.Blocks)
    for (const Event &E : B.Events) {
      if (!llvm::is_contained(Wanted, E.Kind) || E.Dst != Handle->Place ||
          E.Origin == None)
        continue;
      const Origin &O = L.Origins[E.Origin];
      if (!O.Frame && O.What == Origin::Statement && O.Code &&
          O.Code != L.Sites[Site].Construction && contains(S, O.Code))
        return true;
    }
  return false;
}

bool Hoister::isMovable(const Stmt *S) const {
  return Lexer::makeFileCharRange(
             CharSourceRange::getTokenRange(S->getSourceRange()), SM,
             Context.getLangOpts())
      .isValid();
}

std::string Hoister::textOf(const Stmt *S) const {
  CharSourceRange Range = Lexer::makeFileCharRange(
      CharSourceRange::getTokenRange(S->getSourceRange()), SM,
      Context.getLangOpts());
  std::string Text =
      Lexer::getSourceText(Range, SM, Context.getLangOpts()).str();
  if (Text.empty() || (Text.back() != ';' && Text.back() != '}'))
    Text += ";";
  // It moves out by one level.
  std::string Inner = "\n" + indentationOf(S),
              Outer = "\n" + indentationOf(Loop);
  for (size_t At = 0; (At = Text.find(Inner, At)) != std::string::npos;
       At += Outer.size())
    Text.replace(At, Inner.size(), Outer);
  return Text;
}

std::string Hoister::indentationOf(const Stmt *S) const {
  SourceLocation Where = SM.getFileLoc(S->getBeginLoc());
  auto [File, Offset] = SM.getDecomposedLoc(Where);
  StringRef Line = SM.getBufferData(File).take_front(Offset);
  Line = Line.substr(Line.rfind('\n') + 1);
  return Line.take_while([](char C) { return C == ' ' || C == '\t'; }).str();
}

std::string Hoister::findBody() {
  const Stmt *Around = Parents.getParent(Loop);
  const auto *Body = dyn_cast_or_null<CompoundStmt>(bodyOf(Loop));
  if (!Body || !isa_and_nonnull<CompoundStmt>(Around))
    return "the loop is no statement of a block, or has none";
  if (Loop->getBeginLoc().isMacroID() || Loop->getEndLoc().isMacroID())
    return "the loop is a macro's";
  bool Jumps = anyStmt(writtenBody(L.Function), [](const Stmt *S) {
    return isa<LabelStmt, SwitchCase>(S);
  });
  if (Jumps)
    return "a jump may pass the construction";
  Statements.append(Body->body_begin(), Body->body_end());
  return "";
}

std::string Hoister::findConstruction() {
  std::string Why;
  Handle = HandleVariable::find(L, Site, Why);
  if (!Handle)
    return Why;
  if (Handle->Written.Text != Handle->Root->getName() ||
      isa<ParmVarDecl>(Handle->Root))
    return "the handle is no local variable";
  const Expr *Construction = L.Sites[Site].Construction;
  auto It = llvm::find_if(
      Statements, [&](const Stmt *S) { return contains(S, Construction); });
  if (It == Statements.end())
    return "the construction is no statement of the loop's body";
  Made = It - Statements.begin();
  Begin = Made + 1;
  const Stmt *S = *It;
  const auto *Decls = dyn_cast<DeclStmt>(S);
  bool Declares =
      Decls && Decls->isSingleDecl() && Decls->getSingleDecl() == Handle->Root;
  const auto *Op = dyn_cast<BinaryOperator>(S);
  bool Assigns = Op && Op->getOpcode() == BO_Assign &&
                 mentions(Op->getLHS(), Handle->Root);
  if (!Declares && !Assigns)
    return "the construction is no statement of its own";
  bool IsLoops = !Declares && contains(Loop, Handle->Scope);
  if (IsLoops || !isMovable(S))
    return "the construction cannot be moved";
  return "";
}

/// `if (!pool) return;`
std::string Hoister::findFailure() {
  if (Begin == Statements.size())
    return "";
  const auto *If = dyn_cast<IfStmt>(Statements[Begin]);
  if (!If || If->getElse() || If->getInit() || If->getConditionVariable() ||
      !mentions(If->getCond(), Handle->Root))
    return "";
  const Stmt *Arm = If->getThen();
  bool Leaves = anyStmt(Arm, leavesFunction);
  bool GoesOn = anyStmt(
      Arm, [](const Stmt *S) { return isa<ContinueStmt, BreakStmt>(S); });
  bool Asks = !anyStmt(If->getCond(), [](const Stmt *S) {
    return isa<CallExpr>(S) && !isa<CXXOperatorCallExpr, CXXMemberCallExpr>(S);
  });
  if (!Asks || mentions(Arm, Handle->Root) || Leaves == GoesOn)
    return "";
  if (Leaves && !isMovable(If))
    return "the construction cannot be moved";
  ++Begin;
  MayBeNull = GoesOn;
  return "";
}

std::string Hoister::findEnd() {
  End = Statements.size();
  while (End > Begin && endsPool(Statements[End - 1]))
    --End;
  for (unsigned I = End; I < Statements.size(); ++I)
    if (!isa<Expr>(Statements[I]) || !isMovable(Statements[I]))
      return "what ends the pool is no statement of its own";
  bool GoesOn = llvm::any_of(middle(), [&](const Stmt *S) {
    return endsPool(S) && !endsOnTheWayOut(S);
  });
  return GoesOn ? "the round goes on after the end of the pool" : "";
}

/// What ends the pool within \p S is followed by a return.
bool Hoister::endsOnTheWayOut(const Stmt *S) const {
  return !anyStmt(S, [&](const Stmt *Each) {
    if (!isa<Expr>(Each) || !endsPool(Each))
      return false;
    const auto *Block = dyn_cast_or_null<CompoundStmt>(Parents.getParent(Each));
    if (!Block) // Of a part of that expression, or of an unbraced arm.
      return !isa_and_nonnull<Expr>(Parents.getParent(Each));
    const auto *Next = std::next(llvm::find(Block->body(), Each));
    return Next == Block->body_end() ||
           !(isa<ReturnStmt>(*Next) || endsPool(*Next));
  });
}

/// No way out of the loop may leave a pool open, or end it twice.
std::string Hoister::findOtherWays() const {
  if (End == Statements.size()) // Its scope ends it.
    return "";
  for (const Stmt *S : llvm::ArrayRef(Statements).take_front(Made)) {
    if (anyStmt(S, leavesFunction))
      return "the loop is left with the pool open";
    bool Calls = anyStmt(S, [](const Stmt *Each) {
      return isa<CallExpr, CXXConstructExpr>(Each);
    });
    if (Calls && Context.getLangOpts().CPlusPlus)
      return "an exception might leave the pool open";
  }
  return "";
}

/// \p Ref, a part of \p Use, hands over a number, which is copied.
static bool isCopied(const DeclRefExpr *Ref, const Stmt *Use,
                     const ParentMap &Parents) {
  const auto *V = dyn_cast<VarDecl>(Ref->getDecl());
  if (!V || !V->getType()->isArithmeticType())
    return false;
  for (const Stmt *Up = Ref; Up && Up != Use; Up = Parents.getParent(Up)) {
    const auto *Op = dyn_cast<UnaryOperator>(Up);
    const auto *Call = dyn_cast<CallExpr>(Up);
    const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
    bool Refers = Callee && Callee->getDeclName().isIdentifier() &&
                  (Callee->getName() == "ref" || Callee->getName() == "cref");
    if (Refers || (Op && Op->getOpcode() == UO_AddrOf))
      return false;
  }
  return !anyStmt(Use, [&](const Stmt *S) {
    const auto *Lambda = dyn_cast<LambdaExpr>(S);
    return Lambda &&
           llvm::any_of(Lambda->captures(), [&](const LambdaCapture &C) {
             return C.capturesVariable() && C.getCapturedVar() == V &&
                    C.getCaptureKind() == LCK_ByRef;
           });
  });
}

/// The variable that each round has another value of, or null.
const VarDecl *Hoister::counter() const {
  if (const auto *Range = dyn_cast<CXXForRangeStmt>(Loop))
    return Range->getLoopVariable();
  const auto *For = dyn_cast<ForStmt>(Loop);
  const auto *Decls =
      For ? dyn_cast_or_null<DeclStmt>(For->getInit()) : nullptr;
  return Decls && Decls->isSingleDecl()
             ? dyn_cast<VarDecl>(Decls->getSingleDecl())
             : nullptr;
}

/// \p Use hands over what this round or another does something else with.
/// Elements of an array that the loop counts through are each round's own.
bool Hoister::dependsOnRound(const Stmt *Use) const {
  const VarDecl *Own = counter();
  std::function<bool(const Stmt *)> Depends = [&](const Stmt *S) -> bool {
    if (!S)
      return false;
    if (const auto *Element = dyn_cast<ArraySubscriptExpr>(S)) {
      const VarDecl *Array = referencedVariable(Element->getBase());
      bool Outside = Array && !declarationIn(Loop, Array);
      return !(Own && Outside && referencedVariable(Element->getIdx()) == Own);
    }
    if (isa<CXXThisExpr>(S))
      return true;
    if (const auto *Ref = dyn_cast<DeclRefExpr>(S)) {
      const auto *V = dyn_cast<VarDecl>(Ref->getDecl());
      bool Element =
          V && V == Own &&
          (V->getType()->isReferenceType() || V->getType()->isPointerType());
      return V && V != Handle->Root && !Element &&
             !(V->hasLocalStorage() && isCopied(Ref, Use, Parents));
    }
    return llvm::any_of(S->children(), Depends);
  };
  return Depends(Use);
}

/// Rounds may overlap: they do nothing but hand their own to the tasks.
bool Hoister::isAllHandingOver() const {
  for (unsigned I = 0; I < Statements.size(); ++I) {
    bool Known = I == Made || (I > Made && I < Begin) || I >= End;
    if (Known)
      continue;
    const Stmt *S = Statements[I];
    if (!isa<Expr>(S) || !mentions(S, Handle->Root) || dependsOnRound(S))
      return false;
  }
  // The head must not ask for what the tasks do, either.
  auto Asks = [&](const Stmt *Head) {
    return anyStmt(Head, [&](const Stmt *S) {
      const auto *Ref = dyn_cast<DeclRefExpr>(S);
      const auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
      return isa<CallExpr, ArraySubscriptExpr, MemberExpr>(S) ||
             (V && !V->hasLocalStorage());
    });
  };
  if (const auto *For = dyn_cast<ForStmt>(Loop))
    return !Asks(For->getCond()) && !Asks(For->getInc());
  if (const auto *While = dyn_cast<WhileStmt>(Loop))
    return !Asks(While->getCond());
  if (const auto *Do = dyn_cast<DoStmt>(Loop))
    return !Asks(Do->getCond());
  // A temporary's elements are gone behind the loop.
  const auto *Range = dyn_cast<CXXForRangeStmt>(Loop);
  return Range && Range->getRangeInit()->isLValue();
}

std::string Hoister::findUses() {
  bool Used = false, Waited = false;
  for (const Stmt *S : middle()) {
    Waited = mentions(S, Handle->Root) ? isWaited(S) : Waited;
    Used |= mentions(S, Handle->Root) && !isWaited(S);
  }
  // The last word of the round is a wait already.
  if (!Used || Waited || !waitsForTasks(L.Sites[Site].Owner->Kind))
    return "";
  if (!Handle->Written.Smart)
    for (const ReleaseSpelling &Each :
         spellWaits(*L.Sites[Site].Owner, Handle->Written, Context, Models))
      if (Each.Step == EventKind::Wait && Wait.empty())
        Wait = Each.Call;
  bool GoesOn =
      anyStmt(Loop, [](const Stmt *S) { return isa<ContinueStmt>(S); });
  if (!Wait.empty() && !GoesOn)
    return "";
  Wait.clear();
  if (!isAllHandingOver())
    return "each round waits for its tasks by releasing the pool";
  // The scope that ends the pool then goes on behind the loop.
  const auto *Around = cast<CompoundStmt>(Parents.getParent(Loop));
  if (End == Statements.size() &&
      !isLastInLifeOf(Handle->Root, Loop, Around, Parents, Context))
    return "what comes behind the loop may need the tasks to be done";
  Overlaps = true;
  return "";
}

std::string Hoister::write(Fix &Made) {
  SourceLocation Start = SM.getFileLoc(Loop->getBeginLoc());
  std::string Indentation = indentationOf(Loop);
  std::string Before;
  for (unsigned I = this->Made; I < Begin; ++I) {
    if (I > this->Made && MayBeNull)
      break; // That question stays.
    Before += textOf(Statements[I]) + "\n" + Indentation;
    Made.Edits.push_back(removalOf(Statements[I], Context));
  }
  Made.Edits.push_back(FixItHint::CreateInsertion(Start, Before));
  std::string Behind;
  for (unsigned I = End; I < Statements.size(); ++I) {
    Behind += "\n" + Indentation;
    if (MayBeNull)
      Behind += "if (" + Handle->Written.Text + ")\n" + Indentation + "  ";
    Behind += textOf(Statements[I]);
    if (I == End && !Wait.empty())
      Made.Edits.push_back(FixItHint::CreateReplacement(
          Lexer::makeFileCharRange(
              CharSourceRange::getTokenRange(Statements[I]->getSourceRange()),
              SM, Context.getLangOpts()),
          Wait));
    else
      Made.Edits.push_back(removalOf(Statements[I], Context));
  }
  SourceLocation Behindmost = Lexer::getLocForEndOfToken(
      Loop->getEndLoc(), 0, SM, Context.getLangOpts());
  if (isa<DoStmt>(Loop)) {
    std::optional<Token> Semicolon =
        Lexer::findNextToken(Loop->getEndLoc(), SM, Context.getLangOpts());
    if (!Semicolon || Semicolon->isNot(tok::semi))
      return "the loop is a macro's";
    Behindmost = Semicolon->getEndLoc();
  }
  if (End == Statements.size() && !Wait.empty())
    Made.Edits.push_back(FixItHint::CreateInsertion(
        cast<CompoundStmt>(bodyOf(Loop))->getRBracLoc(),
        "  " + Wait + ";\n" + Indentation));
  // What is said of the brace stays with it.
  auto [File, Offset] = SM.getDecomposedLoc(Behindmost);
  StringRef Rest = SM.getBufferData(File).substr(Offset).take_until(
      [](char C) { return C == '\n'; });
  if (Rest.ltrim().starts_with("//"))
    Behindmost = Behindmost.getLocWithOffset(Rest.rtrim().size());
  if (!Behind.empty())
    Made.Edits.push_back(FixItHint::CreateInsertion(Behindmost, Behind));
  return "";
}

FixProposal Hoister::hoist() {
  const LoweredSite &S = L.Sites[Site];
  if (!S.Owner || !S.Construction || S.Frame)
    return {{}, "the pool is not made by this function"};
  if (isInstantiated(L.Function))
    return {{}, "the function is a template"};
  if (hasDirectives(L.Function))
    return {{}, "the function depends on the configuration"};
  using Step = std::string (Hoister::*)();
  for (Step Each : {&Hoister::findBody, &Hoister::findConstruction,
                    &Hoister::findFailure, &Hoister::findEnd})
    if (std::string Why = (this->*Each)(); !Why.empty())
      return {{}, Why};
  if (std::string Why = findOtherWays(); !Why.empty())
    return {{}, Why};
  if (std::string Why = findUses(); !Why.empty())
    return {{}, Why};
  Fix Moved;
  if (std::string Why = write(Moved); !Why.empty())
    return {{}, Why};
  Moved.At = Statements[Made]->getBeginLoc();
  Moved.Handle = Handle->Written.Text;
  Moved.Message = "construct '" + Handle->Written.Text + "' before the loop";
  if (End != Statements.size())
    Moved.Message += " and release it behind";
  if (Overlaps)
    Moved.Message += "; iterations then do not wait for each other's tasks";
  return {{std::move(Moved)}, ""};
}

FixProposal hoistPool(const LoweredFunction &L, SiteId Site, const Stmt *Loop,
                      const ASTContext &Context, ModelMatcher &Models) {
  return Hoister(L, Site, Loop, Context, Models).hoist();
}

} // namespace poolguard
