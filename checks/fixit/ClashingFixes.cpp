//===-- ClashingFixes.cpp -------------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ClashingFixes.h"
#include "InsertRelease.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace poolguard {

/// Tools apply neither of two fixes where one replaces what the other changes.
/// What finding \p But would change is left out.
bool ClashingFixes::overlapsAnother(const Fix &New,
                                    std::optional<unsigned> But) const {
  return llvm::any_of(New.Edits, [&](const FixItHint &Edit) {
    unsigned Begin = Edit.RemoveRange.getBegin().getRawEncoding();
    unsigned End = Edit.RemoveRange.getEnd().getRawEncoding();
    return llvm::any_of(Written, [&](const auto &Each) {
      const auto &[Range, By] = Each;
      bool Replaces = Begin < End || Range.first < Range.second;
      // What is put right behind belongs to what is taken out.
      bool Inserts = Begin == End || Range.first == Range.second;
      bool Touches =
          Replaces && Inserts && Begin <= Range.second && Range.first <= End;
      return By != But && (Touches || (Replaces && Begin == Range.first) ||
                           (Begin < Range.second && Range.first < End));
    });
  });
}

/// The finding whose fix writes where \p New does, for another handle.
std::optional<unsigned> ClashingFixes::sharesPoint(const Fix &New) const {
  for (const PlannedStatement &Each : New.Planned)
    if (auto It = PlannedAt.find({Each.Where.Code, Each.Where.Where});
        It != PlannedAt.end() &&
        llvm::none_of(ProposalOf(It->second).Fixes,
                      [&](const Fix &F) { return F.Handle == New.Handle; }))
      return It->second;
  return std::nullopt;
}

static std::string variableOf(const Fix &Each) {
  StringRef Variable = StringRef(Each.Handle).split('.').first;
  return Variable.split('-').first.str();
}

/// Two pools that leave by one return are released by one fix, that of the
/// first: the second would have to know what the first made of the return.
bool ClashingFixes::join(const FixProposal &More, const FunctionDecl *F) {
  std::optional<unsigned> Number =
      More.Fixes.empty() ? std::nullopt : sharesPoint(More.Fixes.front());
  if (!Number || overlapsAnother(More.Fixes.front(), *Number))
    return false;
  FixProposal &Known = ProposalOf(*Number);
  std::vector<Fix> Joined;
  for (const Fix &Each : Known.Fixes) {
    auto Same = llvm::find_if(
        More.Fixes, [&](const Fix &M) { return M.Mode == Each.Mode; });
    if (Same == More.Fixes.end())
      Same = More.Fixes.begin();
    std::optional<Fix> Both = joinFixes(Each, *Same, F, Context);
    if (!Both)
      return false;
    Joined.push_back(std::move(*Both));
  }
  Known.Fixes = std::move(Joined);
  for (const Fix &Each : Known.Fixes)
    remember(Each, F, *Number);
  Repaired[{F, variableOf(More.Fixes.front())}] = false;
  return true;
}

void ClashingFixes::remember(const Fix &Each, const FunctionDecl *F,
                             unsigned Number) {
  Repaired[{F, variableOf(Each)}] = Each.Guarded;
  for (const FixItHint &Edit : Each.Edits) {
    unsigned Begin = Edit.RemoveRange.getBegin().getRawEncoding();
    FixedAt.insert({Begin, Each.Handle});
    Written[{Begin, Edit.RemoveRange.getEnd().getRawEncoding()}] = Number;
  }
  for (const PlannedStatement &P : Each.Planned)
    PlannedAt[{P.Where.Code, P.Where.Where}] = Number;
}

/// Two pools that one handle holds by turns would be released twice where both
/// fixes write at one place.
FixProposal ClashingFixes::settle(FixProposal Proposal, const FunctionDecl *F,
                                  unsigned Number) {
  for (const Fix &Each : Proposal.Fixes) {
    if (auto It = Repaired.find({F, variableOf(Each)});
        It != Repaired.end() && (Each.Guarded || It->second))
      return {{}, "the fix for another pool changes the same handle"};
    for (const FixItHint &Edit : Each.Edits)
      if (FixedAt.count(
              {Edit.RemoveRange.getBegin().getRawEncoding(), Each.Handle}))
        return {{}, "the fix for another pool writes the same"};
  }
  if (join(Proposal, F))
    return {{}, DoneByAnother.str()};
  if (llvm::any_of(Proposal.Fixes,
                   [&](const Fix &Each) { return overlapsAnother(Each); }))
    return {{}, "the fix for another pool replaces the same"};
  for (const Fix &Each : Proposal.Fixes)
    remember(Each, F, Number);
  return Proposal;
}

} // namespace poolguard
