//===-- LeavingScope.h - Where a path leaves a scope ------------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_FIXIT_LEAVINGSCOPE_H
#define POOLGUARD_CHECKS_FIXIT_LEAVINGSCOPE_H

#include "../flow/Lowering.h"
#include "../lifetime/Dominators.h"
#include "Insertion.h"
#include "ReleaseTrial.h"

namespace poolguard {

/// One way out, as the source and as the graph have it.
struct WayOut {
  TextPoint Text;
  std::vector<GraphPoint> Points;
  /// Text is where the pool is lost, Points a step within.
  bool AtStatement = false;
};

/// The ways in which runs of \p L get out of \p Scope, the block that declares
/// the handle, or lose the handle within it.
class LeavingScope {
public:
  /// \p IsObject: the handles end with the object they are in.
  LeavingScope(const LoweredFunction &L, const clang::CompoundStmt *Scope,
               bool IsObject, const clang::SourceManager &SM);

  /// Where the graph begins with \p Code.
  std::vector<GraphPoint> beginOf(const clang::Stmt *Code) const;

  /// The last way out on the path of \p Leak before the handle is gone, or
  /// nothing if there is none that can be put a finger on.
  std::optional<WayOut> find(const RemainingLeak &Leak) const;

  /// The jumps on the path of \p Leak, and the branches whose other arm
  /// releases something, the last one first: there a release is missing where
  /// the ways out have none of their own.
  std::vector<WayOut> turns(const RemainingLeak &Leak) const;

private:
  enum Side : uint8_t { Unknown, Inside, Outside };

  Side sideOf(const Origin &O) const;
  Side sideOf(unsigned Number) const;
  void classify();
  /// How the edge from \p From, which leaves the scope, is written.
  TextPoint textOfEdge(BlockId From) const;
  std::optional<WayOut> edgesLike(const TextPoint &Text) const;
  std::optional<WayOut> exitsLike(BlockId Exit) const;
  /// The statement that \p O, a branch, is all of the condition's answer to.
  const clang::IfStmt *decidedBy(const Origin &O) const;
  bool releasesIn(const clang::Stmt *Arm) const;
  /// The arm taken at \p Number, where the other one releases.
  std::optional<WayOut> armAt(unsigned Number) const;
  std::optional<WayOut> defaultAt(unsigned Number) const;
  std::optional<WayOut> jumpAt(BlockId Block) const;
  bool leavesByJump(BlockId Block) const;
  std::optional<WayOut> eventLike(BlockId Block, unsigned Index) const;

  const LoweredFunction &L;
  const clang::CompoundStmt *Scope;
  bool IsObject;
  const clang::SourceManager &SM;
  clang::ParentMap Parents;
  std::vector<Side> Sides; ///< By block, at its beginning.
  std::vector<Side> Ends;  ///< By block, at its end.
};

} // namespace poolguard

#endif // POOLGUARD_CHECKS_FIXIT_LEAVINGSCOPE_H
