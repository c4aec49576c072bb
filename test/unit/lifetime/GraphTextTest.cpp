// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The text form of a graph: what it reads, what it prints, what it refuses.

#include "flow/PoolFlowGraph.h"
#include "llvm/Support/raw_ostream.h"
#include "gtest/gtest.h"
#include <random>

using namespace poolguard;

namespace {

std::string printed(const PoolFlowGraph &Graph) {
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  Graph.print(OS);
  return OS.str();
}

PoolFlowGraph parsed(llvm::StringRef Text) {
  PoolFlowGraph Graph;
  std::string Error;
  EXPECT_TRUE(parsePoolFlowGraph(Text, Graph, Error)) << Error;
  return Graph;
}

std::string errorOf(llvm::StringRef Text) {
  PoolFlowGraph Graph;
  std::string Error;
  EXPECT_FALSE(parsePoolFlowGraph(Text, Graph, Error));
  return Error;
}

/// The error of a graph whose block 0 begins with \p Event, on line 8.
std::string errorOfEvent(const std::string &Event) {
  return errorOf("place p\nplace q\nplace v collection\nplace w collection\n"
                 "site s\nloops 1\nblock 0\n" +
                 Event + "\nexit normal\n");
}

/// Every kind of line, as it is printed.
const char Everything[] = R"(place p
place s.pool
place v[] collection
place w[] collection
place "a[i + 1]"
site s0
site s1 borrowed
site s2 process-exit
site s3 borrowed process-exit
loops 2
block 0
  construct s0 p [1,+inf]
  construct s1 v[]
  copy s.pool p
  move p s.pool
  move v[] w[]
  swap p s.pool
  swap v[] w[]
  insert v[] p
  set p [0,0]
  set s.pool
  set v[]
  destroy "a[i + 1]"
  release p close
  release p terminate after close
  release v[] detach after close,terminate,detach quiet
  use p
  use p quiet
  escape p
  assume p [-5,+inf]\{3,7}
  assume p none
  assume p any
  assume-open p
  assume-open p negated
  loop-begin 1
  bind p v[] 1
  exhausted v[] 1
  empty v[]
  throw
  submit p
  wait v[]
  drop p
  drop p quiet
  announce p
  await v[]
  await p quiet
  note
  goto 1 2 3
block 1
  exit normal
block 2
  exit exception
block 3
  goto 0 4 5
block 4
  exit process
block 5
  exit abort
)";

} // namespace

TEST(GraphText, PrintsWhatItReads) {
  EXPECT_EQ(printed(parsed(Everything)), Everything);
}

TEST(GraphText, ReadsEveryField) {
  PoolFlowGraph Graph = parsed(
      "place p # a comment\n\n  place v collection\nsite s borrowed\nloops 1\n"
      "block 0\n\trelease p terminate after close,detach quiet\r\n"
      "assume-open p negated\nbind p v 0\nassume p [0,9]\\{3}\nexit process");
  ASSERT_EQ(Graph.Places.size(), 2u);
  EXPECT_EQ(Graph.Places[0].Name, "p");
  EXPECT_TRUE(Graph.Places[1].Collection);
  EXPECT_FALSE(Graph.Sites[0].Obligation);
  EXPECT_FALSE(Graph.Sites[0].ReportAtProcessExit);
  EXPECT_EQ(Graph.NumLoops, 1u);
  ASSERT_EQ(Graph.Blocks.size(), 1u);
  EXPECT_EQ(Graph.Blocks[0].Exit, ExitKind::Process);
  const std::vector<Event> &Events = Graph.Blocks[0].Events;
  ASSERT_EQ(Events.size(), 4u);
  EXPECT_EQ(Events[0].Kind, EventKind::Release);
  EXPECT_EQ(Events[0].Mode, ReleaseMode::Terminate);
  EXPECT_EQ(Events[0].LegalAfter,
            modeBit(ReleaseMode::Close) | modeBit(ReleaseMode::Detach));
  EXPECT_TRUE(Events[0].Quiet);
  EXPECT_TRUE(Events[1].Negated);
  EXPECT_EQ(Events[2].Dst, 0u);
  EXPECT_EQ(Events[2].Src, 1u);
  EXPECT_EQ(Events[2].Loop, 0u);
  EXPECT_EQ(Events[3].Values, ValueSet::satisfying(Relation::Ge, 0)
                                  .refine(Relation::Le, 9)
                                  .refine(Relation::Ne, 3));
}

