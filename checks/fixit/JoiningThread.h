//===-- JoiningThread.h - std::jthread for std::thread ----------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_FIXIT_JOININGTHREAD_H
#define POOLGUARD_CHECKS_FIXIT_JOININGTHREAD_H

#include "../flow/Lowering.h"
#include "Fix.h"

namespace poolguard {

/// \p T is `std::thread`, or a pointer or reference to it.
bool isStdThread(clang::QualType T);

/// The unit knows `std::jthread`.
bool hasJoiningThread(const clang::ASTContext &Context);

/// The callable of a thread would be given a stop token by `std::jthread`,
/// because it takes whatever it is given.
bool mayTakeStopToken(const clang::Expr *Callable);

/// Makes the variable that holds the thread of \p Site, or the container that
/// holds it and others, one of `std::jthread`. Nothing is said to a thread that
/// is detached, handed on or asked for its native handle.
FixProposal makeJoiningThread(const LoweredFunction &L, SiteId Site,
                              const clang::ASTContext &Context);

} // namespace poolguard

#endif // POOLGUARD_CHECKS_FIXIT_JOININGTHREAD_H
