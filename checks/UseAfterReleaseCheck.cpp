// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "UseAfterReleaseCheck.h"

#include "clang/ASTMatchers/ASTMatchers.h"

using namespace clang::ast_matchers;

namespace poolguard {

void UseAfterReleaseCheck::registerMatchers(MatchFinder *Finder) {
  Finder->addMatcher(translationUnitDecl().bind("unit"), this);
}

void UseAfterReleaseCheck::check(const MatchFinder::MatchResult &) {}

} // namespace poolguard
