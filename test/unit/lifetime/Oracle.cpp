// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Oracle.h"
#include "Prelude.h"
#include <algorithm>

namespace poolguard::oracle {

std::vector<int64_t> integersOf(const PoolFlowGraph &Graph, SiteId Site) {
  return Meaning(Graph, Site, /*Lazy=*/true).integers();
}

namespace {

/// What both explorers do with a run's end.
class Recorder {
public:
  Recorder(const Meaning &M, const std::vector<PlaceId> &Observed)
      : M(M), Observed(Observed) {}

  void found(FindingKind Kind, unsigned Length) {
    unsigned &Known = Result.Lengths.emplace(Kind, Length).first->second;
    Known = std::min(Known, Length);
  }

  void step(const StepResult &R, unsigned Length) {
    Result.ReleasedOrEscaped |= R.Acted || R.Escaped;
    if (R.Found)
      found(*R.Found, Length);
    if (R.Escaped)
      Result.Outcomes.emplace(ExitKind::None, Outcome::Escaped,
                              ReleaseMode::Close, 0, std::vector<int64_t>());
  }

  void exit(ExitKind Exit, const Store &S, unsigned Length) {
    if (S.Focus == Store::Unborn)
      return;
    if (auto Kind = M.atExit(Exit, S))
      found(*Kind, Length);
    std::vector<Store> All = {S};
    for (PlaceId P : Observed) {
      std::vector<Store> More;
      for (const Store &Old : All)
        for (const Store &New : M.forced(Old, P))
          More.push_back(New);
      All = std::move(More);
    }
    for (const Store &Each : All)
      outcome(Exit, Each);
  }

  Truth Result;

private:
  void outcome(ExitKind Exit, const Store &S) {
    std::vector<int64_t> Seen;
    uint64_t Held = 0;
    for (size_t I = 0; I != Observed.size(); ++I) {
      Seen.push_back(M.integers()[S.Integer[Observed[I]]]);
      Held |= uint64_t(S.holds(Observed[I])) << I;
    }
    Result.Outcomes.emplace(
        Exit, S.isReleased() ? Outcome::Released : Outcome::Open,
        S.isReleased() ? S.mode() : ReleaseMode::Close, Held, std::move(Seen));
  }

  const Meaning &M;
  const std::vector<PlaceId> &Observed;
};

using Stores = Prelude::Stores;

/// Breadth first, one layer for each block of a path.
class Explorer {
public:
  Explorer(const PoolFlowGraph &Graph, SiteId Site,
           const std::vector<PlaceId> &Observed, unsigned MaxStates)
      : Graph(Graph), M(Graph, Site, /*Lazy=*/true), Record(M, Observed),
        MaxStates(MaxStates), Seen(Graph.Blocks.size()) {}

  Truth run() {
    Prelude Before(Graph, M, MaxStates);
    for (BlockId B = 0; B != Graph.Blocks.size(); ++B)
      for (const Store &S : Before.entering(B))
        births(Before, B, S);
    bool Truncated = Before.Truncated;
    while (!Layer.empty() && !Truncated) {
      ++Length;
      auto Now = std::move(Layer);
      Layer.clear();
      for (const auto &[B, S] : Now)
        finish(B, {S}, 0);
      Truncated = Total > MaxStates;
    }
    Record.Result.Truncated = Truncated;
    return std::move(Record.Result);
  }

private:
  void births(const Prelude &Before, BlockId B, const Store &S) {
    const std::vector<Event> &Events = Graph.Blocks[B].Events;
    for (size_t I = 0; I != Events.size(); ++I) {
      if (!M.mayBeBirth(Events[I], S))
        continue;
      Stores Born;
      for (const Store &At : Before.run(B, S, I)) {
        StepResult R = M.step(Events[I], /*Birth=*/true, At);
        Record.step(R, Length);
        Born.insert(R.Next.begin(), R.Next.end());
      }
      finish(B, std::move(Born), I + 1);
    }
  }

