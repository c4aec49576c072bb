// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "HostVersion.h"

#include "clang/Basic/Version.h"

#include <cstdio>
#include <cstdlib>
#include <string>

namespace poolguard {

/// The major in "Debian clang version 22.1.8 (...)"; 0 when there is none.
static long majorOf(const std::string &FullVersion) {
  static const char Mark[] = "clang version ";
  size_t At = FullVersion.find(Mark);
  if (At == std::string::npos)
    return 0;
  return std::strtol(FullVersion.c_str() + At + sizeof(Mark) - 1, nullptr, 10);
}

const char *refuseForeignHost(const char *ModuleName) {
  long Host = majorOf(clang::getClangFullVersion());
  if (Host == CLANG_VERSION_MAJOR)
    return ModuleName;
  // Only the C library from here on: nothing of the host can be trusted.
  std::fprintf(stderr,
               "poolguard: error: built for LLVM %d, but loaded by LLVM %ld; "
               "use clang-tidy-%d, or build with -DPOOLGUARD_LLVM=%ld\n",
               CLANG_VERSION_MAJOR, Host, CLANG_VERSION_MAJOR, Host);
  std::_Exit(1);
}

} // namespace poolguard
