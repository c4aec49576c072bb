//===-- ValueTable.h - Value sets by number ---------------------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Numbers the value sets of one graph, so that states are short rows of
/// integers that compare and hash fast.
///
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_LIFETIME_VALUETABLE_H
#define POOLGUARD_CHECKS_LIFETIME_VALUETABLE_H

#include "../flow/ValueSet.h"
#include "llvm/ADT/DenseMap.h"
#include <vector>

namespace poolguard {

/// A value set's number. Equal sets have equal numbers.
using ValueId = unsigned;

class ValueTable {
public:
  static constexpr ValueId Any = 0;

  ValueTable() { intern(ValueSet::any()); }

  ValueId intern(const ValueSet &Values);
  ValueId intersect(ValueId A, const ValueSet &B) {
    return A == Any ? intern(B) : intern(Sets[A].intersect(B));
  }
  const ValueSet &operator[](ValueId Id) const { return Sets[Id]; }

private:
  std::vector<ValueSet> Sets;
  /// Hash of a set -> the first number with it; Next chains the others.
  llvm::DenseMap<unsigned, ValueId> First;
  std::vector<ValueId> Next;
};

} // namespace poolguard

#endif // POOLGUARD_CHECKS_LIFETIME_VALUETABLE_H
