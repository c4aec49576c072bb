//===-- ValueTable.cpp - Value sets by number -----------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ValueTable.h"
#include "llvm/ADT/Hashing.h"

using namespace llvm;

namespace poolguard {

constexpr ValueId EndOfChain = ~0u;

static unsigned hashOf(const ValueSet &Values) {
  ArrayRef<int64_t> Holes = Values.holes();
  hash_code Hash = hash_combine(Values.low(), Values.high(),
                                hash_combine_range(Holes.begin(), Holes.end()));
  // Clear of the two values DenseMap keeps for itself.
  return unsigned(size_t(Hash)) >> 1;
}

ValueId ValueTable::intern(const ValueSet &Values) {
  auto [Slot, New] = First.try_emplace(hashOf(Values), Sets.size());
  ValueId Before = EndOfChain;
  for (ValueId Id = New ? EndOfChain : Slot->second; Id != EndOfChain;
       Id = Next[Id]) {
    if (Sets[Id] == Values)
      return Id;
    Before = Id;
  }
  if (Before != EndOfChain)
    Next[Before] = Sets.size();
  Sets.push_back(Values);
  Next.push_back(EndOfChain);
  return Sets.size() - 1;
}

} // namespace poolguard
