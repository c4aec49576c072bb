//===-- SlotSteps.cpp -----------------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "SlotSteps.h"
#include "../flow/BodyFacts.h"
#include "FillLoop.h"
#include "PassedCode.h"
#include "StmtWalk.h"
#include "clang/AST/ParentMap.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace poolguard {

CounterPath CounterPath::of(const Expr *E) {
  E = E->IgnoreParenImpCasts();
  CounterPath P;
  if (const auto *Member = dyn_cast<MemberExpr>(E)) {
    P.Field = dyn_cast<FieldDecl>(Member->getMemberDecl());
    if (Member->isArrow() || !P.Field)
      return {};
    E = Member->getBase()->IgnoreParenImpCasts();
  }
  const auto *Ref = dyn_cast<DeclRefExpr>(E);
  P.Root = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  if (!P.Root || !P.Root->hasLocalStorage() ||
      P.Root->getType()->isReferenceType())
    return {};
  return P;
}

std::string CounterPath::text() const {
  return Root->getNameAsString() +
         (Field ? "." + Field->getNameAsString() : "");
}

/// `n++`, `++n` or `n += 1`: what is counted.
CounterPath countedBy(const Stmt *S, const ASTContext &Context) {
  const auto *E = dyn_cast_or_null<Expr>(S);
  if (!E)
    return {};
  E = E->IgnoreParenImpCasts();
  if (const auto *Op = dyn_cast<UnaryOperator>(E))
    return Op->isIncrementOp() ? CounterPath::of(Op->getSubExpr())
                               : CounterPath();
  const auto *Op = dyn_cast<CompoundAssignOperator>(E);
  if (!Op || Op->getOpcode() != BO_AddAssign)
    return {};
  Expr::EvalResult R;
  bool One = !Op->getRHS()->isValueDependent() &&
             Op->getRHS()->EvaluateAsInt(R, Context) && R.Val.getInt().isOne();
  return One ? CounterPath::of(Op->getLHS()) : CounterPath();
}

static bool isLoop(const Stmt *S) {
  return isa<ForStmt, WhileStmt, DoStmt, CXXForRangeStmt>(S);
}

/// Something else than a `return` leaves \p S, or comes to it.
static bool jumpsAbout(const Stmt *S) {
  return anyStmt(S, [](const Stmt *Each) {
    return isa<BreakStmt, ContinueStmt, GotoStmt, LabelStmt, SwitchCase>(Each);
  });
}

const Stmt *SlotSteps::loopAround(const Stmt *S) const {
  const Stmt *Below = S;
  for (const Stmt *Up = Parents.getParent(S); Up;
       Below = Up, Up = Parents.getParent(Up)) {
    const auto *For = dyn_cast<ForStmt>(Up);
    if (isLoop(Up) && !(For && For->getInit() == Below))
      return Up;
  }
  return nullptr;
}

const Stmt *SlotSteps::declarationOf(const VarDecl *V) const {
  return declarationIn(writtenBody(F), V);
}

/// The statement of a block, or all of an arm or a loop's body.
const Stmt *SlotSteps::statementOf(const Expr *Construction) const {
  const Stmt *S = Construction;
  while (const Stmt *Up = Parents.getParent(S)) {
    const auto *For = dyn_cast<ForStmt>(Up);
    const auto *While = dyn_cast<WhileStmt>(Up);
    const auto *If = dyn_cast<IfStmt>(Up);
    if (isa<CompoundStmt>(Up) || (For && For->getBody() == S) ||
        (While && While->getBody() == S) || (If && If->getCond() != S))
      return S;
    if (isa<LabelStmt, SwitchCase, DoStmt, SwitchStmt, LambdaExpr>(Up) || For)
      return nullptr;
    S = Up;
  }
  return nullptr;
}

const ArraySubscriptExpr *SlotSteps::slotOf(const Expr *Construction) const {
  const ArraySubscriptExpr *Slot = nullptr;
  auto Look = [&](const Stmt *In) {
    eachStmt(In, [&](const Stmt *S) {
      const auto *E = dyn_cast<ArraySubscriptExpr>(S);
      if (E && !Slot && CounterPath::of(E->getBase()).Root == Array)
        Slot = E;
    });
  };
  if (const auto *Call = dyn_cast<CallExpr>(Construction->IgnoreParenCasts());
      Call && Call->getNumArgs())
    Look(Call->getArg(0));
  const Stmt *Up = Parents.getParent(Construction);
  while (isa_and_nonnull<CastExpr, ParenExpr>(Up))
    Up = Parents.getParent(Up);
  if (const auto *Op = dyn_cast_or_null<BinaryOperator>(Up);
      Op && !Slot && Op->getOpcode() == BO_Assign)
    Look(Op->getLHS());
  return Slot;
}

