//===-- Changes.cpp - Who may change what a loop asks ---------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "EndlessRoutine.h"
#include "NameWords.h"
#include "StmtWalk.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/ParentMap.h"
#include "clang/Analysis/AnalysisDeclContext.h"

using namespace clang;

namespace poolguard {

namespace {

/// Looks for changes of some variables and fields in one body and those it
/// calls.
class ChangeFinder {
public:
  ChangeFinder(llvm::ArrayRef<const ValueDecl *> Watched, bool Trusting)
      : Watched(Watched), Trusting(Trusting) {}

  bool in(const Stmt *Code, unsigned Depth = 0) {
    ParentMap Parents(const_cast<Stmt *>(Code));
    return within(Code, Parents, Depth);
  }

private:
  bool within(const Stmt *S, const ParentMap &Parents, unsigned Depth) {
    // What a lambda does is done where it is called.
    if (!S || (!Trusting && isa<LambdaExpr>(S)))
      return false;
    const ValueDecl *D = named(S);
    if (D && llvm::is_contained(Watched, D) && isChanged(S, Parents))
      return true;
    if (isa<CallExpr, CXXConstructExpr>(S) && byCall(cast<Expr>(S), Depth))
      return true;
    return llvm::any_of(S->children(), [&](const Stmt *Child) {
      return within(Child, Parents, Depth);
    });
  }

  static const ValueDecl *named(const Stmt *S) {
    if (const auto *Ref = dyn_cast<DeclRefExpr>(S))
      return Ref->getDecl();
    if (const auto *Member = dyn_cast<MemberExpr>(S))
      return Member->getMemberDecl();
    return nullptr;
  }

  /// What is done with the variable or field named by \p Ref changes it.
  bool isChanged(const Stmt *Ref, const ParentMap &Parents) const {
    while (const Stmt *Up = Parents.getParent(Ref)) {
      if (isa<LambdaExpr>(Up)) // Its body says what it does.
        return false;
      if (const auto *Cast = dyn_cast<ImplicitCastExpr>(Up);
          Cast && Cast->getCastKind() == CK_LValueToRValue)
        return false;
      if (const auto *Member = dyn_cast<MemberExpr>(Up)) {
        if (const auto *Method =
                dyn_cast<CXXMethodDecl>(Member->getMemberDecl()))
          return !Method->isConst();
        return false; // Another field of it, which is not asked.
      }
      if (const auto *Op = dyn_cast<CXXOperatorCallExpr>(Up)) {
        const auto *Method =
            dyn_cast_or_null<CXXMethodDecl>(Op->getDirectCallee());
        return !Method || !Method->isConst();
      }
      if (const auto *Atomic = dyn_cast<AtomicExpr>(Up))
        return !isLoad(Atomic);
      if (!Trusting && isa<CallExpr>(Up))
        return saysEnd(cast<CallExpr>(Up)->getDirectCallee());
      if (!Trusting && isa<Expr>(Up) &&
          !isa<BinaryOperator, UnaryOperator>(Up) &&
          !isa<ParenExpr, CastExpr, ArraySubscriptExpr>(Up))
        return false; // A reference to it is kept.
      // `&x` may be given to an atomic load.
      bool Through = isa<ParenExpr, CastExpr, ArraySubscriptExpr>(Up);
      if (const auto *Op = dyn_cast<UnaryOperator>(Up))
        Through |=
            Op->getOpcode() == UO_AddrOf || Op->getOpcode() == UO_Extension;
      if (!Through)
        return Trusting ? !isa<CompoundStmt>(Up) : isa<Expr>(Up);
      Ref = Up;
    }
    return false;
  }

  static bool isLoad(const AtomicExpr *E) {
    switch (E->getOp()) {
    case AtomicExpr::AO__c11_atomic_load:
    case AtomicExpr::AO__atomic_load:
    case AtomicExpr::AO__atomic_load_n:
      return true;
    default:
      return false;
    }
  }

  /// \p E is, or points to, an object that one of Watched is a field of.
  bool isWhole(const Expr *E) const {
    QualType T = E->IgnoreParenCasts()->getType();
    if (T->isVoidPointerType())
      return llvm::any_of(Watched, llvm::IsaPred<FieldDecl>);
    if (T->isPointerType())
      T = T->getPointeeType();
    const RecordDecl *R = T->getAsRecordDecl();
    return R && llvm::any_of(Watched, [&](const ValueDecl *D) {
             const auto *F = dyn_cast<FieldDecl>(D);
             return F &&
                    F->getParent()->getCanonicalDecl() == R->getCanonicalDecl();
           });
  }

  bool byCall(const Expr *Call, unsigned Depth) {
    const FunctionDecl *Callee = nullptr;
    llvm::SmallVector<const Expr *, 4> Given;
    if (const auto *Plain = dyn_cast<CallExpr>(Call)) {
      Callee = Plain->getDirectCallee();
      Given.append(Plain->arg_begin(), Plain->arg_end());
      if (const auto *M = dyn_cast<CXXMemberCallExpr>(Plain))
        Given.push_back(M->getImplicitObjectArgument());
    } else {
      const auto *Made = cast<CXXConstructExpr>(Call);
      Callee = Made->getConstructor();
      Given.append(Made->arg_begin(), Made->arg_end());
    }
    auto TakesWhole = [&] {
      return llvm::any_of(Given,
                          [&](const Expr *E) { return E && isWhole(E); });
    };
    // The standard library changes nothing that it was not given.
    if (Trusting && Callee && AnalysisDeclContext::isInStdNamespace(Callee))
      return TakesWhole();
    const FunctionDecl *Body = nullptr;
    if (Callee && Callee->hasBody(Body) && Body->getBody()) {
      constexpr unsigned MaxDepth = 3;
      return Depth < MaxDepth
                 ? Seen.insert(Body).second && in(Body->getBody(), Depth + 1)
                 : Trusting;
    }
    if (const auto *M = dyn_cast_or_null<CXXMethodDecl>(Callee);
        M && M->isConst())
      return false;
    if (!Trusting)
      return saysEnd(Callee);
    return TakesWhole();
  }

  static bool saysEnd(const FunctionDecl *F) {
    return F && hasWord(F, {"stop", "cancel", "shutdown", "quit", "terminate",
                            "finish", "close", "kill", "interrupt", "exit",
                            "set", "store", "exchange"});
  }

  llvm::ArrayRef<const ValueDecl *> Watched;
  bool Trusting;
  llvm::DenseSet<const FunctionDecl *> Seen;
};

} // namespace

bool mayChange(const Stmt *Code, llvm::ArrayRef<const ValueDecl *> Watched,
               bool Trusting) {
  return ChangeFinder(Watched, Trusting).in(Code);
}

} // namespace poolguard
