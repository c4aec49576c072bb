// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Differences between the LLVM majors we support; each entry names the major
// at whose end it goes. Code elsewhere has no version #if.

#ifndef POOLGUARD_COMPAT_H
#define POOLGUARD_COMPAT_H

#include "clang/Basic/Version.h"

#if CLANG_VERSION_MAJOR >= 22
#include "clang-tidy/ClangTidyModule.h"
#else // Goes with LLVM 19.
#include "clang-tidy/ClangTidyModuleRegistry.h"
#endif

#endif // POOLGUARD_COMPAT_H
