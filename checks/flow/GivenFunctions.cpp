//===-- GivenFunctions.cpp ------------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "GivenFunctions.h"
#include "clang/AST/Expr.h"

using namespace clang;

namespace poolguard {

/// Something in \p S calls a function with such a name.
static bool callsOneOf(const Stmt *S,
                       llvm::function_ref<bool(llvm::StringRef)> IsMeant) {
  if (!S)
    return false;
  if (const auto *C = dyn_cast<CallExpr>(S))
    if (const FunctionDecl *Callee = C->getDirectCallee();
        Callee && Callee->getIdentifier() && IsMeant(Callee->getName()))
      return true;
  return llvm::any_of(S->children(), [&](const Stmt *Child) {
    return callsOneOf(Child, IsMeant);
  });
}

/// The bodies of the functions that a call is given, as far as they are seen.
static llvm::SmallVector<const Stmt *, 2>
givenBodies(llvm::ArrayRef<const Expr *> A) {
  llvm::SmallVector<const Stmt *, 2> Bodies;
  for (const Expr *Arg : A) {
    Arg = Arg->IgnoreParenCasts();
    if (const auto *Of = dyn_cast<UnaryOperator>(Arg))
      Arg = Of->getSubExpr()->IgnoreParenCasts(); // `&run`
    const auto *Ref = dyn_cast<DeclRefExpr>(Arg);
    const auto *F = Ref ? dyn_cast<FunctionDecl>(Ref->getDecl()) : nullptr;
    if (F && F->hasBody())
      Bodies.push_back(F->getBody());
  }
  return Bodies;
}

bool endsByItself(const CallModel &M, llvm::ArrayRef<const Expr *> A) {
  llvm::SmallVector<const Stmt *, 2> Bodies = givenBodies(A);
  auto Asks = [&](const Stmt *Body) {
    return callsOneOf(Body, [&](llvm::StringRef Name) {
      return llvm::is_contained(M.Asks, Name);
    });
  };
  return !M.Asks.empty() && !Bodies.empty() && llvm::none_of(Bodies, Asks);
}

bool givenOneDetaches(llvm::ArrayRef<const Expr *> A) {
  return llvm::any_of(givenBodies(A), [](const Stmt *Body) {
    return callsOneOf(
        Body, [](llvm::StringRef Name) { return Name.contains("detach"); });
  });
}

} // namespace poolguard