TEST(GraphText, ReadsSetsOfIntegers) {
  auto Values = [](const std::string &Text) {
    return parsed("place p\nblock 0\nassume p " + Text + "\nexit abort")
        .Blocks[0]
        .Events[0]
        .Values;
  };
  EXPECT_TRUE(Values("any").isAny());
  EXPECT_TRUE(Values("[-inf,+inf]").isAny());
  EXPECT_TRUE(Values("none").isEmpty());
  EXPECT_EQ(Values("-3"), ValueSet::constant(-3));
  EXPECT_EQ(Values("[4,4]"), ValueSet::constant(4));
  EXPECT_EQ(Values("[-inf,+inf]\\{0}"), ValueSet::nonZero());
  EXPECT_EQ(Values("-9223372036854775808"), ValueSet::constant(ValueSet::Min));
}

TEST(GraphText, KeepsNamesThatAreNotUnique) {
  PoolFlowGraph Graph;
  for (const char *Name : {"p", "p", "p'2", "", "", "a \"b\" \\ # \n\xc3\xa9"})
    Graph.Places.push_back({Name, false});
  Graph.Sites.push_back({"p", true, false});
  Graph.Sites.push_back({"p", true, false});
  Graph.Blocks.resize(1);
  Graph.Blocks[0].Exit = ExitKind::Normal;
  for (PlaceId P = 0; P != Graph.Places.size(); ++P) {
    Event E;
    E.Kind = EventKind::Construct;
    E.Dst = P;
    E.Site = P % 2;
    Graph.Blocks[0].Events.push_back(E);
  }
  PoolFlowGraph Again = parsed(printed(Graph));
  ASSERT_EQ(Again.Places.size(), Graph.Places.size());
  for (PlaceId P = 0; P != Graph.Places.size(); ++P) {
    EXPECT_EQ(Again.Places[P].Name, Graph.Places[P].Name);
    EXPECT_EQ(Again.Blocks[0].Events[P].Dst, P);
    EXPECT_EQ(Again.Blocks[0].Events[P].Site, P % 2);
  }
  EXPECT_EQ(printed(Again), printed(Graph));
}

TEST(GraphText, NamesTheLineOfAnError) {
  EXPECT_EQ(errorOf(""), "line 0: there is no block");
  EXPECT_EQ(errorOf("place p\nplcae q\n"),
            "line 2: expected place, site, loops or block, not 'plcae'");
  EXPECT_EQ(errorOf("place p\nplace p\n"), "line 2: 'p' is declared already");
  EXPECT_EQ(errorOf("place\n"), "line 1: expected a name");
  EXPECT_EQ(errorOf("loops many\n"), "line 1: 'many' is not a number of loops");
  EXPECT_EQ(errorOf("block 1\n"), "line 1: expected block 0");
  EXPECT_EQ(errorOf("block 0\n  note\n\n"),
            "line 1: block 0: neither a successor nor an exit");
  EXPECT_EQ(errorOf("block 0\n  goto 1\n"),
            "line 2: block 0: there is no block 1");
  EXPECT_EQ(errorOf("block 0\n  goto\n"), "line 2: expected a block number");
  EXPECT_EQ(errorOf("block 0\n  exit nowhere\n"),
            "line 2: 'nowhere' is not normal, exception, process or abort");
  EXPECT_EQ(errorOf("block 0\n  exit abort\n  note\n"),
            "line 3: expected a block after the end of the last one");
  EXPECT_EQ(errorOf("block 0\n  exit abort now\n"),
            "line 2: 'now' is one word too many");
  EXPECT_EQ(errorOf("place \"p\n"),
            "line 1: a quoted name ends with '\"' and knows only escapes "
            "like '\\22'");
}

