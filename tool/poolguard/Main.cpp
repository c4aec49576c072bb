//===-- Main.cpp - The command poolguard ----------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Command.h"
#include "llvm/Support/InitLLVM.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;
using namespace poolguard;

/// Takes `-- FLAGS` off the command line.
static FixedFlags takeFlags(int &Count, const char **Arguments,
                            std::string &Error) {
  return clang::tooling::FixedCompilationDatabase::loadFromCommandLine(
      Count, Arguments, Error);
}

int main(int Count, const char **Arguments) {
  InitLLVM Init(Count, Arguments);
  std::string Error;
  FixedFlags Flags = takeFlags(Count, Arguments, Error);
  const Command Commands[] = {modelsCommand()};
  cl::ParseCommandLineOptions(
      Count, Arguments, "PoolGuard finds pools and threads nobody releases\n");
  for (const Command &C : Commands)
    if (C.Options)
      return C.Run(std::move(Flags));
  errs() << "poolguard: no command given; see poolguard --help\n";
  return Failure;
}
