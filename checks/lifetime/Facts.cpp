//===-- Facts.cpp - What a run knows about integers -----------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Facts.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;

namespace poolguard {

static bool byPlace(const Facts::Fact &A, const Facts::Fact &B) {
  return A.Place < B.Place;
}

Facts Facts::fromRows(ArrayRef<Fact> Rows) {
  Facts Result;
  Result.List.assign(Rows.begin(), Rows.end());
  return Result;
}

Facts::Fact *Facts::find(PlaceId Place) {
  auto *It = llvm::partition_point(
      List, [Place](const Fact &F) { return F.Place < Place; });
  return It != List.end() && It->Place == Place ? It : nullptr;
}

ValueId Facts::valuesOf(PlaceId Place) const {
  const Fact *F = const_cast<Facts *>(this)->find(Place);
  return F ? F->Values : ValueTable::Any;
}

void Facts::insert(Fact New) {
  List.insert(
      partition_point(List, [&](const Fact &F) { return byPlace(F, New); }),
      New);
}

void Facts::canonicalise() {
  // For each fact its class's first, and for each first how many it leads.
  SmallVector<unsigned, 8> First, Led(List.size(), 0);
  for (const Fact &F : List) {
    const Fact *Leader = &F;
    if (F.Class != None)
      Leader = find_if(List, [&](const Fact &G) { return G.Class == F.Class; });
    First.push_back(Leader - List.begin());
    ++Led[First.back()];
  }
  SmallVector<Fact, 4> Kept;
  for (auto [F, Leader] : zip(List, First)) {
    if (Led[Leader] > 1)
      Kept.push_back({F.Place, List[Leader].Place, F.Values});
    else if (F.Values != ValueTable::Any)
      Kept.push_back({F.Place, None, F.Values});
  }
  List = std::move(Kept);
}

void Facts::detach(PlaceId Place) {
  Fact *F = find(Place);
  if (!F)
    return;
  bool Alone = F->Class == None;
  List.erase(F);
  if (!Alone)
    canonicalise();
}

void Facts::assign(PlaceId Place, ValueId Values) {
  detach(Place);
  if (Values != ValueTable::Any)
    insert({Place, None, Values});
}

void Facts::copy(PlaceId Dst, PlaceId Src, const ValueTable &Table) {
  if (Dst == Src)
    return;
  detach(Dst);
  if (!find(Src))
    insert({Src, None, ValueTable::Any});
  Fact &From = *find(Src);
  if (Table[From.Values].isConstant()) {
    insert({Dst, None, From.Values});
    return;
  }
  if (From.Class == None)
    From.Class = Src; // No other class has this name: it would lead it.
  insert({Dst, From.Class, From.Values});
  canonicalise();
}

void Facts::swap(PlaceId A, PlaceId B) {
  for (Fact &F : List)
    F.Place = F.Place == A ? B : F.Place == B ? A : F.Place;
  llvm::sort(List, byPlace);
  canonicalise();
}

void Facts::constrain(PlaceId Place, ValueId Values, const ValueTable &Table) {
  Fact *F = find(Place);
  if (!F) {
    assign(Place, Values);
    return;
  }
  PlaceId Class = F->Class;
  F->Values = Values;
  if (Class == None)
    return;
  bool Constant = Table[Values].isConstant();
  for (Fact &G : List) {
    if (G.Class != Class)
      continue;
    G.Values = Values;
    if (Constant)
      G.Class = None;
  }
}

void Facts::retain(function_ref<bool(PlaceId)> IsLive) {
  size_t Before = List.size();
  erase_if(List, [&](const Fact &F) { return !IsLive(F.Place); });
  if (List.size() != Before)
    canonicalise();
}

} // namespace poolguard
