// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What PoolFlowGraph.h says about events, word for word and executable: one
// concrete run, one step at a time. Shares nothing with the solver and takes
// no more of ValueSet than its bounds and holes.

#ifndef POOLGUARD_TEST_UNIT_LIFETIME_MEANING_H
#define POOLGUARD_TEST_UNIT_LIFETIME_MEANING_H

#include "lifetime/Lifetime.h"
#include <array>
#include <optional>
#include <vector>

namespace poolguard::oracle {

constexpr unsigned MaxPlaces = 10;
constexpr unsigned MaxLoops = 8;

/// One moment of a run.
struct Store {
  /// Instead of an integer: any, and nobody has looked yet.
  static constexpr int8_t Unknown = -1;
  enum : uint8_t { Unborn, Open, Released }; // Released + mode.

  /// By place: an index into Meaning::integers(), or Unknown.
  std::array<int8_t, MaxPlaces> Integer{};
  uint16_t Holders = 0; ///< Places that hold the focus, a bit each.
  uint8_t Visited = 0;  ///< Loops that have visited the focus, a bit each.
  uint8_t Focus = Unborn;
  /// The marks; all three are kept whether anybody asks for them or not.
  bool Thrown = false, Queued = false, Announced = false;

  bool holds(PlaceId P) const { return Holders >> P & 1; }
  void setHolds(PlaceId P, bool Yes) {
    Holders = Yes ? Holders | 1u << P : Holders & ~(1u << P);
  }
  bool visited(LoopId L) const { return Visited >> L & 1; }
  bool isReleased() const { return Focus >= Released; }
  ReleaseMode mode() const { return ReleaseMode(Focus - Released); }

  auto key() const {
    return std::tie(Integer, Holders, Visited, Focus, Thrown, Queued,
                    Announced);
  }
  bool operator==(const Store &Other) const { return key() == Other.key(); }
  bool operator<(const Store &Other) const { return key() < Other.key(); }
};

/// All that one step may lead to.
struct StepResult {
  std::vector<Store> Next;
  /// Where one of the choices is a finding. If Next goes on nevertheless, it
  /// was one that ends no run.
  std::optional<FindingKind> Found;
  bool Acted = false;     ///< A release of the focus took place.
  bool Submitted = false; ///< The open focus was given work.
  bool Escaped = false;
};

class Meaning {
public:
  /// \p Lazy leaves an unknown integer open until something depends on it,
  /// instead of trying each one at once. Both mean the same.
  Meaning(const PoolFlowGraph &Graph, SiteId Site, bool Lazy);

  std::vector<Store> initial() const;
  /// \p Birth makes this Construct's execution the focus.
  StepResult step(const Event &E, bool Birth, const Store &S) const;
  std::optional<FindingKind> atExit(ExitKind Exit, const Store &S) const;

  bool mayBeBirth(const Event &E, const Store &S) const {
    return E.Kind == EventKind::Construct && E.Site == Site &&
           S.Focus == Store::Unborn;
  }

  /// One integer for each class that the graph tells apart.
  const std::vector<int64_t> &integers() const { return Integers; }
  /// Replaces Unknown in \p P by each possibility.
  std::vector<Store> forced(const Store &S, PlaceId P) const;

private:
  class Step;
  using Indexes = std::vector<int8_t>;

  void chooseIntegers();
  bool mayBeHandle(int64_t C) const;
  Indexes members(const ValueSet &Values) const;

  const PoolFlowGraph &Graph;
  SiteId Site;
  bool Lazy;
  std::vector<int64_t> Integers;
  int8_t Zero = 0; ///< The index of 0.
  Indexes Born;    ///< What a Bind may find the focus to be.
};

} // namespace poolguard::oracle

#endif // POOLGUARD_TEST_UNIT_LIFETIME_MEANING_H
