// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Releases that are put into a graph to see whether they help.

#include "../../../checks/fixit/ReleaseTrial.h"
#include "gtest/gtest.h"

using namespace poolguard;

namespace {

PoolFlowGraph graphOf(const std::string &Blocks) {
  PoolFlowGraph G;
  std::string Error;
  EXPECT_TRUE(parsePoolFlowGraph("place p\nsite s\n" + Blocks, G, Error))
      << Error;
  EXPECT_EQ(G.verify(), "");
  return G;
}

bool leaks(const ReleaseTrial &Trial) {
  bool GaveUp = false;
  return Trial.nextLeak(GaveUp).has_value();
}

constexpr HandleTest NotNeeded = HandleTest::NotNeeded;
constexpr HandleTest NotNull = HandleTest::NotNull;

/// The first of "nothing" and \p Possible that makes sure of the pool.
std::optional<HandleTest> testNeeded(const ReleaseTrial &Trial,
                                     const std::vector<GraphPoint> &Points,
                                     HandleTest Possible) {
  for (HandleTest Test : {NotNeeded, Possible})
    if (Trial.isMadeAt(Points, Test))
      return Test;
  return std::nullopt;
}

} // namespace

TEST(ReleaseTrial, OnTheOnlyWayOut) {
  PoolFlowGraph G = graphOf("block 0\n construct s p\n exit normal\n");
  ReleaseTrial Trial(G, 0, 0, ReleaseMode::Close);
  EXPECT_TRUE(leaks(Trial));
  std::vector<GraphPoint> End = {{0, 1}};
  EXPECT_EQ(testNeeded(Trial, End, NotNull), NotNeeded);
  Trial.add(End, NotNeeded);
  EXPECT_FALSE(leaks(Trial));
  EXPECT_TRUE(Trial.isHarmless());
}

// p = make(); if (c) close(p); <here>
TEST(ReleaseTrial, WhereItWasReleasedBeforeIsHarmful) {
  PoolFlowGraph G = graphOf("block 0\n construct s p\n goto 1 2\n"
                            "block 1\n release p close\n goto 2\n"
                            "block 2\n exit normal\n");
  ReleaseTrial Trial(G, 0, 0, ReleaseMode::Close);
  Trial.add({{2, 0}}, NotNeeded);
  EXPECT_FALSE(leaks(Trial));
  EXPECT_FALSE(Trial.isHarmless());
}

// The same, on the edge only that goes around the release.
TEST(ReleaseTrial, OnAnEdge) {
  PoolFlowGraph G = graphOf("block 0\n construct s p\n goto 1 2\n"
                            "block 1\n release p close\n goto 2\n"
                            "block 2\n exit normal\n");
  ReleaseTrial Trial(G, 0, 0, ReleaseMode::Close);
  Trial.add({{0, 0, 2}}, NotNeeded);
  EXPECT_FALSE(leaks(Trial));
  EXPECT_TRUE(Trial.isHarmless());
}

// p = 0; if (c) p = make(); <here>
TEST(ReleaseTrial, ATestForNull) {
  PoolFlowGraph G =
      graphOf("block 0\n set p [0,0]\n goto 1 2\n"
              "block 1\n construct s p [-inf,+inf]\\{0}\n goto 2\n"
              "block 2\n exit normal\n");
  ReleaseTrial Trial(G, 0, 0, ReleaseMode::Close);
  std::vector<GraphPoint> End = {{2, 0}};
  EXPECT_EQ(testNeeded(Trial, End, NotNull), NotNull);
  Trial.add(End, NotNull);
  EXPECT_FALSE(leaks(Trial));
  EXPECT_TRUE(Trial.isHarmless());
}

// if (c) p = make(); <here>, with p uninitialised
TEST(ReleaseTrial, NoTestHelpsAnUnsetHandle) {
  PoolFlowGraph G = graphOf("block 0\n goto 1 2\n"
                            "block 1\n construct s p\n goto 2\n"
                            "block 2\n exit normal\n");
  ReleaseTrial Trial(G, 0, 0, ReleaseMode::Close);
  EXPECT_EQ(testNeeded(Trial, {{2, 0}}, NotNull), std::nullopt);
}

// Two points of one block, and the second exit.
TEST(ReleaseTrial, SeveralPoints) {
  PoolFlowGraph G = graphOf("block 0\n construct s p\n note\n goto 1 2\n"
                            "block 1\n exit normal\n"
                            "block 2\n exit normal\n");
  ReleaseTrial Trial(G, 0, 0, ReleaseMode::Close);
  Trial.add({{1, 0}}, NotNeeded);
  bool GaveUp = false;
  std::optional<RemainingLeak> Leak = Trial.nextLeak(GaveUp);
  ASSERT_TRUE(Leak);
  EXPECT_EQ(Leak->Path.back(), 2u);
  EXPECT_EQ(Leak->LastEvent, None);
  Trial.add({{2, 0}}, NotNeeded);
  EXPECT_FALSE(leaks(Trial));
  EXPECT_TRUE(Trial.isHarmless());
}

// while (c) p = make(); : where the handle is overwritten.
TEST(ReleaseTrial, BeforeTheOverwrite) {
  PoolFlowGraph G =
      graphOf("block 0\n set p [0,0]\n goto 1\n"
              "block 1\n goto 2 3\n"
              "block 2\n construct s p [-inf,+inf]\\{0}\n goto 1\n"
              "block 3\n exit normal\n");
  ReleaseTrial Trial(G, 0, 0, ReleaseMode::Close);
  std::vector<GraphPoint> Overwrite = {{2, 0}}, End = {{3, 0}};
  EXPECT_EQ(testNeeded(Trial, Overwrite, NotNull), NotNull);
  Trial.add(Overwrite, NotNull);
  EXPECT_TRUE(leaks(Trial));
  Trial.add(End, NotNull);
  EXPECT_FALSE(leaks(Trial));
  EXPECT_TRUE(Trial.isHarmless());
}

// p = make(); if (c) p = 0; <here>
TEST(ReleaseTrial, AnEmptiedHandleIsAskedFor) {
  PoolFlowGraph G =
      graphOf("block 0\n construct s p [-inf,+inf]\\{0}\n goto 1 2\n"
              "block 1\n release p close\n set p [0,0]\n goto 2\n"
              "block 2\n exit normal\n");
  ReleaseTrial Trial(G, 0, 0, ReleaseMode::Close);
  EXPECT_TRUE(Trial.isMadeAt({{2, 0}}, NotNeeded));
  EXPECT_FALSE(Trial.isFullAt({{2, 0}}, NotNeeded));
  EXPECT_TRUE(Trial.isFullAt({{2, 0}}, NotNull));
}
