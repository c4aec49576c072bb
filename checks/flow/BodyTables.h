//===-- BodyTables.h - What is looked up of one body ------------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Clang's flow graph of a body and tables made of it. They hang on nothing but
/// the body, so that one set serves the function itself, its summary and all
/// places where it is inlined.
///
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_FLOW_BODYTABLES_H
#define POOLGUARD_CHECKS_FLOW_BODYTABLES_H

#include "BodyFacts.h"
#include "ScopeTable.h"
#include "clang/AST/ParentMap.h"
#include "clang/Analysis/CFG.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/SmallPtrSet.h"
#include <memory>

namespace poolguard {

/// What is looked up of one body, however often it is lowered.
class BodyTables {
public:
  /// With the end of \p Ends, if that is not null, among the elements.
  /// \returns null if no flow graph can be made.
  static std::unique_ptr<BodyTables> make(const clang::FunctionDecl *F,
                                          clang::ASTContext &Context,
                                          const clang::VarDecl *Ends);

  std::unique_ptr<clang::CFG> Graph;
  std::unique_ptr<clang::ParentMap> Parents;
  std::unique_ptr<LoopTable> Loops;
  std::unique_ptr<BodyFacts> Facts;
  /// `&&` and `||` whose value is looked at where their ways have met.
  llvm::SmallPtrSet<const clang::BinaryOperator *, 4> Joins;

  // Made when they are asked for first.
  const ScopeTable &scopes();
  /// The CFG block a handler begins with, or null.
  const clang::CFGBlock *handler(const clang::CXXCatchStmt *H);
  /// \p V is mentioned other than as what a call runs.
  bool isUsedOtherwise(const clang::VarDecl *V);

private:
  BodyTables(const clang::FunctionDecl *F, const clang::VarDecl *Ends)
      : F(F), Ends(Ends) {}
  void findJoins();

  const clang::FunctionDecl *F;
  const clang::VarDecl *Ends;
  std::unique_ptr<ScopeTable> Scopes;
  llvm::DenseMap<const clang::CXXCatchStmt *, const clang::CFGBlock *> Handlers;
  std::unique_ptr<llvm::DenseSet<const clang::VarDecl *>> UsedOtherwise;
};

/// The tables of the bodies of one unit, each made once.
class BodyCache {
public:
  /// The tables of \p F, whose body is at hand; null if there can be none.
  /// See BodyTables::make; \p Ends is that of the first who asks.
  BodyTables *of(const clang::FunctionDecl *F, clang::ASTContext &Context,
                 const clang::VarDecl *Ends = nullptr);

  /// What somebody else found out about the body of \p F, for himself.
  std::shared_ptr<const void> &note(const clang::FunctionDecl *F) {
    return Notes[F];
  }

private:
  llvm::DenseMap<const clang::FunctionDecl *, std::unique_ptr<BodyTables>>
      Bodies;
  llvm::DenseMap<const clang::FunctionDecl *, std::shared_ptr<const void>>
      Notes;
};

} // namespace poolguard

#endif // POOLGUARD_CHECKS_FLOW_BODYTABLES_H
