//===-- DefaultChecks.cpp - Our checks are on unless refused --------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

///
/// \file
/// clangd runs the checks that `.clang-tidy` and `.clangd` ask for, or a few of
/// its own where nobody asks. Ours are on in both cases, as in `poolguard
/// check`, unless the configuration speaks of them or switches everything off.
///
/// clangd also passes over each check of which it does not know that rebuilding
/// a file takes at most 8 % longer with it. Who starts this server wants ours
/// all the same; docs/benchmarks.md says what they cost.
///
//===----------------------------------------------------------------------===//

#include "Clangd.h"

using namespace llvm;
using clang::clangd::TidyProvider;
using clang::tidy::ClangTidyOptions;

#define IS_FAST "_ZN5clang6clangd15isFastTidyCheckEN4llvm9StringRefE"
#define CLANGD_CONFIG "_ZN5clang6clangd19provideClangdConfigEv"
#define DEFAULT_CHECKS "_ZN5clang6clangd20provideDefaultChecksEv"

namespace poolguard {

static constexpr StringLiteral OurChecks = "poolguard-*";

std::optional<bool> realIsFast(StringRef Check) POOLGUARD_REAL(IS_FAST);
std::optional<bool> wrapIsFast(StringRef Check) POOLGUARD_WRAP(IS_FAST);
TidyProvider realClangdConfig() POOLGUARD_REAL(CLANGD_CONFIG);
TidyProvider wrapClangdConfig() POOLGUARD_WRAP(CLANGD_CONFIG);
TidyProvider realDefaultChecks() POOLGUARD_REAL(DEFAULT_CHECKS);
TidyProvider wrapDefaultChecks() POOLGUARD_WRAP(DEFAULT_CHECKS);

std::optional<bool> wrapIsFast(StringRef Check) {
  if (Check.starts_with("poolguard-"))
    return true;
  return realIsFast(Check);
}

static bool namesChecks(const ClangTidyOptions &Options) {
  return Options.Checks && !StringRef(*Options.Checks).trim().empty();
}

/// Switches our checks on where \p Options ask for checks and leave ours open.
static void addOurs(ClangTidyOptions &Options) {
  StringRef Asked = *Options.Checks;
  StringRef Last = Asked.rtrim(", \t\r\n").rsplit(',').second;
  if (Asked.contains("poolguard") || Asked.trim(", \t\r\n") == "-*" ||
      Last.trim() == "-*")
    return;
  *Options.Checks += "," + OurChecks.str();
}

/// Comes after the `.clang-tidy` files: what those say is known here, and what
/// `.clangd` removes counts more than our wish.
TidyProvider wrapClangdConfig() {
  return
      [Config = realClangdConfig()](ClangTidyOptions &Options, StringRef File) {
        bool FilesNameChecks = namesChecks(Options);
        if (FilesNameChecks)
          addOurs(Options);
        Config(Options, File);
        if (!FilesNameChecks && namesChecks(Options))
          Options.Checks = OurChecks.str() + "," + *Options.Checks;
      };
}

/// Comes last; also without `.clangd` (`--enable-config=0`).
TidyProvider wrapDefaultChecks() {
  return [Defaults = realDefaultChecks()](ClangTidyOptions &Options,
                                          StringRef File) {
    Defaults(Options, File);
    if (namesChecks(Options))
      addOurs(Options);
  };
}

} // namespace poolguard
