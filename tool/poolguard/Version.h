//===-- Version.h - Which poolguard this is ---------------------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_TOOL_POOLGUARD_VERSION_H
#define POOLGUARD_TOOL_POOLGUARD_VERSION_H

#include "llvm/ADT/StringRef.h"

namespace poolguard {

/// "0.1.0"
llvm::StringRef versionText();
/// "22.1.8"
llvm::StringRef llvmVersionText();

} // namespace poolguard

#endif // POOLGUARD_TOOL_POOLGUARD_VERSION_H
