// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef POOLGUARD_USEAFTERRELEASECHECK_H
#define POOLGUARD_USEAFTERRELEASECHECK_H

#include "clang-tidy/ClangTidyCheck.h"

namespace poolguard {

/// Finds uses of a pool after it was released.
///
/// Documentation: docs/checks/use-after-release.md
class UseAfterReleaseCheck : public clang::tidy::ClangTidyCheck {
public:
  using ClangTidyCheck::ClangTidyCheck;
  void registerMatchers(clang::ast_matchers::MatchFinder *Finder) override;
  void
  check(const clang::ast_matchers::MatchFinder::MatchResult &Result) override;
};

} // namespace poolguard

#endif // POOLGUARD_USEAFTERRELEASECHECK_H
