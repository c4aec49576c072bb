//===-- OutputFile.h - Where the report goes --------------------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_TOOL_POOLGUARD_CHECK_OUTPUTFILE_H
#define POOLGUARD_TOOL_POOLGUARD_CHECK_OUTPUTFILE_H

#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/raw_ostream.h"
#include <optional>
#include <string>

namespace poolguard {

/// Writes \p Text to \p Path by way of a temporary file beside it, so that
/// nobody ever sees half of it.
llvm::Error writeWhole(llvm::StringRef Path, llvm::StringRef Text);

/// Stdout, or a file that appears when it is complete.
class OutputFile {
public:
  OutputFile() = default;
  ~OutputFile();
  OutputFile(const OutputFile &) = delete;
  OutputFile &operator=(const OutputFile &) = delete;

  /// \p Path empty or `-`: stdout. Tells at once if it cannot be written.
  llvm::Error open(llvm::StringRef Path);
  bool isStdout() const { return Path.empty(); }
  /// Whatever \p Print writes to stdout goes to the file.
  void capture(llvm::function_ref<void()> Print);
  /// Puts the file into place.
  llvm::Error keep();

private:
  llvm::Error createTemporary();

  std::string Path;
  /// Only while something is written: LLVM removes what is temporary where a
  /// process crashes, and one that checks a unit may.
  std::optional<llvm::sys::fs::TempFile> Temporary;
  llvm::Error Problem = llvm::Error::success();
  std::optional<int> Direct; ///< No regular file: a device, a pipe.
};

} // namespace poolguard

#endif // POOLGUARD_TOOL_POOLGUARD_CHECK_OUTPUTFILE_H
