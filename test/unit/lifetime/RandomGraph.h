// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Random graphs that look like functions: correlated conditions, flags, result
// codes, collections filled and emptied in loops, clean-up that is at times
// forgotten; then a few random edits.

#ifndef POOLGUARD_TEST_UNIT_LIFETIME_RANDOMGRAPH_H
#define POOLGUARD_TEST_UNIT_LIFETIME_RANDOMGRAPH_H

#include "flow/PoolFlowGraph.h"
#include <random>

namespace poolguard::oracle {

/// The same numbers from the same seed with every standard library.
class Dice {
public:
  explicit Dice(uint64_t Seed) : Engine(Seed) {}
  /// One of 0 .. N-1.
  unsigned below(size_t N) { return unsigned(Engine() % N); }
  bool percent(unsigned P) { return below(100) < P; }
  template <typename T> const T &of(const std::vector<T> &Choices) {
    return Choices[below(Choices.size())];
  }

private:
  std::mt19937_64 Engine;
};

/// Which graphs a test is about: POOLGUARD_SEED (default 1) and
/// POOLGUARD_GRAPHS (default 20,000) choose.
struct Seeds {
  uint64_t First, Count;
  static Seeds fromEnvironment();
};

/// The text form.
std::string printed(const PoolFlowGraph &Graph);

/// A graph that verifies, the same for the same seed.
PoolFlowGraph randomGraph(uint64_t Seed);

/// Edits \p Graph at random so that it still verifies.
void mutate(PoolFlowGraph &Graph, Dice &Random);

} // namespace poolguard::oracle

#endif // POOLGUARD_TEST_UNIT_LIFETIME_RANDOMGRAPH_H
