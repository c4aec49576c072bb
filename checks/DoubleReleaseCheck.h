// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef POOLGUARD_DOUBLERELEASECHECK_H
#define POOLGUARD_DOUBLERELEASECHECK_H

#include "clang-tidy/ClangTidyCheck.h"

namespace poolguard {

/// Finds pools that are released twice on one path.
///
/// Documentation: docs/checks/double-release.md
class DoubleReleaseCheck : public clang::tidy::ClangTidyCheck {
public:
  using ClangTidyCheck::ClangTidyCheck;
  void registerMatchers(clang::ast_matchers::MatchFinder *Finder) override;
  void
  check(const clang::ast_matchers::MatchFinder::MatchResult &Result) override;
};

} // namespace poolguard

#endif // POOLGUARD_DOUBLERELEASECHECK_H
