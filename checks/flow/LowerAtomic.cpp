//===-- LowerAtomic.cpp - Atomic scalars ----------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LowerAtomic.h"
#include "LibraryTypes.h"

using namespace clang;

namespace poolguard {

//===----------------------------------------------------------------------===//
// The spellings
//===----------------------------------------------------------------------===//

/// What \p Name, a builtin's or a function's, does to the variable that its
/// first argument points to.
static AtomicAccess named(llvm::StringRef Name) {
  AtomicAccess A;
  auto Has = [&](llvm::StringRef Part) { return Name.contains(Part); };
  if (Has("compare_exchange") || Has("compare_and_"))
    A.What = AtomicAccess::CompareExchange;
  else if (Has("exchange") || Has("test_and_set"))
    A.What = AtomicAccess::Exchange;
  else if (Has("load") || Name.ends_with("_get"))
    A.What = AtomicAccess::Load;
  else if (Has("store") || Has("init") || Name.ends_with("_set") ||
           Has("lock_release") || Has("clear"))
    A.What = AtomicAccess::Store;
  else if (Has("add") || Has("sub") || Has("inc") || Has("dec"))
    A.What = AtomicAccess::Add;
  A.Subtracts = Has("sub") || Has("dec");
  A.GivesNew = Has("add_and_fetch") || Has("sub_and_fetch") ||
               Has("add_fetch") || Has("sub_fetch");
  A.Tests = Has("dec_and_test");
  return A;
}

static AtomicAccess ofBuiltin(const AtomicExpr *E) {
  llvm::StringRef Name = E->getOpAsString();
  AtomicAccess A = named(Name);
  A.Pointer = E->getPtr();
  // `__atomic_store(&x, &value, order)`, without the `_n`.
  bool Generic = Name.starts_with("__atomic_") && !Name.ends_with("_n") &&
                 A.What != AtomicAccess::Add;
  bool Flag = Name.ends_with("test_and_set") || Name.ends_with("_clear");
  switch (A.What) {
  case AtomicAccess::Load:
    A.Into = Generic ? E->getVal1() : nullptr;
    break;
  case AtomicAccess::Exchange:
    A.Value = Flag ? nullptr : E->getVal1();
    A.Into = Generic && !Flag ? E->getVal2() : nullptr;
    break;
  case AtomicAccess::Store:
  case AtomicAccess::Add:
    A.Value = Flag ? nullptr : E->getVal1();
    break;
  case AtomicAccess::CompareExchange:
    A.Expected = E->getVal1();
    A.ExpectedByPointer = true;
    A.Value = E->getVal2();
    break;
  case AtomicAccess::Other:
    break;
  }
  A.Weak = Name.contains("weak");
  A.ValueByPointer = Generic && !Flag;
  return A;
}

static AtomicAccess ofFunction(const CallExpr *C) {
  const FunctionDecl *Callee = C->getDirectCallee();
  if (!Callee || !Callee->getIdentifier() || isa<CXXMethodDecl>(Callee) ||
      C->getNumArgs() == 0 || !C->getArg(0)->getType()->isPointerType())
    return {};
  llvm::StringRef Name = Callee->getName();
  if (!Name.starts_with("g_atomic_int_") &&
      !Name.starts_with("g_atomic_pointer_") && !Name.starts_with("__sync_") &&
      !(Name.starts_with("atomic_") && Callee->isExternC()))
    return {};
  AtomicAccess A = named(Name);
  A.Pointer = C->getArg(0);
  unsigned N = C->getNumArgs();
  if (A.What == AtomicAccess::CompareExchange) {
    if (N < 3)
      return {};
    A.Expected = C->getArg(1);
    A.ExpectedByPointer = Name.starts_with("atomic_");
    A.Value = C->getArg(2);
  } else {
    A.Value = N > 1 ? C->getArg(1) : nullptr;
  }
  A.Weak = Name.contains("weak");
  A.GivesOld = Name.contains("val_compare_and");
  return A;
}

static AtomicAccess accessOf(const Expr *E) {
  if (const auto *Builtin = dyn_cast<AtomicExpr>(E))
    return ofBuiltin(Builtin);
  const auto *C = dyn_cast<CallExpr>(E);
  return C ? ofFunction(C) : AtomicAccess();
}

//===----------------------------------------------------------------------===//
// What they do
//===----------------------------------------------------------------------===//

PlaceId AtomicLowering::target(const Expr *Pointer) {
  if (!Pointer)
    return None;
  Operand O = L.operandOf(Pointer);
  if (O.isContent())
    O = L.dereference(O, Pointer->getType()->getPointeeType());
  else if (O.isAddress())
    O = Operand::content(O.P);
  return O.isContent() && !L.isElementsPlace(O.P) ? O.P : None;
}

void AtomicLowering::store(PlaceId P, const Expr *Value, bool ByPointer) {
  if (!Value)
    return;
  PlaceId From = ByPointer ? target(Value) : None;
  L.assignOperand(P, ByPointer ? Operand::content(From) : L.operandOf(Value),
                  Value);
}

/// The value a variable begins with; `&expected` is looked through.
static const Expr *startOf(const Expr *E) {
  E = E->IgnoreParenCasts();
  if (const auto *U = dyn_cast<UnaryOperator>(E);
      U && U->getOpcode() == UO_AddrOf)
    E = U->getSubExpr()->IgnoreParenCasts();
  const VarDecl *V = referencedVariable(E);
  return V && V->hasLocalStorage() && V->getInit() ? V->getInit() : E;
}

void AtomicLowering::compareExchange(const Expr *E, PlaceId P,
                                     const AtomicAccess &A) {
  PlaceId Result = L.Places.temporary(E), Was = None;
  if (A.ExpectedByPointer)
    Was = target(A.Expected);
  else if (A.ExpectedByReference)
    Was = L.placeOf(A.Expected);
  std::optional<int64_t> K =
      L.Models.evaluate(Was == None ? A.Expected : startOf(A.Expected));
  auto Assume = [&](PlaceId Place, Relation R) {
    Event Is;
    Is.Kind = EventKind::Assume;
    Is.Dst = Place;
    Is.Values = ValueSet::satisfying(R, *K);
    if (Place != None && K)
      L.emit(Is);
  };
  auto Succeed = [&](Relation Expects) {
    return [&, Expects] {
      Assume(Was, Expects);
      if (Expects == Relation::Eq)
        Assume(P, Relation::Eq);
      if (A.GivesOld)
        L.copy(Result, P);
      store(P, A.Value, A.ValueByPointer);
      if (!A.GivesOld)
        L.set(Result, ValueSet::constant(1));
    };
  };
  auto Fail = [&](Relation Expects) {
    return [&, Expects] {
      Assume(Was, Expects);
      if (Expects == Relation::Eq && !A.Weak)
        Assume(P, Relation::Ne);
      if (Was != None)
        L.copy(Was, P);
      if (A.GivesOld)
        L.copy(Result, P);
      else
        L.set(Result, ValueSet::constant(0));
    };
  };
  if (!K)
    L.choose({Succeed(Relation::Ne), Fail(Relation::Ne)});
  else if (Was == None)
    L.choose({Succeed(Relation::Eq), Fail(Relation::Eq)});
  else
    L.choose({Succeed(Relation::Eq), Fail(Relation::Eq), Succeed(Relation::Ne),
              Fail(Relation::Ne)});
}

void AtomicLowering::add(const Expr *E, PlaceId P, const AtomicAccess &A) {
  PlaceId Result = L.Places.temporary(E);
  if (!A.GivesNew && !A.Tests)
    L.copy(Result, P);
  std::optional<int64_t> By =
      A.Value ? L.Models.evaluate(A.Value) : std::optional<int64_t>(1);
  if (By == 1)
    L.countMember(P, A.Subtracts ? -1 : 1);
  else
    L.havoc(P);
  if (A.GivesNew)
    L.copy(Result, P);
  if (!A.Tests)
    return;
  ConditionTree Zero;
  Zero.What = ConditionTree::Compare;
  Zero.P = P;
  Zero.IfTrue = ValueSet::constant(0);
  Zero.IfFalse = ValueSet::nonZero();
  L.assignOperand(Result, Operand::condition(Zero), nullptr);
}

bool AtomicLowering::perform(const Expr *E, PlaceId P, const AtomicAccess &A) {
  if (P == None)
    return false;
  bool HasResult = !E->getType()->isVoidType();
  PlaceId Into = A.Into ? target(A.Into) : None;
  switch (A.What) {
  case AtomicAccess::Load:
    if (Into != None)
      L.copy(Into, P);
    return true;
  case AtomicAccess::Exchange:
    if (Into != None)
      L.copy(Into, P);
    else if (HasResult)
      L.copy(L.Places.temporary(E), P);
    if (A.Value)
      store(P, A.Value, A.ValueByPointer);
    else
      L.set(P, ValueSet::constant(1));
    break;
  case AtomicAccess::Store:
    if (A.Value)
      store(P, A.Value, A.ValueByPointer);
    else
      L.set(P, ValueSet::constant(0));
    break;
  case AtomicAccess::CompareExchange:
    compareExchange(E, P, A);
    break;
  case AtomicAccess::Add:
    add(E, P, A);
    break;
  case AtomicAccess::Other:
    return false;
  }
  L.settle(P);
  return true;
}

bool AtomicLowering::access(const Expr *E) {
  AtomicAccess A = accessOf(E);
  return A.What != AtomicAccess::Other && perform(E, target(A.Pointer), A);
}

std::optional<Operand> AtomicLowering::operandOf(const Expr *E) {
  AtomicAccess A = accessOf(E);
  if (A.What == AtomicAccess::Other || E->getType()->isVoidType())
    return std::nullopt;
  PlaceId P = target(A.Pointer);
  if (P == None)
    return std::nullopt;
  return Operand::content(A.What == AtomicAccess::Load ? P
                                                       : L.Places.temporary(E));
}

void AtomicLowering::method(const CallExpr *C, PlaceId P,
                            llvm::StringRef Name) {
  L.InlinedCalls.insert(C); // Its value is known by itself.
  if (P == None || Name.starts_with("wait") || Name.starts_with("notify") ||
      Name.starts_with("is_"))
    return;
  llvm::ArrayRef<const Expr *> Given = calleeArguments(C);
  AtomicAccess A = named(Name);
  bool Operator = isa<CXXOperatorCallExpr>(C);
  if (Name == "=")
    A.What = AtomicAccess::Store;
  if (A.What == AtomicAccess::CompareExchange && Given.size() >= 2) {
    A.Expected = Given[0];
    A.ExpectedByReference = true;
    A.Value = Given[1];
    A.Weak = Name.contains("weak");
  } else if (Name != "++" && Name != "--") {
    A.Value = Given.empty() ? nullptr : Given[0];
  }
  if (Operator && Name != "=") {
    A.What = Name == "++" || Name == "--" || Name == "+=" || Name == "-="
                 ? AtomicAccess::Add
                 : AtomicAccess::Other;
    A.Subtracts = Name.starts_with("-");
    // `++n`, but not `n++`, which has an argument nobody writes.
    A.GivesNew = Name.ends_with("=") || Given.empty();
  }
  if (!perform(C, P, A)) {
    L.havoc(P);
    L.settle(P);
  }
}

} // namespace poolguard
