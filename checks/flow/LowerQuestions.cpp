//===-- LowerQuestions.cpp - Questions to objects -----------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LibraryTypes.h"
#include "LowerAnswers.h"
#include "PoolNames.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/FoldingSet.h"
#include "llvm/Support/DJB.h"

using namespace clang;

namespace poolguard {

using Args = llvm::ArrayRef<const Expr *>;

const CXXRecordDecl *libraryClass(QualType T) {
  const CXXRecordDecl *R =
      T.isNull() ? nullptr : T.getNonReferenceType()->getAsCXXRecordDecl();
  return R && R->getIdentifier() && isInStd(R, /*OrBoost=*/true) ? R : nullptr;
}

llvm::StringRef className(QualType T) {
  const CXXRecordDecl *R = libraryClass(T);
  return R ? R->getName() : llvm::StringRef();
}

llvm::StringRef methodName(const CXXMethodDecl *M) {
  return M && M->getIdentifier() ? M->getName() : llvm::StringRef();
}

bool isKnownByPlace(QualType T) {
  switch (libraryType(T)) {
  case LibraryType::UniquePtr:
  case LibraryType::SharedPtr:
  case LibraryType::ReferenceWrapper:
    return true;
  case LibraryType::Optional:
    return !templateArgument(T, 0)->isArithmeticType();
  case LibraryType::Other:
  case LibraryType::Sequence:
  case LibraryType::Map:
    return isAtomic(T);
  }
  return false;
}

const Expr *spelled(const Expr *E) {
  for (;;) {
    const Expr *Inner = E->IgnoreUnlessSpelledInSource()->IgnoreParenCasts();
    if (Inner == E)
      return E;
    E = Inner;
  }
}

/// `T()`, `T{}`, `{}`.
static bool isMadeOfNothing(const Expr *E) {
  E = spelled(E);
  if (const auto *C = dyn_cast<CXXConstructExpr>(E))
    return C->getNumArgs() == 0;
  const auto *List = dyn_cast<InitListExpr>(E);
  return (List && List->getNumInits() == 0) || isa<CXXScalarValueInitExpr>(E);
}

/// The value of \p E never changes.
static bool isFixed(const Expr *E, const ModelMatcher &Models) {
  E = spelled(E);
  if (isa<StringLiteral, CXXDefaultArgExpr, CXXNullPtrLiteralExpr>(E) ||
      isMadeOfNothing(E) || Models.evaluate(E))
    return true;
  if (const auto *C = dyn_cast<CXXConstructExpr>(E))
    return llvm::all_of(C->arguments(),
                        [&](const Expr *Arg) { return isFixed(Arg, Models); });
  const auto *Ref = dyn_cast<DeclRefExpr>(E);
  const auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  return V && V->hasGlobalStorage() && V->getType().isConstQualified();
}

PlaceId AnswerLowering::objectOf(const Expr *Object) {
  Object = spelled(Object);
  QualType T = Object->getType().getNonReferenceType();
  if (T->isPointerType())
    T = T->getPointeeType();
  // Whether a pool is open is told by the solver; but not of a future whose
  // work nobody started here.
  const Family *Pool = L.Models.familyOf(T);
  if (Pool && Pool->Destructor != DestructorKind::Releases)
    return None;
  PlaceId P = L.objectPlace(Object);
  if (P == None || L.isElementsPlace(P) || L.targetOf(P) != None ||
      L.Places.info(L.Places.root(P)).Last == Step::Temporary)
    return None;
  // What an object of another class answers is remembered by the expression;
  // but not from one body to the next.
  return libraryClass(T) || L.Outer ? P : None;
}

ConditionTree AnswerLowering::isPresent(PlaceId P, bool Positive) {
  ConditionTree T;
  T.What = ConditionTree::Compare;
  T.P = L.Places.answer(P, HowMuch);
  T.IfTrue = ValueSet::nonZero();
  T.IfFalse = ValueSet::constant(0);
  // What is in an optional is in its own place.
  QualType Type = L.Places.info(P).Type;
  if (libraryType(Type) == LibraryType::Optional)
    T.Other = P;
  return Positive ? T : T.negated();
}

void AnswerLowering::addPresence(const CXXMemberCallExpr *M, ConditionTree &T) {
  PlaceId P = objectOf(M->getImplicitObjectArgument());
  if (P == None)
    return;
  ConditionTree Present = isPresent(P, T.Truth);
  T.Fact = Present.P;
  T.IfTrue = Present.IfTrue;
  T.IfFalse = Present.IfFalse;
}

/// `empty`: true where there is nothing. `valid`: true where there is
/// something.
static std::optional<bool> asksPresence(const CXXMemberCallExpr *C) {
  const CXXMethodDecl *M = C->getMethodDecl();
  if (C->getNumArgs() != 0 || !libraryClass(objectType(C)))
    return std::nullopt;
  if (isa<CXXConversionDecl>(M))
    return C->getType()->isBooleanType() ? std::optional<bool>(true)
                                         : std::nullopt;
  llvm::StringRef Name = methodName(M);
  if (Name == "empty")
    return false;
  static const llvm::StringRef Words[] = {"has_value", "is_initialized",
                                          "valid", "stop_possible"};
  return llvm::is_contained(Words, Name) ? std::optional<bool>(true)
                                         : std::nullopt;
}

static bool asksSize(const CXXMemberCallExpr *C) {
  llvm::StringRef Name = methodName(C->getMethodDecl());
  return C->getNumArgs() == 0 && libraryClass(objectType(C)) &&
         (Name == "size" || Name == "length") && className(objectType(C)) != "";
}

/// The question \p Name with these fixed arguments, as a number.
static int64_t keyOf(const void *Callee, llvm::StringRef Name, Args A,
                     const ASTContext &Context) {
  llvm::FoldingSetNodeID ID;
  ID.AddPointer(Callee);
  ID.AddString(Name);
  for (const Expr *Arg : A)
    if (!isa<CXXDefaultArgExpr>(Arg))
      spelled(Arg)->Profile(ID, Context, /*Canonical=*/true);
  return ID.ComputeHash();
}

int64_t numberOf(const StringLiteral &Text) {
  return int64_t(llvm::djbHash(Text.getBytes()) >> 1) + 1;
}

int64_t AnswerLowering::sameAs(const Expr *Value) {
  return keyOf(nullptr, "==", {Value}, L.Context);
}

PlaceId AnswerLowering::number(const CallExpr *C) {
  // `s.get() == nullptr`.
  if (const auto *M = dyn_cast<CXXMemberCallExpr>(C);
      M && C->getType()->isPointerType() && C->getNumArgs() == 0 &&
      (methodName(M->getMethodDecl()) == "get" ||
       isa_and_nonnull<CXXConversionDecl>(M->getMethodDecl())))
    return pointerPlace(M->getImplicitObjectArgument());
  if (!C->getType()->isIntegralOrEnumerationType() ||
      L.InlinedCalls.contains(C))
    return None;
  const FunctionDecl *Callee = C->getDirectCallee();
  if (!Callee)
    return None;
  Args A(C->getArgs(), C->getNumArgs());
  auto Fixed = [&](const Expr *Arg) { return isFixed(Arg, L.Models); };
  const auto *M = dyn_cast<CXXMemberCallExpr>(C);
  if (!M) {
    // `std::holds_alternative<int>(v)`.
    if (isa<CXXOperatorCallExpr>(C) || !isInStd(Callee) || A.size() != 1 ||
        !libraryClass(A[0]->getType()) || !readOnlyParameter(Callee, 0))
      return None;
    PlaceId P = objectOf(A[0]);
    return P == None ? None
                     : L.Places.answer(P, keyOf(Callee, "", {}, L.Context));
  }
  const CXXMethodDecl *Method = M->getMethodDecl();
  if (!Method || !Method->isConst() || !llvm::all_of(A, Fixed) ||
      isKnownByPlace(objectType(M)) || L.asksWhetherOpen(C) ||
      libraryType(objectType(M)) == LibraryType::Optional || asksPresence(M))
    return None;
  PlaceId P = objectOf(M->getImplicitObjectArgument());
  if (P == None)
    return None;
  if (asksSize(M))
    return L.Places.answer(P, HowMuch);
  llvm::StringRef Name = methodName(Method);
  // One question: `count(key)`, `contains(key)`, `find(key) != end()`.
  if (libraryType(objectType(M)) == LibraryType::Map &&
      (Name == "count" || Name == "contains"))
    return L.Places.answer(P, keyOf(nullptr, "count", A, L.Context));
  if (isa<CXXConversionDecl>(Method))
    return None;
  return L.Places.answer(P,
                         keyOf(Method->getCanonicalDecl(), "", A, L.Context));
}

/// The object two calls like `o.begin()` and `o.end()` ask, or null.
static const CXXMemberCallExpr *asIteratorCall(const Expr *E) {
  return dyn_cast<CXXMemberCallExpr>(spelled(E));
}

//===----------------------------------------------------------------------===//
// Smart pointers of other libraries
//===----------------------------------------------------------------------===//

static bool hasArrow(const CXXRecordDecl *R) {
  R = R->getDefinition();
  return R && (llvm::any_of(R->methods(),
                            [](const CXXMethodDecl *M) {
                              return M->getOverloadedOperator() == OO_Arrow;
                            }) ||
               llvm::any_of(R->bases(), [](const CXXBaseSpecifier &B) {
                 const CXXRecordDecl *Base = B.getType()->getAsCXXRecordDecl();
                 return Base && hasArrow(Base);
               }));
}

bool AnswerLowering::holdsPool(QualType T) const {
  if (T.isNull() || libraryType(T) != LibraryType::Other)
    return false;
  const CXXRecordDecl *R = T.getNonReferenceType()->getAsCXXRecordDecl();
  const Type *Canonical = L.Context.getCanonicalType(T.getNonReferenceType())
                              .getUnqualifiedType()
                              .getTypePtr();
  return R &&
         llvm::any_of(L.MadeTypes,
                      [&](const auto &Made) {
                        return Made.second.contains(Canonical);
                      }) &&
         !L.Models.familyOf(T) && hasArrow(R);
}

PlaceId AnswerLowering::pointerPlace(const Expr *Object) {
  if (!Object || !holdsPool(spelled(Object)->getType()))
    return None;
  PlaceId P = L.objectPlace(Object);
  return L.isElementsPlace(P) ? None : P;
}

std::optional<ConditionTree> AnswerLowering::nullQuestion(const CallExpr *C) {
  const Expr *Object = nullptr;
  bool Null = true;
  if (const auto *M = dyn_cast<CXXMemberCallExpr>(C)) {
    static const llvm::StringRef Words[] = {"isNull", "is_null", "IsNull",
                                            "null"};
    Null = !isa_and_nonnull<CXXConversionDecl>(M->getMethodDecl());
    if (C->getNumArgs() == 0 && C->getType()->isBooleanType() &&
        (!Null || llvm::is_contained(Words, methodName(M->getMethodDecl()))))
      Object = M->getImplicitObjectArgument();
  } else if (const auto *Op = dyn_cast<CXXOperatorCallExpr>(C)) {
    OverloadedOperatorKind K = Op->getOperator();
    Null = K != OO_ExclaimEqual;
    if (K == OO_Exclaim)
      Object = Op->getArg(0);
    else if ((K == OO_EqualEqual || !Null) && Op->getNumArgs() == 2)
      for (unsigned I : {0u, 1u})
        if (L.Models.evaluate(spelled(Op->getArg(I))) == 0)
          Object = Op->getArg(1 - I);
  }
  PlaceId P = pointerPlace(Object);
  if (P == None)
    return std::nullopt;
  ConditionTree T;
  T.What = ConditionTree::Compare;
  T.P = P;
  T.IfTrue = ValueSet::constant(0);
  T.IfFalse = ValueSet::nonZero();
  return Null ? T : T.negated();
}

std::optional<ConditionTree> AnswerLowering::question(const CallExpr *C) {
  if (L.InlinedCalls.contains(C))
    return std::nullopt;
  if (std::optional<ConditionTree> T = nullQuestion(C))
    return T;
  if (const auto *M = dyn_cast<CXXMemberCallExpr>(C)) {
    if (!M->getMethodDecl() || isKnownByPlace(objectType(M)) ||
        L.Models.familyOf(objectType(M)))
      return std::nullopt;
    if (std::optional<bool> Positive = asksPresence(M)) {
      bool Sequence = isSequence(libraryType(objectType(M)));
      PlaceId P = Sequence ? None : objectOf(M->getImplicitObjectArgument());
      return P == None ? std::nullopt
                       : std::optional<ConditionTree>(isPresent(P, *Positive));
    }
  }
  if (const auto *Op = dyn_cast<CXXOperatorCallExpr>(C)) {
    OverloadedOperatorKind K = Op->getOperator();
    if ((K != OO_EqualEqual && K != OO_ExclaimEqual) || Op->getNumArgs() != 2)
      return std::nullopt;
    bool Equal = K == OO_EqualEqual;
    const Expr *A = Op->getArg(0), *B = Op->getArg(1);
    // `v.begin() == v.end()`, `o.find("x") == o.end()`.
    const CXXMemberCallExpr *Left = asIteratorCall(A),
                            *Right = asIteratorCall(B);
    if (Left && Right && methodName(Right->getMethodDecl()).ends_with("end") &&
        libraryClass(objectType(Left))) {
      PlaceId P = objectOf(Left->getImplicitObjectArgument());
      llvm::StringRef Name = methodName(Left->getMethodDecl());
      if (P == None || P != objectOf(Right->getImplicitObjectArgument()))
        return std::nullopt;
      if (Name == "begin" || Name == "cbegin")
        return isPresent(P, !Equal);
      Args Key(Left->getArgs(), Left->getNumArgs());
      if (Name != "find" || Key.size() != 1 || !isFixed(Key[0], L.Models))
        return std::nullopt;
      ConditionTree T = isPresent(P, !Equal);
      T.P = L.Places.answer(P, keyOf(nullptr, "count", Key, L.Context));
      return T;
    }
    if (isFixed(A, L.Models))
      std::swap(A, B);
    QualType T = spelled(A)->getType();
    if (!isFixed(B, L.Models) || !libraryClass(T) || isKnownByPlace(T))
      return std::nullopt;
    PlaceId P = objectOf(A);
    if (P == None)
      return std::nullopt;
    const Expr *With = spelled(B);
    const auto *Text = dyn_cast<StringLiteral>(With);
    if (With->getType()->isNullPtrType() || isEmptyOptional(With->getType()) ||
        isMadeOfNothing(With) || (Text && Text->getLength() == 0))
      return isPresent(P, !Equal);
    ConditionTree Same = isPresent(P, true);
    Same.P = L.Places.answer(P, sameAs(B));
    if (Text) { // `mode == "pool"` is not `mode == "none"`.
      Same.P = L.Places.answer(P, WhichText);
      Same.IfTrue = ValueSet::constant(numberOf(*Text));
      Same.IfFalse = ValueSet::satisfying(Relation::Ne, numberOf(*Text));
    }
    return Equal ? Same : Same.negated();
  }
  if (!C->getType()->isBooleanType())
    return std::nullopt;
  PlaceId P = number(C);
  if (P == None)
    return std::nullopt;
  ConditionTree T;
  T.What = ConditionTree::Compare;
  T.P = P;
  T.IfTrue = ValueSet::nonZero();
  T.IfFalse = ValueSet::constant(0);
  return T;
}

/// `pthread_self()`, `std::this_thread::get_id()`, `thrd_current()`.
static bool namesThisThread(const FunctionDecl *Callee) {
  if (!Callee || !Callee->getIdentifier() || Callee->getNumParams() != 0)
    return false;
  if (Callee->getName() == "get_id") {
    const auto *Space = dyn_cast<NamespaceDecl>(Callee->getDeclContext());
    return Space && Space->getName() == "this_thread";
  }
  llvm::SmallVector<std::string, 4> Words = wordsOf(Callee->getName());
  auto Has = [&](llvm::StringRef Word) {
    return llvm::is_contained(Words, Word);
  };
  return (Has("self") || Has("current")) &&
         (Has("thread") || Has("thrd") || Has("pthread") || Has("id"));
}

bool AnswerLowering::isThisThread(const Expr *E, unsigned Depth) {
  constexpr unsigned MaxDepth = 8;
  E = spelled(E);
  if (Depth > MaxDepth)
    return false;
  if (const auto *C = dyn_cast<CXXConstructExpr>(E))
    return C->getNumArgs() == 1 && isThisThread(C->getArg(0), Depth + 1);
  if (const auto *C = dyn_cast<CallExpr>(E))
    return !isa<CXXMemberCallExpr>(C) && namesThisThread(C->getDirectCallee());
  const auto *Ref = dyn_cast<DeclRefExpr>(E);
  if (!Ref)
    return false;
  if (auto It = L.Substituted.find(Ref->getDecl()); It != L.Substituted.end())
    return isThisThread(It->second, Depth + 1);
  const auto *V = dyn_cast<VarDecl>(Ref->getDecl());
  return V && V->hasLocalStorage() && V->getInit() && !L.facts().isWritten(V) &&
         isThisThread(V->getInit(), Depth + 1);
}

PlaceId AnswerLowering::threadOf(const Expr *E) {
  E = spelled(E);
  const auto *M = dyn_cast<CXXMemberCallExpr>(E);
  if (M && (methodName(M->getMethodDecl()) == "get_id" ||
            methodName(M->getMethodDecl()) == "native_handle"))
    return L.Models.familyOf(objectType(M))
               ? L.objectPlace(M->getImplicitObjectArgument())
               : None;
  return isa<CallExpr>(E) || E->getType()->isRecordType() ? None : L.placeOf(E);
}

std::optional<ConditionTree> AnswerLowering::comparesThreads(const Expr *E) {
  Args A;
  bool Equal = true;
  const Expr *Sides[2];
  if (const auto *B = dyn_cast<BinaryOperator>(E)) {
    if (!B->isEqualityOp())
      return std::nullopt;
    Equal = B->getOpcode() == BO_EQ;
    Sides[0] = B->getLHS();
    Sides[1] = B->getRHS();
    A = Sides;
  } else if (const auto *Op = dyn_cast<CXXOperatorCallExpr>(E)) {
    Equal = Op->getOperator() == OO_EqualEqual;
    if (!Equal && Op->getOperator() != OO_ExclaimEqual)
      return std::nullopt;
    A = Args(Op->getArgs(), Op->getNumArgs());
  } else if (const auto *C = dyn_cast<CallExpr>(E)) {
    const FunctionDecl *Callee = C->getDirectCallee();
    if (!Callee || !Callee->getIdentifier() ||
        !Callee->getName().ends_with("_equal"))
      return std::nullopt;
    A = Args(C->getArgs(), C->getNumArgs());
  }
  if (A.size() != 2)
    return std::nullopt;
  unsigned Self = isThisThread(A[0]) ? 0 : 1;
  bool Both = !isThisThread(A[Self]);
  // `t == u` of two numbers or pointers is another matter.
  if (Both && isa<BinaryOperator>(E))
    return std::nullopt;
  PlaceId P = threadOf(A[1 - Self]), Other = Both ? threadOf(A[1]) : None;
  if (P == None || L.isElementsPlace(P) || P == Other ||
      (Both && (Other == None || L.isElementsPlace(Other))))
    return std::nullopt;
  ConditionTree T = L.opaque(E);
  T.What = Both ? ConditionTree::Same : ConditionTree::Stranger;
  T.Fact = T.P;
  T.P = P;
  T.Other = Other;
  return Equal ? T : T.negated();
}

ConditionTree AnswerLowering::hasElements(const Expr *Object,
                                          const CXXMemberCallExpr *C) {
  PlaceId P = objectOf(Object);
  return P == None ? L.opaque(C) : isPresent(P, true);
}

} // namespace poolguard
