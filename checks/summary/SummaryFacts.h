//===-- SummaryFacts.h - Summaries in words that last -----------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What a function does to pools, without a trace of the AST it was found out
/// from: functions by USR, families by their id, handles and roles in the words
/// of the models. So it can be written down and read back for another unit.
/// What a lambda does to its captures is of no use there, and left out.
///
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_SUMMARY_SUMMARYFACTS_H
#define POOLGUARD_CHECKS_SUMMARY_SUMMARYFACTS_H

#include "../catalog/Model.h"
#include "../flow/ValueSet.h"
#include <optional>
#include <string>
#include <vector>

namespace poolguard {

struct CalleeEffect;
struct CalleeSlot;
struct MakerEffect;

/// One way of returning, as far as one handle goes.
struct WayFacts {
  /// Acquire, Release, Borrow, or Take: kept, or lost from sight.
  Role Does = Role::Borrow;
  ReleaseMode Mode = ReleaseMode::Close;
  /// What the function returns then, and what the handle's place holds.
  ValueSet Result = ValueSet::any(), Handle = ValueSet::any();
  bool ReturnsHandle = false, KeepsHandle = true;
  /// It does not return: an exception leaves it.
  bool Throws = false;
  /// What numbers the arguments must have been.
  std::vector<std::pair<unsigned, ValueSet>> When;
  /// Of a new pool: what numbers it leaves where the arguments point to.
  std::vector<std::pair<unsigned, ValueSet>> Left;

  bool operator==(const WayFacts &O) const;
};

/// What becomes of one handle: one the caller brings or, with a family, a new
/// one the caller gets.
struct HandleFacts {
  HandleSlot Slot;
  std::string Family;
  bool AsksFirst = false, Uses = false;
  bool Submits = false, Waits = false, Announces = false;
  bool Drops = false, Awaits = false;
  std::vector<WayFacts> Ways; ///< None: it never returns.

  bool operator==(const HandleFacts &O) const;
};

/// One function.
struct SummaryFacts {
  std::string USR;
  bool NeverReturns = false;
  std::vector<HandleFacts> Handles;

  bool operator==(const SummaryFacts &O) const;
};

/// The facts of an effect. Nothing for a slot that means nothing elsewhere.
std::optional<HandleFacts> factsOf(const CalleeSlot &Slot,
                                   const CalleeEffect &Effect);
std::optional<HandleFacts> factsOf(const MakerEffect &Effect);
/// And back.
CalleeSlot slotOf(const HandleFacts &Facts);
CalleeEffect effectOf(const HandleFacts &Facts);
/// \p Owner is the family of that name.
MakerEffect makerOf(const HandleFacts &Facts, const Family &Owner);

/// Writes YAML, a document for each function.
void printFacts(llvm::ArrayRef<SummaryFacts> All, llvm::raw_ostream &OS);
/// Reads what printFacts() wrote. \returns nothing, and what is wrong in
/// \p Error, if it is not that.
std::optional<std::vector<SummaryFacts>> readFacts(llvm::StringRef Text,
                                                   std::string &Error);

} // namespace poolguard

#endif // POOLGUARD_CHECKS_SUMMARY_SUMMARYFACTS_H
