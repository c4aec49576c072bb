//===-- Reaping.cpp -------------------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Reaping.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace poolguard {

/// A call below \p S that ends a process of the family: whichever there is, as
/// `wait(&status)`, or one by its number.
static bool reaps(const Stmt *S, const Family &Owner, ModelMatcher &Models,
                  bool Any) {
  if (!S)
    return false;
  if (const auto *C = dyn_cast<CallExpr>(S))
    if (const FunctionDecl *Callee = C->getDirectCallee())
      for (const CallEntry &E :
           Models.match(Callee, llvm::ArrayRef(C->getArgs(), C->getNumArgs())))
        if (E.Owner == &Owner && E.Call->What == Role::Release &&
            (E.Call->Handle.Where == HandleSlot::Any) == Any)
          return true;
  return llvm::any_of(S->children(), [&](const Stmt *Child) {
    return reaps(Child, Owner, Models, Any);
  });
}

static bool reapsAny(const Decl *D, const Family &Owner, ModelMatcher &Models,
                     const SourceManager &SM) {
  if (const auto *F = dyn_cast<FunctionDecl>(D))
    return F->doesThisDeclarationHaveABody() &&
           !SM.isInSystemHeader(F->getLocation()) &&
           reaps(F->getBody(), Owner, Models, /*Any=*/true);
  const auto *Inner = dyn_cast<DeclContext>(D);
  return Inner && llvm::any_of(Inner->decls(), [&](const Decl *Each) {
           return reapsAny(Each, Owner, Models, SM);
         });
}

bool mayBeReapedElsewhere(const Expr *Call, const CallEntry &E, QualType T,
                          const FunctionDecl *F, const ParentMap &Parents,
                          ModelMatcher &Models, ASTContext &Context) {
  if (E.Owner->Kind != PoolKind::Process || T.isNull() || !T->isIntegerType())
    return false;
  if (!reaps(F->getBody(), *E.Owner, Models, /*Any=*/false))
    return true;
  if (E.Call->Handle.Where == HandleSlot::Return) {
    const Stmt *Up = Parents.getParent(Call);
    while (isa_and_nonnull<ParenExpr, CastExpr, FullExpr>(Up))
      Up = Parents.getParent(Up);
    const auto *B = dyn_cast_or_null<BinaryOperator>(Up);
    if (!Up || (B && !B->isAssignmentOp()) ||
        isa<CompoundStmt, UnaryOperator, IfStmt, WhileStmt, SwitchStmt>(Up))
      return true;
  }
  return llvm::any_of(Context.getTraversalScope(), [&](const Decl *D) {
    return reapsAny(D, *E.Owner, Models, Context.getSourceManager());
  });
}

} // namespace poolguard
