//===-- FindingSink.h - Who hears of findings besides Clang -----*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// A diagnostic is text and places. Tools that need the facts behind it learn
/// here which finding the diagnostics to come are about.
///
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_FINDINGSINK_H
#define POOLGUARD_CHECKS_FINDINGSINK_H

namespace poolguard {

struct PoolFinding;

/// Told of each finding before a check words it.
class FindingSink {
public:
  virtual ~FindingSink() = default;
  /// The diagnostics from here on are about \p F, which lives until the next
  /// call; null: about no finding.
  virtual void about(const PoolFinding *F) = 0;

  /// The process's sink; null, as in the plugin, if nobody listens.
  static inline FindingSink *Installed = nullptr;
};

} // namespace poolguard

#endif // POOLGUARD_CHECKS_FINDINGSINK_H
