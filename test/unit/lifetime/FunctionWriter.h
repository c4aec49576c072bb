// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Writes a random function as a graph. Its parts are in two files: the cast,
// blocks, events and conditions in FunctionWriter.cpp, the statements in
// Statements.cpp.

#ifndef POOLGUARD_TEST_UNIT_LIFETIME_FUNCTIONWRITER_H
#define POOLGUARD_TEST_UNIT_LIFETIME_FUNCTIONWRITER_H

#include "RandomGraph.h"

namespace poolguard::oracle {

/// Writes one function, statement by statement, at the block Here.
class FunctionWriter {
public:
  explicit FunctionWriter(uint64_t Seed) : Random(Seed) {}
  PoolFlowGraph write();

private:
  // The cast.
  void declare();
  PlaceId place(const char *Prefix, std::vector<PlaceId> &In, bool Collection);
  PlaceId handle() { return Random.of(Handles); }
  PlaceId flag() { return Random.of(Flags); }
  PlaceId scalar() { return Random.percent(70) ? handle() : flag(); }
  PlaceId any() {
    return !Collections.empty() && Random.percent(20) ? Random.of(Collections)
                                                      : handle();
  }
  SiteId site();

  // Blocks.
  BlockId block();
  FlowBlock &here() { return Graph.Blocks[Here]; }
  void edge(BlockId From, BlockId To) {
    Graph.Blocks[From].Succs.push_back(To);
  }
  void goOn(BlockId To) { Here = To; }
  bool full() const { return Graph.Blocks.size() > MaxBlocks; }

  // Events.
  Event &add(EventKind Kind, PlaceId Dst = None, PlaceId Src = None);
  void construct(PlaceId Dst, const ValueSet &Values);
  void set(PlaceId Dst, const ValueSet &Values);
  void assume(PlaceId Dst, const ValueSet &Values);
  void release(PlaceId Dst);

  // Conditions: the two blocks assume one and the other.
  struct Sides {
    ValueSet Yes, No;
  };
  Sides condition();
  void branch(BlockId Yes, BlockId No);

  // Statements.
  void body(unsigned Depth);
  void statement(unsigned Depth);
  void simple();
  void acquire();
  void acquireOrNull(PlaceId P);
  void acquireWithResult(PlaceId P);
  void giveUp();
  void pass();
  void setFlag();
  void ifElse(unsigned Depth);
  void loop(unsigned Depth);
  void ifEmpty(unsigned Depth);
  void forEach(unsigned Depth);
  void fill();
  void choose(unsigned Depth);
  void earlyExit();
  void mayThrow();
  void tryCatch(unsigned Depth);
  void work();
  void goTo();
  void cleanUp();
  void finish();

  static constexpr unsigned MaxBlocks = 22;

  Dice Random;
  PoolFlowGraph Graph;
  std::vector<PlaceId> Handles, Flags, Collections;
  SiteId UsedSites = 0;
  unsigned NextHandle = 0;
  PlaceId Freed = None; ///< What was released last.
  BlockId Here = 0;
  std::vector<BlockId> Breaks, Continues, Labels, Handlers;
  bool Works = false;    ///< Work is queued and waited for.
  unsigned Tidiness = 0; ///< How often a way out cleans up, in percent.
};

} // namespace poolguard::oracle

#endif // POOLGUARD_TEST_UNIT_LIFETIME_FUNCTIONWRITER_H
