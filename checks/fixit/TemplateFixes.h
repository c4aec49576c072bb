//===-- TemplateFixes.h - One fix for all instantiations --------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_FIXIT_TEMPLATEFIXES_H
#define POOLGUARD_CHECKS_FIXIT_TEMPLATEFIXES_H

#include "../flow/Lowering.h"
#include "../lifetime/Lifetime.h"
#include "Fix.h"
#include <map>
#include <vector>

namespace poolguard {

/// \p F, or a function around it, is an instantiation of a template.
bool isInstantiated(const clang::FunctionDecl *F);

/// Collects what the instantiations of each template would have done to their
/// common text.
class TemplateFixes {
public:
  /// A body is about to be analysed.
  void meet(const clang::FunctionDecl *F);

  /// The proposal of \p Make for a finding \p F in \p L, an instantiation,
  /// that is reported at \p Where.
  void add(const LoweredFunction &L, const Finding &F,
           clang::SourceLocation Where, llvm::function_ref<FixProposal()> Make);

  /// To be asked when all bodies are analysed: what the instantiations of
  /// \p F's template have in common for that finding; and in \p For, the
  /// instantiation it was made for.
  FixProposal agreed(const clang::FunctionDecl *F, FindingKind Kind,
                     clang::SourceLocation Where,
                     const clang::FunctionDecl *&For) const;

private:
  using Key = std::pair<unsigned, FindingKind>;
  struct Instance {
    const clang::FunctionDecl *Function;
    std::map<Key, FixProposal> Proposals;
  };
  /// By where the text is.
  std::map<unsigned, std::vector<Instance>> Templates;
};

} // namespace poolguard

#endif // POOLGUARD_CHECKS_FIXIT_TEMPLATEFIXES_H
