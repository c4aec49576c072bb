//===-- WorkPolicy.cpp ----------------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "WorkPolicy.h"
#include "LibraryTypes.h"
#include "OwnershipPolicy.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/StringSet.h"

using namespace clang;

namespace poolguard {

//===----------------------------------------------------------------------===//
// Waiting
//===----------------------------------------------------------------------===//

/// Words of functions that take the time others need, or see what they did.
static const llvm::StringSet<> &awaitingWords() {
  static const llvm::StringSet<> Words = {
      "accept",      "acquire",     "arrive",      "atomic",    "await",
      "barrier",     "collect",     "complete",    "completed", "completion",
      "delay",       "dequeue",     "done",        "drain",     "fgets",
      "finish",      "finished",    "flush",       "gather",    "getc",
      "getchar",     "getline",     "idle",        "join",      "joined",
      "listen",      "loop",        "mainloop",    "msleep",    "nanosleep",
      "outstanding", "pause",       "pending",     "poll",      "pop",
      "progress",    "read",        "receive",     "recv",      "remaining",
      "result",      "results",     "select",      "serve",     "sleep",
      "sync",        "synchronize", "unprocessed", "usleep",    "wait",
      "waitall"};
  return Words;
}

bool mayAwaitWork(const CallExpr *Call) {
  const FunctionDecl *Callee = Call->getDirectCallee();
  if (!Callee)
    return false;
  const auto *Method = dyn_cast<CXXMethodDecl>(Callee);
  if (Method && isInStd(Method, /*OrBoost=*/true)) {
    llvm::StringRef Class = Method->getParent()->getName();
    if (Class.contains("atomic") || Class.contains("future"))
      return true;
  }
  return Callee->getIdentifier() && hasWord(Callee->getName(), awaitingWords());
}

bool readsShared(const Stmt *S) {
  const auto *Cast = dyn_cast<ImplicitCastExpr>(S);
  if (!Cast)
    return false;
  return Cast->getCastKind() == CK_AtomicToNonAtomic ||
         (Cast->getCastKind() == CK_LValueToRValue &&
          Cast->getSubExpr()->getType().isVolatileQualified());
}

//===----------------------------------------------------------------------===//
// Failing
//===----------------------------------------------------------------------===//

/// Words that speak of failure, haste or a change of mind.
static const llvm::StringSet<> &failingWords() {
  static const llvm::StringSet<> Words = {
      "abort",   "aborted",   "aborting",    "bad",       "bail",
      "broken",  "cancel",    "canceled",    "cancelled", "corrupt",
      "discard", "drop",      "emergency",   "err",       "errno",
      "errnum",  "error",     "errors",      "expired",   "fail",
      "failed",  "fails",     "failure",     "fatal",     "force",
      "forced",  "immediate", "immediately", "interrupt", "interrupted",
      "invalid", "kill",      "killed",      "now",       "panic",
      "quit",    "rc",        "ret",         "status",    "stop",
      "stopped", "stopping",  "timedout",    "timeout",   "urgent"};
  return Words;
}

namespace {
/// Finds a name that speaks of failure.
class FailureFinder : public RecursiveASTVisitor<FailureFinder> {
public:
  bool Found = false;
  bool VisitDeclRefExpr(DeclRefExpr *Ref) { return look(Ref->getDecl()); }
  bool VisitMemberExpr(MemberExpr *M) { return look(M->getMemberDecl()); }

private:
  bool look(const ValueDecl *D) {
    Found |= D->getIdentifier() && hasWord(D->getName(), failingWords());
    return !Found;
  }
};

/// Collects what a function returns.
class ReturnCollector : public RecursiveASTVisitor<ReturnCollector> {
public:
  explicit ReturnCollector(const ASTContext &Context) : Context(Context) {}
  bool Others = false; ///< A value that is no constant.
  llvm::SmallVector<int64_t, 4> Constants;

