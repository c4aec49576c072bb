//===-- UnitMatches.h - The modelled calls of a source file -----*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_TOOL_POOLGUARD_UNITMATCHES_H
#define POOLGUARD_TOOL_POOLGUARD_UNITMATCHES_H

#include "catalog/Catalog.h"
#include "clang/Tooling/CompilationDatabase.h"
#include <string>
#include <vector>

namespace poolguard {

/// A call in a source file that an entry of a model describes.
struct CallMatch {
  std::string File;
  unsigned Line, Column;
  std::string Family;
  std::string Role;     ///< `release (terminate)`
  std::string Function; ///< As a model would name it.
};

/// What `--match` looks for.
struct MatchRequest {
  const clang::tooling::CompilationDatabase &Flags;
  std::string Source;
  std::shared_ptr<const Catalog> Models;
  bool Guess = false;
};

/// Parses the source file and appends its matches to \p Found, in their order.
/// \returns false, after Clang's own words, if it cannot be parsed.
bool findMatches(const MatchRequest &Request, std::vector<CallMatch> &Found);

} // namespace poolguard

#endif // POOLGUARD_TOOL_POOLGUARD_UNITMATCHES_H
