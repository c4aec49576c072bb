//===-- BlockingRoutine.cpp - What waits for others -----------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "EndlessRoutine.h"
#include "NameWords.h"
#include "StmtWalk.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace poolguard {

/// \p E is, or is a part of, an object that \p Routine has for itself.
static bool isOwn(const Expr *E, const FunctionDecl *Routine) {
  while (true) {
    E = E->IgnoreParenCasts();
    if (const auto *Op = dyn_cast<UnaryOperator>(E);
        Op && Op->getOpcode() == UO_AddrOf)
      E = Op->getSubExpr();
    else if (const auto *Member = dyn_cast<MemberExpr>(E);
             Member && !Member->isArrow())
      E = Member->getBase();
    else
      break;
  }
  const auto *Ref = dyn_cast<DeclRefExpr>(E);
  const auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  return V && V->hasLocalStorage() && V->getDeclContext() == Routine &&
         !isa<ParmVarDecl>(V) && !V->isInitCapture() &&
         (V->getType()->isRecordType() || V->getType()->isArrayType());
}

/// A function that is not seen, by its name.
static bool soundsBlocking(const FunctionDecl *F) {
  if (!F->getDeclName().isIdentifier())
    return false;
  StringRef Name = F->getName();
  static const StringRef OfSystem[] = {
      "recv", "recvfrom", "recvmsg", "accept", "accept4",
      "read", "readv",    "msgrcv",  "pause",  "sigwait"};
  if (llvm::is_contained(OfSystem, Name))
    return !isa<CXXMethodDecl>(F);
  // What gives up after some time is no matter of others.
  if (hasWord(F, {"try", "timed", "timeout", "until", "for", "poll"}) ||
      Name.contains_insensitive("time"))
    return false;
  bool OfQueue = hasWord(F, {"queue", "async", "channel", "mailbox"}) &&
                 !(Name.starts_with("g_queue") || Name.starts_with("std"));
  return hasWord(F, {"wait", "receive", "dequeue"}) ||
         (OfQueue && hasWord(F, {"pop", "get", "take", "recv"})) ||
         (hasWord(F, {"loop"}) && hasWord(F, {"run"}));
}

/// A method of a class of some library.
static bool isBlockingMethod(const CXXMethodDecl *M) {
  if (!M->getDeclName().isIdentifier())
    return false;
  StringRef Name = M->getName();
  const CXXRecordDecl *Class = M->getParent();
  if (Name == "wait" || Name == "acquire" || Name == "arrive_and_wait")
    return true;
  if (Name == "get" && hasWord(Class, {"future"}))
    return true;
  if (Name == "run" && hasWord(Class, {"context", "service"}))
    return true;
  return !Class->isInStdNamespace() &&
         (Name == "pop" || Name == "take" || Name == "dequeue" ||
          Name == "receive" || Name == "accept") &&
         hasWord(Class, {"queue", "blocking", "channel", "mailbox", "socket",
                         "acceptor"});
}

static bool mayBlock(const FunctionDecl *Routine, unsigned Depth,
                     llvm::DenseSet<const FunctionDecl *> &Seen) {
  const FunctionDecl *Body = nullptr;
  constexpr unsigned MaxDepth = 3;
  if (Depth > MaxDepth || !Routine->hasBody(Body) || !Body->getBody() ||
      !Seen.insert(Body).second)
    return false;
  const SourceManager &SM = Body->getASTContext().getSourceManager();
  return anyStmt(Body->getBody(), [&](const Stmt *S) {
    const auto *Call = dyn_cast<CallExpr>(S);
    const FunctionDecl *F = Call ? Call->getDirectCallee() : nullptr;
    if (!F || isa<CXXOperatorCallExpr>(Call))
      return false;
    const FunctionDecl *Visible = nullptr;
    if (F->hasBody(Visible) && !F->isInStdNamespace() &&
        !SM.isInSystemHeader(Visible->getLocation()))
      return mayBlock(Visible, Depth + 1, Seen);
    if (const auto *M = dyn_cast<CXXMemberCallExpr>(Call))
      return M->getMethodDecl() && isBlockingMethod(M->getMethodDecl()) &&
             !isOwn(M->getImplicitObjectArgument(), Body);
    if (!soundsBlocking(F) || isa<CXXMethodDecl>(F))
      return false;
    return Call->getNumArgs() == 0 || !isOwn(Call->getArg(0), Body);
  });
}

bool takesStopToken(const Expr *Construction) {
  bool Found = false;
  eachStmt(Construction, [&](const Stmt *S) {
    if (!isa<LambdaExpr, DeclRefExpr>(S))
      return;
    eachRoutine(cast<Expr>(S), [&](const FunctionDecl *Routine) {
      for (const ParmVarDecl *P : Routine->parameters()) {
        const CXXRecordDecl *R =
            P->getType().getNonReferenceType()->getAsCXXRecordDecl();
        Found |= hasWord(R, {"stop"}) && hasWord(R, {"token"});
      }
    });
  });
  return Found;
}

bool mayBlock(const FunctionDecl *Routine) {
  llvm::DenseSet<const FunctionDecl *> Seen;
  return mayBlock(Routine, 0, Seen);
}

} // namespace poolguard
