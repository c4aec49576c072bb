//===-- SummaryExport.cpp - The summaries of a unit, as facts -------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Summaries.h"
#include "clang/Index/USRGeneration.h"
#include <cstdlib>

using namespace clang;

namespace poolguard {

Summaries::~Summaries() {
  // For those who work on the checker: see docs/architecture.md.
  static const bool Dump = std::getenv("POOLGUARD_DUMP_SUMMARIES");
  if (Dump)
    printFacts(facts(), llvm::errs());
}

std::vector<SummaryFacts> Summaries::facts() const {
  std::map<std::string, SummaryFacts> ByUSR;
  auto Of = [&](const FunctionDecl *Body) -> SummaryFacts & {
    llvm::SmallString<128> USR;
    index::generateUSRForDecl(Body, USR);
    SummaryFacts &S = ByUSR[USR.str().str()];
    S.USR = USR.str().str();
    return S;
  };
  for (const auto &[Key, Effect] : Effects)
    if (Effect)
      if (auto Facts = factsOf(Key.second, *Effect))
        Of(Key.first).Handles.push_back(*Facts);
  for (const auto &[Body, All] : Makers)
    for (const MakerEffect &M : All)
      if (auto Facts = factsOf(M))
        Of(Body).Handles.push_back(*Facts);
  for (auto [Body, Never] : NeverReturn)
    if (Never)
      Of(Body).NeverReturns = true;
  std::vector<SummaryFacts> All;
  for (auto &[USR, Facts] : ByUSR)
    All.push_back(std::move(Facts));
  return All;
}

} // namespace poolguard
