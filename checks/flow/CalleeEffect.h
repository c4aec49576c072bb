//===-- CalleeEffect.h - What a callee does to a handle ---------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The words in which summaries speak to the flow room. Apart from the captured
/// variable that names a slot of a lambda they know no AST.
///
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_FLOW_CALLEEEFFECT_H
#define POOLGUARD_CHECKS_FLOW_CALLEEEFFECT_H

#include "PoolFlowGraph.h"
#include <tuple>
#include <utility>
#include <vector>

namespace clang {
class VarDecl;
} // namespace clang

namespace poolguard {

struct Family;

/// Where a callee finds, or leaves, a handle of its caller's.
struct CalleeSlot {
  enum Kind : uint8_t {
    Parameter, ///< The parameter's value, or what a reference names.
    Pointee,   ///< What the parameter points to.
    Capture,   ///< A variable a lambda captures.
    Result,    ///< The return value.
    Call,      ///< No handle at all: how the call ends.
  } What = Parameter;
  unsigned Index = 0;
  const clang::VarDecl *Captured = nullptr;

  bool operator<(const CalleeSlot &O) const {
    return std::tie(What, Index, Captured) <
           std::tie(O.What, O.Index, O.Captured);
  }
};

/// One way a callee may return, as far as one handle goes.
struct CalleeOutcome {
  enum StateKind : uint8_t { Open, Released, Escaped } State = Open;
  ReleaseMode Mode = ReleaseMode::Close;
  /// The integer returned, and the one the slot is left with.
  ValueSet Result = ValueSet::any(), Slot = ValueSet::any();
  /// The return value is the handle; the slot still holds it.
  bool Returned = false, Kept = true;
  /// It does not return at all: an exception leaves it.
  bool Throws = false;
  /// What the scalar parameters must have been, by index.
  std::vector<std::pair<unsigned, ValueSet>> Parameters;
  /// Of a new pool: the integers left in variables that the caller named by
  /// other parameters.
  std::vector<std::pair<unsigned, ValueSet>> Left;

  bool operator==(const CalleeOutcome &O) const {
    return std::tie(State, Mode, Result, Slot, Returned, Kept, Throws,
                    Parameters, Left) ==
           std::tie(O.State, O.Mode, O.Result, O.Slot, O.Returned, O.Kept,
                    O.Throws, O.Parameters, O.Left);
  }
};

/// All ways; empty means the callee never returns.
struct CalleeEffect {
  std::vector<CalleeOutcome> Outcomes;
  /// The callee asks whether the handle is open, so calling it again is fine.
  bool AsksFirst = false;
  /// However it returns, it has used the handle.
  bool Uses = false;
  /// On some path it hands in work; waits for it, or may do so; tells the
  /// workers to finish, or may do so.
  bool Submits = false, Waits = false, Announces = false;
  /// However it returns, it has dropped what was queued before; has waited for
  /// workers that it did not tell to finish.
  bool Drops = false, Awaits = false;

  bool operator==(const CalleeEffect &O) const {
    return std::tie(Outcomes, AsksFirst, Uses, Submits, Waits, Announces, Drops,
                    Awaits) == std::tie(O.Outcomes, O.AsksFirst, O.Uses,
                                        O.Submits, O.Waits, O.Announces,
                                        O.Drops, O.Awaits);
  }
};

/// A callee that may hand its caller a new pool.
struct MakerEffect {
  const Family *Owner = nullptr;
  CalleeSlot Slot;
  /// One way of returning with a pool each; Slot is the handle's integer.
  std::vector<CalleeOutcome> Outcomes;

  bool operator==(const MakerEffect &O) const {
    return Owner == O.Owner && !(Slot < O.Slot) && !(O.Slot < Slot) &&
           Outcomes == O.Outcomes;
  }
};

} // namespace poolguard

#endif // POOLGUARD_CHECKS_FLOW_CALLEEEFFECT_H
