//===-- StmtWalk.h - Walking over the statements of a body ------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_FIXIT_STMTWALK_H
#define POOLGUARD_CHECKS_FIXIT_STMTWALK_H

#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/STLExtras.h"

namespace poolguard {

/// \p Matches something in \p S, which may be null: \p S itself or what is
/// below it, in the order of the source.
inline bool anyStmt(const clang::Stmt *S,
                    llvm::function_ref<bool(const clang::Stmt *)> Matches) {
  if (!S)
    return false;
  return Matches(S) || llvm::any_of(S->children(), [&](const clang::Stmt *C) {
           return anyStmt(C, Matches);
         });
}

/// The body of \p F as the source has it, without what is around that of a
/// coroutine.
inline clang::Stmt *writtenBody(const clang::FunctionDecl *F) {
  auto *Coroutine =
      llvm::dyn_cast_or_null<clang::CoroutineBodyStmt>(F->getBody());
  return Coroutine ? Coroutine->getBody() : F->getBody();
}

/// What \p S returns to the caller, if it does that: of `return` and
/// `co_return`.
inline const clang::Expr *returnedValue(const clang::Stmt *S) {
  if (const auto *Return = llvm::dyn_cast<clang::ReturnStmt>(S))
    return Return->getRetValue();
  const auto *Coreturn = llvm::dyn_cast<clang::CoreturnStmt>(S);
  return Coreturn ? Coreturn->getOperand() : nullptr;
}

/// Calls \p Do with \p S and all that is below it.
inline void eachStmt(const clang::Stmt *S,
                     llvm::function_ref<void(const clang::Stmt *)> Do) {
  anyStmt(S, [&](const clang::Stmt *Each) {
    Do(Each);
    return false;
  });
}

/// \p Inner is \p Outer, which may be null, or within.
inline bool contains(const clang::Stmt *Outer, const clang::Stmt *Inner) {
  return anyStmt(Outer, [&](const clang::Stmt *S) { return S == Inner; });
}

/// \p S, which may be null, mentions \p V.
inline bool mentions(const clang::Stmt *S, const clang::VarDecl *V) {
  return anyStmt(S, [&](const clang::Stmt *Each) {
    const auto *Ref = llvm::dyn_cast<clang::DeclRefExpr>(Each);
    return Ref && Ref->getDecl() == V;
  });
}

/// The statement that declares \p V in \p Body, or null.
inline const clang::DeclStmt *declarationIn(const clang::Stmt *Body,
                                            const clang::VarDecl *V) {
  const clang::DeclStmt *Found = nullptr;
  anyStmt(Body, [&](const clang::Stmt *Each) {
    const auto *Decls = llvm::dyn_cast<clang::DeclStmt>(Each);
    if (Decls && llvm::is_contained(Decls->decls(), V))
      Found = Decls;
    return Found != nullptr;
  });
  return Found;
}

/// The block of \p Body that declares \p V, if a block does.
inline const clang::CompoundStmt *blockDeclaring(const clang::Stmt *Body,
                                                 const clang::VarDecl *V) {
  const clang::DeclStmt *Declared = declarationIn(Body, V);
  const clang::CompoundStmt *Found = nullptr;
  anyStmt(Declared ? Body : nullptr, [&](const clang::Stmt *Each) {
    const auto *Block = llvm::dyn_cast<clang::CompoundStmt>(Each);
    if (Block && llvm::is_contained(Block->body(), Declared))
      Found = Block;
    return Found != nullptr;
  });
  return Found;
}

} // namespace poolguard

#endif // POOLGUARD_CHECKS_FIXIT_STMTWALK_H
