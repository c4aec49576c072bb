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
  eachLocal(writtenBody(L.Function), nullptr,
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
    // Another thread may have it changed by then.
    if (const auto *E = dyn_cast<Expr>(S);
        E &&
        (E->getType().isVolatileQualified() || E->getType()->isAtomicType()))
      return true;
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
    // Elsewhere the pointer may be null, or the divisor.
    if (const auto *Op = dyn_cast<UnaryOperator>(S))
      return Op->isIncrementDecrementOp() || Op->getOpcode() == UO_Deref;
    if (const auto *Op = dyn_cast<BinaryOperator>(S))
      return Op->isAssignmentOp() || Op->isCommaOp() ||
             Op->getOpcode() == BO_Div || Op->getOpcode() == BO_Rem;
    if (const auto *Member = dyn_cast<MemberExpr>(S))
      return Member->isArrow();
    return !isa<ImplicitCastExpr, ParenExpr, IntegerLiteral, CharacterLiteral,
                CXXBoolLiteralExpr, CXXNullPtrLiteralExpr, GNUNullExpr>(S);
  });
  return Plain && !Known.Names.empty();
}

/// What is assumed on the way into \p Begin, where a branch begins; nothing, if
/// several ways lead there.
static std::vector<Event> assumptionsBefore(const PoolFlowGraph &G,
                                            BlockId Begin) {
  const FlowBlock *Before = nullptr;
  for (const FlowBlock &B : G.Blocks)
    if (llvm::is_contained(B.Succs, Begin)) {
      if (Before || B.Succs.size() != 1 || B.Origin != None)
        return {};
      Before = &B;
    }
  bool Only =
      Before && llvm::all_of(Before->Events, [](const Event &E) {
        return E.Kind == EventKind::Assume || E.Kind == EventKind::AssumeOpen;
      });
  return Only ? Before->Events : std::vector<Event>();
}

/// Calls \p Do with \p Condition and, if it is made of several, with each.
static void eachQuestion(const Expr *Condition,
                         llvm::function_ref<void(const Expr *)> Do) {
  Condition = Condition->IgnoreParens();
  Do(Condition);
  const auto *Op = dyn_cast<BinaryOperator>(Condition->IgnoreImpCasts());
  if (!Op || !Op->isLogicalOp())
    return;
  eachQuestion(Op->getLHS(), Do);
  eachQuestion(Op->getRHS(), Do);
}

void KnownTests::addConditions() {
  const SourceManager &SM = Context.getSourceManager();
  auto BranchOf = [&](const Expr *Condition, Origin::Kind What) {
    for (BlockId B = 0; B < L.Graph.Blocks.size(); ++B)
      if (unsigned Number = L.Graph.Blocks[B].Origin;
          Number != None && L.Origins[Number].What == What &&
          !L.Origins[Number].Frame && L.Origins[Number].Code == Condition)
        return assumptionsBefore(L.Graph, B);
    return std::vector<Event>();
  };
  unsigned Left = MaxConditions;
  auto Add = [&](const Expr *Condition) {
    KnownTest Known;
    Known.Test.What = HandleTest::Answers;
    CharSourceRange Range = Lexer::makeFileCharRange(
        CharSourceRange::getTokenRange(Condition->getSourceRange()), SM,
        Context.getLangOpts());
    if (Left == 0 || Range.isInvalid() || !isPlain(Condition, Known))
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
  };
  eachStmt(writtenBody(L.Function), [&](const Stmt *S) {
    const auto *If = dyn_cast<IfStmt>(S);
    if (If && !If->getConditionVariable())
      eachQuestion(If->getCond(), Add);
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

std::set<PlaceId> answersOfCalls(const LoweredFunction &L) {
  std::set<PlaceId> Found;
  auto MayChange = [](const Stmt *S) {
    const auto *Call = dyn_cast<CallExpr>(S);
    const auto *M = dyn_cast_or_null<CXXMethodDecl>(
        Call ? Call->getDirectCallee() : nullptr);
    return Call && !(M && M->isConst());
  };
  for (BlockId B = 0; B < L.Graph.Blocks.size(); ++B) {
    unsigned Number = L.Graph.Blocks[B].Origin;
    const Origin *O = Number == None ? nullptr : &L.Origins[Number];
    if (O && O->Code &&
        (O->What == Origin::TrueBranch || O->What == Origin::FalseBranch) &&
        anyStmt(O->Code, MayChange))
      for (const Event &E : assumptionsBefore(L.Graph, B))
        if (L.Graph.Places[E.Dst].Name.empty())
          Found.insert(E.Dst);
  }
  // What a call leaves is its answer.
  for (const FlowBlock &B : L.Graph.Blocks)
    for (const Event &E : B.Events)
      if (E.Kind != EventKind::Assume)
        Found.erase(E.Dst);
  return Found;
}

} // namespace poolguard
