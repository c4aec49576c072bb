//===-- RunScope.cpp ------------------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "RunScope.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace poolguard {

/// \p File was checked for its own sake, not for that of its headers.
bool RunScope::isSource(StringRef File) const {
  return any_of(Units, [&](const Unit &U) {
    return U.OnlyHeaders.empty() &&
           canonicalPath(U.File) == canonicalPath(File);
  });
}

bool RunScope::covers(const NolintComment &C) const {
  if (SomeLines || (SomeHeaders && !isSource(C.File)))
    return false;
  SmallVector<StringRef, 4> Names;
  StringRef(C.Checks).split(Names, ',');
  return all_of(Names, [&](StringRef Name) {
    Name = Name.trim();
    if (!Name.contains("poolguard"))
      return true;
    return Name.contains('*') ? !SomeChecks
                              : Configuration.isEnabled(Name, C.File);
  });
}

bool RunScope::covers(StringRef File, const FindingIdentity &Entry) const {
  return !SomeLines && ((!SomeFiles && !SomeHeaders) || isSource(File)) &&
         Configuration.isEnabled(Entry.Check, File);
}

void RunScope::tellStale(
    StringRef Name,
    const std::vector<std::pair<std::string, FindingIdentity>> &Unused,
    const Report &R) const {
  if (!R.Failures.empty() || R.Skipped)
    return;
  bool Any = false;
  for (const auto &[File, Entry] : Unused) {
    if (!covers(File, Entry))
      continue;
    std::string Function = functionName(Entry.Function);
    errs() << Name << ": warning: nothing is found any more for " << Entry.Check
           << " in " << (Function.empty() ? "" : "'" + Function + "' of ")
           << Entry.Path << "\n";
    Any = true;
  }
  if (Any)
    errs() << Name << ": note: 'poolguard check --write-baseline " << Name
           << "' takes them out\n";
}

} // namespace poolguard
