//===-- JoinFixes.cpp - Two insertions as one fix -------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "InsertRelease.h"

using namespace clang;

namespace poolguard {

std::optional<Fix> joinFixes(const Fix &First, const Fix &Second,
                             const FunctionDecl *F, const ASTContext &Context) {
  if (First.Planned.empty() || Second.Planned.empty() ||
      !First.Include.empty() || !Second.Include.empty())
    return std::nullopt;
  Fix Both = First;
  Both.Edits.clear();
  Both.Planned = Second.Planned;
  Both.Planned.insert(Both.Planned.end(), First.Planned.begin(),
                      First.Planned.end());
  Both.Message += ", and " + Second.Message;
  Inserter Text(F, Context);
  std::vector<TextPoint> Points;
  for (const PlannedStatement &Each : Both.Planned)
    if (!llvm::is_contained(Points, Each.Where))
      Points.push_back(Each.Where);
  for (const TextPoint &P : Points) {
    SmallVector<NewStatement, 2> Here;
    for (const PlannedStatement &Each : Both.Planned)
      if (Each.Where == P)
        Here.push_back(Each.What);
    if (!Text.insertAll(P, Here).empty())
      return std::nullopt;
  }
  llvm::append_range(Both.Besides, Second.Besides);
  Both.Edits.assign(Text.Edits.begin(), Text.Edits.end());
  llvm::append_range(Both.Edits, Both.Besides);
  return Both;
}

} // namespace poolguard
