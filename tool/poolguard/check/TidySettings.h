//===-- TidySettings.h - Configuration as clang-tidy reads it ---*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_TOOL_POOLGUARD_CHECK_TIDYSETTINGS_H
#define POOLGUARD_TOOL_POOLGUARD_CHECK_TIDYSETTINGS_H

#include "clang-tidy/ClangTidyOptions.h"
#include "llvm/ADT/StringSet.h"
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace poolguard {

/// What the command line says about the checks; an option that is not given
/// leaves the word to the configuration.
struct TidySettings {
  std::optional<std::string> Checks, WarningsAsErrors, HeaderFilter,
      ExcludeHeaderFilter, FormatStyle;
  std::optional<bool> SystemHeaders;
  std::vector<std::string> ExtraArgs, ExtraArgsBefore, RemovedArgs;
  std::string Config;     ///< Text; empty: the files near the sources.
  std::string ConfigName; ///< Where the text comes from.
  std::string LineFilter;
  std::optional<bool> Color;
};

/// Reads the configuration of each file; shared by all units.
class TidyConfiguration {
public:
  explicit TidyConfiguration(const TidySettings &Settings);
  ~TidyConfiguration();

  /// What is wrong with the command line or the files read so far, in the form
  /// `FILE:LINE:COL: error: ...`.
  const std::vector<std::string> &problems() const { return Problems; }
  /// The options of \p File: our checks only, and all of them unless the
  /// configuration speaks of them.
  clang::tidy::ClangTidyOptions optionsFor(llvm::StringRef File);
  /// Whether any check is on for \p File.
  bool checksAnything(llvm::StringRef File);
  /// Whether \p Check is on for \p File.
  bool isEnabled(llvm::StringRef Check, llvm::StringRef File);

  /// A provider for one run of clang-tidy, fed from here. With \p AllHeaders
  /// the header filters do not count.
  std::unique_ptr<clang::tidy::ClangTidyOptionsProvider>
  provider(bool AllHeaders = false);

private:
  void verify(const clang::tidy::ClangTidyOptions &Options,
              llvm::StringRef File);

  std::vector<std::string> Problems;
  llvm::StringSet<> Told;
  clang::tidy::ClangTidyGlobalOptions Global;
  std::unique_ptr<clang::tidy::ClangTidyOptionsProvider> Files;
};

} // namespace poolguard

#endif // POOLGUARD_TOOL_POOLGUARD_CHECK_TIDYSETTINGS_H
