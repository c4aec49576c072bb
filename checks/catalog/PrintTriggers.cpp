//===-- PrintTriggers.cpp - The built-in trigger names, at build time -----===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Runs while building and prints the built-in models' triggers as C++
/// initialisers, so that a unit that mentions none need not read the models.
///
//===----------------------------------------------------------------------===//

#include "Catalog.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/raw_ostream.h"

int main() {
  for (const poolguard::Trigger &T : poolguard::Catalog::builtin()->triggers())
    llvm::outs() << "{\"" << T.Name << "\", " << (T.IsClass ? "true" : "false")
                 << ", \"" << llvm::join(T.Functions, " ") << "\"},\n";
}
