//===-- UnitMemory.h - What was found in the last version -------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// An editor looks at a file again after each key. What was found in a function
/// still holds if neither its body, nor that of a function it may run, nor
/// anything outside of bodies is another than before.
///
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_UNITMEMORY_H
#define POOLGUARD_CHECKS_UNITMEMORY_H

#include "FunctionReferences.h"
#include "UnitAnalysis.h"

namespace poolguard {

struct RememberedUnit;

/// What is remembered of one file while one version of it is looked at.
class UnitMemory {
public:
  /// Whether this process looks at files more than once. Set before it begins.
  static inline bool Enabled = false;

  /// How many findings there are of each sort.
  struct Mark {
    size_t Defects, InLoops, ProcessLong;
    explicit Mark(const UnitFindings &F)
        : Defects(F.Defects.size()), InLoops(F.InLoops.size()),
          ProcessLong(F.ProcessLong.size()) {}
  };

  /// Null where nothing is to be remembered: \p Context is not that of an
  /// editor. \p Models is kept alive.
  static std::unique_ptr<UnitMemory>
  open(const clang::ASTContext &Context, const clang::Preprocessor *PP,
       const AnalysisOptions &Options, std::shared_ptr<const Catalog> Models);
  ~UnitMemory();

  /// Appends what was found in \p D, a function or a class, to \p Into.
  /// \returns false if that is not known, or not any more.
  bool recall(const clang::Decl *D, UnitFindings &Into);
  /// What was found from \p Before on is what there is in \p D.
  void note(const clang::Decl *D, const UnitFindings &Found,
            const Mark &Before);
  /// For the next version, when all functions were seen.
  void keep();

private:
  UnitMemory(const clang::ASTContext &Context, const clang::Preprocessor &PP,
             const Catalog &Models, std::string File);

  UnitDigest Digest;
  FunctionReferences References;
  std::string File;
  std::shared_ptr<const RememberedUnit> Before;
  std::shared_ptr<RememberedUnit> Now;
};

} // namespace poolguard

#endif // POOLGUARD_CHECKS_UNITMEMORY_H
