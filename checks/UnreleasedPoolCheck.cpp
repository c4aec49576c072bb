// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "UnreleasedPoolCheck.h"

#include "clang/ASTMatchers/ASTMatchers.h"

using namespace clang::ast_matchers;

namespace poolguard {

void UnreleasedPoolCheck::registerMatchers(MatchFinder *Finder) {
  Finder->addMatcher(translationUnitDecl().bind("unit"), this);
}

void UnreleasedPoolCheck::check(const MatchFinder::MatchResult &) {}

} // namespace poolguard