const VarDecl *SlotSteps::resultOf(const Stmt *Making,
                                   const Expr *Construction) const {
  if (!Making || !Construction->getType()->isIntegralOrEnumerationType())
    return nullptr;
  const VarDecl *Found = nullptr;
  eachStmt(Making, [&](const Stmt *S) {
    if (const auto *Op = dyn_cast<BinaryOperator>(S);
        Op && Op->getOpcode() == BO_Assign &&
        Op->getRHS()->IgnoreParenCasts() == Construction->IgnoreParenCasts())
      Found = referencedVariable(Op->getLHS());
    if (const auto *Decls = dyn_cast<DeclStmt>(S))
      for (const Decl *D : Decls->decls())
        if (const auto *V = dyn_cast<VarDecl>(D);
            V && V->getInit() &&
            V->getInit()->IgnoreParenCasts() ==
                Construction->IgnoreParenCasts())
          Found = V;
  });
  return Found;
}

/// \p Making: what stands before the condition and made the pool; null: the
/// condition does.
SlotSteps::Answer SlotSteps::answerOf(const Expr *Condition, const Stmt *Making,
                                      const Expr *Construction) const {
  const Expr *E = Condition->IgnoreParenImpCasts();
  if (const auto *Op = dyn_cast<UnaryOperator>(E);
      Op && Op->getOpcode() == UO_LNot)
    return negated(answerOf(Op->getSubExpr(), Making, Construction));
  const auto *Op = dyn_cast<BinaryOperator>(E);
  // Whoever gets to the second operand has an answer that decides nothing.
  if (Op && Op->getOpcode() == BO_LAnd)
    return !Making &&
                   answerOf(Op->getRHS(), Making, Construction) == Answer::Made
               ? Answer::Made
               : Answer::None;
  if (Op && Op->isEqualityOp()) {
    const Expr *Other = isZero(Op->getRHS())   ? Op->getLHS()
                        : isZero(Op->getLHS()) ? Op->getRHS()
                                               : nullptr;
    Answer NotZero =
        Other ? answerOf(Other, Making, Construction) : Answer::None;
    return Op->getOpcode() == BO_NE ? NotZero : negated(NotZero);
  }
  if (Op && Op->getOpcode() == BO_Assign)
    E = Op->getRHS()->IgnoreParenImpCasts();
  bool ByCode = Construction->getType()->isIntegralOrEnumerationType();
  // A number that is the handle may tell in any way.
  if (ByCode && !contains(Construction, slotOf(Construction)))
    return Answer::None;
  const auto *Slot = dyn_cast<ArraySubscriptExpr>(E);
  bool Asks =
      Making ? ByCode
                   ? referencedVariable(E) &&
                         referencedVariable(E) == resultOf(Making, Construction)
                   : Slot && CounterPath::of(Slot->getBase()).Root == Array
             : E->IgnoreParenCasts() == Construction->IgnoreParenCasts();
  return !Asks ? Answer::None : ByCode ? Answer::Failed : Answer::Made;
}

/// The step is \p Arm, or a statement of it.
std::optional<SlotStep> SlotSteps::inArm(const Stmt *Arm) const {
  if (CounterPath C = countedBy(Arm, Context))
    return SlotStep{Arm, C, {}};
  const auto *Block = dyn_cast_or_null<CompoundStmt>(Arm);
  if (!Block)
    return std::nullopt;
  for (const Stmt *Each : Block->body()) {
    if (CounterPath C = countedBy(Each, Context))
      return SlotStep{Each, C, {Block->getBeginLoc(), Each->getBeginLoc()}};
    if (jumpsAbout(Each))
      return std::nullopt;
  }
  return std::nullopt;
}

std::optional<SlotStep> SlotSteps::ifMade(const IfStmt *If) const {
  std::optional<SlotStep> Step = inArm(If->getThen());
  if (Step)
    Step->FailureLeaves = leaves(If->getElse());
  return Step;
}

/// The step is among \p Next, the statements behind \p Making.
std::optional<SlotStep> SlotSteps::inBlock(const Stmt *Making,
                                           ArrayRef<const Stmt *> Next,
                                           const Expr *Construction) const {
  SourceLocation Made = Making->getEndLoc();
  bool Tells = isa<Expr, DeclStmt>(Making);
  bool Asked = !Tells || !resultOf(Making, Construction);
  for (const Stmt *Each : Next) {
    if (CounterPath C = countedBy(Each, Context)) {
      if (!Asked)
        return std::nullopt;
      return SlotStep{Each, C, {Made, Each->getBeginLoc()}};
    }
    const auto *If = Tells ? dyn_cast<IfStmt>(Each) : nullptr;
    Answer Told = If && !If->getInit() && !If->getConditionVariableDeclStmt()
                      ? answerOf(If->getCond(), Making, Construction)
                      : Answer::None;
    if (Told == Answer::Made)
      return ifMade(If);
    if (Told == Answer::Failed && !If->getElse() && leaves(If->getThen())) {
      Made = If->getEndLoc();
      Asked = true;
    } else if (jumpsAbout(Each)) {
      return std::nullopt;
    }
    Tells = false;
  }
  return std::nullopt;
}

