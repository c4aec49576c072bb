// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// PoolFlowGraph.h read aloud: small graphs and what is true of them, by hand.
// Both explorers and the solver have to say so.

#include "Compare.h"
#include "gtest/gtest.h"

using namespace poolguard;
using namespace poolguard::oracle;

namespace {

constexpr auto Leak = FindingKind::Leak;
constexpr auto ExceptionLeak = FindingKind::ExceptionLeak;
constexpr auto UseAfter = FindingKind::UseAfterRelease;
constexpr auto Double = FindingKind::DoubleRelease;
constexpr auto Discarded = FindingKind::DiscardedWork;
constexpr auto JoinEarly = FindingKind::JoinBeforeClose;

using Lengths = std::map<FindingKind, unsigned>;

/// \p Blocks after declarations of p, q, r, collections v, w, a site and a
/// loop.
void expect(const std::string &Blocks, const Lengths &Expected,
            bool ReleasedOrEscaped = false, const std::string &SiteFlags = "") {
  PoolFlowGraph Graph;
  std::string Error;
  ASSERT_TRUE(parsePoolFlowGraph("place p\nplace q\nplace r\n"
                                 "place v collection\nplace w collection\n"
                                 "site s " +
                                     SiteFlags + "\nsite other\nloops 2\n" +
                                     Blocks,
                                 Graph, Error))
      << Error;
  Question Q{Graph, 0, {0}};
  Truth Exact = explore(Graph, 0, Q.Observed);
  EXPECT_EQ(Exact.Lengths, Expected) << Blocks;
  EXPECT_EQ(Exact.ReleasedOrEscaped, ReleasedOrEscaped) << Blocks;
  EXPECT_EQ(compareOracles(Exact, enumerate(Graph, 0, Q.Observed, {})), "")
      << Blocks;
  EXPECT_EQ(compare(Q, Exact), "") << Blocks;
}

/// One block with \p Events after the construction of p.
void expectAfter(const std::string &Events, const Lengths &Expected,
                 bool ReleasedOrEscaped = false,
                 const std::string &SiteFlags = "") {
  expect("block 0\nconstruct s p [1,+inf]\n" + Events + "\nexit normal\n",
         Expected, ReleasedOrEscaped, SiteFlags);
}

} // namespace

TEST(Meaning, ExitsWithTheFocusOpen) {
  auto Exit = [](const std::string &Kind, const Lengths &Expected,
                 const std::string &Flags = "") {
    expect("block 0\nconstruct s p\nexit " + Kind + "\n", Expected, false,
           Flags);
  };
  Exit("normal", {{Leak, 1}});
  Exit("normal", {}, "borrowed");
  Exit("exception", {{ExceptionLeak, 1}});
  Exit("exception", {}, "borrowed");
  Exit("process", {});
  Exit("process", {{Leak, 1}}, "process-exit");
  Exit("process", {}, "borrowed process-exit");
  Exit("abort", {});
}

TEST(Meaning, ReleaseAndMisuse) {
  expectAfter("release p close", {}, true);
  expectAfter("release q close", {{Leak, 1}});
  expectAfter("release p close\nuse p", {{UseAfter, 1}}, true);
  expectAfter("release p close\nuse p quiet", {}, true);
  expectAfter("release p close\nrelease p close", {{Double, 1}}, true);
  expectAfter("release p close\nrelease p close quiet", {}, true);
  expectAfter("release p close\nrelease p terminate after close", {}, true);
  expectAfter("release p close\nrelease p terminate after detach",
              {{Double, 1}}, true);
  expectAfter("release p close\nrelease p close", {{Double, 1}}, true,
              "borrowed");
  expectAfter("escape p\nuse p", {}, true);
  expectAfter("release p close\nescape p\nuse p", {}, true);
}

