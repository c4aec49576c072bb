//===-- CertainMaker.h - A callee's answer that there is a pool -*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_FIXIT_CERTAINMAKER_H
#define POOLGUARD_CHECKS_FIXIT_CERTAINMAKER_H

#include "../flow/Lowering.h"

namespace poolguard {

/// What is known of a pool that a visible callee makes: `if (!start(&t))`.
struct CertainMaker {
  /// The function with the knowledge that there is a pool whenever the callee
  /// answers as it does where it made one.
  LoweredFunction Function;
  /// That answer, if it is one number.
  std::optional<int64_t> Answer;
};

/// \returns nothing if a callee did not make the pool of \p Site, if its answer
/// may be the same without one, or if it may have released the pool again.
std::optional<CertainMaker>
certainMaker(const LoweredFunction &L, SiteId Site, CalleeEffects &Effects,
             llvm::function_ref<
                 std::unique_ptr<LoweredFunction>(const clang::FunctionDecl *)>
                 Lower);

} // namespace poolguard

#endif // POOLGUARD_CHECKS_FIXIT_CERTAINMAKER_H