  bool TraverseLambdaExpr(LambdaExpr *) { return true; }
  bool VisitReturnStmt(ReturnStmt *R) {
    if (std::optional<int64_t> V = constantIn(R->getRetValue(), Context))
      Constants.push_back(*V);
    else
      Others = true;
    return true;
  }
  static std::optional<int64_t> constantIn(const Expr *E,
                                           const ASTContext &Context) {
    if (!E || E->isValueDependent())
      return std::nullopt;
    Expr::EvalResult R;
    if (E->isNullPointerConstant(const_cast<ASTContext &>(Context),
                                 Expr::NPC_ValueDependentIsNotNull))
      return 0;
    if (!E->getType()->isIntegralOrEnumerationType() ||
        !E->EvaluateAsInt(R, Context) || !R.Val.isInt())
      return std::nullopt;
    return R.Val.getInt().getExtValue();
  }

private:
  const ASTContext &Context;
};
} // namespace

static bool speaksOfFailure(const Expr *Condition) {
  FailureFinder Finder;
  Finder.TraverseStmt(const_cast<Expr *>(Condition));
  return Finder.Found;
}

/// `return -1;`, `return false;` or `return NULL;` where other returns say
/// something else.
static bool returnsFailure(const ReturnStmt *R, const FunctionDecl *F) {
  const ASTContext &Context = F->getASTContext();
  const Expr *E = R->getRetValue();
  if (!E)
    return false;
  std::optional<int64_t> V = ReturnCollector::constantIn(E, Context);
  if (!V)
    return speaksOfFailure(E);
  if (*V < 0 || (*V != 0 && F->isMain()))
    return true;
  QualType T = F->getReturnType();
  bool TruthOrPointer =
      T->isBooleanType() || T->isPointerType() ||
      llvm::StringRef(T.getAsString()).contains_insensitive("bool");
  if (*V != 0 || !TruthOrPointer)
    return false;
  ReturnCollector All(Context);
  All.TraverseStmt(F->getBody());
  return All.Others ||
         llvm::any_of(All.Constants, [](int64_t C) { return C != 0; });
}

/// What stands right after gives up: an error is returned or thrown.
static bool givesUp(const Stmt *Next, const FunctionDecl *F) {
  if (const auto *R = dyn_cast<ReturnStmt>(Next))
    return returnsFailure(R, F);
  if (const auto *G = dyn_cast<GotoStmt>(Next))
    return hasWord(G->getLabel()->getName(), failingWords());
  const auto *E = dyn_cast<Expr>(Next);
  if (!E)
    return false;
  E = E->IgnoreImplicit();
  const auto *C = dyn_cast<CallExpr>(E);
  const FunctionDecl *Callee = C ? C->getDirectCallee() : nullptr;
  return isa<CXXThrowExpr>(E) || (Callee && Callee->isNoReturn());
}

bool dropsOnPurpose(const Expr *Release, const FunctionDecl *F,
                    const ParentMap &Parents) {
  const Stmt *Below = Release;
  for (const Stmt *Up = Parents.getParent(Release); Up;
       Below = Up, Up = Parents.getParent(Up)) {
    if (isa<CXXCatchStmt>(Up))
      return true;
    if (const auto *If = dyn_cast<IfStmt>(Up);
        If && Below != If->getCond() && speaksOfFailure(If->getCond()))
      return true;
    if (const auto *L = dyn_cast<LabelStmt>(Up);
        L && hasWord(L->getName(), failingWords()))
      return true;
    const auto *Block = dyn_cast<CompoundStmt>(Up);
    if (!Block)
      continue;
    bool Passed = false;
    for (const Stmt *Each : Block->body()) {
      const auto *L = dyn_cast<LabelStmt>(Each);
      if (!Passed && L && hasWord(L->getName(), failingWords()))
        return true; // `fail:` stands above.
      if (Passed && givesUp(Each, F))
        return true;
      Passed |= Each == Below;
    }
  }
  return false;
}

bool saysItDrops(const FunctionDecl *Callee) {
  static const llvm::StringSet<> Words = {
      "abandon", "abort",  "cancel", "discard",     "drop", "emergency",
      "force",   "forced", "hard",   "immediately", "kill", "now"};
  return Callee && Callee->getIdentifier() && hasWord(Callee->getName(), Words);
}

} // namespace poolguard