  /// Runs block \p B from event \p From on, the focus being born.
  void finish(BlockId B, Stores Now, size_t From) {
    const FlowBlock &Block = Graph.Blocks[B];
    for (size_t I = From; I != Block.Events.size(); ++I) {
      Stores Next;
      for (const Store &S : Now) {
        StepResult R = M.step(Block.Events[I], /*Birth=*/false, S);
        Record.step(R, Length);
        Next.insert(R.Next.begin(), R.Next.end());
      }
      Now = std::move(Next);
    }
    for (const Store &S : Now) {
      if (Block.Exit != ExitKind::None)
        Record.exit(Block.Exit, S, Length);
      for (BlockId Succ : Block.Succs)
        if (Seen[Succ].insert(S).second) {
          Layer.emplace_back(Succ, S);
          ++Total;
        }
    }
  }

  const PoolFlowGraph &Graph;
  Meaning M;
  Recorder Record;
  unsigned MaxStates;
  std::vector<Stores> Seen;
  std::vector<std::pair<BlockId, Store>> Layer;
  unsigned Length = 1;
  unsigned Total = 0;
};

/// Depth first over paths. Of one path it keeps all that may be the case at
/// its end; nothing is shared between paths.
class Enumerator {
public:
  Enumerator(const PoolFlowGraph &Graph, SiteId Site,
             const std::vector<PlaceId> &Observed, const Unrolling &Limits)
      : Graph(Graph), M(Graph, Site, /*Lazy=*/false), Record(M, Observed),
        Limits(Limits), Visits(Graph.Blocks.size()) {}

  Truth run() {
    Cases Start;
    for (const Store &S : M.initial())
      Start.emplace(S, 0);
    visit(0, Start, 0);
    return std::move(Record.Result);
  }

private:
  /// A store, and the position on the path where the focus was born.
  using Cases = std::set<std::pair<Store, unsigned>>;

  /// Enters \p B as number \p Position of the path.
  void visit(BlockId B, Cases Now, unsigned Position) {
    if (Position == Limits.MaxLength || Steps == Limits.MaxSteps ||
        Visits[B] == Limits.VisitsPerBlock) {
      Record.Result.Truncated = true;
      return;
    }
    ++Steps;
    ++Visits[B];
    const FlowBlock &Block = Graph.Blocks[B];
    for (const Event &E : Block.Events)
      Now = step(E, Now, Position);
    for (const auto &[S, Born] : Now)
      if (Block.Exit != ExitKind::None)
        Record.exit(Block.Exit, S, Position - Born + 1);
    for (BlockId Succ : Block.Succs)
      if (!Now.empty())
        visit(Succ, Now, Position + 1);
    --Visits[B];
  }

  Cases step(const Event &E, const Cases &Now, unsigned Position) {
    Cases Next;
    for (const auto &[S, Born] : Now)
      for (bool Birth : {false, true}) {
        if (Birth && !M.mayBeBirth(E, S))
          continue;
        StepResult R = M.step(E, Birth, S);
        unsigned Since = Birth ? Position : Born;
        Record.step(R, Position - Since + 1);
        for (const Store &To : R.Next)
          Next.emplace(To, Since);
      }
    return Next;
  }

  const PoolFlowGraph &Graph;
  Meaning M;
  Recorder Record;
  Unrolling Limits;
  std::vector<unsigned> Visits;
  unsigned Steps = 0;
};

} // namespace

Truth explore(const PoolFlowGraph &Graph, SiteId Site,
              const std::vector<PlaceId> &Observed, unsigned MaxStates) {
  return Explorer(Graph, Site, Observed, MaxStates).run();
}

Truth enumerate(const PoolFlowGraph &Graph, SiteId Site,
                const std::vector<PlaceId> &Observed, const Unrolling &Limits) {
  return Enumerator(Graph, Site, Observed, Limits).run();
}

} // namespace poolguard::oracle
