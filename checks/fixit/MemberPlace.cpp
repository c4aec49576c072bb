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
#include "clang/Analysis/AnalysisDeclContext.h"

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
  llvm::SmallVector<const FunctionDecl *, 4> All; ///< Those that are seen.

private:
  void add(const FunctionDecl *F, unsigned Depth) {
    constexpr unsigned MaxDepth = 2;
    const FunctionDecl *Body = nullptr;
    if (Depth > MaxDepth || !F->hasBody(Body) || !Seen.insert(Body).second)
      return;
    All.push_back(Body);
    if (std::optional<EndlessRoutine> Found = findEndless(Body, Context))
      Endless.push_back(std::move(*Found));
    eachStmt(Body->getBody(), [&](const Stmt *S) {
      const auto *Call = dyn_cast<CallExpr>(S);
      if (const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr)
        if (!AnalysisDeclContext::isInStdNamespace(Callee))
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

/// The answer with which the routine goes on where \p Flag, a mention of a
/// flag, is asked: by the condition of a loop, or of a jump out of one.
static std::optional<bool> goesOnWith(const Expr *Flag,
                                      const ParentMap &Parents) {
  bool Answer = true;
  const Stmt *S = Flag;
  for (const Stmt *Up = Parents.getParent(S); Up; Up = Parents.getParent(S)) {
    const auto *Op = dyn_cast<UnaryOperator>(Up);
    if (Op && Op->getOpcode() == UO_LNot)
      Answer = !Answer;
    else if (const auto *While = dyn_cast<WhileStmt>(Up))
      return While->getCond() == S ? std::optional(Answer) : std::nullopt;
    else if (const auto *Do = dyn_cast<DoStmt>(Up))
      return Do->getCond() == S ? std::optional(Answer) : std::nullopt;
    else if (const auto *For = dyn_cast<ForStmt>(Up))
      return For->getCond() == S ? std::optional(Answer) : std::nullopt;
    else if (const auto *If = dyn_cast<IfStmt>(Up)) {
      const Stmt *Then = If->getThen();
      if (const auto *Block = dyn_cast<CompoundStmt>(Then))
        Then = Block->size() == 1 ? Block->body_front() : nullptr;
      bool Leaves = isa_and_nonnull<ReturnStmt, BreakStmt>(Then);
      return If->getCond() == S && Leaves && !If->getElse()
                 ? std::optional(!Answer)
                 : std::nullopt;
    } else if (!isa<ParenExpr, CastExpr, MemberExpr, CXXMemberCallExpr,
                    ExprWithCleanups>(Up))
      return std::nullopt;
    S = Up;
  }
  return std::nullopt;
}

std::string spellEnd(const RecordDecl *Class, const Expr *Construction,
                     const ASTContext &Context) {
  Routines Of(Context);
  Of.addGivenTo(Construction);
  const FieldDecl *Flag = nullptr;
  for (const EndlessRoutine &Each : Of.Endless)
    for (const ValueDecl *D : Each.WaitsFor) {
      if ((Flag && D != Flag) || !isa<FieldDecl>(D))
        return "";
      Flag = cast<FieldDecl>(D);
    }
  if (!Flag || Flag->getParent() != Class || !isFlag(Flag->getType()))
    return "";
  std::optional<bool> GoesOn;
  for (const FunctionDecl *Routine : Of.All) {
    ParentMap Parents(Routine->getBody());
    bool Unclear = anyStmt(Routine->getBody(), [&](const Stmt *S) {
      // Who sleeps has to be woken; who has a lock wants others to have it.
      if (const auto *Call = dyn_cast<CallExpr>(S);
          Call && hasWord(Call->getDirectCallee(), {"wait", "lock"}))
        return true;
      if (const auto *Made = dyn_cast<CXXConstructExpr>(S);
          Made && hasWord(Made->getConstructor()->getParent(),
                          {"lock", "guard", "locker"}))
        return true;
      const auto *M = dyn_cast<MemberExpr>(S);
      if (!M || M->getMemberDecl() != Flag)
        return false;
      std::optional<bool> Answer = goesOnWith(M, Parents);
      bool Other = !Answer || (GoesOn && GoesOn != Answer);
      GoesOn = Answer;
      return Other;
    });
    if (Unclear)
      return "";
  }
  if (!GoesOn)
    return "";
  return Flag->getNameAsString() + " = " + (*GoesOn ? "false" : "true");
}

std::string MemberPlanner::place(unsigned &Index, std::string &Before) const {
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
    if (!Told && Before.empty())
      Before = spellEnd(Member.Field->getParent(), Member.Site.Construction,
                        Context);
    if (!Told && Before.empty())
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
