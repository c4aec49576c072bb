// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Whether outcomes say all that a caller can see of a callee: the oracle
// follows a random callee into random code behind the call, once through the
// callee's own blocks, once through blocks made of the solver's outcomes. What
// it finds behind the call, and how all of it ends, must be the same.

#include "Oracle.h"
#include "RandomGraph.h"
#include "Shrink.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/raw_ostream.h"
#include "gtest/gtest.h"

using namespace poolguard;
using namespace poolguard::oracle;

namespace {

/// A graph to which blocks are added.
class Pen {
public:
  explicit Pen(PoolFlowGraph &Graph) : Graph(Graph) {}

  BlockId block(ExitKind Exit = ExitKind::None) {
    Graph.Blocks.emplace_back();
    Graph.Blocks.back().Exit = Exit;
    return Here = Graph.Blocks.size() - 1;
  }
  Event &add(EventKind Kind, PlaceId Dst = None, PlaceId Src = None) {
    Event E;
    E.Kind = Kind;
    E.Dst = Dst;
    E.Src = Src;
    Graph.Blocks[Here].Events.push_back(E);
    return Graph.Blocks[Here].Events.back();
  }
  void with(EventKind Kind, PlaceId Dst, const ValueSet &Values) {
    add(Kind, Dst).Values = Values;
  }
  void edge(BlockId From, BlockId To) {
    Graph.Blocks[From].Succs.push_back(To);
  }
  void goOn(BlockId B) { Here = B; }

private:
  PoolFlowGraph &Graph;
  BlockId Here = 0;
};

/// One callee, and what stands behind the call of it.
class Call {
public:
  /// \p Callee has been through prepare().
  Call(const PoolFlowGraph &Callee, uint64_t Seed)
      : Callee(Callee), Seed(Seed) {
    Dice Random(Seed);
    for (PlaceId P = 0; P != Callee.Places.size(); ++P)
      if (!Callee.Places[P].Collection)
        Seen.push_back(P);
    Read = Random.of(Seen);
    Options.MaxStatesPerSite = 1000000;
    Options.WantOutcomes = true;
    Options.Observed = Seen;
  }

  /// Makes site 0 a handle of the caller's, in place 0 at the entry.
  static PoolFlowGraph prepare(PoolFlowGraph Graph) {
    for (FlowBlock &Block : Graph.Blocks) {
      for (BlockId &Succ : Block.Succs)
        ++Succ;
      for (Event &E : Block.Events)
        if (E.Kind == EventKind::Construct && E.Site == 0)
          E.Kind = EventKind::Set;
    }
    Graph.Sites[0].Obligation = false;
    FlowBlock Entry;
    Entry.Events.emplace_back();
    Entry.Events[0].Kind = EventKind::Construct;
    Entry.Events[0].Site = Entry.Events[0].Dst = 0;
    Entry.Events[0].Values = ValueSet::nonZero();
    Entry.Succs = {1};
    Graph.Blocks.insert(Graph.Blocks.begin(), Entry);
    return Graph;
  }

  static bool isPrepared(const PoolFlowGraph &Graph) {
    const FlowBlock &Entry = Graph.Blocks[0];
    return Entry.Events.size() == 1 && Entry.Exit == ExitKind::None &&
           Entry.Events[0].Kind == EventKind::Construct;
  }

  /// \returns an empty string or what is wrong.
  std::string check() {
    Solved = solveSite(Callee, 0, Options);
    if (Solved.Incomplete)
      return "the budget ran out";
    PoolFlowGraph Inlined = inlined(), Summed = summed();
    shareIntegers(Inlined, Summed);
    for (const PoolFlowGraph *Graph : {&Inlined, &Summed})
      if (std::string Wrong = Graph->verify(); !Wrong.empty())
        return "not a graph: " + Wrong;
    Truth Whole = explore(Inlined, 0, {Read}),
          Parts = explore(Summed, 0, {Read});
    Skipped = Whole.Truncated || Parts.Truncated;
    if (Skipped)
      return "";
    std::string Wrong = compareKinds(Whole, Parts, explore(Callee, 0, {}));
    return Wrong.empty() ? compareEndings(Whole, Parts) : Wrong;
  }

