// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef POOLGUARD_UNRELEASEDPOOLCHECK_H
#define POOLGUARD_UNRELEASEDPOOLCHECK_H

#include "clang-tidy/ClangTidyCheck.h"

namespace poolguard {

/// Finds pools that some normal path neither closes nor terminates.
///
/// Documentation: docs/checks/unreleased-pool.md
class UnreleasedPoolCheck : public clang::tidy::ClangTidyCheck {
public:
  using ClangTidyCheck::ClangTidyCheck;
  void registerMatchers(clang::ast_matchers::MatchFinder *Finder) override;
  void
  check(const clang::ast_matchers::MatchFinder::MatchResult &Result) override;
};

} // namespace poolguard

#endif // POOLGUARD_UNRELEASEDPOOLCHECK_H
