//===-- Clangd.h - What we call and replace of clangd ----------*- C++ -*--===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

///
/// \file
/// Debian installs clangd's libraries and not their headers. The few functions
/// that we call are declared here as clang-tools-extra/clangd of LLVM 22 has
/// them. The linker compares parameters only, so another LLVM is not tried.
///
/// The linker's --wrap (see CMakeLists.txt) lets us stand before a function:
/// clangd's call of `f` comes to our `wrap` of it, and our `real` is clangd's
/// own. It only works for a call from another object file than that of `f`.
///
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_TOOL_CLANGD_CLANGD_H
#define POOLGUARD_TOOL_CLANGD_CLANGD_H

#include "clang-tidy/ClangTidyOptions.h"
#include "llvm/ADT/FunctionExtras.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/JSON.h"
#include <memory>
#include <optional>

/// The symbols of a function that is wrapped, by its mangled name.
#define POOLGUARD_REAL(MANGLED) __asm__("__real_" MANGLED)
#define POOLGUARD_WRAP(MANGLED) __asm__("__wrap_" MANGLED)

namespace clang::clangd {

int clangdMain(int Argc, char *Argv[]); // tool/ClangdMain.h

// Protocol.h; never looked into.
struct CodeAction;
struct PublishDiagnosticsParams;

/// Adds to the options of a file (TidyProvider.h).
using TidyProvider = llvm::unique_function<void(tidy::ClangTidyOptions &,
                                                llvm::StringRef File) const>;

} // namespace clang::clangd

#endif // POOLGUARD_TOOL_CLANGD_CLANGD_H
