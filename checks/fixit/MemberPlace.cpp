//===-- MemberPlace.cpp - Where a destructor may wait -----------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What a destructor destroys may be in use by the pool's tasks, so the release
/// comes first; but what tells the tasks to end has to come before.
///
//===----------------------------------------------------------------------===//

#include "EndlessRoutine.h"
#include "HeldLocks.h"
#include "MemberPlan.h"
#include "NameWords.h"
#include "ReleaseHazards.h"
#include "StmtWalk.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/ParentMap.h"

using namespace clang;

namespace poolguard {

namespace {

/// The routines of a pool, those that they call at once included.
class Routines {
public:
  explicit Routines(const ASTContext &Context) : Context(Context) {}

  void addGivenTo(const Expr *Call) {
    Call = Call->IgnoreParenCasts();
    if (const auto *New = dyn_cast<CXXNewExpr>(Call))
      Call = New->getConstructExpr();
    llvm::ArrayRef<const Expr *> Args;
    if (const auto *C = dyn_cast_or_null<CallExpr>(Call))
      Args = {C->getArgs(), C->getNumArgs()};
    else if (const auto *C = dyn_cast_or_null<CXXConstructExpr>(Call))
      Args = {C->getArgs(), C->getNumArgs()};
    for (const Expr *Arg : Args)
      if (Arg)
        eachRoutine(Arg, [&](const FunctionDecl *F) { add(F, 0); });
  }

  llvm::SmallVector<EndlessRoutine, 2> Endless;

private:
  void add(const FunctionDecl *F, unsigned Depth) {
    constexpr unsigned MaxDepth = 2;
    const FunctionDecl *Body = nullptr;
    if (Depth > MaxDepth || !F->hasBody(Body) || !Seen.insert(Body).second)
      return;
    if (std::optional<EndlessRoutine> Found = findEndless(Body, Context))
      Endless.push_back(std::move(*Found));
    eachStmt(Body->getBody(), [&](const Stmt *S) {
      const auto *Call = dyn_cast<CallExpr>(S);
      if (const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr)
        if (!cast<Decl>(Callee)->isInStdNamespace())
          add(Callee, Depth + 1);
    });
  }

  const ASTContext &Context;
  llvm::DenseSet<const FunctionDecl *> Seen;
};

/// \p S may tell tasks that are not seen to end.
bool signals(const Stmt *S) {
  return anyStmt(S, [](const Stmt *Each) {
    if (const auto *B = dyn_cast<BinaryOperator>(Each))
      return B->isAssignmentOp() &&
             isa<MemberExpr>(B->getLHS()->IgnoreParens());
    if (const auto *Op = dyn_cast<CXXOperatorCallExpr>(Each))
      return Op->isAssignmentOp();
    const auto *Call = dyn_cast<CallExpr>(Each);
    return Call &&
           hasWord(Call->getDirectCallee(),
                   {"stop",      "cancel", "shutdown", "quit",      "terminate",
                    "finish",    "close",  "kill",     "interrupt", "exit",
                    "set",       "store",  "exchange", "notify",    "signal",
                    "broadcast", "wake",   "push",     "post",      "send",
                    "write",     "unlock", "request"});
  });
}

bool frees(const Stmt *S) {
  return anyStmt(S, [](const Stmt *Each) {
    if (isa<CXXDeleteExpr>(Each))
      return true;
    const auto *Call = dyn_cast<CallExpr>(Each);
    return Call && hasWord(Call->getDirectCallee(),
                           {"free", "delete", "destroy", "dispose", "release",
                            "fini", "cleanup", "clear", "reset"});
  });
}

} // namespace

std::string MemberPlanner::place(unsigned &Index) const {
  Index = 0;
  if (!waitsForTasks(Member.Site.Owner->Kind))
    return "";
  Routines Of(Context);
  Of.addGivenTo(Member.Site.Construction);
  const CompoundStmt *Block =
      Body ? cast<CompoundStmt>(Body->getBody()) : nullptr;
  llvm::ArrayRef<Stmt *> Code;
  if (Block)
    Code = {Block->body_begin(), Block->body_end()};
  for (const EndlessRoutine &Each : Of.Endless) {
    if (Each.WaitsFor.empty())
      return "the routine never ends";
    unsigned Told = 0;
    for (unsigned I = 0; I < Code.size(); ++I)
      if (mayChange(Code[I], Each.WaitsFor, false))
        Told = I + 1;
    if (!Told)
      return "the routine ends after a change of '" +
             Each.WaitsFor.front()->getNameAsString() + "' only";
    Index = std::max(Index, Told);
  }
  for (unsigned I = 0; I < Code.size(); ++I)
    if (signals(Code[I]) && !frees(Code[I]))
      Index = std::max(Index, I + 1);
  if (llvm::any_of(Code.take_front(Index), frees))
    return "data that the tasks may use are gone by then";
  if (!Block)
    return "";
  ParentMap Parents(const_cast<CompoundStmt *>(Block));
  TextPoint P{TextPoint::AtEndOf, Block};
  if (Index < Code.size())
    P = {TextPoint::Before, Code[Index]};
  for (const HeldLock &Each : heldAt(P, Parents))
    return "'" + Each.Name + "' is held where the release would wait";
  return "";
}

} // namespace poolguard
