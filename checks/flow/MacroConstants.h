//===-- MacroConstants.h - The number a macro stands for --------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_FLOW_MACROCONSTANTS_H
#define POOLGUARD_CHECKS_FLOW_MACROCONSTANTS_H

#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringRef.h"
#include <cstdint>
#include <optional>

namespace clang {
class Preprocessor;
}

namespace poolguard {

/// What an enumerator of this name is, or nothing.
using EnumeratorLookup =
    llvm::function_ref<std::optional<int64_t>(llvm::StringRef)>;

/// The integer that the object-like macro \p Name stands for, if it is one
/// number, one enumerator or another such macro, in parentheses and behind
/// casts as may be: `#define pdPASS ((BaseType_t)1)`.
std::optional<int64_t> macroConstant(clang::Preprocessor &PP,
                                     llvm::StringRef Name,
                                     EnumeratorLookup Enumerator);

} // namespace poolguard

#endif // POOLGUARD_CHECKS_FLOW_MACROCONSTANTS_H