TEST(GraphText, RefusesWrongOperands) {
  EXPECT_EQ(errorOfEvent("frob p"), "line 8: 'frob' is not an event");
  EXPECT_EQ(errorOfEvent("use"), "line 8: expected a place");
  EXPECT_EQ(errorOfEvent("use r"), "line 8: 'r' is not a place declared above");
  EXPECT_EQ(errorOfEvent("construct r p"),
            "line 8: 'r' is not a site declared above");
  EXPECT_EQ(errorOfEvent("copy p v"), "line 8: copy: 'v' is a collection");
  EXPECT_EQ(errorOfEvent("swap p v"), "line 8: swap: 'v' is a collection");
  EXPECT_EQ(errorOfEvent("move v p"), "line 8: move: 'p' is not a collection");
  EXPECT_EQ(errorOfEvent("bind v p 0"), "line 8: bind: 'v' is a collection");
  EXPECT_EQ(errorOfEvent("bind p q 0"),
            "line 8: bind: 'q' is not a collection");
  EXPECT_EQ(errorOfEvent("exhausted v 1"),
            "line 8: exhausted: there is no loop 1");
  EXPECT_EQ(errorOfEvent("assume v 0"), "line 8: assume: 'v' is a collection");
  EXPECT_EQ(errorOfEvent("assume p"), "line 8: expected integers");
  EXPECT_EQ(errorOfEvent("assume p [1,0]"),
            "line 8: [1,0] is empty; write 'none'");
  EXPECT_EQ(errorOfEvent("assume p [1,x]"), "line 8: 'x' is not an integer");
  EXPECT_EQ(errorOfEvent("assume p [1,2"), "line 8: expected ']'");
  EXPECT_EQ(errorOfEvent("assume p [1,2]3"),
            "line 8: expected '\\{...}' after ']'");
  EXPECT_EQ(errorOfEvent("assume p [0,9]\\{1,2,3,4,5}"),
            "line 8: a set has at most 4 holes");
  EXPECT_EQ(errorOfEvent("assume p 99999999999999999999"),
            "line 8: '99999999999999999999' is not an integer");
  EXPECT_EQ(errorOfEvent("release p"), "line 8: expected a release mode");
  EXPECT_EQ(errorOfEvent("release p close after"),
            "line 8: expected release modes");
  EXPECT_EQ(errorOfEvent("release p close after shut"),
            "line 8: 'shut' is not close, terminate or detach");
  EXPECT_EQ(errorOfEvent("use p loud"), "line 8: 'loud' is one word too many");
}

TEST(GraphText, VerifyNamesTheBlock) {
  PoolFlowGraph Graph;
  EXPECT_EQ(Graph.verify(), "there is no block");
  Graph = parsed("place p\nsite s\nblock 0\nconstruct s p\ngoto 1\n"
                 "block 1\nuse p\nexit normal\n");
  EXPECT_EQ(Graph.verify(), "");
  PoolFlowGraph Wrong = Graph;
  Wrong.Blocks[1].Succs.push_back(0);
  EXPECT_EQ(Wrong.verify(), "block 1: an exit with a successor");
  EXPECT_EQ(printed(Wrong),
            "# not a graph: block 1: an exit with a successor\n");
  Wrong = Graph;
  Wrong.Blocks[1].Events[0].Dst = None;
  EXPECT_EQ(Wrong.verify(), "block 1: use: there is no place 4294967295");
  Wrong = Graph;
  Wrong.Blocks[0].Events[0].Site = 7;
  EXPECT_EQ(Wrong.verify(), "block 0: construct: there is no site 7");
  Wrong = Graph;
  Wrong.Blocks[1].Events[0].Kind = EventKind(99);
  EXPECT_EQ(Wrong.verify(), "block 1: there is no such event");
}

/// Any text is read or refused with a line; what is read prints and reads back.
TEST(GraphText, SurvivesMutatedText) {
  std::mt19937 Random(1);
  auto Below = [&](size_t N) { return Random() % N; };
  const std::string Alphabet = " \n\t\"\\#,[]{}-+0129pqsv\xff\x01gotoinf";
  unsigned Read = 0;
  for (unsigned Round = 0; Round != 20000; ++Round) {
    std::string Text = Everything;
    for (size_t Left = 1 + Below(4); Left; --Left) {
      size_t At = Below(Text.size()), Length = Below(6);
      switch (Below(4)) {
      case 0:
        Text.erase(At, Length);
        break;
      case 1:
        Text.insert(At, 1, Alphabet[Below(Alphabet.size())]);
        break;
      case 2:
        Text[At] = Alphabet[Below(Alphabet.size())];
        break;
      case 3:
        Text.insert(At, Text.substr(Below(Text.size()), 4 * Length));
        break;
      }
    }
    PoolFlowGraph Graph;
    std::string Error;
    if (!parsePoolFlowGraph(Text, Graph, Error)) {
      EXPECT_TRUE(llvm::StringRef(Error).starts_with("line ")) << Error;
      continue;
    }
    ++Read;
    ASSERT_EQ(Graph.verify(), "") << Text;
    ASSERT_EQ(printed(parsed(printed(Graph))), printed(Graph)) << Text;
  }
  EXPECT_GT(Read, 500u);
}
