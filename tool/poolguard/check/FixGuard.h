//===-- FixGuard.h - Nobody else writes while fixes are applied -*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_TOOL_POOLGUARD_CHECK_FIXGUARD_H
#define POOLGUARD_TOOL_POOLGUARD_CHECK_FIXGUARD_H

#include "Report.h"
#include <csignal>

namespace poolguard {

/// Held by one poolguard of the user at a time: a hook starts several, and two
/// may have a fix for the same header. Whoever interrupts it meanwhile waits:
/// a part of the fixes would be worse than all or none.
class FixGuard {
public:
  FixGuard();
  ~FixGuard();
  FixGuard(const FixGuard &) = delete;
  FixGuard &operator=(const FixGuard &) = delete;

  /// Whether a file that a fix of \p E changes was written since \p R began,
  /// so that the fix would go astray.
  bool isOutdated(const clang::tidy::ClangTidyError &E, const Report &R) const;

private:
  int Lock = -1;
  sigset_t Before;
};

} // namespace poolguard

#endif // POOLGUARD_TOOL_POOLGUARD_CHECK_FIXGUARD_H
