//===-- VagueReleases.cpp -------------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "VagueReleases.h"
#include "llvm/ADT/STLExtras.h"
#include <set>

namespace poolguard {

/// What is in \p Place after \p E, if \p Known tells whether it was known which
/// element that is.
static bool isKnownAfter(const Event &E, PlaceId Place, bool Known) {
  if (E.Kind == EventKind::Swap && (E.Dst == Place || E.Src == Place))
    return true;
  if (E.Dst != Place)
    return Known;
  switch (E.Kind) {
  case EventKind::Bind:
  case EventKind::Construct:
  case EventKind::Copy:
  case EventKind::Move:
    return true;
  case EventKind::Set:
    return E.Values == ValueSet::constant(0);
  case EventKind::Destroy:
    return false;
  default:
    return Known;
  }
}

/// The first points behind which a pool of \p Place may be released that the
/// graph does not know.
static std::vector<GraphPoint> vagueReleases(const PoolFlowGraph &G,
                                             PlaceId Place) {
  std::vector<bool> Known(G.Blocks.size(), true);
  Known.front() = false;
  std::vector<GraphPoint> Found;
  for (bool Changed = true; std::exchange(Changed, false);) {
    Found.clear();
    for (BlockId B = 0; B < G.Blocks.size(); ++B) {
      bool Here = Known[B];
      for (auto [I, E] : llvm::enumerate(G.Blocks[B].Events)) {
        if (E.Kind == EventKind::Release && E.Dst == Place && !Here)
          Found.push_back({B, unsigned(I)});
        Here = isKnownAfter(E, Place, Here);
      }
      for (BlockId To : G.Blocks[B].Succs)
        if (!Here && Known[To]) {
          Known[To] = false;
          Changed = true;
        }
    }
  }
  return Found;
}

/// Somebody who comes by one of \p Begin gets to one of \p Points.
static bool leadTo(const PoolFlowGraph &Graph,
                   const std::vector<GraphPoint> &Begin,
                   const std::vector<GraphPoint> &Points) {
  std::vector<bool> Reached(Graph.Blocks.size());
  std::vector<BlockId> Worklist;
  for (const GraphPoint &P : Begin)
    llvm::append_range(Worklist, Graph.Blocks[P.Block].Succs);
  while (!Worklist.empty()) {
    BlockId B = Worklist.back();
    Worklist.pop_back();
    if (Reached[B])
      continue;
    Reached[B] = true;
    llvm::append_range(Worklist, Graph.Blocks[B].Succs);
  }
  return llvm::any_of(Points, [&](const GraphPoint &P) {
    return Reached[P.Block] || llvm::any_of(Begin, [&](const GraphPoint &R) {
             return R.Block == P.Block && (P.To != None || R.Event < P.Event);
           });
  });
}

bool isVaguelyReleased(const PoolFlowGraph &Graph,
                       const std::vector<PlaceId> &Elements,
                       const std::vector<GraphPoint> &Points) {
  std::vector<GraphPoint> Begin;
  for (PlaceId P : Elements)
    if (!Graph.Places[P].Collection)
      llvm::append_range(Begin, vagueReleases(Graph, P));
  return leadTo(Graph, Begin, Points);
}

bool mayBeGivenBefore(const PoolFlowGraph &Graph,
                      const std::vector<PlaceId> &Places,
                      const std::vector<GraphPoint> &Points) {
  std::vector<GraphPoint> Begin;
  for (BlockId B = 0; B < Graph.Blocks.size(); ++B)
    for (auto [I, E] : llvm::enumerate(Graph.Blocks[B].Events)) {
      bool Given = E.Kind == EventKind::Escape || E.Kind == EventKind::Swap;
      if (Given && (llvm::is_contained(Places, E.Dst) ||
                    llvm::is_contained(Places, E.Src)))
        Begin.push_back({B, unsigned(I)});
    }
  return leadTo(Graph, Begin, Points);
}

bool mayBeStoredBefore(const PoolFlowGraph &Graph,
                       const std::vector<PlaceId> &Places,
                       const std::vector<GraphPoint> &Points) {
  // `kids[n] = p` goes by way of a place for the element.
  std::set<PlaceId> Elements;
  auto Stores = [&](const Event &E) { // What has no name holds an answer.
    return E.Kind == EventKind::Insert && !Graph.Places[E.Dst].Name.empty();
  };
  for (const FlowBlock &B : Graph.Blocks)
    for (const Event &E : B.Events)
      if (Stores(E))
        Elements.insert(E.Src);
  std::vector<GraphPoint> Begin;
  for (BlockId B = 0; B < Graph.Blocks.size(); ++B)
    for (auto [I, E] : llvm::enumerate(Graph.Blocks[B].Events))
      if (llvm::is_contained(Places, E.Src) &&
          !llvm::is_contained(Places, E.Dst) &&
          (Stores(E) || (E.Kind == EventKind::Copy && Elements.count(E.Dst))))
        Begin.push_back({B, unsigned(I)});
  return leadTo(Graph, Begin, Points);
}

} // namespace poolguard
