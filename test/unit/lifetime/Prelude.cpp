// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Prelude.h"

namespace poolguard::oracle {

Prelude::Prelude(const PoolFlowGraph &Graph, const Meaning &M,
                 unsigned MaxStates)
    : Graph(Graph), M(M), At(Graph.Blocks.size()) {
  for (const Store &S : M.initial())
    add(0, S);
  while (!Work.empty() && !Truncated) {
    auto [B, S] = Work.back();
    Work.pop_back();
    for (const Store &End : run(B, S, Graph.Blocks[B].Events.size()))
      for (BlockId Succ : Graph.Blocks[B].Succs)
        add(Succ, End);
    Truncated = Total > MaxStates;
  }
}

Prelude::Stores Prelude::run(BlockId B, const Store &S, size_t Count) const {
  Stores Now = {S};
  for (size_t I = 0; I != Count; ++I) {
    Stores Next;
    for (const Store &Each : Now)
      for (const Store &To :
           M.step(Graph.Blocks[B].Events[I], /*Birth=*/false, Each).Next)
        Next.insert(To);
    Now = std::move(Next);
  }
  return Now;
}

void Prelude::add(BlockId B, const Store &S) {
  if (!At[B].insert(S).second)
    return;
  Work.emplace_back(B, S);
  ++Total;
}

} // namespace poolguard::oracle
