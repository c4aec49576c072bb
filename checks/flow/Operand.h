//===-- Operand.h - What an expression denotes ------------------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_FLOW_OPERAND_H
#define POOLGUARD_CHECKS_FLOW_OPERAND_H

#include "PoolFlowGraph.h"
#include <memory>
#include <vector>

namespace poolguard {

/// A condition taken apart: leaves that the lifetime room can assume, joined by
/// `&&` and `||`. Negation is pushed into the leaves.
struct ConditionTree {
  enum Kind : uint8_t {
    Constant, ///< Always Truth.
    Compare,  ///< The integer in P is in IfTrue (else in IfFalse).
    Open,     ///< P holds an open pool.
    Same,     ///< P and Other hold the same pointer; Fact is its memory.
    Empty,    ///< Collection P is empty; P may be None. Fact is its memory.
    Stranger, ///< P holds what is no pool made here; Fact is its memory.
    Unclear,  ///< Either way may mean that there is no pool in P.
    And,
    Or,
  } What = Constant;
  bool Truth = true; ///< Open, Same, Empty, Stranger: what is asked; Constant:
                     ///< the value.
  PlaceId P = None;
  PlaceId Other = None; ///< Compare: holds no open pool where P is 0.
  PlaceId Fact = None;  ///< A condition place that remembers the outcome; Open,
                        ///< too, may have one.
  ValueSet IfTrue = ValueSet::any(), IfFalse = ValueSet::any();
  std::vector<ConditionTree> Parts; ///< And and Or: two.

  ConditionTree negated() const {
    ConditionTree T = *this;
    std::swap(T.IfTrue, T.IfFalse);
    T.Truth = !T.Truth;
    if (What == And || What == Or) {
      T.What = What == And ? Or : And;
      for (ConditionTree &Part : T.Parts)
        Part = Part.negated();
    }
    return T;
  }
};

/// What an expression denotes, as far as handles go. An lvalue and the value
/// loaded from it are the same Place.
struct Operand {
  enum Kind : uint8_t {
    Unknown,
    Integer,   ///< Value; a null pointer is 0.
    Content,   ///< What place P holds, or P itself.
    Address,   ///< A pointer to P.
    Condition, ///< A truth value.
  } What = Unknown;
  PlaceId P = None;
  int64_t Value = 0;
  std::shared_ptr<ConditionTree> Tree;

  static Operand integer(int64_t V) {
    Operand O;
    O.What = Integer;
    O.Value = V;
    return O;
  }
  static Operand content(PlaceId P) {
    Operand O;
    O.What = P == None ? Unknown : Content;
    O.P = P;
    return O;
  }
  static Operand address(PlaceId P) {
    Operand O;
    O.What = P == None ? Unknown : Address;
    O.P = P;
    return O;
  }
  static Operand condition(ConditionTree T) {
    Operand O;
    O.What = Condition;
    O.Tree = std::make_shared<ConditionTree>(std::move(T));
    return O;
  }
  bool isContent() const { return What == Content; }
  bool isAddress() const { return What == Address; }
};

} // namespace poolguard

#endif // POOLGUARD_CHECKS_FLOW_OPERAND_H
