//===-- Version.cpp - Which poolguard this is -----------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Version.h"
#include "llvm/Config/llvm-config.h"

namespace poolguard {

llvm::StringRef versionText() { return POOLGUARD_VERSION; }
llvm::StringRef llvmVersionText() { return LLVM_VERSION_STRING; }

} // namespace poolguard
