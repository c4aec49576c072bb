//===-- BodyFacts.h - What one look over a body tells -----------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_FLOW_BODYFACTS_H
#define POOLGUARD_CHECKS_FLOW_BODYFACTS_H

#include "PoolFlowGraph.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "clang/Analysis/CFG.h"
#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"

namespace poolguard {

/// The variable or member \p S changes, or null.
const clang::ValueDecl *changedVariable(const clang::Stmt *S);

/// The variable a plain reference names, or null. Looks through parentheses
/// and casts.
const clang::VarDecl *referencedVariable(const clang::Expr *E);

/// The value of `{ return E; }`, or null.
const clang::Expr *onlyReturned(const clang::Stmt *Body);

/// What a number names elements by, as in `t[n]` or `crew.t[crew.n]`: a
/// variable or a member of an object with a name; or null.
const clang::ValueDecl *indexVariable(const clang::Expr *E);

/// Flow-insensitive facts of one body.
struct BodyFacts {
  explicit BodyFacts(const clang::Stmt *Body);

  /// How often a variable is written besides its initialiser.
  llvm::DenseMap<const clang::VarDecl *, unsigned> Writes;
  /// Local pointers that are only ever given fresh memory (or null): what is
  /// stored behind them is still this function's.
  llvm::DenseSet<const clang::VarDecl *> FreshPointers;
  /// A variable that is set to constants and counted up or down.
  struct Counter {
    llvm::SmallVector<int64_t, 2> Starts;
    unsigned Steps = 0;
    bool Other = false; ///< It is written in some other way as well.
  };
  llvm::DenseMap<const clang::VarDecl *, Counter> Counters;
  /// A thread attribute is set to "detached": threads may need no join.
  bool MentionsDetachedState = false;

  bool isWritten(const clang::VarDecl *V) const {
    return Writes.count(V->getCanonicalDecl());
  }
};

/// One natural loop of the CFG that comes from a loop statement.
struct NaturalLoop {
  const clang::Stmt *Statement;
  unsigned Header; ///< CFG block id.
  llvm::BitVector Blocks;
  /// Variables and members the loop changes.
  llvm::DenseSet<const clang::ValueDecl *> Changes;
};

/// The loops of a CFG, by LoopId.
class LoopTable {
public:
  explicit LoopTable(const clang::CFG &Graph);

  llvm::ArrayRef<NaturalLoop> loops() const { return Loops; }
  bool contains(LoopId L, const clang::CFGBlock &B) const {
    return Loops[L].Blocks.test(B.getBlockID());
  }
  /// The innermost loop around \p B that changes \p V, or None.
  LoopId changing(const clang::ValueDecl *V, const clang::CFGBlock &B) const;

private:
  std::vector<NaturalLoop> Loops;
};

} // namespace poolguard

#endif // POOLGUARD_CHECKS_FLOW_BODYFACTS_H
