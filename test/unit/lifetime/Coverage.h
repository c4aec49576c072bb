// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the questions of a differential test were like, so that a dull
// generator is noticed.

#ifndef POOLGUARD_TEST_UNIT_LIFETIME_COVERAGE_H
#define POOLGUARD_TEST_UNIT_LIFETIME_COVERAGE_H

#include "Oracle.h"
#include <vector>

namespace llvm {
class raw_ostream;
}

namespace poolguard::oracle {

class Coverage {
public:
  void add(const PoolFlowGraph &Graph);
  void add(const Question &Q, const Truth &Exact);
  void skip() { ++Skipped; }
  /// Tries for each feature of the language whether \p Q's answer hangs on it.
  void sample(const Question &Q, const Truth &Exact);

  void print(llvm::raw_ostream &OS) const;

  unsigned skipped() const { return Skipped; }
  /// The features that made no difference in any sample.
  std::vector<std::string> idle() const;

private:
  unsigned Graphs = 0, Blocks = 0, Collections = 0;
  unsigned Sites = 0, Silent = 0, Unborn = 0, Several = 0, Never = 0,
           Released = 0, Long = 0, Skipped = 0;
  unsigned Kinds[NumFindingKinds] = {};
  unsigned Samples = 0;
  std::map<std::string, unsigned> Decided; ///< By the feature's name.
};

} // namespace poolguard::oracle

#endif // POOLGUARD_TEST_UNIT_LIFETIME_COVERAGE_H
