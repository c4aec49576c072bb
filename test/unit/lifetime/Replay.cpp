// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Oracle.h"
#include "Prelude.h"
#include <algorithm>

namespace poolguard::oracle {

namespace {

/// Follows one finding's path.
class Replayer {
public:
  Replayer(const PoolFlowGraph &Graph, const Finding &F)
      : Graph(Graph), F(F), M(Graph, F.Site, /*Lazy=*/true) {}

  std::string run() {
    if (std::string Wrong = checkShape(); !Wrong.empty())
      return Wrong;
    begin();
    for (Position = 0; Position != F.Path.size(); ++Position)
      if (block())
        return "";
    return Wrong.empty() ? "no run shows the finding there" : Wrong;
  }

private:
  /// Position on the path and event.
  using Where = std::pair<unsigned, unsigned>;
  static constexpr Where Nowhere = {None, None};
  /// A store, and the last release and submit.
  struct Case {
    Store S;
    Where Released = Nowhere, Submitted = Nowhere;
    bool operator<(const Case &O) const {
      return std::tie(S, Released, Submitted) <
             std::tie(O.S, O.Released, O.Submitted);
    }
  };
  using Cases = std::set<Case>;

  std::string checkShape() const {
    if (F.Path.empty())
      return "the path is empty";
    for (BlockId B : F.Path)
      if (B >= Graph.Blocks.size())
        return "the path leaves the graph";
    for (size_t I = 1; I != F.Path.size(); ++I) {
      const std::vector<BlockId> &Succs = Graph.Blocks[F.Path[I - 1]].Succs;
      if (std::find(Succs.begin(), Succs.end(), F.Path[I]) == Succs.end())
        return "the path jumps";
    }
    const FlowBlock &First = Graph.Blocks[F.Path.front()];
    if (F.FirstEvent >= First.Events.size() ||
        First.Events[F.FirstEvent].Kind != EventKind::Construct ||
        First.Events[F.FirstEvent].Site != F.Site)
      return "FirstEvent is not the site's Construct";
    const FlowBlock &Last = Graph.Blocks[F.Path.back()];
    if (F.LastEvent != None && F.LastEvent >= Last.Events.size())
      return "LastEvent is out of range";
    return "";
  }

  /// Up to and with the Construct.
  void begin() {
    Prelude Before(Graph, M, 200000);
    const Event &Birth = Graph.Blocks[F.Path[0]].Events[F.FirstEvent];
    for (const Store &S : Before.entering(F.Path[0]))
      for (const Store &At : Before.run(F.Path[0], S, F.FirstEvent))
        for (const Store &Born : M.step(Birth, /*Birth=*/true, At).Next)
          Now.insert(Case{Born});
  }

  /// The block at Position. \returns whether the finding is there.
  bool block() {
    const FlowBlock &Block = Graph.Blocks[F.Path[Position]];
    bool Last = Position + 1 == F.Path.size();
    for (unsigned I = Position ? 0 : F.FirstEvent + 1; I < Block.Events.size();
         ++I)
      if (step(Block.Events[I], I) && Last && I == F.LastEvent)
        return true;
    if (!Last || F.LastEvent != None)
      return false;
    for (const Case &C : Now)
      if (M.atExit(Block.Exit, C.S) == F.Kind)
        return true;
    return false;
  }

  /// \returns whether event \p I shows the finding.
  bool step(const Event &E, unsigned I) {
    Cases Next;
    bool Found = false;
    for (const Case &C : Now) {
      StepResult R = M.step(E, /*Birth=*/false, C.S);
      Found |= R.Found == F.Kind && namesCause(C);
      Where Here(Position, I);
      for (const Store &To : R.Next)
        Next.insert(Case{To, R.Acted ? Here : C.Released,
                         R.Submitted ? Here : C.Submitted});
    }
    Now = std::move(Next);
    return Found;
  }

  bool namesCause(const Case &C) {
    bool Misuse = F.Kind == FindingKind::DoubleRelease ||
                  F.Kind == FindingKind::UseAfterRelease;
    bool Discarded = F.Kind == FindingKind::DiscardedWork;
    if (Where(F.ReleasePathIndex, F.ReleaseEvent) !=
        (Misuse ? C.Released : Nowhere))
      Wrong = "the release before is another one";
    else if (Where(F.SubmitPathIndex, F.SubmitEvent) !=
             (Discarded ? C.Submitted : Nowhere))
      Wrong = "the submit before is another one";
    else
      return true;
    return false;
  }

  const PoolFlowGraph &Graph;
  const Finding &F;
  Meaning M;
  Cases Now;
  unsigned Position = 0;
  std::string Wrong;
};

} // namespace

std::string replay(const PoolFlowGraph &Graph, const Finding &F) {
  return Replayer(Graph, F).run();
}

} // namespace poolguard::oracle
