//===-- EndingCalls.h - Who could end an object? ----------------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_FIXIT_ENDINGCALLS_H
#define POOLGUARD_CHECKS_FIXIT_ENDINGCALLS_H

#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include <string>
#include <vector>

namespace poolguard {

/// A call that nobody makes yet.
struct EndingCall {
  const clang::FunctionDecl *Body = nullptr; ///< Of what is called.
  const clang::CallExpr *Call = nullptr;
  std::string Text; ///< `stop(&g)`
};

/// Calls that take the object \p Root, or what it points to, and nothing else,
/// are named like an end, and could stand behind \p Behind in \p F. The objects
/// themselves are not freed.
std::vector<EndingCall> endingCalls(const clang::VarDecl *Root,
                                    const clang::FunctionDecl *F,
                                    const clang::Expr *Behind,
                                    clang::ASTContext &Context);

} // namespace poolguard

#endif // POOLGUARD_CHECKS_FIXIT_ENDINGCALLS_H
