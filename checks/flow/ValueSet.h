//===-- ValueSet.h - What a scalar may be on a path -------------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The abstract integers branch facts are made of: an interval with a few
/// holes. A null pointer is 0, `false` is 0, an enumerator is its value.
///
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_FLOW_VALUESET_H
#define POOLGUARD_CHECKS_FLOW_VALUESET_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"
#include <cstdint>
#include <limits>
#include <string>

namespace llvm {
class raw_ostream;
}

namespace poolguard {

/// How a value compares with a constant.
enum class Relation : uint8_t { Eq, Ne, Lt, Le, Gt, Ge };

/// The relation that holds exactly where \p R does not.
Relation negate(Relation R);

/// The relation `b R' a` that says the same as `a R b`.
Relation mirror(Relation R);

/// A set of 64-bit integers: `[Lo, Hi]` less at most MaxHoles points. Further
/// holes are dropped, so a set only ever errs by being too large.
class ValueSet {
public:
  /// Enough for the error codes one function tells apart; sets stay small.
  static constexpr unsigned MaxHoles = 4;

  /// Every integer.
  static ValueSet any() { return ValueSet(Min, Max); }
  static ValueSet constant(int64_t C) { return ValueSet(C, C); }
  /// All x for which `x R C` holds.
  static ValueSet satisfying(Relation R, int64_t C) {
    return any().refine(R, C);
  }
  static ValueSet nonZero() { return satisfying(Relation::Ne, 0); }

  bool isAny() const { return Lo == Min && Hi == Max && Holes.empty(); }
  bool isEmpty() const { return Lo > Hi; }
  bool contains(int64_t C) const;
  bool isConstant() const { return Lo == Hi; }
  int64_t low() const { return Lo; }
  int64_t high() const { return Hi; }
  llvm::ArrayRef<int64_t> holes() const { return Holes; }

  /// The members for which `x R C` holds.
  ValueSet refine(Relation R, int64_t C) const;
  /// The members that are also in \p Other (or slightly more: see class).
  ValueSet intersect(const ValueSet &Other) const;

  bool operator==(const ValueSet &Other) const {
    return Lo == Other.Lo && Hi == Other.Hi && Holes == Other.Holes;
  }
  bool operator!=(const ValueSet &Other) const { return !(*this == Other); }

  /// Prints `any`, `none` or e.g. `[0,+inf]\{3,7}`; the text form's parser
  /// reads the same.
  void print(llvm::raw_ostream &OS) const;

  static constexpr int64_t Min = std::numeric_limits<int64_t>::min();
  static constexpr int64_t Max = std::numeric_limits<int64_t>::max();

private:
  ValueSet(int64_t Lo, int64_t Hi) : Lo(Lo), Hi(Hi) {}
  void addHole(int64_t C);
  /// Moves a bound past the holes that touch it; drops those outside.
  void normalise();

  int64_t Lo, Hi;
  llvm::SmallVector<int64_t, MaxHoles> Holes; ///< Sorted, strictly inside.
};

/// Reads what print() wrote, or a single integer. \returns what is wrong, or
/// nothing.
std::string parseValueSet(llvm::StringRef Text, ValueSet &Values);

} // namespace poolguard

#endif // POOLGUARD_CHECKS_FLOW_VALUESET_H