  bool Skipped = false;
  SiteResult Solved;

private:
  /// The callee's own blocks.
  PoolFlowGraph inlined() const {
    PoolFlowGraph Graph = Callee;
    Returns To = behind(Graph);
    for (BlockId B = 0; B != Callee.Blocks.size(); ++B)
      for (auto [Exit, Next] : {To.Normal, To.Exception})
        if (Graph.Blocks[B].Exit == Exit) {
          Graph.Blocks[B].Exit = ExitKind::None;
          Graph.Blocks[B].Succs = {Next};
        }
    return Graph;
  }

  /// Blocks made of the outcomes, with two places and loops of their own.
  PoolFlowGraph summed() const {
    PoolFlowGraph Graph;
    Graph.Places = Callee.Places;
    Graph.Sites = Callee.Sites;
    Graph.Places.push_back({"handle", false});
    Graph.Places.push_back({"holder", true});
    Graph.NumLoops = 1;
    Graph.Blocks = {Callee.Blocks[0]};
    Graph.Blocks[0].Succs.clear();
    Returns To = behind(Graph);
    for (const Outcome &O : Solved.Outcomes)
      outcome(Graph, O, To);
    if (Solved.Outcomes.empty())
      Graph.Blocks[0].Exit = ExitKind::Abort;
    return Graph;
  }

  struct Returns {
    std::pair<ExitKind, BlockId> Normal, Exception;
  };

  void outcome(PoolFlowGraph &Graph, const Outcome &O,
               const Returns &To) const {
    Pen Write(Graph);
    PlaceId Handle = Callee.Places.size(), Holder = Handle + 1;
    BlockId Here = Write.block();
    Write.edge(0, Here);
    Write.add(EventKind::Move, Handle, 0);
    if (O.State == Outcome::Released)
      Write.add(EventKind::Release, Handle).Mode = O.Mode;
    if (O.State == Outcome::Escaped)
      Write.add(EventKind::Escape, Handle);
    Write.add(EventKind::Insert, Holder, Handle);
    Write.with(EventKind::Set, Handle, ValueSet::any());
    for (size_t I = 0; I != Seen.size(); ++I) {
      if (!(O.Held >> I & 1)) {
        Write.with(EventKind::Set, Seen[I], O.Observed[I]);
        continue;
      }
      // Whatever holds the focus is not null, but need not be equal.
      Write.add(EventKind::LoopBegin).Loop = 0;
      Write.add(EventKind::Bind, Seen[I], Holder).Loop = 0;
      Write.add(EventKind::Exhausted, Holder).Loop = 0;
      Write.with(EventKind::Assume, Seen[I], O.Observed[I]);
    }
    Write.with(EventKind::Set, Holder, ValueSet::any());
    for (auto [Exit, Next] : {To.Normal, To.Exception})
      if (O.Exit == Exit)
        Write.edge(Here, Next);
    if (Graph.Blocks[Here].Succs.empty())
      Graph.Blocks[Here].Exit =
          O.State == Outcome::Escaped ? ExitKind::Abort : O.Exit;
  }

  /// Adds what stands behind the call, where it returns and where it throws.
  /// Of the integers only that of Read is asked for: an outcome does not tell
  /// how several hang together.
  Returns behind(PoolFlowGraph &Graph) const {
    Dice Random(Seed + 1);
    BlockId Normal = after(Graph, Random), Thrown = after(Graph, Random);
    return {{ExitKind::Normal, Normal}, {ExitKind::Exception, Thrown}};
  }

  BlockId after(PoolFlowGraph &Graph, Dice &Random) const {
    Pen Write(Graph);
    BlockId First = Write.block(), Here = First;
    steps(Write, Random);
    if (Random.percent(60)) {
      BlockId Yes = Write.block(), No = Write.block(), After = Write.block();
      int64_t C = Random.below(3);
      Relation R = Random.of<Relation>({Relation::Eq, Relation::Lt});
      for (auto [Arm, Holds] : {std::pair(Yes, R), std::pair(No, negate(R))}) {
        Write.edge(Here, Arm);
        Write.edge(Arm, After);
        Write.goOn(Arm);
        Write.with(EventKind::Assume, Read, ValueSet::satisfying(Holds, C));
        steps(Write, Random);
      }
      Write.goOn(Here = After);
      steps(Write, Random);
    }
    Graph.Blocks[Here].Exit =
        Random.of<ExitKind>({ExitKind::Normal, ExitKind::Exception});
    return First;
  }

