//===-- FixGuard.cpp - Nobody else writes while fixes are applied ---------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FixGuard.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

using namespace llvm;
namespace fs = llvm::sys::fs;

namespace poolguard {

FixGuard::FixGuard() {
  sigset_t Ends;
  sigemptyset(&Ends);
  for (int Signal : {SIGINT, SIGTERM, SIGHUP, SIGQUIT})
    sigaddset(&Ends, Signal);
  sigprocmask(SIG_BLOCK, &Ends, &Before);
  SmallString<128> Path;
  sys::path::system_temp_directory(/*ErasedOnReboot=*/true, Path);
  sys::path::append(Path, "poolguard-fix-" + std::to_string(getuid()));
  Lock = ::open(Path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (Lock >= 0)
    (void)::flock(Lock, LOCK_EX);
}

FixGuard::~FixGuard() {
  if (Lock >= 0)
    ::close(Lock);
  sigprocmask(SIG_SETMASK, &Before, nullptr);
}

static bool isNewer(StringRef File, sys::TimePoint<> Than) {
  fs::file_status Status;
  return !fs::status(File, Status) && Status.getLastModificationTime() > Than;
}

bool FixGuard::isOutdated(const clang::tidy::ClangTidyError &E,
                          const Report &R) const {
  auto Changed = [&](const clang::tooling::DiagnosticMessage &M) {
    for (const auto &File : M.Fix)
      if (isNewer(absolutePath(File.first(), E.BuildDirectory), R.Begin))
        return true;
    return false;
  };
  return Changed(E.Message) || llvm::any_of(E.Notes, Changed);
}

} // namespace poolguard
