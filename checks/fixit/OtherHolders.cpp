//===-- OtherHolders.cpp --------------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "OtherHolders.h"
#include "llvm/ADT/STLExtras.h"
#include <set>

namespace poolguard {

std::vector<std::string> otherHolders(const PoolFlowGraph &Graph, SiteId Site) {
  std::set<PlaceId> Holders;
  std::vector<std::string> Names;
  auto Add = [&](PlaceId P) {
    if (!Holders.insert(P).second)
      return false;
    const std::string &Name = Graph.Places[P].Name;
    if (!Name.empty() && Name != Graph.Sites[Site].Name &&
        !llvm::is_contained(Names, Name))
      Names.push_back(Name);
    return true;
  };
  for (bool Changed = true; std::exchange(Changed, false);)
    for (const FlowBlock &B : Graph.Blocks)
      for (const Event &E : B.Events) {
        bool Swaps = E.Kind == EventKind::Swap;
        bool Passes = Swaps || E.Kind == EventKind::Copy ||
                      E.Kind == EventKind::Move || E.Kind == EventKind::Insert;
        if ((E.Kind == EventKind::Construct && E.Site == Site) ||
            (Passes && Holders.count(E.Src)))
          Changed |= Add(E.Dst);
        if (Swaps && Holders.count(E.Dst))
          Changed |= Add(E.Src);
      }
  return Names;
}

} // namespace poolguard
