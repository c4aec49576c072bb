//===-- Facts.h - What a run knows about integers ---------------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The branch facts of one run: which integers each place may hold, and which
/// places hold the same integer because one was copied from another.
///
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_LIFETIME_FACTS_H
#define POOLGUARD_CHECKS_LIFETIME_FACTS_H

#include "../flow/PoolFlowGraph.h"
#include "ValueTable.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/SmallVector.h"

namespace poolguard {

/// A partition of the scalar places into classes of equal integers, with the
/// values each class may have. Equal knowledge has one spelling: what says
/// nothing (alone and any) is left out, and places known to hold one constant
/// are not joined to a class, since the constant says it all.
class Facts {
public:
  struct Fact {
    PlaceId Place;
    PlaceId Class; ///< The smallest place of the class; None: alone.
    ValueId Values;
    bool operator==(const Fact &O) const {
      return Place == O.Place && Class == O.Class && Values == O.Values;
    }
  };

  /// Sorted by place.
  llvm::ArrayRef<Fact> all() const { return List; }
  /// \p Rows must come from all().
  static Facts fromRows(llvm::ArrayRef<Fact> Rows);

  ValueId valuesOf(PlaceId Place) const;
  /// A new integer, equal to no other place's.
  void assign(PlaceId Place, ValueId Values);
  void copy(PlaceId Dst, PlaceId Src, const ValueTable &Table);
  void swap(PlaceId A, PlaceId B);
  /// \p Place, and with it its class, is now known to be in \p Values.
  void constrain(PlaceId Place, ValueId Values, const ValueTable &Table);
  /// Forgets the places that \p IsLive is false for.
  void retain(llvm::function_ref<bool(PlaceId)> IsLive);

  bool operator==(const Facts &O) const { return List == O.List; }

private:
  Fact *find(PlaceId Place);
  void insert(Fact New);
  void detach(PlaceId Place);
  void shrink(PlaceId Class);
  void rename(PlaceId Class, PlaceId To);
  /// Renames classes by their smallest member, drops what says nothing.
  void canonicalise();

  llvm::SmallVector<Fact, 4> List;
};

} // namespace poolguard

#endif // POOLGUARD_CHECKS_LIFETIME_FACTS_H
