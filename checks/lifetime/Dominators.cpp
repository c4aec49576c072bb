//===-- Dominators.cpp - What every run passes on its way -----------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Dominators.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;

namespace poolguard {

static std::vector<BlockId> postOrder(const PoolFlowGraph &Graph) {
  struct Visit {
    BlockId Block;
    unsigned NextSucc;
  };
  std::vector<BlockId> Order;
  std::vector<bool> Seen(Graph.Blocks.size(), false);
  std::vector<Visit> Open = {{0, 0}};
  Seen[0] = true;
  while (!Open.empty()) {
    const std::vector<BlockId> &Succs = Graph.Blocks[Open.back().Block].Succs;
    if (Open.back().NextSucc == Succs.size()) {
      Order.push_back(Open.back().Block);
      Open.pop_back();
      continue;
    }
    BlockId Next = Succs[Open.back().NextSucc++];
    if (!Seen[Next])
      Open.push_back({Next, 0});
    Seen[Next] = true;
  }
  return Order;
}

/// The algorithm of Cooper, Harvey and Kennedy: two sweeps on graphs without
/// irreducible loops.
Dominators::Dominators(const PoolFlowGraph &Graph)
    : Parents(Graph.Blocks.size(), None), Finished(Graph.Blocks.size(), 0) {
  if (Graph.Blocks.empty())
    return;
  std::vector<BlockId> Order = postOrder(Graph);
  for (auto [I, B] : enumerate(Order))
    Finished[B] = I;
  Parents[0] = 0;
  for (bool Changed = true; Changed;) {
    Changed = false;
    for (BlockId B : reverse(Order))
      for (BlockId Next : Graph.Blocks[B].Succs) {
        BlockId Before = Parents[Next];
        Parents[Next] = Before == None ? B : nearestCommon(Before, B);
        Changed |= Parents[Next] != Before;
      }
  }
}

BlockId Dominators::nearestCommon(BlockId A, BlockId B) const {
  while (A != B) {
    if (Finished[A] < Finished[B])
      A = Parents[A];
    else
      B = Parents[B];
  }
  return A;
}

} // namespace poolguard
