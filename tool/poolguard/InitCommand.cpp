//===-- InitCommand.cpp - poolguard init ----------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

///
/// \file
/// Writes the files that a project needs to begin with.
///
//===----------------------------------------------------------------------===//

#include "Command.h"
#include "check/OutputFile.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;
using namespace poolguard;

static cl::SubCommand
    Init("init", "Write starters of the configuration, where there is none");
static cl::opt<std::string> Directory(cl::Positional, cl::desc("[DIRECTORY]"),
                                      cl::init("."), cl::sub(Init));

namespace {
struct Starter {
  StringLiteral Name;
  StringLiteral Text;
  StringLiteral Mark;   ///< What one that knows us has in it.
  StringLiteral Remedy; ///< What to do with one that does not.
};
} // namespace

static constexpr Starter Starters[] = {
    {".clang-tidy",
     R"(# Read by clang-tidy, clangd and 'poolguard check'.
Checks: 'poolguard-*'
CheckOptions:
  # What may throw: explicit, likely or any.
  poolguard-unreleased-on-exception.Throws: likely
  # Which of two releases a fix writes: ask, close or terminate.
  PreferredRelease: ask
)",
     "poolguard", "add 'poolguard-*' to its Checks for clang-tidy and clangd"},
    {".clangd",
     R"(# Read by poolguard-clangd, which is clangd with PoolGuard in it.
Diagnostics:
  ClangTidy:
    Add: poolguard-*
)",
     "poolguard", "add 'poolguard-*' to Diagnostics: ClangTidy: Add"},
    {".pre-commit-config.yaml",
     R"(repos:
  - repo: local
    hooks:
      - id: poolguard
        name: poolguard
        entry: poolguard check
        language: system
        types_or: [c, c++]
)",
     "poolguard", "add a hook with the entry 'poolguard check'"},
    {".poolguard.yaml",
     R"(# Pools of this project that PoolGuard does not know. 'poolguard models'
# checks this file; PoolGuard's page docs/models.md describes it.
# - id: acme-pool
#   kind: thread-pool
#   acquire: acme_pool_new # p = acme_pool_new(4);
#   release: acme_pool_free # acme_pool_free(p);
[]
)",
     "", ""},
};

static int run(FixedFlags) {
  if (!sys::fs::is_directory(Directory)) {
    errs() << Directory << ": error: no such directory\n";
    return Failure;
  }
  for (const Starter &S : Starters) {
    SmallString<256> Path(Directory);
    sys::path::append(Path, S.Name);
    if (sys::fs::is_symlink_file(Path) && !sys::fs::exists(Path)) {
      outs() << "kept " << S.Name << ": it is a link to nothing\n";
      continue;
    }
    if (ErrorOr<std::unique_ptr<MemoryBuffer>> Old =
            MemoryBuffer::getFile(Path)) {
      outs() << "kept " << S.Name;
      if (!(*Old)->getBuffer().contains(S.Mark))
        outs() << ": " << S.Remedy;
      outs() << "\n";
      continue;
    }
    if (Error E = writeWhole(Path, S.Text)) {
      errs() << toString(std::move(E)) << "\n";
      return Failure;
    }
    outs() << "wrote " << S.Name << "\n";
  }
  outs() << "next: poolguard check\n";
  return Success;
}

static constexpr StringLiteral Examples = R"(
  poolguard init        in the current directory
  poolguard init DIR    in another; what exists is kept
)";

Command poolguard::initCommand() { return {Init, run, Examples}; }
