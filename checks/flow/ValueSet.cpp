//===-- ValueSet.cpp - Intervals with holes -------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ValueSet.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/Twine.h"
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

static bool readBound(StringRef Text, int64_t &Bound) {
  if (Text == "-inf")
    Bound = ValueSet::Min;
  else if (Text == "+inf")
    Bound = ValueSet::Max;
  else
    return !Text.getAsInteger(10, Bound);
  return true;
}

static std::string notAnInteger(StringRef Text) {
  return ("'" + Text + "' is not an integer").str();
}

static std::string readHoles(StringRef Text, ValueSet &Values) {
  SmallVector<StringRef> Parts;
  Text.split(Parts, ',');
  if (Parts.size() > ValueSet::MaxHoles)
    return ("a set has at most " + Twine(ValueSet::MaxHoles) + " holes").str();
  for (StringRef Part : Parts) {
    int64_t Hole;
    if (!readBound(Part, Hole))
      return notAnInteger(Part);
    Values = Values.refine(Relation::Ne, Hole);
  }
  return "";
}

/// Ex) any   none   3   [0,+inf]   [0,9]\{3,7}
std::string parseValueSet(StringRef Text, ValueSet &Values) {
  Values = ValueSet::any();
  if (Text == "any")
    return "";
  if (Text == "none") {
    Values = ValueSet::constant(0).refine(Relation::Ne, 0);
    return "";
  }
  int64_t Low, High;
  if (!Text.consume_front("[")) {
    if (!readBound(Text, Low))
      return notAnInteger(Text);
    Values = ValueSet::constant(Low);
    return "";
  }
  auto [Range, Holes] = Text.split(']');
  if (Range.size() == Text.size())
    return "expected ']'";
  auto [LowText, HighText] = Range.split(',');
  if (!readBound(LowText, Low))
    return notAnInteger(LowText);
  if (!readBound(HighText, High))
    return notAnInteger(HighText);
  if (Low > High)
    return ("[" + Range + "] is empty; write 'none'").str();
  Values = ValueSet::satisfying(Relation::Ge, Low).refine(Relation::Le, High);
  if (Holes.empty())
    return "";
  if (!Holes.consume_front("\\{") || !Holes.consume_back("}"))
    return "expected '\\{...}' after ']'";
  return readHoles(Holes, Values);
}

} // namespace poolguard
