//===-- LowerResults.h - Result codes of construction -----------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Private to the flow room. `int code = pthread_create(&t, ...)` tells whether
/// there is a thread. Where an unseen function looks at the code, it is its
/// name that tells which answer is which; where that says nothing, nothing is
/// said of the pool any more.
///
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_FLOW_LOWERRESULTS_H
#define POOLGUARD_CHECKS_FLOW_LOWERRESULTS_H

#include "FunctionLowering.h"

namespace poolguard {

/// The part of a lowering that remembers which pool a result code speaks of.
class ResultLowering {
public:
  explicit ResultLowering(FunctionLowering &Lowering) : L(Lowering) {}

  void note(PlaceId Place, const ResultCode &Code);
  void copied(PlaceId Dst, PlaceId Src);
  /// The condition \p E, that nobody can look into.
  ConditionTree asked(const clang::Expr *E);
  /// The program itself has compared the code in \p Place: what is asked of it
  /// afterwards is something else.
  void compared(PlaceId Place, bool Yes = true);
  /// What \p E asks of a result code, if it does.
  std::optional<ConditionTree> ofCode(const clang::Expr *E);
  /// `pipe(ends)`: where it worked, there are two descriptors.
  void openedPipe(const clang::CallExpr *C);

private:
  using Noted = std::pair<const PlaceId, ResultCode>;
  /// The code that \p S mentions, or null.
  const Noted *mentionedIn(const clang::Stmt *S, unsigned Depth = 0);
  const Noted *codeOf(const clang::Expr *E);

  FunctionLowering &L;
};

} // namespace poolguard

#endif // POOLGUARD_CHECKS_FLOW_LOWERRESULTS_H
