//===-- Command.h - The subcommands of poolguard ----------------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_TOOL_POOLGUARD_COMMAND_H
#define POOLGUARD_TOOL_POOLGUARD_COMMAND_H

#include "clang/Tooling/CompilationDatabase.h"
#include "llvm/Support/CommandLine.h"
#include <memory>

namespace poolguard {

/// What the command exits with.
enum ExitCode : int {
  Success = 0,
  Findings = 1, ///< It did what it was asked to, and that was not well.
  Failure = 2,  ///< It could not do it: a bad option, model or source file.
};

/// The flags behind `--`, if there are any; else null.
using FixedFlags = std::unique_ptr<clang::tooling::CompilationDatabase>;

/// One subcommand: its options belong to Options, and Run does it.
struct Command {
  llvm::cl::SubCommand &Options;
  int (*Run)(FixedFlags Flags);
  llvm::StringLiteral Examples; ///< For --help.
};

/// `poolguard check`
Command checkCommand();
/// `poolguard completion`
Command completionCommand();
/// `poolguard explain`
Command explainCommand();
/// `poolguard init`
Command initCommand();
/// `poolguard models`
Command modelsCommand();

} // namespace poolguard

#endif // POOLGUARD_TOOL_POOLGUARD_COMMAND_H
