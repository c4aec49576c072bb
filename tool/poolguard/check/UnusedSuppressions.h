//===-- UnusedSuppressions.h - NOLINT comments that suppress nothing *- C++
//-*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_TOOL_POOLGUARD_CHECK_UNUSEDSUPPRESSIONS_H
#define POOLGUARD_TOOL_POOLGUARD_CHECK_UNUSEDSUPPRESSIONS_H

#include "Report.h"

namespace poolguard {

/// Adds a finding for each comment of \p R that names a check of ours and
/// silences nothing in any unit, if all it could silence \p WasChecked.
void addUnusedSuppressions(
    Report &R, SourceTexts &Texts,
    llvm::function_ref<bool(const NolintComment &)> WasChecked);

} // namespace poolguard

#endif // POOLGUARD_TOOL_POOLGUARD_CHECK_UNUSEDSUPPRESSIONS_H
