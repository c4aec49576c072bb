//===-- EndlessRoutine.h - Does a task end by itself? -----------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Who waits for a thread or a task waits for its routine. One that is not seen
/// is taken to end.
///
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_FIXIT_ENDLESSROUTINE_H
#define POOLGUARD_CHECKS_FIXIT_ENDLESSROUTINE_H

#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "llvm/ADT/SmallVector.h"
#include <optional>

namespace poolguard {

/// What keeps a routine from ending by itself.
struct EndlessRoutine {
  /// Variables and fields of others that a loop of it asks and the routine does
  /// not change, any of which may end it. Empty: nothing ends it.
  llvm::SmallVector<const clang::ValueDecl *, 2> WaitsFor;
  /// Some of them are pointers of the routine, to what it was given.
  bool ThroughPointer = false;
};

/// What several routines wait for.
struct RoutineEnds {
  llvm::SmallVector<EndlessRoutine, 2> Endless;
  bool Block = false; ///< See mayBlock.
};

/// What keeps \p Routine from ending by itself, or nothing.
std::optional<EndlessRoutine> findEndless(const clang::FunctionDecl *Routine,
                                          const clang::ASTContext &Context);

/// \p Routine may stop and wait for something that others do: for a condition
/// variable, a queue, a socket.
bool mayBlock(const clang::FunctionDecl *Routine);

/// \p Construction is given a routine that can be asked to stop.
bool takesStopToken(const clang::Expr *Construction);

/// Calls \p Do with the functions, lambdas and functors that \p Given, an
/// argument, names.
void eachRoutine(const clang::Expr *Given,
                 llvm::function_ref<void(const clang::FunctionDecl *)> Do);

/// \p Code may change one of \p Watched: writes it, or gives its address or
/// the object it is a part of to somebody who is not seen (\p Trusting) or
/// whose name says that things end there.
bool mayChange(const clang::Stmt *Code,
               llvm::ArrayRef<const clang::ValueDecl *> Watched, bool Trusting);

} // namespace poolguard

#endif // POOLGUARD_CHECKS_FIXIT_ENDLESSROUTINE_H
