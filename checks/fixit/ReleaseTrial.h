//===-- ReleaseTrial.h - Would a release at this point do? ------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Puts releases into a copy of a flow graph and asks the solver whether they
/// cure the leak and do no harm. Knows no AST.
///
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_FIXIT_RELEASETRIAL_H
#define POOLGUARD_CHECKS_FIXIT_RELEASETRIAL_H

#include "../flow/PoolFlowGraph.h"
#include "../lifetime/Lifetime.h"
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <vector>

namespace poolguard {

/// What has to be asked of a handle before it is released.
enum class HandleTest : uint8_t {
  NotNeeded, ///< It is the pool's on every path that gets there.
  NotNull,   ///< `if (p)`
  IsOpen,    ///< `if (t.joinable())`
  Answers,   ///< A question about something else: `if (rc == 0)`
};

/// What is asked before a release, as steps of the graph.
struct ReleaseTest {
  ReleaseTest(HandleTest What = HandleTest::NotNeeded) : What(What) {}

  HandleTest What;
  /// Answers: the assumptions where the answer is yes, and where it is no.
  std::vector<Event> Yes, No;
};

/// A point of the graph: before an event of a block, or on an edge.
struct GraphPoint {
  BlockId Block;
  /// Before this event; the number of events: at the block's end.
  unsigned Event = 0;
  /// Not None: on the edge from Block to this one.
  BlockId To = None;

  bool operator<(const GraphPoint &O) const {
    return std::tie(Block, Event, To) < std::tie(O.Block, O.Event, O.To);
  }
};

/// A leak in the graph with the releases so far, in terms of the graph that
/// was given.
struct RemainingLeak {
  FindingKind Kind;
  std::vector<BlockId> Path;
  unsigned FirstEvent;
  unsigned LastEvent; ///< None: the exit of the last block.
};

/// What is put in, and against what.
/// Blocks that nobody gets to: the step that a helper takes. Who is through
/// with it is at the end of End.
struct GraphRegion {
  BlockId First = None, Last = None, End = None;
};

struct Remedy {
  FindingKind Against = FindingKind::Leak;
  EventKind Step = EventKind::Release; ///< Or Wait, or Announce.
  ReleaseMode Mode = ReleaseMode::Close;
  /// Instead of Step: what a helper does, which has that step in it.
  std::optional<GraphRegion> Helper = std::nullopt;
};

class ReleaseTrial {
public:
  /// \p What is tried on \p Handles, one after the other, for \p Site of
  /// \p Graph, which has to outlive the trial.
  ReleaseTrial(const PoolFlowGraph &Graph, SiteId Site,
               std::vector<PlaceId> Handles, Remedy What)
      : Graph(&Graph), Site(Site), Handles(std::move(Handles)), What(What) {}
  ReleaseTrial(const PoolFlowGraph &Graph, SiteId Site, PlaceId Handle,
               ReleaseMode Mode)
      : ReleaseTrial(Graph, Site, std::vector<PlaceId>{Handle},
                     {FindingKind::Leak, EventKind::Release, Mode}) {}

  /// Whoever gets to \p Points counts as having made a pool: attempts whose
  /// failure the program does not care for.
  void countAsMade(std::vector<GraphPoint> Points) {
    AlsoMade = std::move(Points);
  }

  /// The \p Answers that runs get may be others when asked again: what the
  /// handle holds does not follow from them.
  void doubt(std::set<PlaceId> Answers) { Doubted = std::move(Answers); }

  /// Whoever gets to \p Points and passes \p Test has made a pool. Without a
  /// site, nobody has but for those of countAsMade.
  bool isMadeAt(const std::vector<GraphPoint> &Points,
                const ReleaseTest &Test) const;

  /// Nobody who gets to \p Points and passes \p Test has emptied the handle
  /// since: it was not set to null, nor moved away.
  bool isFullAt(const std::vector<GraphPoint> &Points,
                const ReleaseTest &Test) const;

  /// Nobody gets to \p Points and passes \p Test without the first handle
  /// holding a pool of the site, which it may have from another place.
  bool isHeldAt(const std::vector<GraphPoint> &Points,
                const ReleaseTest &Test) const;

  /// Nobody who gets to \p Points passed one of \p Steps and none of \p Others
  /// since.
  bool isNeverLast(const std::vector<GraphPoint> &Steps,
                   const std::vector<GraphPoint> &Others,
                   const std::vector<GraphPoint> &Points) const;

  /// Adds a release.
  void add(const std::vector<GraphPoint> &Points, const ReleaseTest &Test);

  /// The shortest path on which the pool still leaks, if any. \p GaveUp is set
  /// where the solver's budget ran out.
  std::optional<RemainingLeak> nextLeak(bool &GaveUp) const;

  /// The releases bring about no finding that was not there before, of any
  /// pool.
  bool isHarmless();

  /// Why the pool of the site may be somebody else's where it is released, or
  /// nothing.
  std::string othersOwn() const;

private:
  const PoolFlowGraph *Graph;
  SiteId Site;
  std::vector<PlaceId> Handles;
  Remedy What;
  std::map<GraphPoint, ReleaseTest> Releases;
  std::vector<GraphPoint> AlsoMade;
  std::set<PlaceId> Doubted;
  /// By site, what is found without any release. Empty: not asked yet.
  std::vector<std::set<FindingKind>> Before;
};

/// What \p Place may get its content from and give it to, itself included.
std::set<PlaceId> linkedPlaces(const PoolFlowGraph &G, PlaceId Place);

} // namespace poolguard

#endif // POOLGUARD_CHECKS_FIXIT_RELEASETRIAL_H
