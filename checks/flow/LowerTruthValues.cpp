//===-- LowerTruthValues.cpp - Truth values that are kept -----------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// `bool ok = ready() && create(&t) == 0;`: what a variable tells later of the
/// ways that led to it, and counts of references. Conditions that only branch
/// are in LowerConditions.cpp.
///
//===----------------------------------------------------------------------===//

#include "FunctionLowering.h"

using namespace clang;

namespace poolguard {

/// The `&&` or `||` whose ways meet where \p B begins, or null.
static const BinaryOperator *joinedAt(const CFGBlock &B) {
  for (const CFGElement &E : B)
    if (auto S = E.getAs<CFGStmt>()) {
      const auto *Logical = dyn_cast<BinaryOperator>(S->getStmt());
      return Logical && Logical->isLogicalOp() ? Logical : nullptr;
    }
  return nullptr;
}

void BodyTables::findJoins() {
  for (const CFGBlock *B : *Graph)
    if (const BinaryOperator *Logical = joinedAt(*B))
      Joins.insert(Logical);
}

void FunctionLowering::joinLogical(const CFGBlock &To,
                                   std::optional<bool> Truth) {
  const BinaryOperator *Logical = joinedAt(To);
  if (!Logical)
    return;
  PlaceId Value = Places.temporary(Logical);
  if (Truth) {
    set(Value, ValueSet::constant(*Truth));
    return;
  }
  // The last operand was evaluated to its end: the value is its own.
  const Expr *Last = Logical->getRHS()->IgnoreParens();
  while (const auto *Inner = dyn_cast<BinaryOperator>(Last)) {
    if (!Inner->isLogicalOp())
      break;
    Last = Inner->getRHS()->IgnoreParens();
  }
  assignOperand(Value, Operand::condition(conditionOf(Last)), nullptr);
}

void FunctionLowering::countMember(PlaceId P, int64_t Step) {
  // `if (--object->references > 0) return;`: few are counted to their end.
  constexpr int64_t Few = 3;
  std::vector<std::function<void()>> Alternatives;
  auto Add = [&](ValueSet Before, ValueSet After) {
    Alternatives.push_back([this, P, Before, After] {
      Event E;
      E.Kind = EventKind::Assume;
      E.Dst = P;
      E.Values = Before;
      emit(E);
      set(P, After);
    });
  };
  for (int64_t Value = 0; Value <= Few; ++Value)
    Add(ValueSet::constant(Value), ValueSet::constant(Value + Step));
  Add(ValueSet::satisfying(Relation::Gt, Few),
      ValueSet::satisfying(Relation::Gt, Few + Step));
  Add(ValueSet::satisfying(Relation::Lt, 0), ValueSet::any());
  choose(Alternatives);
}

/// `g_atomic_int_dec_and_test`, `__sync_sub_and_fetch`, ...
static bool countsDown(llvm::StringRef Name) {
  static const llvm::StringRef Words[] = {
      "dec_and_test",         "ref_count_dec", "fetch_sub",
      "fetch_and_sub",        "sub_fetch",     "sub_and_fetch",
      "InterlockedDecrement", "atomic_dec"};
  return llvm::any_of(
      Words, [&](llvm::StringRef Word) { return Name.contains(Word); });
}

/// `--count` of a `std::atomic`.
static bool isAtomicDecrement(const FunctionDecl *Callee) {
  const auto *Method = dyn_cast<CXXMethodDecl>(Callee);
  return Method && Method->getOverloadedOperator() == OO_MinusMinus &&
         Method->getParent()->getName().contains("atomic");
}

/// The count that \p S takes one from, safely between threads; or null.
static const Expr *counterOf(const Stmt *S, const ParentMap &Parents) {
  const auto *Atomic = dyn_cast<AtomicExpr>(S);
  const auto *C = dyn_cast<CallExpr>(S);
  const FunctionDecl *Callee = C ? C->getDirectCallee() : nullptr;
  bool Down = Atomic ? countsDown(Atomic->getOpAsString())
                     : Callee && (isAtomicDecrement(Callee) ||
                                  (Callee->getIdentifier() && C->getNumArgs() &&
                                   countsDown(Callee->getName())));
  // Whose answer nobody asks for counts something else.
  if (!Down || isa_and_nonnull<CompoundStmt>(Parents.getParent(S)))
    return nullptr;
  const auto *M = dyn_cast<CXXMemberCallExpr>(S);
  return Atomic ? Atomic->getPtr()
         : M    ? M->getImplicitObjectArgument()
                : C->getArg(0);
}

void FunctionLowering::shareCounted(const Stmt *S) {
  const Expr *Counter = counterOf(S, parents());
  PlaceId P = Counter ? objectPlace(Counter) : None;
  if (P != None && Places.info(P).Last == Step::Field)
    retain(Places.info(P).Parent);
}

bool FunctionLowering::lowerTruthCompound(const BinaryOperator *B,
                                          PlaceId Dst) {
  bool Or = B->getOpcode() == BO_OrAssign;
  bool And = B->getOpcode() == BO_AndAssign;
  if ((!Or && !And) || isElementsPlace(Dst) || Models.evaluate(B->getRHS()))
    return false;
  // `ok &= rc == 0`: what `ok` was is a truth value too.
  if (And && !B->getRHS()->isKnownToHaveBooleanValue())
    return false;
  BlockId True = newBlock(), False = newBlock(), Join = newBlock();
  branch(conditionOf(B->getRHS()), True, False);
  Current = True;
  if (Or)
    set(Dst, B->getLHS()->getType()->isBooleanType() ? ValueSet::constant(1)
                                                     : ValueSet::nonZero());
  jump(Join);
  Current = False;
  if (And)
    set(Dst, ValueSet::constant(0));
  jump(Join);
  Current = Join;
  settle(Dst);
  return true;
}

} // namespace poolguard
