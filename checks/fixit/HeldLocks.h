//===-- HeldLocks.h - Locks that are held at a point ------------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_FIXIT_HELDLOCKS_H
#define POOLGUARD_CHECKS_FIXIT_HELDLOCKS_H

#include "PassedCode.h"

namespace poolguard {

/// A lock that somebody has: a lock object, a mutex, or nameless for those of
/// functions without an argument.
struct HeldLock {
  const clang::ValueDecl *Of = nullptr;
  std::string Name; ///< As a reader knows it.
};

/// What is locked at \p P and not unlocked again on the way there, as far as
/// names and classes tell.
llvm::SmallVector<HeldLock, 2> heldAt(const TextPoint &P,
                                      const clang::ParentMap &Parents);

/// \p Code locks something by a call: an exception leaves it locked.
bool locksByHand(const clang::Stmt *Code);

/// \p Code locks something in any way, closures left out.
bool locksAnything(const clang::Stmt *Code);

} // namespace poolguard

#endif // POOLGUARD_CHECKS_FIXIT_HELDLOCKS_H
