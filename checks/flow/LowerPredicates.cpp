//===-- LowerPredicates.cpp - Visible functions that answer a question ----===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// `failed(rc)`, where the body is `return rc != 0;`, is the condition in the
/// body, asked of the arguments. The same holds for objects that are made of
/// an answer and tested later, as `testing::AssertionResult` in
/// `ASSERT_EQ(0, pthread_create(...))`. Only bodies that begin with their
/// question are looked into: nothing is written before it is asked.
///
//===----------------------------------------------------------------------===//

#include "FunctionLowering.h"
#include "LibraryTypes.h"
#include "PoolNames.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;

namespace poolguard {

static const Expr *withoutWrappers(const Expr *E) {
  while (E) {
    const Expr *Inner = E->IgnoreImplicit()->IgnoreParenCasts();
    if (const auto *C = dyn_cast<CXXConstructExpr>(Inner);
        C && C->getNumArgs() == 1 &&
        C->getConstructor()->isCopyOrMoveConstructor())
      Inner = C->getArg(0);
    // `return AssertionFailure() << "why";`
    if (const auto *Op = dyn_cast<CXXOperatorCallExpr>(Inner);
        Op && Op->getOperator() == OO_LessLess)
      Inner = Op->getArg(0);
    if (Inner == E)
      break;
    E = Inner;
  }
  return E;
}

static const Stmt *onlyStatement(const Stmt *S) {
  while (const auto *Body = dyn_cast_or_null<CompoundStmt>(S)) {
    if (Body->size() != 1)
      return Body;
    S = Body->body_front();
  }
  return S;
}

static const Expr *returnedBy(const Stmt *S) {
  const auto *R = dyn_cast_or_null<ReturnStmt>(onlyStatement(S));
  return R ? R->getRetValue() : nullptr;
}

/// The member that tells whether an object is true, and whether it is the
/// contrary: of `operator bool() const { return !failed; }`.
static std::pair<const FieldDecl *, bool> answerOf(const CXXRecordDecl *R) {
  if (!R || !R->hasDefinition())
    return {};
  for (const NamedDecl *D : R->getVisibleConversionFunctions()) {
    const auto *To = dyn_cast<CXXConversionDecl>(D->getUnderlyingDecl());
    const FunctionDecl *Body = nullptr;
    if (!To || !To->getConversionType()->isBooleanType() || !To->hasBody(Body))
      continue;
    const Expr *Value = withoutWrappers(returnedBy(Body->getBody()));
    bool Negated = false;
    if (const auto *U = dyn_cast_or_null<UnaryOperator>(Value);
        U && U->getOpcode() == UO_LNot) {
      Value = withoutWrappers(U->getSubExpr());
      Negated = true;
    }
    if (const auto *M = dyn_cast_or_null<MemberExpr>(Value);
        M && isa<CXXThisExpr>(M->getBase()->IgnoreParenImpCasts()))
      return {dyn_cast<FieldDecl>(M->getMemberDecl()), Negated};
  }
  return {};
}

/// An unseen function that makes an answer: `AssertionSuccess()`.
static std::optional<bool> answerByName(const Expr *E) {
  const auto *Call = dyn_cast<CallExpr>(E);
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  if (!Callee || !Callee->getIdentifier())
    return std::nullopt;
  for (llvm::StringRef Word : wordsOf(Callee->getName())) {
    if (Word == "success" || Word == "ok" || Word == "pass")
      return true;
    if (Word == "failure" || Word == "fail" || Word == "error")
      return false;
  }
  return std::nullopt;
}

/// Only the values of these variables and constants are asked for. What lies
/// behind pointers and in globals may change from one call to the next.
static bool speaksOf(const Stmt *S,
                     llvm::function_ref<bool(const Decl *)> IsGiven) {
  if (const auto *Ref = dyn_cast<DeclRefExpr>(S))
    return IsGiven(Ref->getDecl()) || isa<EnumConstantDecl>(Ref->getDecl());
  if (const auto *U = dyn_cast<UnaryOperator>(S);
      U && (U->getOpcode() == UO_Deref || U->getOpcode() == UO_AddrOf))
    return false;
  if (!isa<BinaryOperator, UnaryOperator, CastExpr, ParenExpr, FullExpr,
           MaterializeTemporaryExpr, IntegerLiteral, CharacterLiteral,
           CXXBoolLiteralExpr, CXXNullPtrLiteralExpr, GNUNullExpr,
           SubstNonTypeTemplateParmExpr>(S))
    return false;
  return llvm::all_of(S->children(), [&](const Stmt *Child) {
    return Child && speaksOf(Child, IsGiven);
  });
}

/// What could not be looked into is remembered by its spelling, and that names
/// parameters, which stand for something else in each call.
static bool isPlain(const ConditionTree &T,
                    llvm::function_ref<bool(PlaceId)> IsOwnValue) {
  if (T.What == ConditionTree::And || T.What == ConditionTree::Or)
    return llvm::all_of(T.Parts, [&](const ConditionTree &Part) {
      return isPlain(Part, IsOwnValue);
    });
  return T.What == ConditionTree::Constant || T.What == ConditionTree::Open ||
         (T.What == ConditionTree::Compare && IsOwnValue(T.P));
}

std::optional<ConditionTree> FunctionLowering::askedOf(const FunctionDecl *Body,
                                                       Args A,
                                                       const Expr *Question,
                                                       bool Same) {
  constexpr unsigned MaxParameters = 16;
  if (Body->isDependentContext() || Body->isVariadic() ||
      A.size() != Body->getNumParams() || Substituted.size() > MaxParameters)
    return std::nullopt;
  for (const ParmVarDecl *P : Body->parameters())
    if (Substituted.count(P))
      return std::nullopt; // Recursion.
  for (unsigned I = 0; I < A.size(); ++I)
    Substituted[Body->getParamDecl(I)] = A[I];
  std::optional<ConditionTree> T = answerIn(Question);
  for (const ParmVarDecl *P : Body->parameters())
    Substituted.erase(P);
  if (!T || !isPlain(*T, [&](PlaceId P) {
        return P != None && !AskedBy.count(P) && !Places.info(P).External;
      }))
    return std::nullopt;
  return Same ? *T : T->negated();
}

std::optional<ConditionTree> FunctionLowering::answerIn(const Expr *E) {
  E = withoutWrappers(E);
  if (const auto *Call = dyn_cast_or_null<CallExpr>(E))
    return answerOfCall(Call);
  if (const auto *C = dyn_cast_or_null<CXXConstructExpr>(E))
    return answerOfObject(C);
  // `return !failed(code);`
  if (const auto *U = dyn_cast_or_null<UnaryOperator>(E);
      U && U->getOpcode() == UO_LNot) {
    std::optional<ConditionTree> T = answerIn(U->getSubExpr());
    return T ? std::optional<ConditionTree>(T->negated()) : std::nullopt;
  }
  if (!E || !E->getType()->isScalarType() || !isStable(E) ||
      !speaksOf(E, [&](const Decl *D) { return Substituted.count(D) != 0; }))
    return std::nullopt;
  return conditionOf(E);
}

/// A number that is no answer keeps its value.
static bool isAnswer(const Expr *Value) {
  const Expr *Core = withoutWrappers(Value);
  if (const auto *B = dyn_cast<BinaryOperator>(Core))
    return B->isComparisonOp() || B->isLogicalOp();
  if (const auto *U = dyn_cast<UnaryOperator>(Core))
    return U->getOpcode() == UO_LNot;
  return Core->getType()->isBooleanType() ||
         isa<CallExpr, CXXConstructExpr>(Core);
}

namespace {

/// A body that begins with its question, and what it returns if so or not.
struct Question {
  const Expr *Asked = nullptr;
  const Expr *Then = nullptr, *Else = nullptr; ///< Null: returns what is asked.