/// `for (...; n++) making;`
std::optional<SlotStep> SlotSteps::byLoop(const Stmt *Making) const {
  const Stmt *Body = Making, *Up = Parents.getParent(Making);
  if (const auto *Block = dyn_cast_or_null<CompoundStmt>(Up)) {
    Body = Block;
    Up = Parents.getParent(Block);
  }
  const auto *For = dyn_cast_or_null<ForStmt>(Up);
  CounterPath C = For && For->getBody() == Body
                      ? countedBy(For->getInc(), Context)
                      : CounterPath();
  if (!C || anyStmt(Body, llvm::IsaPred<ContinueStmt, LabelStmt>))
    return std::nullopt;
  // What breaks off behind has not counted the last one.
  bool Early = anyStmt(Body, [&](const Stmt *S) {
    return isa<BreakStmt, GotoStmt>(S) && !contains(Making, S) &&
           SM.isBeforeInTranslationUnit(Making->getEndLoc(), S->getBeginLoc());
  });
  if (Early)
    return std::nullopt;
  return SlotStep{For->getInc(), C, {Making->getEndLoc(), Body->getEndLoc()}};
}

std::optional<SlotStep> SlotSteps::stepOf(const Expr *Construction) const {
  const ArraySubscriptExpr *Slot = slotOf(Construction);
  const Stmt *Making = statementOf(Construction);
  if (!Slot || !Making)
    return std::nullopt;
  const Expr *Index = Slot->getIdx()->IgnoreParenImpCasts();
  bool Tells = resultOf(Making, Construction);
  if (CounterPath C = countedBy(Index, Context)) {
    const auto *Op = dyn_cast<UnaryOperator>(Index);
    if (!Op || !Op->isPostfix() || !isa<Expr>(Making) || Tells ||
        !alwaysMakes(Making, Construction, Parents, Context))
      return std::nullopt;
    return SlotStep{Index, C, {}};
  }
  std::optional<SlotStep> Step;
  const auto *If = dyn_cast<IfStmt>(Making);
  if (const auto *While = dyn_cast<WhileStmt>(Making)) {
    if (answerOf(While->getCond(), nullptr, Construction) == Answer::Made)
      Step = inArm(While->getBody());
  } else if (If && !If->getInit() &&
             answerOf(If->getCond(), nullptr, Construction) == Answer::Made) {
    Step = ifMade(If);
  } else if (isa<DeclStmt>(Making) ||
             alwaysMakes(Making, Construction, Parents, Context)) {
    if (const auto *Block =
            dyn_cast_or_null<CompoundStmt>(Parents.getParent(Making)))
      Step = inBlock(
          Making,
          SmallVector<const Stmt *, 8>(
              std::next(llvm::find(Block->body(), Making)), Block->body_end()),
          Construction);
    if (!Step && (If || !Tells))
      Step = byLoop(Making);
  }
  if (!Step || Step->Counter == CounterPath::of(Index))
    return Step;
  if (!Step->FailureLeaves || !countsAlong(CounterPath::of(Index), Making))
    return std::nullopt;
  return Step;
}

/// \p Index is the counter of a loop that makes a pool in each round.
bool SlotSteps::countsAlong(const CounterPath &Index,
                            const Stmt *Making) const {
  const Stmt *Body = Making, *Up = Parents.getParent(Making);
  if (const auto *Block = dyn_cast_or_null<CompoundStmt>(Up)) {
    Body = Block;
    Up = Parents.getParent(Block);
  }
  const auto *For = dyn_cast_or_null<ForStmt>(Up);
  if (!For || For->getBody() != Body || !Index || Index.Field ||
      !(countedBy(For->getInc(), Context) == Index) ||
      BodyFacts(For->getBody()).isWritten(Index.Root) ||
      anyStmt(Body, llvm::IsaPred<ContinueStmt, LabelStmt>) ||
      loopAround(For) != loopAround(declarationOf(Array)))
    return false;
  const auto *Op = dyn_cast_or_null<BinaryOperator>(For->getInit());
  return Op ? Op->getOpcode() == BO_Assign &&
                  CounterPath::of(Op->getLHS()) == Index && isZero(Op->getRHS())
            : isa_and_nonnull<DeclStmt>(For->getInit()) &&
                  contains(For->getInit(), declarationOf(Index.Root)) &&
                  isZero(Index.Root->getInit());
}

bool SlotSteps::isZero(const Expr *E) const {
  Expr::EvalResult R;
  return E && !E->isValueDependent() && E->EvaluateAsRValue(R, Context) &&
         (R.Val.isInt() ? R.Val.getInt().isZero()
                        : R.Val.isLValue() && R.Val.isNullPointer());
}

} // namespace poolguard
