// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The solver against the oracle, and the oracle's two explorers against each
// other, on random graphs. POOLGUARD_SEED and POOLGUARD_GRAPHS choose which:
//
//   POOLGUARD_SEED=4711 POOLGUARD_GRAPHS=1 lifetime-tests
//   --gtest_filter='Diff*'

#include "Compare.h"
#include "Coverage.h"
#include "RandomGraph.h"
#include "Shrink.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/raw_ostream.h"
#include "gtest/gtest.h"

using namespace poolguard;
using namespace poolguard::oracle;

namespace {

class Differential : public testing::Test {
protected:
  const Seeds Chosen = Seeds::fromEnvironment();
  const uint64_t BaseSeed = Chosen.First, Count = Chosen.Count;

  void SetUp() override {
    llvm::outs() << "seeds " << BaseSeed << " to " << BaseSeed + Count - 1
                 << "\n";
  }

  /// Reports \p Wrong with the smallest graph of which \p Check still says
  /// something. \returns whether to go on.
  template <typename T>
  bool report(uint64_t Seed, const Question &Q, const std::string &Wrong,
              const T &Check) {
    PoolFlowGraph Small = shrink(Q.Graph, [&](const PoolFlowGraph &Graph) {
      return !Check(Question{Graph, Q.Site, Q.Observed}).empty();
    });
    ADD_FAILURE() << "seed " << Seed << ", site " << Q.Graph.Sites[Q.Site].Name
                  << ": " << Wrong << "\nsmallest graph ("
                  << Check(Question{Small, Q.Site, Q.Observed}) << "):\n"
                  << printed(Small) << "\nwhole graph:\n"
                  << printed(Q.Graph);
    return ++Failures < 10;
  }

  /// Calls \p Ask for each site of each graph.
  template <typename T> void forEachQuestion(const T &Ask) {
    for (uint64_t Seed = BaseSeed; Seed != BaseSeed + Count; ++Seed) {
      PoolFlowGraph Graph = randomGraph(Seed);
      ASSERT_EQ(Graph.verify(), "") << "seed " << Seed;
      Seen.add(Graph);
      Dice Random(Seed);
      std::vector<PlaceId> Observed;
      for (unsigned N = Random.below(3); N; --N)
        Observed.push_back(Random.below(Graph.Places.size()));
      llvm::erase_if(Observed,
                     [&](PlaceId P) { return Graph.Places[P].Collection; });
      for (SiteId Site = 0; Site != Graph.Sites.size(); ++Site)
        if (!Ask(Seed, Question{Graph, Site, Observed}))
          return;
    }
  }

  Coverage Seen;
  unsigned Failures = 0;
};

/// How many combinations of integers the naive explorer would start with.
size_t combinations(const Question &Q) {
  size_t Result = 1;
  for (const Place &P : Q.Graph.Places)
    if (!P.Collection)
      Result *= integersOf(Q.Graph, Q.Site).size();
  return Result;
}

} // namespace

TEST_F(Differential, OraclesAgree) {
  auto Check = [](const Question &Q) {
    return compareOracles(explore(Q.Graph, Q.Site, Q.Observed),
                          enumerate(Q.Graph, Q.Site, Q.Observed, {}));
  };
  unsigned Sites = 0, Same = 0;
  forEachQuestion([&](uint64_t Seed, const Question &Q) {
    if (Seed % 10 || combinations(Q) > 300)
      return true;
    Truth Exact = explore(Q.Graph, Q.Site, Q.Observed);
    Truth Naive = enumerate(Q.Graph, Q.Site, Q.Observed, {});
    ++Sites;
    Same += Exact.Lengths == Naive.Lengths;
    std::string Wrong = compareOracles(Exact, Naive);
    return Wrong.empty() || report(Seed, Q, Wrong, Check);
  });
  llvm::outs() << "the naive explorer on " << Sites << " sites, " << Same
               << " times the same findings\n";
}

TEST_F(Differential, SolverAgrees) {
  auto Check = [](const Question &Q) {
    return compare(Q, explore(Q.Graph, Q.Site, Q.Observed));
  };
  forEachQuestion([&](uint64_t Seed, const Question &Q) {
    unsigned Budget = 1 + Seed % 60;
    auto Starved = [=](const Question &Q) {
      return compareStarved(Q, explore(Q.Graph, Q.Site, Q.Observed), Budget);
    };
    Truth Exact = explore(Q.Graph, Q.Site, Q.Observed);
    if (Exact.Truncated) {
      Seen.skip();
      return true;
    }
    Seen.add(Q, Exact);
    if (Seed % 25 == 0)
      Seen.sample(Q, Exact);
    if (std::string Wrong = compare(Q, Exact); !Wrong.empty())
      return report(Seed, Q, Wrong, Check);
    if (std::string Wrong = compareStarved(Q, Exact, Budget); !Wrong.empty())
      return report(Seed, Q, Wrong, Starved);
    return true;
  });
  Seen.print(llvm::outs());
  EXPECT_LE(Seen.skipped(), Count / 1000);
  if (Count >= 20000) {
    EXPECT_EQ(Seen.idle(), std::vector<std::string>());
  }
}
