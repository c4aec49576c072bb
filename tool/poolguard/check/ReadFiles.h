//===-- ReadFiles.h - Which files a unit reads ------------------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_TOOL_POOLGUARD_CHECK_READFILES_H
#define POOLGUARD_TOOL_POOLGUARD_CHECK_READFILES_H

#include "clang/Tooling/Tooling.h"
#include "llvm/Support/FileSystem.h"
#include <set>

namespace poolguard {

using FileIds = std::set<llvm::sys::fs::UniqueID>;

/// Whether the unit reads one of \p Files. Preprocesses it: that reads what a
/// full run would. Where something can be read that this does not show (a
/// precompiled header, a module, a unit with errors), the answer is yes.
bool mayRead(clang::tooling::ClangTool &Tool, const FileIds &Files);

} // namespace poolguard

#endif // POOLGUARD_TOOL_POOLGUARD_CHECK_READFILES_H
