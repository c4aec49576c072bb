//===-- SlotCounter.cpp ---------------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "SlotCounter.h"
#include "../flow/BodyFacts.h"
#include "SlotSteps.h"
#include "StmtWalk.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace poolguard {

class SlotCounterFinder {
public:
  SlotCounterFinder(const FunctionDecl *F, const VarDecl *Array,
                    const ASTContext &Context)
      : F(F), Array(Array), Context(Context), SM(Context.getSourceManager()),
        All(F, Array, Context) {}

  std::optional<SlotCounter> find(ArrayRef<const Expr *> Constructions);

private:
  bool isDeclaredZero() const;
  bool addStep(const Expr *Construction);
  bool begin(ArrayRef<const Expr *> Constructions);
  void collectUses();

  const FunctionDecl *F;
  const VarDecl *Array;
  const ASTContext &Context;
  const SourceManager &SM;
  SlotSteps All;
  SlotCounter Found;
  CounterPath Counter;
  llvm::SmallPtrSet<const Stmt *, 4> Steps;
  SmallVector<const Stmt *, 2> Zeros; ///< `n = 0`
};

bool SlotCounterFinder::isDeclaredZero() const {
  const Expr *Init = Counter.Root->getInit();
  if (!Init || !Counter.Field)
    return All.isZero(Init);
  const auto *List = dyn_cast<InitListExpr>(Init);
  if (List && !List->isSemanticForm())
    List = List->getSemanticForm();
  unsigned I = Counter.Field->getFieldIndex();
  return List && I < List->getNumInits() &&
         (isa<ImplicitValueInitExpr>(List->getInit(I)) ||
          All.isZero(List->getInit(I)));
}

void SlotCounterFinder::collectUses() {
  eachStmt(writtenBody(F), [&](const Stmt *S) {
    if (isa<ForStmt, WhileStmt, DoStmt, CXXForRangeStmt>(S))
      Found.Loops.push_back(S->getSourceRange());
    const auto *E = dyn_cast<Expr>(S);
    const auto *Ref = dyn_cast_or_null<DeclRefExpr>(E);
    bool IsRoot = Ref && Ref->getDecl() == Counter.Root;
    bool IsCounter = E && isa<DeclRefExpr, MemberExpr>(E) &&
                     CounterPath::of(E) == Counter && (IsRoot || Counter.Field);
    if (!IsRoot && !IsCounter)
      return;
    const Stmt *Up = All.parents().getParent(S);
    while (isa_and_nonnull<ParenExpr>(Up))
      Up = All.parents().getParent(Up);
    const auto *Cast = dyn_cast_or_null<ImplicitCastExpr>(Up);
    const auto *Op = dyn_cast_or_null<BinaryOperator>(Up);
    if (!IsCounter ? isa_and_nonnull<MemberExpr>(Up)
                   : (Cast && Cast->getCastKind() == CK_LValueToRValue) ||
                         Steps.contains(Up))
      return;
    if (IsCounter && Op && Op->getOpcode() == BO_Assign &&
        CounterPath::of(Op->getLHS()) == Counter && All.isZero(Op->getRHS()))
      Zeros.push_back(Op);
    else if (!isa_and_nonnull<UnaryExprOrTypeTraitExpr>(Up))
      Found.Spoilt.push_back(SM.getFileLoc(S->getBeginLoc()));
  });
}

/// Finds where the counter has its first value.
bool SlotCounterFinder::begin(ArrayRef<const Expr *> Constructions) {
  const Stmt *Declared = All.declarationOf(Counter.Root);
  const Stmt *Filled = All.declarationOf(Array);
  const Stmt *Around = Declared ? All.parents().getParent(Declared) : nullptr;
  if (!Filled || !isa_and_nonnull<CompoundStmt, ForStmt>(Around))
    return false;
  bool IsZero = isDeclaredZero();
  if (IsZero && All.loopAround(Declared) != All.loopAround(Filled))
    return false;
  const Stmt *First = IsZero ? Declared : nullptr;
  SourceLocation End = Around->getEndLoc();
  for (const Stmt *Zero : Zeros) {
    const Stmt *In = All.parents().getParent(Zero);
    if (const auto *For = dyn_cast_or_null<ForStmt>(In);
        For && For->getInit() == Zero &&
        isa_and_nonnull<CompoundStmt>(All.parents().getParent(For)))
      In = All.parents().getParent(For);
    if (!isa_and_nonnull<CompoundStmt, ForStmt>(In) ||
        All.loopAround(Zero) != All.loopAround(Filled) ||
        !llvm::all_of(Constructions, [&](const Expr *C) {
          return contains(In, C) && SM.isBeforeInTranslationUnit(
                                        Zero->getBeginLoc(), C->getBeginLoc());
        }))
      return false;
    if (First)
      continue;
    First = Zero;
    End = In->getEndLoc();
  }
  if (!First)
    return false;
  Found.Known = {SM.getFileLoc(First->getEndLoc()), SM.getFileLoc(End)};
  // Jumps back, or past the first value.
  return !anyStmt(writtenBody(F), [&](const Stmt *S) {
    const auto *Goto = dyn_cast<GotoStmt>(S);
    return isa<IndirectGotoStmt>(S) ||
           (Goto &&
            (SM.isBeforeInTranslationUnit(Goto->getBeginLoc(),
                                          First->getEndLoc()) ||
             SM.isBeforeInTranslationUnit(Goto->getLabel()->getLocation(),
                                          Goto->getBeginLoc())));
  });
}

