//===-- GuardTrial.h - Would a scope guard do? ------------------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Makes a variable of a flow graph a scope guard, in a copy, and asks the
/// solver whether that cures the leaks and does no harm. Knows no AST.
///
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_FIXIT_GUARDTRIAL_H
#define POOLGUARD_CHECKS_FIXIT_GUARDTRIAL_H

#include "../flow/PoolFlowGraph.h"
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace poolguard {

/// What becomes another one where the variable is a guard.
struct GuardSteps {
  enum Kind : uint8_t {
    Ends,   ///< The variable's life ends, or it is overwritten: the guard
            ///< releases what the event's Dst holds first.
    Clears, ///< The guard is empty after the event.
    Throws, ///< The event leaves by an exception: Thrown is released.
  };
  /// By block and index of the event.
  std::map<std::pair<BlockId, unsigned>, Kind> At;
  /// What was released before may be guarded all the same: the handle itself
  /// knows (`std::jthread`).
  bool KnowsItself = false;
  /// Whoever it was given to does not keep it.
  bool MayBeGivenAway = false;
  ReleaseMode Mode = ReleaseMode::Close;
  PlaceId Handle = None; ///< What Clears clears.
  std::vector<PlaceId> Thrown;
};

struct GuardVerdict {
  std::string Why; ///< Empty: a guard does.
  /// Where it does not because the pool is somebody else's by the time it
  /// releases: the Origin of the step that gave it away.
  unsigned GivenAway = None;
};

/// Whether the pool made at \p Site would be in order, and nothing new found,
/// if the variable were a guard. \p Plain is the graph as it is; \p Scoped the
/// same with the ends of the variable's life, to which \p Steps refer. Their
/// sites are the same.
GuardVerdict tryGuard(const PoolFlowGraph &Plain, const PoolFlowGraph &Scoped,
                      const GuardSteps &Steps, SiteId Site);

} // namespace poolguard

#endif // POOLGUARD_CHECKS_FIXIT_GUARDTRIAL_H
