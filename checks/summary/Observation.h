//===-- Observation.h - What a summary is made of ---------------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What the solver is asked when a callee is summarised, and what its answers
/// say to a caller.
///
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_SUMMARY_OBSERVATION_H
#define POOLGUARD_CHECKS_SUMMARY_OBSERVATION_H

#include "../flow/Lowering.h"
#include "../lifetime/Lifetime.h"
#include <optional>

namespace poolguard {

/// The ways a call may end, as far as they are known.
struct CalleeWays {
  std::vector<CalleeOutcome> Returning, Throwing;
  /// It returns with the handle kept and with it open, and nothing the caller
  /// can see tells which: who owns it then hangs on more than we follow.
  bool Murky = false;

  /// \p Bare: nothing is known of how it ends. \p Conditions: as Observation's.
  void add(CalleeOutcome Each, bool Bare, bool Conditions);

private:
  bool AnyBare = false;
};

/// What a summary looks at when a function returns.
class Observation {
public:
  /// For the handle that the caller brings in \p Slot, or (null) for pools that
  /// are made in the callee. Unless \p Conditions, no more than what becomes of
  /// the handle: neither what is returned nor what that hangs on.
  Observation(const LoweredFunction &L, const clang::FunctionDecl *Body,
              const LoweredFunction::SlotSite *Slot, bool Conditions);

  SolverOptions &options() { return Solve; }
  /// Where the result is among what is observed, or None.
  unsigned result() const { return Result; }
  /// Observes \p P as well. \returns where it is among what is observed.
  unsigned observe(PlaceId P);

  /// \p O, for the place that is observed at \p Slot. Of parameters, \p Skip is
  /// left out.
  CalleeOutcome read(const Outcome &O, unsigned Slot, unsigned Skip) const;
  /// What becomes of the handle in the slot; nothing if the call does not end.
  std::optional<CalleeOutcome> readSlot(const Outcome &O,
                                        const CalleeSlot &Slot) const;

private:
  void observeParameters(const LoweredFunction &L,
                         const clang::FunctionDecl *Body, unsigned Skip);
  void observeElsewhere(const LoweredFunction &L,
                        const clang::FunctionDecl *Body,
                        const LoweredFunction::SlotSite &Slot);

  SolverOptions Solve;
  /// Scalar parameters that are never written: what holds of them at the end
  /// holds of the arguments. The first is observed at FirstParameter.
  std::vector<unsigned> Parameters;
  unsigned FirstParameter = 0;
  unsigned Result = None, AtSlot = None;
  /// What else of the caller's may end up with the handle, as Outcome::Held.
  uint64_t Elsewhere = 0;
};

/// Whether the variable of the slot is the callee's own, so that what it holds
/// in the end is nothing to the caller.
bool isOwnVariable(const CalleeSlot &Slot, const clang::FunctionDecl *Body);

enum class Settled : uint8_t { Known, Unknown, NotYet };

/// Makes of \p Ways, which were observed without conditions, what simplify()
/// makes of them with all. NotYet: that takes the conditions.
Settled settleWithoutConditions(CalleeWays &Ways);

/// Leaves only the outcomes, all returning or all throwing, that the caller has
/// to tell apart. \returns false if they are too many.
bool simplify(std::vector<CalleeOutcome> &Outcomes);

/// Leaves of \p Outcomes what they ask of the parameters, if that is little.
void mergeConditions(std::vector<CalleeOutcome> &Outcomes);

} // namespace poolguard

#endif // POOLGUARD_CHECKS_SUMMARY_OBSERVATION_H
