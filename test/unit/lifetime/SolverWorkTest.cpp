// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The solver on what a run remembers of an open pool: exceptions under way,
// work in the queue, workers told to finish.

#include "SolverTestSupport.h"
#include "gtest/gtest.h"

using namespace poolguard;
using namespace poolguard::test;

// p = make(); try { use(); } catch (...) { return; } close(p);
TEST(SolverWork, ReturnFromAHandlerIsAnExceptionLeak) {
  EXPECT_EQ(found("block 0\n construct s p\n goto 1 2\n"
                  "block 1\n throw\n goto 3\n"
                  "block 2\n release p close\n exit normal\n"
                  "block 3\n exit normal\n"),
            "exception-leak 0 1 3");
}

TEST(SolverWork, HandlerAndReturnLeakEachByItself) {
  EXPECT_EQ(found("block 0\n construct s p\n goto 1 2 3\n"
                  "block 1\n throw\n goto 2\n"
                  "block 2\n exit normal\n"
                  "block 3\n release p close\n exit normal\n"),
            "leak 0 2; exception-leak 0 1 2");
}

TEST(SolverWork, DestroyedOrLostWhileAnExceptionIsUnderWay) {
  EXPECT_EQ(found("block 0\n construct s p\n throw\n destroy p\n"
                  " exit normal\n"),
            "never exception-leak 0");
  EXPECT_EQ(found("block 0\n construct s p\n throw\n set p\n goto 1\n"
                  "block 1\n exit normal\n"),
            "never exception-leak 0");
  EXPECT_EQ(
      found("block 0\n construct daemon p\n throw\n exit process\n", Daemon),
      "never exception-leak 0");
}

TEST(SolverWork, ThrowBeforeTheConstructIsForgotten) {
  EXPECT_EQ(found("block 0\n throw\n construct s p\n exit normal\n"),
            "never leak 0");
}

TEST(SolverWork, HandlerThatReleasesIsFine) {
  EXPECT_EQ(found("block 0\n construct s p\n goto 1 2\n"
                  "block 1\n throw\n goto 3\n"
                  "block 2\n goto 3\n"
                  "block 3\n release p close\n exit normal\n"),
            "");
}

TEST(SolverWork, ThrowOfABorrowedPoolIsNothing) {
  EXPECT_EQ(found("block 0\n construct borrowed p\n throw\n release p close\n"
                  " use p\n exit exception\n",
                  Borrowed),
            "use 0 after 0");
}

TEST(SolverWork, QueuedWorkIsDropped) {
  EXPECT_EQ(found("block 0\n construct s p\n submit p\n goto 1\n"
                  "block 1\n drop p\n release p terminate\n exit normal\n"),
            "discarded 0 1 submitted 0");
  EXPECT_EQ(found("block 0\n construct s p\n drop p\n submit p\n goto 1\n"
                  "block 1\n wait p\n drop p\n release p terminate\n"
                  " exit normal\n"),
            "");
  EXPECT_EQ(found("block 0\n construct s p\n submit p\n drop p quiet\n"
                  " release p terminate\n drop p\n exit normal\n"),
            "");
}

TEST(SolverWork, LastSubmitIsNamed) {
  EXPECT_EQ(found("block 0\n construct s p\n submit p\n goto 1\n"
                  "block 1\n submit p\n goto 2\n"
                  "block 2\n drop p\n release p terminate\n exit normal\n"),
            "discarded 0 1 2 submitted 1");
}

// if (f) submit(p); ... if (f) wait(p); shutdown_now(p);
TEST(SolverWork, WaitedForWhereSubmitted) {
  const std::string Text = "block 0\n construct s p\n goto 1 2\n"
                           "block 1\n assume f 0\n goto 3\n"
                           "block 2\n assume f 1\n submit p\n goto 3\n"
                           "block 3\n goto 4 5\n"
                           "block 4\n assume f 0\n goto 6\n"
                           "block 5\n assume f 1\n wait p\n goto 6\n"
                           "block 6\n drop p\n release p terminate\n"
                           " exit normal\n";
  EXPECT_EQ(found(Text), "");
  std::string Changed = Text;
  Changed.insert(Changed.find("block 3\n") + 8, " set f\n");
  EXPECT_EQ(found(Changed), "discarded 0 2 3 4 6 submitted 2");
}

TEST(SolverWork, ByAnotherHandle) {
  EXPECT_EQ(found("block 0\n construct s p\n copy q p\n submit q\n drop p\n"
                  " release p terminate\n exit normal\n"),
            "discarded 0 submitted 0");
  EXPECT_EQ(found("block 0\n construct s p\n insert v[] p\n submit v[]\n"
                  " submit q\n wait q\n drop v[]\n release p terminate\n"
                  " exit normal\n"),
            "discarded 0 submitted 0");
}

TEST(SolverWork, OfABorrowedPool) {
  EXPECT_EQ(found("block 0\n construct borrowed p\n submit p\n drop p\n"
                  " release p terminate\n exit normal\n",
                  Borrowed),
            "discarded 0 submitted 0");
  EXPECT_EQ(found("block 0\n construct borrowed p\n announce p\n goto 1\n"
                  "block 1\n await p\n release p close\n exit normal\n",
                  Borrowed),
            "");
}

TEST(SolverWork, JoinBeforeClose) {
  EXPECT_EQ(found("block 0\n construct s p\n goto 1\n"
                  "block 1\n await p\n announce p\n release p close\n"
                  " exit normal\n"),
            "join 0 1");
  EXPECT_EQ(found("block 0\n construct s p\n announce p\n goto 1\n"
                  "block 1\n await p\n release p close\n await p\n"
                  " exit normal\n"),
            "");
  EXPECT_EQ(found("block 0\n construct s p\n await p quiet\n"
                  " release p close\n exit normal\n"),
            "");
}

TEST(SolverWork, ARunGoesOnAfterThem) {
  EXPECT_EQ(found("block 0\n construct s p\n submit p\n await p\n drop p\n"
                  " exit normal\n"),
            "never leak 0; discarded 0 submitted 0; join 0");
  EXPECT_EQ(found("block 0\n construct s p\n submit p\n drop p\n"
                  " release p terminate\n use p\n exit normal\n"),
            "use 0 after 0; discarded 0 submitted 0");
}

TEST(SolverWork, NotNeverWhereReleasedAfterADrop) {
  EXPECT_EQ(found("block 0\n construct s p\n submit p\n goto 1 2\n"
                  "block 1\n exit normal\n"
                  "block 2\n drop p\n release p terminate\n exit normal\n"),
            "leak 0 1; discarded 0 2 submitted 0");
}

TEST(SolverWork, OutcomesTellExceptions) {
  EXPECT_EQ(outcomes("block 0\n construct borrowed p\n goto 1 2 3\n"
                     "block 1\n release p close\n throw\n exit exception\n"
                     "block 2\n throw\n goto 3\n"
                     "block 3\n exit normal\n",
                     Borrowed, {}),
            "exception close; normal open");
}
