//===-- LowerAnswers.cpp - What changes the answers of objects ----------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LowerAnswers.h"
#include "LibraryTypes.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;

namespace poolguard {

using Args = llvm::ArrayRef<const Expr *>;

void AnswerLowering::forget(PlaceId P, bool Deep) {
  for (PlaceId D :
       Deep ? L.Places.descendants(P)
            : llvm::SmallVector<PlaceId, 8>(L.Places.children(P).begin(),
                                            L.Places.children(P).end()))
    if (L.Places.info(D).Last == Step::Answer)
      L.havoc(D);
}

void AnswerLowering::setSize(PlaceId P, ValueSet V) {
  if (PlaceId Answer = L.Places.knownAnswer(P, HowMuch); Answer != None)
    L.set(Answer, V);
}

void AnswerLowering::setPresent(PlaceId P, bool Present) {
  if (P != None)
    setSize(P, Present ? ValueSet::nonZero() : ValueSet::constant(0));
}

void AnswerLowering::addElement(PlaceId P) {
  PlaceId Answer = L.Places.knownAnswer(P, HowMuch);
  if (Answer == None)
    return;
  auto Step = [&](ValueSet Before, ValueSet After) {
    return [this, Answer, Before, After] {
      Event E;
      E.Kind = EventKind::Assume;
      E.Dst = Answer;
      E.Values = Before;
      L.emit(E);
      L.set(Answer, After);
    };
  };
  L.choose({Step(ValueSet::constant(0), ValueSet::constant(1)),
            Step(ValueSet::nonZero(), ValueSet::satisfying(Relation::Ge, 2))});
}

void AnswerLowering::copyAnswers(PlaceId Dst, PlaceId Src) {
  if (Dst == None || Src == None || Dst == Src || L.isElementsPlace(Dst) ||
      L.isElementsPlace(Src))
    return;
  llvm::SmallVector<PlaceId, 4> Below(L.Places.children(Src).begin(),
                                      L.Places.children(Src).end());
  for (PlaceId Child : Below) {
    Step Last = L.Places.info(Child).Last;
    bool Inner = Last == Step::Field &&
                 llvm::any_of(L.Places.descendants(Child), [&](PlaceId D) {
                   return L.Places.info(D).Last == Step::Answer;
                 });
    if (Last != Step::Answer && !Inner)
      continue;
    PlaceId Own = L.Places.rebase(Child, Dst);
    if (Inner)
      copyAnswers(Own, Child);
    else if (Own != None)
      L.emit(EventKind::Copy, Own, Child);
  }
}

void AnswerLowering::moveAnswer(PlaceId Dst, PlaceId Src) {
  const PlaceInfo From = L.Places.info(Src);
  L.copy(Dst, Src);
  QualType T = L.Places.info(From.Parent).Type;
  if (!T.isNull() && T.isTriviallyCopyableType(L.Context))
    return;
  L.set(Src, From.Index == HowMuch ? ValueSet::constant(0) : ValueSet::any());
}

/// The callable, literal, ... that an object of the library is made of, through
/// what the language puts in between. Null: nothing.
static const Expr *madeOf(const Expr *E) {
  for (;;) {
    E = spelled(E);
    if (const auto *List = dyn_cast<CXXStdInitializerListExpr>(E)) {
      E = List->getSubExpr();
      continue;
    }
    const auto *C = dyn_cast<CXXConstructExpr>(E);
    if (!C || !libraryClass(C->getType()))
      return E;
    unsigned N = C->getNumArgs();
    while (N && isa<CXXDefaultArgExpr>(C->getArg(N - 1)))
      --N;
    if (N == 0)
      return nullptr;
    if (N > 1)
      return E;
    E = C->getArg(0);
  }
}

/// How much is in an object of class \p T that is made of \p Value, if the
/// expression tells.
static ValueSet sizeOf(QualType T, const Expr *Value,
                       const ModelMatcher &Models) {
  llvm::StringRef Name = className(T);
  const Expr *E = Value ? madeOf(Value) : nullptr;
  if (!E)
    return ValueSet::constant(Name == "stop_source");
  QualType From = E->getType();
  llvm::StringRef Given = className(From);
  if (From->isNullPtrType() || isEmptyOptional(From) ||
      Given == "nostopstate_t")
    return ValueSet::constant(0);
  if (const auto *Text = dyn_cast<StringLiteral>(E))
    return ValueSet::constant(Text->getLength());
  if (const auto *List = dyn_cast<InitListExpr>(E))
    return ValueSet::constant(List->getNumInits());
  if (const auto *Call = dyn_cast<CallExpr>(E)) {
    const FunctionDecl *Callee = Call->getDirectCallee();
    llvm::StringRef Called = Callee && Callee->getIdentifier()
                                 ? Callee->getName()
                                 : llvm::StringRef();
    static const llvm::StringRef Makers[] = {"get_future", "share", "async",
                                             "bind", "make_any"};
    bool ThisThread = Called == "get_id" && !isa<CXXMemberCallExpr>(Call);
    if (Callee && isInStd(Callee, true) &&
        (ThisThread || llvm::is_contained(Makers, Called)))
      return ValueSet::nonZero();
  }
  bool Same = Given == Name;
  // `std::vector<int> v(4)`: a number of elements, but not in an any.
  if (From->isArithmeticType() && (isSequence(libraryType(T)))) {
    std::optional<int64_t> N = Models.evaluate(E);
    return N ? ValueSet::constant(*N) : ValueSet::any();
  }
  if (Name == "any" || Name == "optional")
    return Same || Given == "optional" ? ValueSet::any() : ValueSet::nonZero();
  bool Callable = isLibraryFunctor(T) || Name == "packaged_task";
  const auto *Ref = dyn_cast<DeclRefExpr>(E);
  bool Function = isa<LambdaExpr>(E) ||
                  (Ref && isa<FunctionDecl>(Ref->getDecl())) ||
                  (From->isRecordType() && Given.empty());
  return Callable && Function ? ValueSet::nonZero() : ValueSet::any();
}

void AnswerLowering::become(PlaceId Dst, QualType T, const Expr *Value) {
  if (Dst == None || T.isNull() || !libraryClass(T) || L.isElementsPlace(Dst) ||
      isKnownByPlace(T))
    return;
  const Expr *E = Value ? spelled(Value) : nullptr;
  // `mode = "threads"; ... mode == "threads"`.
  const Expr *Core = E ? madeOf(E) : nullptr;
  if (const auto *Text = dyn_cast_or_null<StringLiteral>(Core))
    if (PlaceId Which = L.Places.knownAnswer(Dst, WhichText); Which != None)
      L.set(Which, ValueSet::constant(numberOf(*Text)));
  PlaceId Answer = L.Places.knownAnswer(Dst, HowMuch);
  if (Answer == None)
    return;
  // `id = thread.get_id()`.
  if (const auto *M = dyn_cast_or_null<CXXMemberCallExpr>(E);
      M && methodName(M->getMethodDecl()) == "get_id" &&
      L.Models.familyOf(objectType(M))) {
    PlaceId Thread = L.objectPlace(M->getImplicitObjectArgument());
    if (Thread != None && !L.isElementsPlace(Thread)) {
      L.assignOperand(
          Answer,
          Operand::condition(FunctionLowering::openCondition(Thread, true)),
          nullptr);
      return;
    }
  }
  ValueSet Size = sizeOf(T, Value, L.Models);
  if (!Size.isAny())
    L.set(Answer, Size);
}

/// A method that is not const, but changes nothing that is asked for.
static bool onlyReads(QualType T, llvm::StringRef Name) {
  static const llvm::StringRef Readers[] = {
      "begin",       "end",           "rbegin",  "rend",      "data",
      "at",          "front",         "back",    "top",       "find",
      "value",       "native_handle", "c_str",   "count",     "wait",
      "lower_bound", "upper_bound",   "reserve", "get_token", "request_stop"};
  return llvm::is_contained(Readers, Name) ||
         (Name == "get" && !className(T).contains("future"));
}

void AnswerLowering::mutate(PlaceId P, QualType T, llvm::StringRef Name,
                            Args A) {
  if (onlyReads(T, Name))
    return;
  static const llvm::StringRef Adders[] = {
      "push_back",     "push_front", "push",        "emplace_back",
      "emplace_front", "emplace",    "try_emplace", "insert_or_assign"};
  bool Adds =
      llvm::is_contained(Adders, Name) || (Name == "insert" && A.size() == 1);
  if (Name == "emplace" && className(T) == "any")
    Adds = false;
  for (PlaceId D : llvm::SmallVector<PlaceId, 4>(L.Places.children(P).begin(),
                                                 L.Places.children(P).end()))
    if (L.Places.info(D).Last == Step::Answer &&
        (!Adds || L.Places.info(D).Index != HowMuch))
      L.havoc(D);
  if (Adds)
    addElement(P);
  else if (Name == "clear" || (Name == "reset" && A.empty()) ||
           ((Name == "get" || Name == "share") && className(T) == "future"))
    setPresent(P, false);
  else if (Name == "emplace" || Name == "[]")
    setPresent(P, true);
  else if ((Name == "+=" || Name == "append") && A.size() == 1) {
    const auto *Text = dyn_cast<StringLiteral>(spelled(A[0]));
    if (Text && Text->getLength())
      setPresent(P, true);
  } else if ((Name == "=" || Name == "assign") && A.size() == 1) {
    const Expr *From = spelled(A[0]);
    if (From->isLValue() && L.Context.hasSameUnqualifiedType(
                                From->getType(), T.getNonReferenceType()))
      copyAnswers(P, objectOf(From));
    become(P, T, A[0]);
  }
}

void AnswerLowering::forgetArguments(const CallExpr *C) {
  const FunctionDecl *Callee = C->getDirectCallee();
  Args A = calleeArguments(C);
  for (unsigned I = 0; I < A.size(); ++I) {
    if (Callee && readOnlyParameter(Callee, I))
      continue;
    QualType T = Callee && I < Callee->getNumParams()
                     ? Callee->getParamDecl(I)->getType()
                     : A[I]->getType();
    if (!T->isReferenceType() && !T->isPointerType())
      continue;
    Operand O = L.operandOf(A[I]);
    if (O.isContent() || O.isAddress())
      forget(O.P, /*Deep=*/true);
  }
}

void AnswerLowering::assumeNotNull(const CallExpr *C) {
  const FunctionDecl *Callee = C->getDirectCallee();
  bool Makes = Callee->getIdentifier() && isInStd(Callee, true) &&
               (Callee->getName() == "make_unique" ||
                Callee->getName() == "make_shared" ||
                Callee->getName() == "allocate_shared");
  if (!Makes && !(C->getType()->isPointerType() && neverReturnsNull(Callee)))
    return;
  Event E;
  E.Kind = EventKind::Assume;
  E.Dst = L.Places.temporary(C);
  E.Values = ValueSet::nonZero();
  L.emit(E);
}

void AnswerLowering::after(const CallExpr *C) {
  const FunctionDecl *Callee = C->getDirectCallee();
  if (!Callee)
    return;
  assumeNotNull(C);
  if (!L.Places.hasAnswers() || isTransparentCall(Callee) ||
      isAddressOfCall(Callee))
    return;
  const auto *Method = dyn_cast<CXXMethodDecl>(Callee);
  if (methodName(Method) == "swap" &&
      libraryType(objectType(cast<CXXMemberCallExpr>(C))) != LibraryType::Other)
    return; // The answers went with the rest.
  if (!L.InlinedCalls.contains(C))
    forgetArguments(C);
  if (!Method || !Method->isInstance() || Method->isConst())
    return;
  const auto *Op = dyn_cast<CXXOperatorCallExpr>(C);
  const auto *M = dyn_cast<CXXMemberCallExpr>(C);
  const Expr *Object = Op  ? Op->getArg(0)
                       : M ? M->getImplicitObjectArgument()
                           : nullptr;
  if (!Object)
    return;
  QualType T = M ? objectType(M) : spelled(Object)->getType();
  Args A = calleeArguments(C);
  if (!libraryClass(T))
    return;
  PlaceId P = objectOf(Object);
  if (P == None)
    return;
  llvm::StringRef Name = methodName(Method);
  if (Op) {
    OverloadedOperatorKind K = Op->getOperator();
    if (K == OO_Star || K == OO_Arrow || K == OO_Call ||
        (K == OO_Subscript && libraryType(T) != LibraryType::Map))
      return;
    Name = getOperatorSpelling(K);
  }
  mutate(P, T, Name, A);
}

} // namespace poolguard
