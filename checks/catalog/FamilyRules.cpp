//===-- FamilyRules.cpp ---------------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FamilyRules.h"
#include "llvm/ADT/STLExtras.h"
#include <algorithm>

using namespace llvm;
using namespace poolguard;

static bool isGuard(const Family &F) {
  return F.Destructor == DestructorKind::Releases ||
         F.Destructor == DestructorKind::LosesWork;
}

void poolguard::checkProtocol(const Family &F, StringRef Acquire,
                              StringRef Release, const TreeNode &Mapping,
                              FieldReader &Fields) {
  auto Is = [](Role What) {
    return [What](const CallModel &Call) {
      return Call.What == What && (What != Role::Release || Call.Final);
    };
  };
  if (none_of(F.Calls, Is(Role::Acquire))) {
    if (Fields.find(Acquire))
      return Fields.fail(Mapping, "no usable '" + Acquire + "' is left");
    return Fields.fail(Mapping, "nothing makes such a pool; add '" + Acquire +
                                    ": function'");
  }
  if (none_of(F.Calls, Is(Role::Release)) && !isGuard(F))
    Fields.fail(Mapping, "nothing releases such a pool; add '" + Release +
                             ": function', or 'guard: yes' if its "
                             "destructor does");
}

void poolguard::checkNeeds(const Family &F, const TreeNode &Mapping,
                           FieldReader &Fields) {
  SmallVector<StringRef, 16> Known;
  for (const CallModel &Call : F.Calls)
    if (!Call.Pattern.Name.empty())
      Known.push_back(Call.Pattern.Name);
  for (const CallModel &Call : F.Calls)
    for (const std::string &Need : Call.Needs)
      if (!is_contained(Known, Need))
        return Fields.fail(Mapping, "'" + Call.Pattern.Name + "' needs '" +
                                        Need +
                                        "', which is no call of the family" +
                                        suggestion(Need, Known));
}

static std::string defaultRemedy(const Family &F) {
  for (const CallModel &Call : F.Calls)
    if (Call.What == Role::Release && Call.Final)
      return Call.Pattern.Name;
  return "";
}

/// What the names of the functions that make and release a pool begin with:
/// `acme_pool_` for acme_pool_new and acme_pool_free.
static std::string commonPrefix(const Family &F) {
  std::optional<StringRef> Prefix;
  for (const CallModel &Call : F.Calls) {
    if (Call.What != Role::Acquire && Call.What != Role::Release)
      continue;
    if (Call.Pattern.What != CallPattern::Function)
      return "";
    StringRef Name = Call.Pattern.Name;
    Prefix =
        Prefix
            ? Prefix->take_front(std::mismatch(Prefix->begin(), Prefix->end(),
                                               Name.begin(), Name.end())
                                     .first -
                                 Prefix->begin())
            : Name;
  }
  if (!Prefix)
    return "";
  // Up to the last underscore, and long enough to mean something.
  StringRef Whole = Prefix->take_front(Prefix->rfind('_') + 1);
  return Whole.size() < 3 ? "" : Whole.str();
}

void poolguard::addDefaults(Family &F, bool GuessPrefix) {
  if (F.HandleType.empty() && !F.Classes.empty())
    F.HandleType = F.Classes.front();
  if (F.Remedy.empty())
    F.Remedy = defaultRemedy(F);
  if (!GuessPrefix)
    return;
  if (std::string Prefix = commonPrefix(F); !Prefix.empty())
    F.Prefixes.push_back(Prefix);
}