TEST(Meaning, HandlesTravel) {
  expectAfter("copy q p\nrelease q close\nuse p", {{UseAfter, 1}}, true);
  expectAfter("move q p\nrelease p close", {{Leak, 1}});
  expectAfter("move q p\nassume p [1,+inf]", {});
  expectAfter("move q p\nassume q 0", {});
  expectAfter("swap q p\nrelease q close", {}, true);
  expectAfter("move p p\nrelease p close", {{Leak, 1}});
  expectAfter("copy p p\nswap p p\nrelease p close", {}, true);
  expectAfter("insert v p\nset p\nswap v w\nmove v w\nbind q v 0\n"
              "exhausted v 0\nrelease q close",
              {}, true);
  expectAfter("insert v p\nset v\nrelease p close", {}, true);
}

TEST(Meaning, LostHandles) {
  expectAfter("set p 0\nnote", {{Leak, 1}});
  expectAfter("copy q p\nset p 0\nrelease q close", {}, true);
  expectAfter("copy q p\nset p 0\ncopy q r\nrelease q close", {{Leak, 1}});
  expectAfter("construct other p\nrelease p close", {{Leak, 1}});
  expectAfter("release p close\nset p 0", {}, true);
  expectAfter("destroy p", {{Leak, 1}});
  expectAfter("copy q p\ndestroy p\nrelease q close", {{Leak, 1}});
  expectAfter("release p close\ndestroy p\nuse p", {}, true);
  expectAfter("copy q p\ndestroy p\nrelease q close\nuse q", {{UseAfter, 1}},
              true, "borrowed");
  expectAfter("move v w\ninsert v p\nset p\nset v", {{Leak, 1}});
}

TEST(Meaning, Conditions) {
  expectAfter("assume p 0", {});
  expectAfter("assume p none", {});
  expectAfter("copy q p\nassume q 0", {});
  expectAfter("copy q r\nassume q 0\nassume r [1,+inf]", {});
  expectAfter("assume-open p", {{Leak, 1}});
  expectAfter("assume-open p negated", {});
  expectAfter("release p close\nassume-open p\nuse p", {}, true);
  expectAfter("release p close\nassume-open p negated\nuse p", {{UseAfter, 1}},
              true);
  expectAfter("assume-open q\nassume q 0", {});
  expectAfter("assume-open q negated\nassume q 5", {{Leak, 1}});
  expectAfter("assume-open v\nassume-open v negated", {{Leak, 1}});
  expectAfter("insert v p\nassume-open v negated", {});
  expectAfter("construct s q 3\nassume q 4", {});
}

TEST(Meaning, Collections) {
  expectAfter("insert v p\nempty v", {});
  expectAfter("empty v", {{Leak, 1}});
  expectAfter("insert v p\nexhausted v 0", {});
  expectAfter("insert v p\nloop-begin 0\nbind q v 0\nassume q 0\n"
              "exhausted v 0",
              {});
  expectAfter("insert v p\nbind q v 0\nloop-begin 0\nexhausted v 0", {});
  expectAfter("insert v p\nbind q v 0\nexhausted v 1", {});
  // The second element is another one.
  expectAfter("insert v p\nbind q v 0\nexhausted v 0\nbind q v 0\n"
              "release q close",
              {{Leak, 1}});
  expect("block 0\nconstruct s v\ngoto 1\n"
         "block 1\nloop-begin 0\ngoto 2 3\n"
         "block 2\nbind p v 0\nrelease p close\ngoto 2 3\n"
         "block 3\nexhausted v 0\nexit normal\n",
         {}, true);
  // Leaves the loop early.
  expect("block 0\nconstruct s v\nloop-begin 0\ngoto 1 2\n"
         "block 1\nbind p v 0\nrelease p close\ngoto 1 2 3\n"
         "block 2\nexhausted v 0\nexit normal\n"
         "block 3\nexit normal\n",
         {{Leak, 3}}, true);
}

