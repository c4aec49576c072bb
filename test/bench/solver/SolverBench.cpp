// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Times the lifetime solver alone on generated functions of doubling size:
// P pools and ten branches per pool, in several shapes.
//
//   solver-bench [pools of the smallest function, default 50]
//
// Not part of the build. With LLVM 22:
//
//   clang++-22 -std=c++17 -O2 -DNDEBUG -fno-rtti
//     -I. $(llvm-config-22 --cppflags) test/bench/solver/SolverBench.cpp
//     checks/lifetime/*.cpp
//     checks/flow/{ValueSet,PoolFlowGraph,PoolFlowGraphText,EventSyntax}.cpp
//     -o solver-bench $(llvm-config-22 --ldflags --libs support)

#include "checks/lifetime/Solver.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/raw_ostream.h"
#include <chrono>
#include <cstdlib>

using namespace poolguard;

namespace {

/// Builds a function block by block; `Here` is the end of what there is.
class Builder {
public:
  PoolFlowGraph Graph;

  Builder() { Here = block(); }

  BlockId block() {
    Graph.Blocks.emplace_back();
    return Graph.Blocks.size() - 1;
  }
  PlaceId place(const std::string &Name) {
    Graph.Places.push_back({Name, false});
    return Graph.Places.size() - 1;
  }
  void add(EventKind Kind, PlaceId Dst, ValueSet Values = ValueSet::any()) {
    Event E;
    E.Kind = Kind;
    E.Dst = Dst;
    E.Values = Values;
    Graph.Blocks[Here].Events.push_back(E);
  }
  void exit(BlockId B) { Graph.Blocks[B].Exit = ExitKind::Normal; }

  /// `if (Condition == 0) { ...; } else { ... }`: \returns the first arm,
  /// continues in the second.
  BlockId branch(PlaceId Condition) {
    BlockId Zero = block(), Other = block();
    Graph.Blocks[Here].Succs = {Zero, Other};
    if (Condition != None) {
      Here = Zero;
      add(EventKind::Assume, Condition, ValueSet::constant(0));
      Here = Other;
      add(EventKind::Assume, Condition, ValueSet::nonZero());
    }
    Here = Other;
    return Zero;
  }
  /// Both arms of a branch go on together.
  void join(BlockId OtherArm) {
    BlockId After = block();
    Graph.Blocks[Here].Succs = Graph.Blocks[OtherArm].Succs = {After};
    Here = After;
  }
  void jump(BlockId To) { Graph.Blocks[Here].Succs = {To}; }

  /// `P = make(); if (!P) return;`
  SiteId open(PlaceId P) {
    SiteId Site = Graph.Sites.size();
    Graph.Sites.push_back({"s" + std::to_string(Site), true, false});
    BlockId Failed = branch(None);
    add(EventKind::Construct, P, ValueSet::nonZero());
    Graph.Blocks[Here].Events.back().Site = Site;
    std::swap(Here, Failed);
    add(EventKind::Set, P, ValueSet::constant(0));
    std::swap(Here, Failed);
    join(Failed);
    exit(branch(P));
    return Site;
  }

  BlockId Here;
};

/// What stands between the pools' lives.
struct Shape {
  const char *Name;
  bool Nested;       ///< All pools are opened first and closed last.
  bool OneVariable;  ///< The same variable holds one pool after the other.
  bool InLoop;       ///< All of it in one endless loop.
  bool Flags;        ///< Branches test flags, each of them twice.
  bool EarlyReturns; ///< Every second pool leaks on one branch.
};

PoolFlowGraph generate(const Shape &S, unsigned Pools) {
  Builder B;
  std::vector<PlaceId> Handles, Flags;
  for (unsigned I = 0; I < Pools; ++I)
    Handles.push_back(S.OneVariable && I ? Handles[0]
                                         : B.place("p" + std::to_string(I)));
  for (unsigned I = 0; I < 5 * Pools; ++I)
    Flags.push_back(B.place("f" + std::to_string(I)));
  BlockId Top = B.block();
  B.jump(Top);
  B.Here = Top;
  for (unsigned I = 0; S.Nested && I < Pools; ++I)
    B.open(Handles[I]);
  for (unsigned I = 0; I < Pools; ++I) {
    if (!S.Nested)
      B.open(Handles[I]);
    for (unsigned J = 0; J < 10; ++J) {
      BlockId Arm = B.branch(S.Flags ? Flags[5 * I + J % 5] : None);
      S.EarlyReturns &&I % 2 && J == 5 ? B.exit(Arm) : B.join(Arm);
    }
    if (!S.Nested)
      B.add(EventKind::Release, Handles[I]);
  }
  for (unsigned I = 0; S.Nested && I < Pools; ++I)
    B.add(EventKind::Release, Handles[I]);
  if (S.InLoop) {
    BlockId Out = B.branch(None);
    B.jump(Top);
    B.Here = Out;
  }
  B.exit(B.Here);
  return std::move(B.Graph);
}

struct Measured {
  double Seconds = 0;
  unsigned Findings = 0, Incomplete = 0;
};

Measured measure(const PoolFlowGraph &Graph) {
  Measured M;
  auto Start = std::chrono::steady_clock::now();
  Solver All(Graph);
  for (SiteId Site = 0; Site < Graph.Sites.size(); ++Site) {
    SiteResult R = All.solve(Site);
    M.Findings += R.Findings.size();
    M.Incomplete += R.Incomplete;
  }
  std::chrono::duration<double> Time = std::chrono::steady_clock::now() - Start;
  M.Seconds = Time.count();
  return M;
}

} // namespace

int main(int Argc, char **Argv) {
  unsigned Smallest = Argc > 1 ? std::atoi(Argv[1]) : 50;
  const Shape Shapes[] = {
      // Name, Nested, OneVariable, InLoop, Flags, EarlyReturns
      {"one after another", false, false, false, true, false},
      {"with early returns", false, false, false, true, true},
      {"in one variable", false, true, false, true, true},
      {"in one loop", false, true, true, true, true},
      {"opened first, closed last", true, false, false, true, false},
      {"the same, early returns", true, false, false, true, true},
  };
  llvm::outs()
      << "shape                        pools  blocks  seconds  findings"
         "  incomplete\n";
  for (const Shape &S : Shapes)
    for (unsigned Pools = Smallest; Pools <= 4 * Smallest; Pools *= 2) {
      PoolFlowGraph Graph = generate(S, Pools);
      Measured M = measure(Graph);
      llvm::outs() << llvm::format("%-27s %6u %7zu %8.3f %9u %11u\n", S.Name,
                                   Pools, Graph.Blocks.size(), M.Seconds,
                                   M.Findings, M.Incomplete);
    }
}
