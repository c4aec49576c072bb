//===-- LowerWork.h - Work that is queued and dropped -----------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_FLOW_LOWERWORK_H
#define POOLGUARD_CHECKS_FLOW_LOWERWORK_H

#include "FunctionLowering.h"

namespace poolguard {

/// The part of a lowering that tells of the work in a pool and of its workers.
/// Private to the flow room.
class WorkLowering {
public:
  using Args = llvm::ArrayRef<const clang::Expr *>;

  explicit WorkLowering(FunctionLowering &Lowering) : L(Lowering) {}

  /// A release is about to happen, one that ends the pool's life or not.
  void end(const clang::Expr *Call, const CallEntry &E, PlaceId P, Args A);
  /// Another call of the model.
  void use(const clang::Expr *Call, const CallEntry &E, PlaceId P);
  /// What is queued in \p P is dropped here.
  void drop(PlaceId P);
  /// What a visible callee did, and left the pool open.
  void inCallee(const CalleeEffect &Effect, PlaceId P);
  /// What the visible callee of \p Call did to work and workers that were there
  /// before.
  void dropInCallee(const clang::CallExpr *Call, const CalleeEffect &Effect,
                    PlaceId P);
  /// It released the pool by \p Mode.
  void endInCallee(const clang::CallExpr *Call, const CalleeEffect &Effect,
                   ReleaseMode Mode, PlaceId P);
  /// Somebody unseen uses the pool for a moment: who submits, waits and closes
  /// is not known any more.
  void lend(PlaceId P);
  /// Queued work may be done by now, or nobody misses it; but not that of the
  /// pools of \p Except.
  void settle(llvm::ArrayRef<CallEntry> Except = {});
  /// \p C may wait for work.
  void awaitIn(const clang::CallExpr *C);
  /// \p Loop begins. One that waits in each round does so as often as there is
  /// work, which may be never.
  void awaitInLoop(const clang::Stmt *Loop);
  /// \p View stands for the pool in \p P from here on: an executor of it.
  void view(PlaceId View, PlaceId P);
  /// \p Dst is a copy of \p Src, and stands for what that stands for.
  void carryView(PlaceId Dst, PlaceId Src);
  /// \p View is something else now.
  void forgetView(PlaceId View);
  /// The pool that \p P stands for, or \p P itself.
  PlaceId behind(PlaceId P) const;
  /// What stands for a pool is passed on: lends that pool.
  void lendViewed(PlaceId View);
  /// A pool that was there before: whoever made it may have told its workers to
  /// finish.
  void known(PlaceId P);

private:
  void emit(EventKind K, PlaceId P);
  bool submitsIn(const clang::Stmt *S);
  /// What a call means for the pool's workers.
  void awaitWorkers(const CallEntry &E, PlaceId P);

  FunctionLowering &L;
};

} // namespace poolguard

#endif // POOLGUARD_CHECKS_FLOW_LOWERWORK_H
