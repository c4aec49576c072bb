//===-- Transfer.h - The meaning of one event -------------------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What one event does to one run, word for word as EventKind says.
///
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_LIFETIME_TRANSFER_H
#define POOLGUARD_CHECKS_LIFETIME_TRANSFER_H

#include "Lifetime.h"
#include "RunState.h"
#include "llvm/ADT/BitVector.h"
#include <optional>

namespace poolguard {

/// What came of one event in one run.
struct StepResult {
  enum ResultKind : uint8_t {
    Goes,         ///< The run goes on.
    Shows,        ///< It shows Finding and goes on.
    Stuck,        ///< It can not: an assumption does not hold.
    Found,        ///< It ends with Finding.
    Escaped,      ///< It ends: the focus got away.
    LostReleased, ///< No finding can come any more, though State is valid:
                  ///< nobody holds the released focus.
  };
  ResultKind Result = Goes;
  FindingKind Finding = FindingKind::Leak;
  /// The event released the focus, or gave it work.
  bool Released = false, Submitted = false;
  /// If Stuck on a fact: whose.
  PlaceId Conflict = None;

  StepResult(ResultKind Result) : Result(Result) {}
  StepResult(ResultKind Result, FindingKind Finding)
      : Result(Result), Finding(Finding) {}
  static StepResult found(FindingKind Kind) { return {Found, Kind}; }
};

class Transfer {
public:
  /// Keeps facts of the places in \p Tracked only (null: of all). Facts of
  /// other places are unknown, so nothing is ever assumed wrongly of them.
  Transfer(const PoolFlowGraph &Graph, ValueTable &Table, SiteId Site,
           const llvm::BitVector *Tracked)
      : Graph(Graph), Table(Table), Obligation(Graph.Sites[Site].Obligation),
        Site(Site), Tracked(Tracked) {}

  /// Runs \p E on \p State. Where two ways are open, \p Fork is the other.
  StepResult apply(const Event &E, RunState &State,
                   std::optional<RunState> &Fork) const;

  /// Lets \p State pass \p E, an assumption on an integer that it was stuck
  /// on: the integer is taken to have changed meanwhile.
  void impose(const Event &E, RunState &State) const;

  /// Makes this execution of the Construct \p E the focus. \returns false
  /// where there is no such run.
  bool bear(const Event &E, RunState &State) const;

private:
  bool isScalar(PlaceId P) const { return !Graph.Places[P].Collection; }
  bool tracks(PlaceId P) const {
    return isScalar(P) && (!Tracked || Tracked->test(P));
  }
  void assign(PlaceId P, const ValueSet &Values, RunState &State) const;
  static StepResult leak(const RunState &State);
  static StepResult mark(const Event &E, RunState &State);
  StepResult lose(PlaceId P, RunState &State) const;
  StepResult set(PlaceId P, const ValueSet &Values, RunState &State) const;
  StepResult copy(const Event &E, RunState &State) const;
  StepResult move(const Event &E, RunState &State) const;
  StepResult swap(const Event &E, RunState &State) const;
  StepResult destroy(const Event &E, RunState &State) const;
  StepResult release(const Event &E, RunState &State) const;
  StepResult assume(PlaceId P, const ValueSet &Values, RunState &State) const;
  StepResult assumeOpen(const Event &E, RunState &State) const;
  StepResult bind(const Event &E, RunState &State,
                  std::optional<RunState> &Fork) const;

  const PoolFlowGraph &Graph;
  ValueTable &Table;
  bool Obligation;
  SiteId Site;
  const llvm::BitVector *Tracked;
  mutable std::optional<ValueId> Born; ///< What Bind finds, where one is met.
};

} // namespace poolguard

#endif // POOLGUARD_CHECKS_LIFETIME_TRANSFER_H
