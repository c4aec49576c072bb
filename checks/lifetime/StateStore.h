//===-- StateStore.h - The states a search has seen -------------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Keeps each state of a search once, in the order of discovery, with the way
/// it was first reached.
///
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_LIFETIME_STATESTORE_H
#define POOLGUARD_CHECKS_LIFETIME_STATESTORE_H

#include "../flow/PoolFlowGraph.h"

namespace poolguard {

/// How a state was first reached.
struct Discovery {
  unsigned Parent = None; ///< The state before. At depth 0: the owner's.
  unsigned Depth = 0;     ///< Its position on the path.
  unsigned ActAt = None, ActEvent = None; ///< As Run's.
};

/// Rows of integers, numbered from 0. The first integer is the block.
class StateStore {
public:
  StateStore() : Slots(64, None) {}

  /// \returns the row's number and whether it is new.
  std::pair<unsigned, bool> insert(llvm::ArrayRef<unsigned> Row,
                                   const Discovery &How);
  unsigned size() const { return Ends.size(); }
  llvm::ArrayRef<unsigned> row(unsigned Id) const;
  const Discovery &how(unsigned Id) const { return Hows[Id]; }
  /// The numbers of the states from one of depth 0 to \p Id.
  std::vector<unsigned> chain(unsigned Id) const;

private:
  void grow();
  /// Where \p Row is, or could be, in Slots.
  unsigned &slotOf(llvm::ArrayRef<unsigned> Row);

  std::vector<unsigned> Words; ///< All rows in one piece.
  std::vector<unsigned> Ends;  ///< Where each ends in Words.
  std::vector<Discovery> Hows;
  std::vector<unsigned> Slots; ///< A hash table of numbers, open addressing.
};

} // namespace poolguard

#endif // POOLGUARD_CHECKS_LIFETIME_STATESTORE_H
