//===-- Liveness.h - Which facts can still matter ---------------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Says where a place's integer can still be asked for. Facts that nothing
/// asks for any more are dropped, so that runs that differ only in them merge.
///
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_LIFETIME_LIVENESS_H
#define POOLGUARD_CHECKS_LIFETIME_LIVENESS_H

#include "GraphIndex.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLExtras.h"
#include <optional>

namespace poolguard {

/// Where no run can know the integer yet it counts as not live. Computed per
/// web and on demand: most webs are never asked about.
class Liveness {
public:
  /// The integers of \p Observed are asked for at every exit.
  Liveness(const PoolFlowGraph &Graph, const GraphIndex &Index,
           llvm::ArrayRef<PlaceId> Observed)
      : Graph(Graph), Index(Index), Observed(Observed.begin(), Observed.end()),
        ByWeb(Graph.Places.size()) {}

  /// Whether \p Place's integer at the beginning of \p Block can matter.
  bool isLive(PlaceId Place, BlockId Block) {
    unsigned At = Index.place(Place).IndexInWeb;
    const uint64_t *Row = of(Place).row(Block);
    return Row && (Row[At / 64] >> At % 64 & 1);
  }
  /// Whether that of any place of \p Place's web can.
  bool isWebLive(PlaceId Place, BlockId Block) { return of(Place).any(Block); }

private:
  /// The live places of one web, one bit each by their IndexInWeb.
  using Row = llvm::ArrayRef<uint64_t>;
  using MutableRow = llvm::MutableArrayRef<uint64_t>;

  /// One web's at the beginnings of blocks. Most webs are live in a few blocks,
  /// and those have numbers close to each other: kept in small pieces.
  class LiveIn {
  public:
    explicit LiveIn(const Web &W) : Words((W.Places.size() + 63) / 64) {}

    Row asRow(const uint64_t *Begin) const { return Row(Begin, Words); }
    bool any(BlockId B) const {
      const uint64_t *Begin = row(B);
      return Begin && llvm::any_of(asRow(Begin), [](uint64_t W) { return W; });
    }
    /// Null if none is live.
    const uint64_t *row(BlockId B) const {
      auto It = Pieces.find(B / PieceSize);
      return It == Pieces.end() ? nullptr : &Bits[at(It->second, B)];
    }
    /// \returns whether some of \p More are new.
    bool join(BlockId B, Row More);

  private:
    static constexpr unsigned PieceSize = 16;
    size_t at(unsigned Piece, BlockId B) const {
      return size_t(Piece * PieceSize + B % PieceSize) * Words;
    }

    unsigned Words;
    llvm::DenseMap<unsigned, unsigned> Pieces;
    std::vector<uint64_t> Bits;
  };

  const LiveIn &of(PlaceId Place);
  LiveIn solve(const Web &W) const;
  void stepBack(const Web &W, const Event &E, MutableRow Live) const;

  const PoolFlowGraph &Graph;
  const GraphIndex &Index;
  std::vector<PlaceId> Observed;
  std::vector<std::optional<LiveIn>> ByWeb;
};

} // namespace poolguard

#endif // POOLGUARD_CHECKS_LIFETIME_LIVENESS_H