bool SlotCounterFinder::addStep(const Expr *Construction) {
  std::optional<SlotStep> Step = All.stepOf(Construction);
  if (!Step || (Counter && !(Step->Counter == Counter)))
    return false;
  Counter = Step->Counter;
  if (!Steps.insert(cast<Expr>(Step->Step)->IgnoreParenImpCasts()).second)
    return false;
  if (Step->Uncounted.isValid())
    Found.Uncounted.push_back({SM.getFileLoc(Step->Uncounted.getBegin()),
                               SM.getFileLoc(Step->Uncounted.getEnd())});
  const ArraySubscriptExpr *Slot = All.slotOf(Construction);
  std::string Base = CounterPath::of(Slot->getBase()).text(), Rest;
  for (const Stmt *Up = All.parents().getParent(Slot);
       isa_and_nonnull<MemberExpr, ParenExpr>(Up);
       Up = All.parents().getParent(Up))
    if (const auto *Member = dyn_cast<MemberExpr>(Up))
      Rest += "." + Member->getMemberDecl()->getNameAsString();
  bool Same = Found.Base.empty() || (Found.Base == Base && Found.Rest == Rest);
  Found.Base = Base;
  Found.Rest = Rest;
  return Same;
}

std::optional<SlotCounter>
SlotCounterFinder::find(ArrayRef<const Expr *> Constructions) {
  for (const Expr *Each : Constructions)
    if (!addStep(Each))
      return std::nullopt;
  if (!Counter || BodyFacts(writtenBody(F)).Writes.lookup(Array) > 1)
    return std::nullopt;
  // Of two loops that begin with 0 the second overwrites.
  bool Along = llvm::any_of(Constructions, [&](const Expr *C) {
    const Expr *Index = All.slotOf(C)->getIdx();
    return !(CounterPath::of(Index) == Counter) &&
           !(countedBy(Index, Context) == Counter);
  });
  if (Along && Constructions.size() > 1)
    return std::nullopt;
  Found.Text = Counter.text();
  Found.Type =
      Counter.Field ? Counter.Field->getType() : Counter.Root->getType();
  if (!Found.Type->isIntegerType() || Found.Type.isVolatileQualified())
    return std::nullopt;
  collectUses();
  if (!begin(Constructions))
    return std::nullopt;
  return Found;
}

std::optional<SlotCounter>
SlotCounter::find(const FunctionDecl *F, const VarDecl *Array,
                  ArrayRef<const Expr *> Constructions,
                  const ASTContext &Context) {
  return SlotCounterFinder(F, Array, Context).find(Constructions);
}

std::string SlotCounter::madeAt(SourceLocation Where, LastAttempt Last,
                                const ASTContext &Context) const {
  const SourceManager &SM = Context.getSourceManager();
  Where = SM.getFileLoc(Where);
  auto IsBehind = [&](SourceLocation A) {
    return SM.isBeforeInTranslationUnit(A, Where);
  };
  auto IsIn = [&](SourceLocation Loc, const SourceRange &R) {
    return SM.isPointWithin(Loc, SM.getFileLoc(R.getBegin()),
                            SM.getFileLoc(R.getEnd()));
  };
  if (!IsBehind(Known.getBegin()) || !IsIn(Where, Known))
    return "";
  for (SourceLocation Loc : Spoilt)
    if (IsBehind(Loc) || llvm::any_of(Loops, [&](const SourceRange &Loop) {
          return IsIn(Loc, Loop) && IsIn(Where, Loop);
        }))
      return "";
  for (const SourceRange &R : Uncounted)
    if (IsBehind(R.getBegin()) && IsIn(Where, R))
      return Last == LastAttempt::Succeeded ? Text + " + 1"
             : Last == LastAttempt::Failed  ? Text
                                            : "";
  return Text;
}

} // namespace poolguard