TEST(Meaning, Exceptions) {
  expectAfter("throw", {{ExceptionLeak, 1}});
  expectAfter("throw\nset p 0", {{ExceptionLeak, 1}});
  expectAfter("throw\ncopy q p\ndestroy p", {{ExceptionLeak, 1}});
  expectAfter("throw\nrelease p close", {}, true);
  expectAfter("throw", {}, false, "borrowed");
  expect("block 0\nthrow\nconstruct s p\nexit normal\n", {{Leak, 1}});
  expect("block 0\nconstruct s p\nthrow\nexit process\n", {{ExceptionLeak, 1}},
         false, "process-exit");
  expect("block 0\nconstruct s p\nthrow\nexit process\n", {});
  expect("block 0\nconstruct s p\nthrow\nexit abort\n", {});
  // Thrown in the round before: that was another pool's.
  expect("block 0\ngoto 1\nblock 1\nconstruct s p\ngoto 2 3\n"
         "block 2\nthrow\nrelease p close\ngoto 1\n"
         "block 3\nexit normal\n",
         {{Leak, 2}}, true);
  // Both kinds, the one by exception the longer way.
  expect("block 0\nconstruct s p\ngoto 1 2\n"
         "block 1\nthrow\ngoto 2\nblock 2\nexit normal\n",
         {{Leak, 2}, {ExceptionLeak, 3}});
}

TEST(Meaning, Work) {
  expectAfter("submit p\ndrop p\nrelease p terminate", {{Discarded, 1}}, true);
  expectAfter("drop p\nsubmit p\nrelease p terminate", {}, true);
  expectAfter("submit p\nwait p\ndrop p\nrelease p close", {}, true);
  expectAfter("submit p\nwait q\ndrop p", {{Leak, 1}, {Discarded, 1}});
  expectAfter("submit q\ndrop p", {{Leak, 1}});
  expectAfter("submit p\ndrop p quiet", {{Leak, 1}});
  expectAfter("submit p\nrelease p close\ndrop p", {}, true);
  expectAfter("submit p\ncopy q p\nset p 0\ndrop q\nescape q", {{Discarded, 1}},
              true);
  expectAfter("submit p\ndrop p", {{Discarded, 1}}, false, "borrowed");
  // The work of the pool before.
  expect("block 0\ngoto 1\nblock 1\nconstruct s p\ngoto 2 3\n"
         "block 2\nsubmit p\nrelease p close\ngoto 1\n"
         "block 3\ndrop p\nrelease p terminate\nexit normal\n",
         {}, true);
}

TEST(Meaning, Joining) {
  expectAfter("await p\nrelease p close", {{JoinEarly, 1}}, true);
  expectAfter("announce p\nawait p\nrelease p close", {}, true);
  expectAfter("announce q\nawait p", {{Leak, 1}, {JoinEarly, 1}});
  expectAfter("await p quiet\nrelease p close", {}, true);
  expectAfter("await q\nrelease p close\nawait p", {}, true);
  expectAfter("await p\nescape p", {{JoinEarly, 1}}, true, "borrowed");
  expectAfter("insert v p\nannounce v\nloop-begin 0\nbind q v 0\nawait q\n"
              "exhausted v 0\nescape p",
              {}, true);
}

TEST(Meaning, Paths) {
  // The focus may be any execution of the Construct, here the last.
  expect("block 0\nassume q 0\ngoto 1 2\n"
         "block 1\nassume q 0\nset q 1\ngoto 3\n"
         "block 2\nassume q 1\nexit normal\n"
         "block 3\nconstruct s p 1\nassume q 1\ngoto 4 5\n"
         "block 4\nrelease p close\ngoto 3\n"
         "block 5\nexit normal\n",
         {{Leak, 2}}, true);
  // Constructed again while open.
  expect("block 0\ngoto 1\nblock 1\nconstruct s p\ngoto 1 2\n"
         "block 2\nrelease p close\nexit normal\n",
         {{Leak, 2}}, true);
  // One flag, tested twice.
  expect("block 0\nset p 0\ngoto 1 2\n"
         "block 1\nassume q 0\ngoto 3\n"
         "block 2\nassume q [-inf,+inf]\\{0}\nconstruct s p [1,+inf]\ngoto 3\n"
         "block 3\ngoto 4 5\n"
         "block 4\nassume q 0\nexit normal\n"
         "block 5\nassume q [-inf,+inf]\\{0}\nrelease p close\nexit normal\n",
         {}, true);
}
