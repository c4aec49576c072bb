//===-- ScopeGuard.h - A pool that its scope releases -----------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_FIXIT_SCOPEGUARD_H
#define POOLGUARD_CHECKS_FIXIT_SCOPEGUARD_H

#include "../flow/Lowering.h"
#include "../lifetime/Lifetime.h"
#include "Fix.h"
#include "HandleVariable.h"
#include <functional>

namespace poolguard {

/// What guards are made of.
struct GuardTools {
  const clang::ASTContext &Context;
  ModelMatcher &Models;
  CalleeEffects &Effects;
  bool Attribute; ///< `__attribute__((cleanup(f)))` may be written.
  bool AtExit;    ///< The project's own guard runs a callable; no other does.
  std::string Header; ///< Brings the guard. Empty: its usual one.
  /// The function once more, with the end of a variable's life in its graph.
  std::function<std::unique_ptr<LoweredFunction>(const clang::VarDecl *)>
      LowerWithEnd;
  /// Another function of the unit.
  std::function<std::unique_ptr<LoweredFunction>(const clang::FunctionDecl *)>
      Lower;
};

/// A handle in its function lowered with the end of the handle's life.
struct ScopedHandle {
  std::unique_ptr<LoweredFunction> Function;
  HandleVariable Handle;
};

/// \p Plain, the handle of \p Site, once more in such a graph; nothing, if it
/// cannot be told there.
std::optional<ScopedHandle> withEnd(const HandleVariable &Plain, SiteId Site,
                                    const GuardTools &Tools);

/// Binds the pool of \p F, a leak in \p L, to a guard that releases it wherever
/// its scope is left, or else has the program remember whether it is open. What
/// is proposed was tried on the graph; see insertReleases.
FixProposal bindToGuard(const LoweredFunction &L, const Finding &F,
                        const GuardTools &Tools);

} // namespace poolguard

#endif // POOLGUARD_CHECKS_FIXIT_SCOPEGUARD_H
