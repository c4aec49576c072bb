//===-- StateStore.cpp - The states a search has seen ---------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "StateStore.h"
#include "llvm/ADT/Hashing.h"
#include <algorithm>

using namespace llvm;

namespace poolguard {

ArrayRef<unsigned> StateStore::row(unsigned Id) const {
  unsigned Begin = Id ? Ends[Id - 1] : 0;
  return ArrayRef(Words).slice(Begin, Ends[Id] - Begin);
}

unsigned &StateStore::slotOf(ArrayRef<unsigned> Row) {
  size_t Mask = Slots.size() - 1;
  size_t At = hash_combine_range(Row.begin(), Row.end());
  while (Slots[At & Mask] != None && row(Slots[At & Mask]) != Row)
    ++At;
  return Slots[At & Mask];
}

void StateStore::grow() {
  Slots.assign(Slots.size() * 2, None);
  for (unsigned Id = 0; Id < size(); ++Id)
    slotOf(row(Id)) = Id;
}

std::pair<unsigned, bool> StateStore::insert(ArrayRef<unsigned> Row,
                                             const Discovery &How) {
  if (size() >= Slots.size() / 2)
    grow();
  unsigned &Slot = slotOf(Row);
  if (Slot != None)
    return {Slot, false};
  Slot = size();
  Words.insert(Words.end(), Row.begin(), Row.end());
  Ends.push_back(Words.size());
  Hows.push_back(How);
  return {Slot, true};
}

std::vector<unsigned> StateStore::chain(unsigned Id) const {
  std::vector<unsigned> Chain;
  for (; Hows[Id].Depth != 0; Id = Hows[Id].Parent)
    Chain.push_back(Id);
  Chain.push_back(Id);
  std::reverse(Chain.begin(), Chain.end());
  return Chain;
}

} // namespace poolguard
