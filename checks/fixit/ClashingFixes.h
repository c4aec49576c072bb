//===-- ClashingFixes.h - Fixes that get in each other's way ----*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_FIXIT_CLASHINGFIXES_H
#define POOLGUARD_CHECKS_FIXIT_CLASHINGFIXES_H

#include "Fix.h"
#include <functional>
#include <map>
#include <optional>
#include <set>

namespace poolguard {

/// Knows what the fixes of a unit write so far, so that all of them can be
/// applied at once.
class ClashingFixes {
public:
  /// What one was settled that another one did before.
  static constexpr llvm::StringLiteral DoneByAnother =
      "the fix for another pool does that as well";

  /// \p ProposalOf: those of the finding that has this number.
  ClashingFixes(const clang::ASTContext &Context,
                std::function<FixProposal &(unsigned)> ProposalOf)
      : Context(Context), ProposalOf(std::move(ProposalOf)) {}

  /// \p Proposal, for finding \p Number in \p F, or why it cannot be applied
  /// besides the others. It may become a part of another one.
  FixProposal settle(FixProposal Proposal, const clang::FunctionDecl *F,
                     unsigned Number);

private:
  bool overlapsAnother(const Fix &New, std::optional<unsigned> But = {}) const;
  std::optional<unsigned> sharesPoint(const Fix &New) const;
  bool join(const FixProposal &More, const clang::FunctionDecl *F);
  void remember(const Fix &Each, const clang::FunctionDecl *F, unsigned Number);

  const clang::ASTContext &Context;
  std::function<FixProposal &(unsigned)> ProposalOf;
  std::set<std::pair<unsigned, std::string>> FixedAt;
  /// What fixes change, and the fix of which finding does.
  std::map<std::pair<unsigned, unsigned>, unsigned> Written;
  std::map<std::pair<const clang::Stmt *, unsigned>, unsigned> PlannedAt;
  /// By function and variable: a fix makes it a guard.
  std::map<std::pair<const clang::FunctionDecl *, std::string>, bool> Repaired;
};

} // namespace poolguard

#endif // POOLGUARD_CHECKS_FIXIT_CLASHINGFIXES_H
