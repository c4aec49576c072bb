//===-- LowerResults.cpp - Result codes of construction -------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LowerResults.h"
#include "PoolNames.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;

namespace poolguard {

void ResultLowering::note(PlaceId Place, const ResultCode &Code) {
  L.Shared->ResultOf.try_emplace(Place, Code);
}

/// The answer of a code that says whether it was compared already.
static constexpr int64_t WasCompared = -2;

void ResultLowering::compared(PlaceId Place, bool Yes) {
  PlaceId Known = L.Places.knownAnswer(Place, WasCompared);
  if (Known != None)
    L.set(Known, ValueSet::constant(Yes));
}

void ResultLowering::copied(PlaceId Dst, PlaceId Src) {
  auto It = L.Shared->ResultOf.find(Src);
  if (It != L.Shared->ResultOf.end())
    L.Shared->ResultOf.try_emplace(Dst, It->second);
}

const ResultLowering::Noted *ResultLowering::codeOf(const Expr *E) {
  E = E->IgnoreParenCasts();
  if (isa<CallExpr>(E)) {
    for (const Noted &Each : L.Shared->ResultOf) {
      const PlaceInfo &I = L.Places.info(Each.first);
      if (I.Last == Step::Temporary && I.Entity == E)
        return &Each;
    }
    return nullptr;
  }
  if (!isa<DeclRefExpr, MemberExpr>(E))
    return nullptr;
  Operand O = L.operandOf(E);
  auto It =
      O.isContent() ? L.Shared->ResultOf.find(O.P) : L.Shared->ResultOf.end();
  return It == L.Shared->ResultOf.end() ? nullptr : &*It;
}

const ResultLowering::Noted *ResultLowering::mentionedIn(const Stmt *S,
                                                         unsigned Depth) {
  constexpr unsigned MaxDepth = 24;
  if (!S || Depth > MaxDepth || isa<LambdaExpr>(S))
    return nullptr;
  if (const auto *E = dyn_cast<Expr>(S))
    if (const Noted *Code = codeOf(E))
      return Code;
  // `const AssertionResult result(check(...)); if (result)`.
  if (const auto *Ref = dyn_cast<DeclRefExpr>(S))
    if (const auto *V = dyn_cast<VarDecl>(Ref->getDecl());
        V && V->hasLocalStorage() && V->getInit() &&
        V->getType().isConstQualified() && V->getType()->isRecordType())
      return mentionedIn(V->getInit(), Depth + 1);
  for (const Stmt *Child : S->children())
    if (const Noted *Code = mentionedIn(Child, Depth + 1))
      return Code;
  return nullptr;
}

/// Whether a function so named is true of success; if its name tells.
static std::optional<bool> meansSuccess(llvm::StringRef Name) {
  static const llvm::StringRef Good[] = {"ok",         "okay",  "success",
                                         "succeeded",  "good",  "fine",
                                         "successful", "passed"};
  static const llvm::StringRef Bad[] = {"error", "errors",  "err",
                                        "fail",  "fails",   "failed",
                                        "bad",   "failing", "failure"};
  std::optional<bool> Answer;
  bool Negated = false;
  for (llvm::StringRef Word : wordsOf(Name)) {
    Negated |= Word == "not" || Word == "no";
    int Sign = llvm::is_contained(Good, Word)  ? 1
               : llvm::is_contained(Bad, Word) ? -1
                                               : 0;
    if (!Sign)
      continue;
    if (Answer && *Answer != (Sign > 0))
      return std::nullopt;
    Answer = Sign > 0;
  }
  return Negated ? std::nullopt : Answer;
}

std::optional<ConditionTree> ResultLowering::ofCode(const Expr *E) {
  if (L.Shared->ResultOf.empty() || codeOf(E))
    return std::nullopt;
  const Noted *Code = mentionedIn(E);
  if (!Code)
    return std::nullopt;
  const auto *Call = dyn_cast<CallExpr>(E->IgnoreParenCasts());
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  ConditionTree T;
  if (Callee && Callee->getIdentifier() && !Callee->hasBody() &&
      Call->getNumArgs() == 1 && codeOf(Call->getArg(0)) == Code)
    if (std::optional<bool> Success = meansSuccess(Callee->getName())) {
      T.What = ConditionTree::Compare;
      T.P = Code->first;
      T.IfTrue = Code->second.Success;
      T.IfFalse = Code->second.Failure;
      return *Success ? T : T.negated();
    }
  T.What = ConditionTree::Unclear;
  T.P = Code->second.Pool;
  for (const Noted &Each : L.Shared->ResultOf)
    if (Each.second.Pool == T.P)
      L.Places.answer(Each.first, WasCompared);
  T.Fact = L.Places.answer(Code->first, WasCompared);
  return T;
}

ConditionTree ResultLowering::asked(const Expr *E) {
  if (std::optional<ConditionTree> T = ofCode(E))
    return *T;
  return L.opaque(E);
}

void ResultLowering::openedPipe(const CallExpr *C) {
  const FunctionDecl *Callee = C->getDirectCallee();
  if (!Callee || !Callee->getIdentifier() || !Callee->isExternC() ||
      C->getNumArgs() == 0)
    return;
  llvm::StringRef Name = Callee->getName();
  bool Pair = Name == "socketpair";
  if (!Pair && Name != "pipe" && Name != "pipe2")
    return;
  unsigned Ends = Pair ? 3 : 0;
  if (Ends >= C->getNumArgs())
    return;
  Operand O = L.operandOf(C->getArg(Ends));
  if ((!O.isContent() && !O.isAddress()) || L.isElementsPlace(O.P))
    return;
  PlaceId Result = L.Places.temporary(C);
  auto Succeed = [&] {
    L.set(Result, ValueSet::constant(0));
    for (PlaceId Child : llvm::SmallVector<PlaceId, 4>(
             L.Places.children(O.P).begin(), L.Places.children(O.P).end()))
      if (L.Places.info(Child).Last == Step::ConstIndex)
        L.set(Child, ValueSet::satisfying(Relation::Ge, 0));
  };
  auto Fail = [&] { L.set(Result, ValueSet::constant(-1)); };
  L.choose({Succeed, Fail});
}

} // namespace poolguard
