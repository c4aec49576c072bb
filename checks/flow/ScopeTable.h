//===-- ScopeTable.h - What an exception undoes on its way ------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// For each place of a body, what an exception raised there passes: variables
/// that are alive, members already initialised, `try` blocks. By the lexical
/// structure alone; made in one walk.
///
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_FLOW_SCOPETABLE_H
#define POOLGUARD_CHECKS_FLOW_SCOPETABLE_H

#include "PoolFlowGraph.h"
#include "clang/AST/Decl.h"
#include "clang/AST/ParentMap.h"
#include "llvm/ADT/DenseMap.h"
#include <vector>

namespace clang {
class CXXCatchStmt;
class CXXCtorInitializer;
class CXXTryStmt;
class DeclStmt;
} // namespace clang

namespace poolguard {

/// One thing an exception passes on its way out.
struct Scope {
  enum Kind : uint8_t {
    Variable,  ///< V is destroyed.
    Try,       ///< The handlers of Block are asked.
    InHandler, ///< Handler is left; its exception is over.
    Member,    ///< What Init has initialised (a member, a base, or, where it
               ///< delegates, the whole object) is destroyed.
  } What;
  unsigned Outer = ~0u; ///< The next one outwards, or None.
  const clang::VarDecl *V = nullptr;
  const clang::CXXTryStmt *Block = nullptr;
  const clang::CXXCatchStmt *Handler = nullptr;
  const clang::CXXCtorInitializer *Init = nullptr;
};

/// The scopes of one body, by number. They form a tree.
class ScopeTable {
public:
  /// The end of \p Ends counts though nothing happens there.
  ScopeTable(const clang::FunctionDecl *F, const clang::VarDecl *Ends);

  const Scope &operator[](unsigned I) const { return Scopes[I]; }
  /// The innermost scope around \p S, None if an exception raised there leaves
  /// the function at once. \returns the statement or declaration's initialiser
  /// \p S stands in, or null if it is not found in the body.
  const clang::Stmt *around(const clang::Stmt *S,
                            const clang::ParentMap &Parents,
                            unsigned &Innermost) const;
  /// The innermost handler around scope \p I, or null.
  const clang::CXXCatchStmt *handlerAround(unsigned I) const;

private:
  unsigned push(Scope S, unsigned Outer);
  /// Walks \p S, which begins inside \p Around. \returns what is around that
  /// which follows in the same block.
  unsigned walk(const clang::Stmt *S, unsigned Around);
  unsigned walkDeclaration(const clang::DeclStmt *D, unsigned Around);
  void walkTry(const clang::CXXTryStmt *T, unsigned Around, unsigned Inside);
  /// Looks for statements inside the expression \p E.
  void walkExpression(const clang::Stmt *E, unsigned Around);

  const clang::VarDecl *Ends;
  std::vector<Scope> Scopes;
  /// Statements and initialisers; what is not listed is as its parent.
  llvm::DenseMap<const clang::Stmt *, unsigned> Around;
};

} // namespace poolguard

#endif // POOLGUARD_CHECKS_FLOW_SCOPETABLE_H
