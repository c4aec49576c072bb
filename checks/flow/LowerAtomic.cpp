//===-- LowerAtomic.cpp - std::atomic as the scalar it holds --------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Flags that say whether a pool runs are often atomic. Here they are known by
/// their value; what other threads make of them meanwhile is not considered.
///
//===----------------------------------------------------------------------===//

#include "FunctionLowering.h"
#include "LibraryTypes.h"

using namespace clang;

namespace poolguard {

void FunctionLowering::lowerAtomic(const CallExpr *C, PlaceId P,
                                   llvm::StringRef Name, const Expr *Value) {
  InlinedCalls.insert(C); // Its value is known by itself.
  if (P == None)
    return;
  if (Name == "exchange")
    copy(Places.temporary(C), P);
  if (Value && (Name == "store" || Name == "exchange" || Name == "="))
    assignOperand(P, operandOf(Value), Value);
  else if (Name.starts_with("load") || Name.starts_with("wait") ||
           Name.starts_with("notify") || Name.starts_with("is_"))
    return;
  else
    havoc(P);
  settle(P);
}

} // namespace poolguard