  explicit Question(const Stmt *Body) {
    const Stmt *First = onlyStatement(Body), *Second = nullptr;
    if (const auto *List = dyn_cast_or_null<CompoundStmt>(First)) {
      if (List->size() != 2)
        return;
      First = List->body_front();
      Second = List->body_back();
    }
    const auto *If = dyn_cast_or_null<IfStmt>(First);
    if (!If) {
      const Expr *Value = Second ? nullptr : returnedBy(First);
      Asked = Value && isAnswer(Value) ? Value : nullptr;
      return;
    }
    if (If->getInit() || If->getConditionVariable() ||
        (Second && If->getElse()))
      return;
    Then = returnedBy(If->getThen());
    Else = returnedBy(Second ? Second : If->getElse());
    Asked = Then && Else ? If->getCond() : nullptr;
  }
};

} // namespace

static std::optional<bool> truthOfReturned(const Expr *Value,
                                           ModelMatcher &Models) {
  if (!Value->getType()->isScalarType())
    return answerByName(withoutWrappers(Value));
  std::optional<int64_t> C = Models.evaluate(Value);
  return C ? std::optional<bool>(*C != 0) : std::nullopt;
}

/// `T()` or `T{}`.
static bool isDefaultMade(const Expr *E) {
  E = E->IgnoreUnlessSpelledInSource()->IgnoreParenCasts();
  if (const auto *C = dyn_cast<CXXConstructExpr>(E))
    return C->getNumArgs() == 0;
  if (const auto *List = dyn_cast<InitListExpr>(E))
    return List->getNumInits() == 0;
  return isa<CXXScalarValueInitExpr>(E);
}

PlaceId FunctionLowering::comparesWithNothing(const Expr *L, const Expr *R) {
  // `t.get_id() != std::thread::id()`: whether there is a thread at all.
  auto Made = [&](const Expr *E) { // `std::thread::id none;`
    const VarDecl *V = referencedVariable(E->IgnoreUnlessSpelledInSource());
    return V && V->hasLocalStorage() && V->getInit() &&
                   V->getType()->isRecordType() && !facts().isWritten(V)
               ? V->getInit()
               : E;
  };
  if (isDefaultMade(Made(L)))
    std::swap(L, R);
  R = Made(R);
  const auto *M = dyn_cast<CXXMemberCallExpr>(L->IgnoreUnlessSpelledInSource());
  if (!M || !isDefaultMade(R) || !Models.familyOf(objectType(M)))
    return None;
  PlaceId P = objectPlace(M->getImplicitObjectArgument());
  return isElementsPlace(P) ? None : P;
}

/// `IS_ERR(p)`, `IS_ERR_OR_NULL(p)` of Linux: what `ok: not-err-ptr` is about.
static std::optional<ConditionTree> errorPointerIn(const FunctionDecl *Callee,
                                                   const Operand &O) {
  if (!O.isContent() || !Callee->getIdentifier())
    return std::nullopt;
  bool OrNull = Callee->getName() == "IS_ERR_OR_NULL";
  if (!OrNull && Callee->getName() != "IS_ERR")
    return std::nullopt;
  ConditionTree T;
  T.What = ConditionTree::Compare;
  T.P = O.P;
  T.IfTrue = OrNull ? ValueSet::satisfying(Relation::Le, 0) : errorPointers();
  T.IfFalse = ValueSet::satisfying(OrNull ? Relation::Gt : Relation::Ge, 0);
  return T;
}

std::optional<ConditionTree> FunctionLowering::answerOfCall(const CallExpr *C) {
  const FunctionDecl *Callee = C->getDirectCallee(), *Body = nullptr;
  const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Callee);
  if (Callee && C->getNumArgs() == 1)
    if (auto T = errorPointerIn(Callee, operandOf(C->getArg(0))))
      return T;
  if (!Callee || (Method && !Method->isStatic()) || InlinedCalls.contains(C) ||
      !Callee->hasBody(Body) || isa<CoroutineBodyStmt>(Body->getBody()))
    return std::nullopt;
  QualType Result = Callee->getReturnType();
  if (!Result->isIntegerType() && !answerOf(Result->getAsCXXRecordDecl()).first)
    return std::nullopt;
  Question Q(Body->getBody());
  if (!Q.Asked)
    return std::nullopt;
  bool Same = true;
  if (Q.Then) {
    std::optional<bool> Holds = truthOfReturned(Q.Then, Models);
    std::optional<bool> Fails = truthOfReturned(Q.Else, Models);
    if (Holds == Fails)
      return std::nullopt;
    Same = Holds ? *Holds : !*Fails;
  }
  return askedOf(Body, Args(C->getArgs(), C->getNumArgs()), Q.Asked, Same);
}

