//===-- RunState.cpp - One point of one run -------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "RunState.h"

using namespace llvm;

namespace poolguard {

void IdSet::insert(unsigned Id) {
  auto *It = lower_bound(Ids, Id);
  if (It == Ids.end() || *It != Id)
    Ids.insert(It, Id);
}

static void encodeSet(const IdSet &Set, SmallVectorImpl<unsigned> &Row) {
  Row.push_back(Set.size());
  Row.append(Set.begin(), Set.end());
}

static IdSet decodeSet(ArrayRef<unsigned> &Row) {
  IdSet Set;
  unsigned Size = Row.front();
  for (unsigned Id : Row.slice(1, Size))
    Set.insert(Id);
  Row = Row.drop_front(1 + Size);
  return Set;
}

/// How many bits a Life's code takes.
constexpr unsigned LifeBits = 3;

void RunState::encode(SmallVectorImpl<unsigned> &Row) const {
  Row.push_back(Focus.code() | unsigned(Marks) << LifeBits);
  encodeSet(Holders, Row);
  encodeSet(Visited, Row);
  for (const Facts::Fact &F : Known.all())
    Row.append({F.Place, F.Class, F.Values});
}

RunState RunState::decode(ArrayRef<unsigned> Row) {
  RunState State;
  State.Focus = Life::fromCode(Row.front() & ((1u << LifeBits) - 1));
  State.Marks = Row.front() >> LifeBits;
  Row = Row.drop_front();
  State.Holders = decodeSet(Row);
  State.Visited = decodeSet(Row);
  SmallVector<Facts::Fact, 8> Rows;
  for (; !Row.empty(); Row = Row.drop_front(3))
    Rows.push_back({Row[0], Row[1], Row[2]});
  State.Known = Facts::fromRows(Rows);
  return State;
}

} // namespace poolguard
