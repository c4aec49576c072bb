// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The solver on handles: who holds a pool, and what is done through them.

#include "SolverTestSupport.h"
#include "gtest/gtest.h"

using namespace poolguard;
using namespace poolguard::test;

/// What is found of s in one block that ends in a return.
static std::string straight(const std::string &Events, SiteId Site = Own) {
  return found("block 0\n" + Events + "\n exit normal\n", Site);
}

TEST(SolverHandles, OverwriteLosesTheLastHandle) {
  EXPECT_EQ(straight("construct s p\n set p [0,0]"), "never leak 0");
  EXPECT_EQ(straight("construct s p\n copy q p\n set p [0,0]\n"
                     " release q close"),
            "");
  EXPECT_EQ(straight("construct s p\n copy q p\n set p\n copy q p"),
            "never leak 0");
}

TEST(SolverHandles, OverwrittenInALoop) {
  EXPECT_EQ(found("block 0\n goto 1\n"
                  "block 1\n goto 2 3\n"
                  "block 2\n construct s p\n goto 1\n"
                  "block 3\n release p close\n exit normal\n"),
            "leak 2 1 2");
}

TEST(SolverHandles, ReleasedEachIteration) {
  EXPECT_EQ(found("block 0\n goto 1\n"
                  "block 1\n goto 2 3\n"
                  "block 2\n construct s p\n release p close\n goto 1\n"
                  "block 3\n exit normal\n"),
            "");
}

TEST(SolverHandles, CopiesReleaseForEachOther) {
  EXPECT_EQ(straight("construct s p\n copy q p\n release q close"), "");
  EXPECT_EQ(straight("construct s p\n copy q p\n release q close\n use p"),
            "use 0 after 0");
}

TEST(SolverHandles, MoveEmptiesItsSource) {
  EXPECT_EQ(straight("construct s p\n move q p\n release q close\n"
                     " release p close"),
            "");
  EXPECT_EQ(straight("construct s p\n move q p\n release p close"),
            "never leak 0");
  EXPECT_EQ(straight("construct s p\n move p q"), "never leak 0");
  EXPECT_EQ(straight("construct s p\n move q p\n assume p [1,+inf]"), "");
}

TEST(SolverHandles, SwapExchanges) {
  EXPECT_EQ(straight("construct s p\n swap p q\n release q close"), "");
  EXPECT_EQ(straight("construct s p\n swap p q\n release p close"),
            "never leak 0");
  EXPECT_EQ(straight("construct s p\n set q [0,0]\n swap p q\n"
                     " assume p [1,+inf]"),
            "");
}

TEST(SolverHandles, EscapeEndsTheObligation) {
  EXPECT_EQ(straight("construct s p\n escape p"), "");
  EXPECT_EQ(straight("construct s p\n escape q"), "never leak 0");
  EXPECT_EQ(found("block 0\n construct s p\n goto 1 2\n"
                  "block 1\n escape p\n exit normal\n"
                  "block 2\n exit normal\n"),
            "leak 0 2");
}

TEST(SolverHandles, DestroyOfTheOpenObject) {
  EXPECT_EQ(straight("construct s p\n copy q p\n destroy p\n"
                     " release q close"),
            "never leak 0");
  EXPECT_EQ(straight("construct s p\n release p close\n destroy p"), "");
}

TEST(SolverHandles, SecondRelease) {
  EXPECT_EQ(straight("construct s p\n release p close\n"
                     " release p terminate after close"),
            "");
  EXPECT_EQ(straight("construct s p\n release p terminate\n"
                     " release p close after close"),
            "double 0 after 0");
  EXPECT_EQ(straight("construct s p\n release p close\n"
                     " release p close quiet\n use p quiet"),
            "");
}

TEST(SolverHandles, LatestReleaseIsNamed) {
  EXPECT_EQ(found("block 0\n construct s p\n goto 1\n"
                  "block 1\n release p close\n goto 2\n"
                  "block 2\n release p terminate after close\n goto 3\n"
                  "block 3\n use p\n exit normal\n"),
            "use 0 1 2 3 after 2");
}

TEST(SolverHandles, UseOfAReopenedHandle) {
  EXPECT_EQ(straight("construct s p\n release p close\n"
                     " construct borrowed p\n use p\n release p close"),
            "");
}

// if (t.joinable()) t.join();
TEST(SolverHandles, AssumeOpenKnowsTheFocus) {
  const std::string Text = "block 0\n construct s p\n goto 1 2\n"
                           "block 1\n assume-open p\n release p close\n"
                           " goto 3\n"
                           "block 2\n assume-open p negated\n goto 3\n"
                           "block 3\n destroy p\n exit normal\n";
  EXPECT_EQ(found(Text), "");
}

TEST(SolverHandles, AssumeOpenOfAnother) {
  EXPECT_EQ(straight("construct s p\n set q [0,0]\n assume-open q"), "");
  EXPECT_EQ(straight("construct s p\n set q [0,0]\n assume-open q negated"),
            "never leak 0");
}

TEST(SolverHandles, OutcomesOfAParameter) {
  const std::string Close = "block 0\n construct borrowed p\n goto 1 2\n"
                            "block 1\n release p close\n set p [0,0]\n"
                            " set rc [0,0]\n goto 3\n"
                            "block 2\n set rc [-1,-1]\n goto 3\n"
                            "block 3\n exit normal\n";
  EXPECT_EQ(outcomes(Close, Borrowed, {RC}),
            "normal close [0,0]; normal open [-1,-1]");
  EXPECT_EQ(outcomes("block 0\n construct borrowed p\n goto 1 2\n"
                     "block 1\n escape p\n exit normal\n"
                     "block 2\n exit exception\n",
                     Borrowed, {P, RC}),
            "exception open any any; nowhere escaped any any");
}

TEST(SolverHandles, OutcomesKnowWhatWasSetBefore) {
  EXPECT_EQ(outcomes("block 0\n set rc [7,7]\n goto 1 2\n"
                     "block 1\n assume f [0,0]\n construct borrowed p\n"
                     " copy q rc\n goto 3\n"
                     "block 2\n assume f [1,1]\n exit normal\n"
                     "block 3\n exit normal\n",
                     Borrowed, {Q, F}),
            "normal open [7,7] [0,0]");
}