std::optional<ConditionTree>
FunctionLowering::answerOfObject(const CXXConstructExpr *C) {
  auto [Answer, Negated] = answerOf(C->getConstructor()->getParent());
  const FunctionDecl *Body = nullptr;
  if (!Answer || C->getNumArgs() == 0 || !C->getConstructor()->hasBody(Body))
    return std::nullopt;
  for (const CXXCtorInitializer *I : cast<CXXConstructorDecl>(Body)->inits())
    if (I->getMember() == Answer)
      return askedOf(Body, Args(C->getArgs(), C->getNumArgs()), I->getInit(),
                     !Negated);
  return std::nullopt;
}

/// A constant that is made of an answer.
static bool keepsAnswer(const VarDecl *V) {
  return V && V->hasLocalStorage() && V->getInit() &&
         V->getType().isConstQualified() &&
         answerOf(V->getType()->getAsCXXRecordDecl()).first;
}

std::optional<ConditionTree> FunctionLowering::answerOfTest(const CallExpr *C) {
  const auto *M = dyn_cast<CXXMemberCallExpr>(C);
  if (!M || !isa_and_nonnull<CXXConversionDecl>(M->getMethodDecl()) ||
      !C->getType()->isBooleanType())
    return std::nullopt;
  const VarDecl *V = referencedVariable(M->getImplicitObjectArgument());
  if (!V)
    return answerIn(M->getImplicitObjectArgument());
  if (!keepsAnswer(V) || !answerIn(V->getInit()))
    return std::nullopt;
  ConditionTree T;
  T.What = ConditionTree::Compare;
  T.P = variablePlace(V);
  T.IfTrue = ValueSet::nonZero();
  T.IfFalse = ValueSet::constant(0);
  return T;
}

void FunctionLowering::keepAnswer(const VarDecl *V, PlaceId P) {
  if (keepsAnswer(V))
    if (std::optional<ConditionTree> T = answerIn(V->getInit()))
      assignOperand(P, Operand::condition(*T), V->getInit());
}

} // namespace poolguard
