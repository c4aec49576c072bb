//===-- ManyHandles.h - Pools in an array or a container --------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_FIXIT_MANYHANDLES_H
#define POOLGUARD_CHECKS_FIXIT_MANYHANDLES_H

#include "../flow/Lowering.h"
#include "EmptySlots.h"
#include "FillLoop.h"
#include "ReleaseLoop.h"
#include "ReleaseSpelling.h"
#include "SlotCounter.h"

namespace poolguard {

/// A local array or container whose elements hold the pools of a site. All of
/// them are released in a loop.
struct ManyHandles {
  const clang::VarDecl *Root = nullptr;
  const clang::CompoundStmt *Scope = nullptr; ///< Where Root can be named.
  std::vector<PlaceId> Places;                ///< What elements may be.
  HandleText Element;                         ///< As the loop's body names one.
  bool ByRange = false; ///< `for (auto &each : pools)`; else by a counter.
  std::optional<FillLoop> Filled;
  std::optional<SlotCounter> Counted;
  std::optional<EmptySlots> Slots;
  std::optional<ReleaseLoop> Elsewhere;
  std::string Index; ///< A name for the counter of a loop.

  /// The head of a loop over the elements that hold pools at \p Where. Empty:
  /// there is none.
  std::string loopAt(clang::SourceLocation Where, LastAttempt Last,
                     const clang::ASTContext &Context) const;

  /// What has the name \p Text and may come to hold the pools of \p Site, or
  /// nothing and the reason in \p Why.
  static std::optional<ManyHandles> named(llvm::StringRef Text,
                                          const LoweredFunction &L, SiteId Site,
                                          const clang::ASTContext &Context,
                                          std::string &Why);
};

/// What `for (auto &each : v)` names for a \p T, or null if that cannot be
/// written.
clang::QualType elementOf(clang::QualType T, const clang::ASTContext &Context);

} // namespace poolguard

#endif // POOLGUARD_CHECKS_FIXIT_MANYHANDLES_H
