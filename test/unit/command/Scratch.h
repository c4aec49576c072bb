//===-- Scratch.h - Files for a test ----------------------------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_TEST_UNIT_COMMAND_SCRATCH_H
#define POOLGUARD_TEST_UNIT_COMMAND_SCRATCH_H

#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
#include <string>

namespace poolguard {

/// A directory that is gone after the test.
class Scratch {
public:
  Scratch() {
    llvm::SmallString<128> Made;
    if (!llvm::sys::fs::createUniqueDirectory("poolguard", Made))
      llvm::sys::fs::real_path(Made, Root);
  }
  ~Scratch() { llvm::sys::fs::remove_directories(Root); }

  std::string path(llvm::StringRef Name) const {
    return (llvm::Twine(Root) + "/" + Name).str();
  }
  /// \returns its path.
  std::string write(llvm::StringRef Name, llvm::StringRef Text) const {
    std::string Path = path(Name);
    llvm::sys::fs::create_directories(llvm::sys::path::parent_path(Path));
    std::error_code E;
    llvm::raw_fd_ostream(Path, E) << Text;
    return Path;
  }

private:
  llvm::SmallString<128> Root;
};

} // namespace poolguard

#endif // POOLGUARD_TEST_UNIT_COMMAND_SCRATCH_H
