//===-- KnownTests.cpp ----------------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "KnownTests.h"
#include "StmtWalk.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"

using namespace clang;

namespace poolguard {

/// Every question costs a few runs of the solver.
constexpr unsigned MaxVariables = 6, MaxConditions = 12;

/// The blocks and loop heads that \p Inner is declared in, by their
/// declarations.
static void
eachLocal(const Stmt *S, const Stmt *Scope,
          llvm::function_ref<void(const VarDecl *, const Stmt *Scope)> Do) {
  if (!S || isa<LambdaExpr>(S))
    return;
  if (isa<CompoundStmt, ForStmt, IfStmt, WhileStmt, SwitchStmt>(S))
    Scope = S;
  if (const auto *Decls = dyn_cast<DeclStmt>(S))
    for (const Decl *D : Decls->decls())
      if (const auto *V = dyn_cast<VarDecl>(D))
        Do(V, Scope);
  for (const Stmt *Child : S->children())
    eachLocal(Child, Scope, Do);
}

KnownTests::KnownTests(const LoweredFunction &L, const ASTContext &Context)
    : L(L), Context(Context) {
  for (const ParmVarDecl *P : L.Function->parameters())
    Locals.push_back({P, nullptr});
  eachLocal(L.Function->getBody(), nullptr,
            [&](const VarDecl *V, const Stmt *Scope) {
              Locals.push_back({V, Scope});
            });
  std::vector<Declared> All = Locals;
  llvm::erase_if(Locals, [&](const Declared &D) {
    return !D.Variable->getDeclName().isIdentifier() ||
           D.Variable->getName().empty() ||
           llvm::count_if(All, [&](const Declared &Other) {
             return Other.Variable->getDeclName() == D.Variable->getDeclName();
           }) != 1;
  });
  addConditions();
  addVariables();
  for (const LoweredFunction::KeptValue &Each : L.Kept) {
    Event Yes, No;
    Yes.Kind = No.Kind = EventKind::Assume;
    Yes.Dst = No.Dst = Each.Place;
    Yes.Values = Each.Yes;
    No.Values = Each.No;
    KnownTest Known;
    Known.Test = HandleTest::Answers;
    Known.Test.Yes = {Yes};
    Known.Test.No = {No};
    Known.Text = Each.Question;
    Tests.push_back(std::move(Known));
  }
}

/// The only scalar place of that name.
static PlaceId placeNamed(const PoolFlowGraph &G, StringRef Name) {
  PlaceId Found = None;
  for (PlaceId P = 0; P < G.Places.size(); ++P)
    if (G.Places[P].Name == Name && !G.Places[P].Collection) {
      if (Found != None)
        return None;
      Found = P;
    }
  return Found;
}

static Event assume(PlaceId P, Relation R, int64_t C) {
  Event E;
  E.Kind = EventKind::Assume;
  E.Dst = P;
  E.Values = ValueSet::satisfying(R, C);
  return E;
}

void KnownTests::addVariable(const VarDecl *V) {
  PlaceId P = placeNamed(L.Graph, V->getName());
  if (P == None)
    return;
  std::string Name = V->getNameAsString();
  auto Add = [&](std::string Text, Relation R) {
    KnownTest Known;
    Known.Test.What = HandleTest::Answers;
    Known.Test.Yes = {assume(P, R, 0)};
    Known.Test.No = {assume(P, negate(R), 0)};
    Known.Text = std::move(Text);
    Known.Names = {V};
    Tests.push_back(std::move(Known));
  };
  if (V->getType()->isBooleanType()) {
    Add(Name, Relation::Ne);
    Add("!" + Name, Relation::Eq);
    return;
  }
  Add(Name + " == 0", Relation::Eq);
  Add(Name + " != 0", Relation::Ne);
  if (V->getType()->isSignedIntegerType()) {
    Add(Name + " > 0", Relation::Gt);
    Add(Name + " >= 0", Relation::Ge);
  }
}

/// Only a variable that the function sets can tell what happened.
void KnownTests::addVariables() {
  unsigned Left = MaxVariables;
  for (const Declared &D : Locals) {
    QualType T = D.Variable->getType();
    if (!T->isIntegralOrEnumerationType() || T.isVolatileQualified() ||
        T->isDependentType() || !D.Variable->hasLocalStorage())
      continue;
    if (Left == 0)
      return;
    --Left;
    addVariable(D.Variable);
  }
}

bool KnownTests::isPlain(const Expr *Condition, KnownTest &Known) const {
  bool Plain = !anyStmt(Condition, [&](const Stmt *S) {
    if (const auto *Ref = dyn_cast<DeclRefExpr>(S)) {
      if (isa<EnumConstantDecl>(Ref->getDecl()))
        return false;
      const auto *V = dyn_cast<VarDecl>(Ref->getDecl());
      if (!llvm::any_of(Locals,
                        [&](const Declared &D) { return D.Variable == V; }))
        return true;
      Known.Names.push_back(V);
      return false;
    }
    if (const auto *Op = dyn_cast<UnaryOperator>(S))
      return Op->isIncrementDecrementOp();
    if (const auto *Op = dyn_cast<BinaryOperator>(S))
      return Op->isAssignmentOp() || Op->isCommaOp();
    return !isa<ImplicitCastExpr, ParenExpr, IntegerLiteral, CharacterLiteral,
                CXXBoolLiteralExpr, CXXNullPtrLiteralExpr, GNUNullExpr,
                MemberExpr>(S);
  });
  return Plain && !Known.Names.empty();
}

/// The assumptions a branch begins with.
static std::vector<Event> assumptions(const FlowBlock &B) {
  std::vector<Event> Found;
  for (const Event &E : B.Events) {
    if (E.Kind != EventKind::Assume && E.Kind != EventKind::AssumeOpen)
      break;
    Found.push_back(E);
  }
  return Found;
}

void KnownTests::addConditions() {
  const SourceManager &SM = Context.getSourceManager();
  auto BranchOf = [&](const Expr *Condition, Origin::Kind What) {
    for (const FlowBlock &B : L.Graph.Blocks)
      if (B.Origin != None && L.Origins[B.Origin].What == What &&
          !L.Origins[B.Origin].Frame && L.Origins[B.Origin].Code == Condition)
        return assumptions(B);
    return std::vector<Event>();
  };
  unsigned Left = MaxConditions;
  eachStmt(L.Function->getBody(), [&](const Stmt *S) {
    const auto *If = dyn_cast<IfStmt>(S);
    if (!If || Left == 0 || If->getConditionVariable())
      return;
    const Expr *Condition = If->getCond();
    KnownTest Known;
    Known.Test.What = HandleTest::Answers;
    CharSourceRange Range = Lexer::makeFileCharRange(
        CharSourceRange::getTokenRange(Condition->getSourceRange()), SM,
        Context.getLangOpts());
    if (Range.isInvalid() || !isPlain(Condition, Known))
      return;
    Known.Text = Lexer::getSourceText(Range, SM, Context.getLangOpts()).str();
    for (const Expr *E : {Condition, Condition->IgnoreParenImpCasts()}) {
      Known.Test.Yes = BranchOf(E, Origin::TrueBranch);
      Known.Test.No = BranchOf(E, Origin::FalseBranch);
      if (!Known.Test.Yes.empty() && !Known.Test.No.empty())
        break;
    }
    // A conjunction is no single question of the graph's.
    if (Known.Test.Yes.size() != 1 || Known.Test.No.size() != 1 ||
        llvm::any_of(Tests, [&](const KnownTest &Other) {
          return Other.Text == Known.Text;
        }))
      return;
    --Left;
    Tests.push_back(std::move(Known));
  });
}

std::vector<const KnownTest *> KnownTests::at(SourceLocation Where) const {
  const SourceManager &SM = Context.getSourceManager();
  Where = SM.getFileLoc(Where);
  auto IsVisible = [&](const VarDecl *V) {
    return llvm::any_of(Locals, [&](const Declared &D) {
      return D.Variable == V &&
             SM.isBeforeInTranslationUnit(SM.getFileLoc(V->getEndLoc()),
                                          Where) &&
             (!D.Scope ||
              SM.isPointWithin(Where, SM.getFileLoc(D.Scope->getBeginLoc()),
                               SM.getFileLoc(D.Scope->getEndLoc())));
    });
  };
  std::vector<const KnownTest *> Found;
  for (const KnownTest &Each : Tests)
    if (llvm::all_of(Each.Names, IsVisible))
      Found.push_back(&Each);
  return Found;
}

} // namespace poolguard
