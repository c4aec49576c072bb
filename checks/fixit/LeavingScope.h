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

/// The ways in which runs of \p L get out of \p Scope, where the handle can be
/// named, or lose the handle within it.
class LeavingScope {
public:
  /// \p Scope is the block that declares the handle, or the `if` or `while`
  /// whose head does; then a way out ends one of its arms.
  /// \p IsObject: the \p Handles end with the object they are in.
  LeavingScope(const LoweredFunction &L, const clang::Stmt *Scope,
               std::vector<PlaceId> Handles, bool IsObject,
               const clang::SourceManager &SM);

  /// Where the graph begins with \p Code.
  std::vector<GraphPoint> beginOf(const clang::Stmt *Code) const;

  /// The last way out on the path of \p Leak before the handle is gone, or
  /// nothing if there is none that can be put a finger on.
  std::optional<WayOut> find(const RemainingLeak &Leak) const;

  /// The jumps on the path of \p Leak, and the branches whose other arm
  /// releases something or gives the handle away, the last one first: there a
  /// release is missing where the ways out have none of their own.
  std::vector<WayOut> turns(const RemainingLeak &Leak) const;

private:
  /// Where the origin \p Number is, or the call that leads to it is, in the
  /// function itself.
  const Origin &ownOrigin(unsigned Number) const;
  std::vector<GraphPoint>
  beginOf(llvm::function_ref<bool(const Origin &)> Matches) const;

  enum Side : uint8_t { Unknown, Inside, Outside };

  /// A statement at whose end something can be written.
  struct Region {
    const clang::Stmt *Code = nullptr;
    std::vector<Side> Sides; ///< By block, at its beginning.
    std::vector<Side> Ends;  ///< By block, at its end.
  };

  Side sideOf(const Origin &O, const clang::Stmt *Region) const;
  Side sideOf(unsigned Number, const clang::Stmt *Region) const;
  /// The arm \p Arm of the scope begins where \p Number stands.
  bool isEntry(unsigned Number, const clang::Stmt *Arm) const;
  void classify(Region &R) const;
  /// How the edge from \p From, which leaves \p R, is written.
  TextPoint textOfEdge(BlockId From, const Region &R) const;
  std::optional<WayOut> edgesLike(const TextPoint &Text, const Region &R) const;
  std::optional<WayOut> edgeOf(const RemainingLeak &Leak) const;
  /// The `else` that the scope does not have, on the path of \p Leak.
  std::optional<WayOut> noArm(const RemainingLeak &Leak) const;
  /// The blocks in which \p If has the answer \p Truth.
  std::vector<GraphPoint> answersOf(const clang::IfStmt *If, bool Truth) const;
  std::optional<WayOut> exitsLike(BlockId Exit) const;
  /// The `if` or `while` whose condition \p O, a branch, is all of the answer
  /// to.
  const clang::Stmt *decidedBy(const Origin &O) const;
  bool anyIn(const clang::Stmt *Arm,
             llvm::function_ref<bool(const Event &)> Is) const;
  /// A pool is released in \p Arm, or the handle given away.
  bool endsIn(const clang::Stmt *Arm) const;
  /// The handle is given another value in \p Arm.
  bool writesIn(const clang::Stmt *Arm) const;
  /// The arm taken at \p Number, where the other one ends something.
  std::optional<WayOut> armAt(unsigned Number) const;
  std::optional<WayOut> defaultAt(unsigned Number) const;
  std::optional<WayOut> jumpAt(BlockId Block) const;
  bool leavesByJump(BlockId Block, const clang::Stmt *Region) const;
  std::optional<WayOut> eventLike(BlockId Block, unsigned Index) const;

  const LoweredFunction &L;
  const clang::Stmt *Scope;
  std::vector<PlaceId> Handles;
  bool IsObject;
  const clang::SourceManager &SM;
  clang::ParentMap Parents;
  llvm::SmallVector<Region, 2> Regions; ///< The scope, or its arms.
};

} // namespace poolguard

#endif // POOLGUARD_CHECKS_FIXIT_LEAVINGSCOPE_H
