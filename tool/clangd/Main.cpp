//===-- Main.cpp - poolguard-clangd, clangd with our checks ---------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

///
/// \file
/// clangd itself; what we change of it is in the files beside this one.
///
//===----------------------------------------------------------------------===//

#include "Clangd.h"
#include "UnitMemory.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/raw_ostream.h"
#include <cstdlib>

using namespace llvm;

/// clangd looks for Clang's own headers beside its executable, where they are
/// not. `--resource-dir` still wins.
static void presetResourceDir() {
  auto &Options = cl::getRegisteredOptions();
  auto Found = Options.find("resource-dir");
  if (Found == Options.end() || !sys::fs::is_directory(POOLGUARD_RESOURCE_DIR))
    return;
  static_cast<cl::opt<std::string> *>(Found->second)
      ->setInitialValue(POOLGUARD_RESOURCE_DIR);
}

int main(int Argc, char *Argv[]) {
  presetResourceDir();
  poolguard::UnitMemory::Enabled = !std::getenv("POOLGUARD_FORGET");
  if (Argc == 2 && StringRef(Argv[1]).ltrim('-') == "version")
    outs() << "poolguard-clangd " POOLGUARD_VERSION ", which is\n";
  return clang::clangd::clangdMain(Argc, Argv);
}
