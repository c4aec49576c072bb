//===-- LowerMemoryPools.h - Objects that live in a pool --------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Private to the flow room. What lives in a memory pool holds it: who gets the
/// object gets the pool. The pool is in a place below the object's pointer, its
/// home, so that it goes where the pointer goes.
///
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_FLOW_LOWERMEMORYPOOLS_H
#define POOLGUARD_CHECKS_FLOW_LOWERMEMORYPOOLS_H

#include "FunctionLowering.h"

namespace poolguard {

/// The part of a lowering that follows objects in memory pools.
class MemoryPoolLowering {
public:
  using Args = llvm::ArrayRef<const clang::Expr *>;

  explicit MemoryPoolLowering(FunctionLowering &Lowering) : L(Lowering) {}

  /// At the entry nothing is known to live in a pool.
  void begin();
  /// Objects that \p C makes in a memory pool of its arguments.
  void derive(const clang::CallExpr *C);
  /// \p Dst was made a copy of \p Src.
  void copied(PlaceId Dst, PlaceId Src);
  /// Something was written to \p Dst, behind a pointer: hands it on, but for
  /// the pool that the object lives in itself.
  void store(PlaceId Dst);
  /// The address of \p P goes somewhere, and with it the object around it.
  void giveObject(PlaceId P);
  /// Argument \p Index of \p A, what is in \p P, goes to a function that keeps
  /// no pointer: it gets what is in the object, and not the object. \returns
  /// false if \p F is another function.
  bool lend(const clang::FunctionDecl *F, Args A, unsigned Index, PlaceId P);
  /// `strchr(s, 'x')` points into `s`.
  void pointInto(const clang::CallExpr *C);

private:
  const clang::Expr *poolArgument(Args A);
  /// The home of what the pointer in \p P points to; None: it has none.
  PlaceId homeOf(PlaceId P) const;
  /// The home of the object in a memory pool that \p P is part of, or None.
  PlaceId homeAround(PlaceId P) const;
  /// The place that the pool in \p P came from, or None.
  PlaceId sourceOf(PlaceId P) const;
  bool staysInside(const clang::FunctionDecl *F, Args A, unsigned Index,
                   PlaceId P);

  FunctionLowering &L;
};

} // namespace poolguard

#endif // POOLGUARD_CHECKS_FLOW_LOWERMEMORYPOOLS_H