  void steps(Pen &Write, Dice &Random) const {
    for (unsigned N = Random.below(3); N; --N) {
      PlaceId P = Random.of(Seen), Q = Random.of(Seen);
      switch (Random.below(4)) {
      case 0:
        Write.add(EventKind::Release, P).Mode = ReleaseMode(Random.below(3));
        break;
      case 1:
        Write.add(EventKind::Use, P);
        break;
      case 2:
        // The integer stays Read's own.
        if (Q != Read)
          Write.add(EventKind::Copy, Q, P);
        break;
      case 3:
        Write.add(EventKind::Escape, P);
        break;
      }
    }
  }

  /// So that the oracle takes the same integers for all in both.
  void shareIntegers(PoolFlowGraph &A, PoolFlowGraph &B) const {
    std::vector<ValueSet> All;
    for (PoolFlowGraph *Graph : {&A, &B})
      for (const FlowBlock &Block : Graph->Blocks)
        for (const Event &E : Block.Events)
          All.push_back(E.Values);
    for (PoolFlowGraph *Graph : {&A, &B}) {
      Pen Write(*Graph);
      Write.block(ExitKind::Abort);
      for (const ValueSet &Values : All)
        Write.with(EventKind::Assume, Read, Values);
    }
  }

  static std::string compareKinds(const Truth &Whole, const Truth &Parts,
                                  const Truth &Inside) {
    for (const auto &[Kind, Length] : Parts.Lengths)
      if (!Whole.Lengths.count(Kind))
        return "finding invented: " + std::to_string(unsigned(Kind));
    for (const auto &[Kind, Length] : Whole.Lengths)
      if (!Parts.Lengths.count(Kind) && !Inside.Lengths.count(Kind))
        return "finding missed: " + std::to_string(unsigned(Kind));
    return "";
  }

  static std::string compareEndings(const Truth &Whole, const Truth &Parts) {
    auto Matters = [](const ConcreteOutcome &O) {
      return std::get<0>(O) != ExitKind::Abort;
    };
    for (const ConcreteOutcome &O : Parts.Outcomes)
      if (Matters(O) && !Whole.Outcomes.count(O))
        return "ending invented";
    for (const ConcreteOutcome &O : Whole.Outcomes)
      if (Matters(O) && !Parts.Outcomes.count(O))
        return "ending missed";
    return "";
  }

  const PoolFlowGraph &Callee;
  uint64_t Seed;
  std::vector<PlaceId> Seen;
  PlaceId Read; ///< Whose integer is asked for.
  SolverOptions Options;
};

} // namespace

TEST(DifferentialSummaries, OutcomesStandForTheCallee) {
  auto [First, Count] = Seeds::fromEnvironment();
  unsigned Outcomes = 0, Throwing = 0, Several = 0, Skipped = 0, Failures = 0;
  for (uint64_t Seed = First; Seed != First + Count && Failures < 5; ++Seed) {
    PoolFlowGraph Callee = Call::prepare(randomGraph(Seed));
    ASSERT_EQ(Callee.verify(), "") << "seed " << Seed;
    Call Asked(Callee, Seed);
    std::string Wrong = Asked.check();
    Outcomes += Asked.Solved.Outcomes.size();
    Several += Asked.Solved.Outcomes.size() > 1;
    Throwing += llvm::any_of(Asked.Solved.Outcomes, [](const Outcome &O) {
      return O.Exit == ExitKind::Exception;
    });
    Skipped += Asked.Skipped;
    if (Wrong.empty())
      continue;
    ++Failures;
    PoolFlowGraph Small = shrink(Callee, [&](const PoolFlowGraph &Graph) {
      return Call::isPrepared(Graph) && !Call(Graph, Seed).check().empty();
    });
    ADD_FAILURE() << "seed " << Seed << ": " << Wrong << "\nsmallest callee ("
                  << Call(Small, Seed).check() << "):\n"
                  << printed(Small);
  }
  llvm::outs() << "seeds " << First << " to " << First + Count - 1 << ": "
               << Outcomes << " outcomes, several of " << Several
               << " callees, some by exception of " << Throwing << "; skipped "
               << Skipped << "\n";
  EXPECT_LE(Skipped, Count / 100);
}
