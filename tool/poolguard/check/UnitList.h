//===-- UnitList.h - Which units there are ----------------------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_TOOL_POOLGUARD_CHECK_UNITLIST_H
#define POOLGUARD_TOOL_POOLGUARD_CHECK_UNITLIST_H

#include "clang/Tooling/CompilationDatabase.h"
#include <memory>
#include <string>
#include <vector>

namespace poolguard {

/// The flags of a project's units, and where they come from.
struct Database {
  std::unique_ptr<clang::tooling::CompilationDatabase> Flags;
  std::string Source; ///< `DIR/compile_commands.json`; empty: the command line.
  bool ListsUnits = false; ///< Not so compile_flags.txt and the command line.
};

/// Finds the database for \p Paths (the current directory, if empty): in
/// \p BuildPath if that is given, or beside and above the paths and in the
/// usual build directories there. \p Tried tells where was looked, for -v.
/// \returns false, with \p Error, if there is none or it cannot be read.
bool findDatabase(llvm::StringRef BuildPath,
                  const std::vector<std::string> &Paths, Database &Found,
                  std::string &Error, std::vector<std::string> &Tried);

/// One file with one set of flags.
struct Unit {
  std::string File; ///< Absolute.
  clang::tooling::CompileCommand Command;
  /// Set: the unit was asked for because it includes these headers, and only
  /// findings in them count.
  std::vector<std::string> OnlyHeaders;
};

/// Lists the units that \p Paths name, all if empty: files, directories and
/// headers. Each file and command comes once, ordered by path.
/// \returns false, with \p Error, if a path names none.
bool listUnits(const Database &From, const std::vector<std::string> &Paths,
               std::vector<Unit> &Units, std::string &Error);

/// \p Path, absolute and without dots.
std::string absolutePath(llvm::StringRef Path, llvm::StringRef Directory = "");
/// \p Path without links, or as it is if there is nothing.
std::string realPath(llvm::StringRef Path);
/// The one name of a file that may be reached by links to directories.
std::string canonicalPath(llvm::StringRef Path);

} // namespace poolguard

#endif // POOLGUARD_TOOL_POOLGUARD_CHECK_UNITLIST_H
