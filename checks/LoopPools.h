//===-- LoopPools.h - Pools that a loop makes again and again ---*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_LOOPPOOLS_H
#define POOLGUARD_CHECKS_LOOPPOOLS_H

#include "flow/BodyFacts.h"
#include "flow/Lowering.h"
#include "lifetime/Dominators.h"
#include "lifetime/GraphIndex.h"
#include "clang/AST/ParentMap.h"
#include <memory>
#include <optional>

namespace poolguard {

/// A loop that could do with one pool.
struct LoopPool {
  const clang::Stmt *Loop = nullptr;
  unsigned ReleaseOrigin = None; ///< Index into LoweredFunction::Origins.
};

/// Looks for such loops in one function; what it needs to know of the whole is
/// found out once.
class LoopPoolFinder {
public:
  using MentionMap = llvm::DenseMap<const clang::VarDecl *,
                                    llvm::SmallVector<const clang::Stmt *, 4>>;

  explicit LoopPoolFinder(const LoweredFunction &L);
  ~LoopPoolFinder();

  /// The innermost loop that constructs the same pool of \p Site in every round
  /// and releases it before the next, or nothing. Knows nothing of leaks.
  std::optional<LoopPool> find(SiteId Site);

private:
  void build();
  llvm::SmallVector<const clang::VarDecl *, 2>
  receivers(const LoweredSite &Site) const;
  bool isWithin(const clang::Stmt *Inner, const clang::Stmt *Outer) const;
  bool isSamePool(const LoweredSite &Site, const clang::Stmt *Loop);

  const LoweredFunction &L;
  std::optional<GraphIndex> Index;
  std::optional<Dominators> Dom;
  std::unique_ptr<clang::ParentMap> Parents; ///< Null: not built yet.
  MentionMap Mentions;
  llvm::DenseMap<const clang::Stmt *, llvm::SmallVector<BlockId, 1>> Headers;
  llvm::DenseMap<const clang::Stmt *, std::unique_ptr<BodyFacts>> Facts;
};

} // namespace poolguard

#endif // POOLGUARD_CHECKS_LOOPPOOLS_H
