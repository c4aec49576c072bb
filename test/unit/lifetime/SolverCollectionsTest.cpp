// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The solver on collections: filled in one loop, released in another.

#include "SolverTestSupport.h"
#include "gtest/gtest.h"

using namespace poolguard;
using namespace poolguard::test;

/// for (...) v.push_back(make()); \p Between; for (e : v) \p Body;
/// then the blocks 9 and up: \p More. Block 4 begins the second loop, block 5
/// is its head, block 8 the exit.
static std::string filled(const std::string &Between, const std::string &Body,
                          const std::string &More = "") {
  return "block 0\n goto 1\n"
         "block 1\n goto 2 3\n"
         "block 2\n construct s v[]\n goto 1\n"
         "block 3\n" +
         Between +
         "block 4\n loop-begin 0\n goto 5\n"
         "block 5\n goto 6 7\n"
         "block 6\n bind p v[] 0\n" +
         Body +
         "block 7\n exhausted v[] 0\n set p\n goto 8\n"
         "block 8\n exit normal\n" +
         More;
}

TEST(SolverCollections, JoinedByALoop) {
  EXPECT_EQ(found(filled("goto 4\n", "release p close\n goto 5\n")), "");
}

TEST(SolverCollections, LoopThatOnlyLooks) {
  EXPECT_EQ(found(filled("goto 4\n", "use p\n goto 5\n")),
            "never leak 2 1 3 4 5 6 5 7 8");
}

TEST(SolverCollections, LeftByBreak) {
  EXPECT_EQ(found(filled("goto 4\n", "goto 9 10\n",
                         "block 9\n goto 8\n"
                         "block 10\n release p close\n goto 5\n")),
            "leak 2 1 3 4 5 6 9 8");
}

// for (auto &t : v) if (t.joinable()) t.join();
TEST(SolverCollections, ElementsThatAreNotOpenAreSkipped) {
  EXPECT_EQ(found(filled("goto 4\n", "goto 9 10\n",
                         "block 9\n assume-open p negated\n goto 5\n"
                         "block 10\n assume-open p\n release p close\n"
                         " goto 5\n")),
            "");
}

TEST(SolverCollections, EarlyReturnBetweenTheLoops) {
  EXPECT_EQ(found(filled("goto 4 9\n", "release p close\n goto 5\n",
                         "block 9\n exit normal\n")),
            "leak 2 1 3 9");
}

TEST(SolverCollections, EmptyOneHoldsNothing) {
  EXPECT_EQ(found(filled("goto 4 9\n", "release p close\n goto 5\n",
                         "block 9\n empty v[]\n exit normal\n")),
            "");
}

TEST(SolverCollections, AnElementIsReleasedOnce) {
  // One pass through the loop visits each element once.
  EXPECT_EQ(found(filled("goto 4\n", "release p close\n goto 5\n")), "");
  // A second loop visits them again.
  EXPECT_EQ(found("block 0\n construct s v[]\n loop-begin 0\n goto 1\n"
                  "block 1\n bind p v[] 0\n release p close\n goto 2\n"
                  "block 2\n loop-begin 1\n bind p v[] 1\n"
                  " release p close\n goto 1 3\n"
                  "block 3\n exit normal\n"),
            "leak 0 1 2 3; double 0 1 2 after 1");
}

TEST(SolverCollections, MovedAndInserted) {
  EXPECT_EQ(found("block 0\n construct s p\n insert v[] p\n set p\n"
                  " move w[] v[]\n release w[] close\n exit normal\n"),
            "");
  EXPECT_EQ(found("block 0\n construct s p\n insert v[] p\n set p\n"
                  " move w[] v[]\n release v[] close\n exit normal\n"),
            "never leak 0");
  EXPECT_EQ(found("block 0\n construct s v[]\n swap v[] w[]\n set v[]\n"
                  " release w[] close\n exit normal\n"),
            "");
  EXPECT_EQ(found("block 0\n construct s v[]\n construct s v[]\n"
                  " set v[]\n exit normal\n"),
            "never leak 0");
}
