//===-- LowerAtomic.h - Atomic scalars --------------------------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Private to the flow room. Flags that say whether a pool runs are often
/// atomic. Here they are known by their value; what other threads make of them
/// meanwhile is not considered.
///
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_FLOW_LOWERATOMIC_H
#define POOLGUARD_CHECKS_FLOW_LOWERATOMIC_H

#include "FunctionLowering.h"

namespace poolguard {

/// What is done to one atomic variable.
struct AtomicAccess {
  enum Kind : uint8_t { Load, Store, Exchange, CompareExchange, Add, Other };
  Kind What = Other;
  const clang::Expr *Pointer = nullptr; ///< To the variable.
  const clang::Expr *Value = nullptr;   ///< What is stored or added.
  const clang::Expr *Expected = nullptr;
  const clang::Expr *Into = nullptr; ///< Where the old value goes, if not out.
  bool ValueByPointer = false, ExpectedByPointer = false;
  bool ExpectedByReference = false, Weak = false, Subtracts = false;
  bool GivesNew = false, GivesOld = false; ///< The value after, before it.
  bool Tests = false; ///< Gives whether the new value is 0.
};

/// The part of a lowering that reads and writes atomic scalars.
class AtomicLowering {
public:
  explicit AtomicLowering(FunctionLowering &Lowering) : L(Lowering) {}

  /// A method or operator \p Name of the `std::atomic` in \p P.
  void method(const clang::CallExpr *C, PlaceId P, llvm::StringRef Name);
  /// `atomic_store(&flag, 1)`, `g_atomic_int_set(...)`, `__sync_...`.
  /// \returns whether \p E is one.
  bool access(const clang::Expr *E);
  /// What such a \p E denotes, if it is one.
  std::optional<Operand> operandOf(const clang::Expr *E);

private:
  bool perform(const clang::Expr *E, PlaceId P, const AtomicAccess &A);
  PlaceId target(const clang::Expr *Pointer);
  void store(PlaceId P, const clang::Expr *Value, bool ByPointer);
  void compareExchange(const clang::Expr *E, PlaceId P, const AtomicAccess &A);
  void add(const clang::Expr *E, PlaceId P, const AtomicAccess &A);

  FunctionLowering &L;
};

} // namespace poolguard

#endif // POOLGUARD_CHECKS_FLOW_LOWERATOMIC_H
