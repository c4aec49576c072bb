//===-- Facts.cpp - What a run knows about integers -----------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Facts.h"
#include "llvm/ADT/DenseMap.h"
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
  struct Members {
    PlaceId First;
    bool Several;
  };
  SmallDenseMap<PlaceId, Members, 8> Classes;
  for (const Fact &F : List)
    if (F.Class != None)
      if (auto [It, New] =
              Classes.try_emplace(F.Class, Members{F.Place, false});
          !New)
        It->second.Several = true;
  if (!Classes.empty())
    for (Fact &F : List)
      if (F.Class != None) {
        Members M = Classes.lookup(F.Class);
        F.Class = M.Several ? M.First : None;
      }
  erase_if(List, [](const Fact &F) {
    return F.Class == None && F.Values == ValueTable::Any;
  });
}

/// A member of \p Class is gone: canonicalises what is left of it.
void Facts::shrink(PlaceId Class) {
  auto IsMember = [&](const Fact &F) { return F.Class == Class; };
  auto First = find_if(List, IsMember);
  if (First == List.end())
    return;
  auto Rest = std::find_if(First + 1, List.end(), IsMember);
  if (Rest == List.end()) {
    First->Class = None;
    if (First->Values == ValueTable::Any)
      List.erase(First);
    return;
  }
  if (First->Place != Class)
    rename(Class, First->Place);
}

void Facts::rename(PlaceId Class, PlaceId To) {
  for (Fact &F : List)
    if (F.Class == Class)
      F.Class = To;
}

void Facts::detach(PlaceId Place) {
  Fact *F = find(Place);
  if (!F)
    return;
  PlaceId Class = F->Class;
  List.erase(F);
  if (Class != None)
    shrink(Class);
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
  PlaceId Class = From.Class;
  insert({Dst, Class, From.Values});
  if (Dst < Class)
    rename(Class, Dst);
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
