//===-- ValueSet.cpp - Intervals with holes -------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ValueSet.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/raw_ostream.h"
#include <algorithm>

using namespace llvm;

namespace poolguard {

Relation negate(Relation R) {
  switch (R) {
  case Relation::Eq:
    return Relation::Ne;
  case Relation::Ne:
    return Relation::Eq;
  case Relation::Lt:
    return Relation::Ge;
  case Relation::Le:
    return Relation::Gt;
  case Relation::Gt:
    return Relation::Le;
  case Relation::Ge:
    return Relation::Lt;
  }
  return R;
}

Relation mirror(Relation R) {
  switch (R) {
  case Relation::Eq:
  case Relation::Ne:
    return R;
  case Relation::Lt:
    return Relation::Gt;
  case Relation::Le:
    return Relation::Ge;
  case Relation::Gt:
    return Relation::Lt;
  case Relation::Ge:
    return Relation::Le;
  }
  return R;
}

bool ValueSet::contains(int64_t C) const {
  return Lo <= C && C <= Hi && !is_contained(Holes, C);
}

void ValueSet::normalise() {
  erase_if(Holes, [this](int64_t C) { return C < Lo || C > Hi; });
  while (!Holes.empty() && Holes.front() == Lo && Lo != Hi) {
    Holes.erase(Holes.begin());
    ++Lo;
  }
  while (!Holes.empty() && Holes.back() == Hi && Lo != Hi) {
    Holes.pop_back();
    --Hi;
  }
  // A hole that is left at a bound is at the only member.
  if (!isEmpty() && (Holes.empty() || Holes.front() != Lo))
    return;
  // One spelling of the empty set, for operator==.
  *this = ValueSet(Max, Min);
}

void ValueSet::addHole(int64_t C) {
  if (!contains(C))
    return;
  bool AtBound = C == Lo || C == Hi;
  if (!AtBound && Holes.size() == MaxHoles)
    return; // Too large rather than wrong, as the class promises.
  Holes.insert(lower_bound(Holes, C), C);
  if (AtBound)
    normalise();
}

ValueSet ValueSet::refine(Relation R, int64_t C) const {
  ValueSet Result = *this;
  switch (R) {
  case Relation::Eq:
    return contains(C) ? constant(C) : ValueSet(Max, Min);
  case Relation::Ne:
    Result.addHole(C);
    return Result;
  case Relation::Lt:
    if (C == Min)
      return {Max, Min};
    Result.Hi = std::min(Hi, C - 1);
    break;
  case Relation::Le:
    Result.Hi = std::min(Hi, C);
    break;
  case Relation::Gt:
    if (C == Max)
      return {Max, Min};
    Result.Lo = std::max(Lo, C + 1);
    break;
  case Relation::Ge:
    Result.Lo = std::max(Lo, C);
    break;
  }
  Result.normalise();
  return Result;
}

ValueSet ValueSet::intersect(const ValueSet &Other) const {
  ValueSet Result = *this;
  Result.Lo = std::max(Lo, Other.Lo);
  Result.Hi = std::min(Hi, Other.Hi);
  Result.normalise();
  for (int64_t C : Other.Holes)
    Result.addHole(C);
  return Result;
}

void ValueSet::print(raw_ostream &OS) const {
  if (isAny()) {
    OS << "any";
    return;
  }
  if (isEmpty()) {
    OS << "none";
    return;
  }
  OS << '[';
  Lo == Min ? OS << "-inf" : OS << Lo;
  OS << ',';
  Hi == Max ? OS << "+inf" : OS << Hi;
  OS << ']';
  if (Holes.empty())
    return;
  OS << "\\{";
  interleave(Holes, OS, ",");
  OS << '}';
}

} // namespace poolguard
