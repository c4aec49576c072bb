// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "DoubleReleaseCheck.h"

#include "clang/ASTMatchers/ASTMatchers.h"

using namespace clang::ast_matchers;

namespace poolguard {

void DoubleReleaseCheck::registerMatchers(MatchFinder *Finder) {
  Finder->addMatcher(translationUnitDecl().bind("unit"), this);
}

void DoubleReleaseCheck::check(const MatchFinder::MatchResult &) {}

} // namespace poolguard
