// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The solver on the ways a pool is left open: paths, branches, facts, exits.

#include "SolverTestSupport.h"
#include "gtest/gtest.h"

using namespace poolguard;
using namespace poolguard::test;

TEST(SolverPaths, StraightLeakIsNeverReleased) {
  EXPECT_EQ(found("block 0\n construct s p\n goto 1\n"
                  "block 1\n exit normal\n"),
            "never leak 0 1");
}

TEST(SolverPaths, ReleasedOnTheOnlyPath) {
  EXPECT_EQ(found("block 0\n construct s p\n release p close\n exit normal\n"),
            "");
}

TEST(SolverPaths, EarlyReturnIsNotNever) {
  EXPECT_EQ(found("block 0\n construct s p\n goto 1 2\n"
                  "block 1\n exit normal\n"
                  "block 2\n release p close\n exit normal\n"),
            "leak 0 1");
}

TEST(SolverPaths, ShortestPathIsShown) {
  EXPECT_EQ(found("block 0\n construct s p\n goto 1 2\n"
                  "block 1\n goto 3\n"
                  "block 2\n exit normal\n"
                  "block 3\n exit normal\n"),
            "never leak 0 2");
}

TEST(SolverPaths, PathBeginsAtTheConstruct) {
  EXPECT_EQ(found("block 0\n goto 1\n"
                  "block 1\n goto 2\n"
                  "block 2\n construct s p\n exit normal\n"),
            "never leak 2");
}

TEST(SolverPaths, UnreachableConstructIsSilent) {
  EXPECT_EQ(found("block 0\n exit normal\n"
                  "block 1\n construct s p\n exit normal\n"),
            "");
}

// if (!(p = make())) return; close(p);
TEST(SolverPaths, FailedAcquireOwesNothing) {
  EXPECT_EQ(found("block 0\n goto 1 2\n"
                  "block 1\n construct s p [-inf,+inf]\\{0}\n goto 3\n"
                  "block 2\n set p [0,0]\n goto 3\n"
                  "block 3\n goto 4 5\n"
                  "block 4\n assume p [0,0]\n exit normal\n"
                  "block 5\n assume p [-inf,+inf]\\{0}\n release p close\n"
                  " exit normal\n"),
            "");
}

/// rc = make(&p); then the null check of rc, of p, or of a copy of rc.
static std::string withErrorCode(const std::string &Check) {
  return "block 0\n goto 1 2\n"
         "block 1\n construct s p\n set rc [0,0]\n goto 3\n"
         "block 2\n set p\n set rc [1,+inf]\n goto 3\n"
         "block 3\n copy q rc\n goto 4 5\n"
         "block 4\n " +
         Check +
         "\n exit normal\n"
         "block 5\n assume q [0,0]\n release p close\n exit normal\n";
}

TEST(SolverPaths, ErrorCodeDecides) {
  EXPECT_EQ(found(withErrorCode("assume rc [1,+inf]")), "");
}

TEST(SolverPaths, CopyOfTheErrorCodeDecides) {
  EXPECT_EQ(found(withErrorCode("assume q [1,+inf]")), "");
}

TEST(SolverPaths, ErrorCodeOfSomethingElseDoesNot) {
  EXPECT_EQ(found(withErrorCode("assume f [1,+inf]")), "leak 1 3 4");
}

// if (f) p = make(); ... if (f) close(p);
TEST(SolverPaths, FlagTestedTwice) {
  const std::string Text = "block 0\n goto 1 2\n"
                           "block 1\n assume f [-inf,+inf]\\{0}\n"
                           " construct s p\n goto 3\n"
                           "block 2\n assume f [0,0]\n goto 3\n"
                           "block 3\n goto 4 5\n"
                           "block 4\n assume f [-inf,+inf]\\{0}\n"
                           " release p close\n goto 6\n"
                           "block 5\n assume f [0,0]\n goto 6\n"
                           "block 6\n exit normal\n";
  EXPECT_EQ(found(Text), "");
  std::string Changed = Text;
  Changed.insert(Changed.find("block 3\n") + 8, " set f\n");
  EXPECT_EQ(found(Changed), "leak 1 3 5 6");
}

TEST(SolverPaths, TwoUnknownsFromOneCopyAgree) {
  EXPECT_EQ(found("block 0\n construct s p\n set f\n copy q f\n goto 1 2\n"
                  "block 1\n assume f [0,0]\n release p close\n goto 3\n"
                  "block 2\n assume f [1,+inf]\n goto 3\n"
                  "block 3\n goto 4 5\n"
                  "block 4\n assume q [0,0]\n exit normal\n"
                  "block 5\n assume q [1,+inf]\n release p close\n"
                  " exit normal\n"),
            "");
}

TEST(SolverPaths, InfeasibleWayToTheConstruct) {
  EXPECT_EQ(found("block 0\n set f [0,0]\n goto 1 2\n"
                  "block 1\n assume f [1,+inf]\n construct s p\n exit normal\n"
                  "block 2\n exit normal\n"),
            "");
}

TEST(SolverPaths, ExceptionAndProcessAndAbort) {
  const std::string Text = "block 0\n construct s p\n construct daemon q\n"
                           " goto 1 2 3\n"
                           "block 1\n exit exception\n"
                           "block 2\n exit process\n"
                           "block 3\n exit abort\n";
  EXPECT_EQ(found(Text), "never exception-leak 0 1");
  EXPECT_EQ(found(Text, Daemon), "never leak 0 2; never exception-leak 0 1");
}

TEST(SolverPaths, LoopThatNeverEndsIsNoLeak) {
  EXPECT_EQ(found("block 0\n construct s p\n goto 1\n"
                  "block 1\n goto 1\n"),
            "");
}

TEST(SolverPaths, BorrowedIsNeverALeak) {
  EXPECT_EQ(found("block 0\n construct borrowed p\n exit normal\n", Borrowed),
            "");
  EXPECT_EQ(found("block 0\n construct borrowed p\n copy q p\n destroy p\n"
                  " release q close\n use q\n exit normal\n",
                  Borrowed),
            "use 0 after 0");
}

TEST(SolverPaths, BudgetRunsOutSilently) {
  SolverOptions Options;
  Options.MaxStatesPerSite = 4;
  EXPECT_EQ(found("block 0\n construct s p\n goto 1 2\n"
                  "block 1\n exit normal\n"
                  "block 2\n goto 3 4\n"
                  "block 3\n release p close\n goto 4\n"
                  "block 4\n exit normal\n",
                  Own, Options),
            "incomplete; leak 0 1");
  Options.MaxStatesPerSite = 1;
  EXPECT_EQ(found("block 0\n construct s p\n goto 1\n"
                  "block 1\n goto 2\n"
                  "block 2\n exit normal\n",
                  Own, Options),
            "incomplete");
}
