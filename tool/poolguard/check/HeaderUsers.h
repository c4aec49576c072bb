//===-- HeaderUsers.h - Units that include a header -------------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_TOOL_POOLGUARD_CHECK_HEADERUSERS_H
#define POOLGUARD_TOOL_POOLGUARD_CHECK_HEADERUSERS_H

#include "clang/Tooling/CompilationDatabase.h"
#include "llvm/ADT/StringMap.h"
#include <map>
#include <string>
#include <vector>

namespace poolguard {

/// Looks for includes in the text of files: conditions are not evaluated, so a
/// unit may be found that includes the header in another configuration.
class HeaderUsers {
public:
  using Commands =
      std::map<std::string, std::vector<clang::tooling::CompileCommand>>;

  explicit HeaderUsers(const Commands &Units) : Units(Units) {}

  /// The file of a unit that includes \p Header, the nearest first; empty if
  /// there is none.
  std::string find(llvm::StringRef Header);

private:
  bool includes(llvm::StringRef File, llvm::StringRef Header,
                const std::vector<std::string> &Directories,
                llvm::StringMap<bool> &Seen);
  const std::vector<std::string> &includesOf(llvm::StringRef File);

  const Commands &Units;
  llvm::StringMap<std::vector<std::string>> Known;
};

} // namespace poolguard

#endif // POOLGUARD_TOOL_POOLGUARD_CHECK_HEADERUSERS_H
