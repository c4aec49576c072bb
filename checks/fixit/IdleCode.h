//===-- IdleCode.h - Code that no task can tell from none -------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_FIXIT_IDLECODE_H
#define POOLGUARD_CHECKS_FIXIT_IDLECODE_H

#include "clang/AST/Decl.h"

namespace poolguard {

/// What stands between two places of \p F, in the order of the source, has
/// nothing to do with what tasks do: it jumps, declares, sets local numbers to
/// constants, or is about \p Handle itself. False where \p From is not before
/// \p To.
bool isIdleBetween(clang::SourceLocation From, clang::SourceLocation To,
                   const clang::FunctionDecl *F, llvm::StringRef Handle);

} // namespace poolguard

#endif // POOLGUARD_CHECKS_FIXIT_IDLECODE_H
