//===-- NameWords.h - The words a name is made of ---------------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_FIXIT_NAMEWORDS_H
#define POOLGUARD_CHECKS_FIXIT_NAMEWORDS_H

#include "clang/AST/Decl.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include <string>

namespace poolguard {

/// The name of \p D has one of \p Words, which are in lower case: of
/// `pthread_mutexLock` they are "pthread", "mutex" and "lock".
inline bool hasWord(const clang::NamedDecl *D,
                    llvm::ArrayRef<llvm::StringRef> Words) {
  if (!D || !D->getDeclName().isIdentifier())
    return false;
  std::string Word;
  auto Fits = [&] { return llvm::is_contained(Words, llvm::StringRef(Word)); };
  char Before = '_';
  for (char C : D->getName()) {
    bool Begins = llvm::isUpper(C) && !llvm::isUpper(Before);
    if ((Begins || !llvm::isAlpha(C)) && !Word.empty()) {
      if (Fits())
        return true;
      Word.clear();
    }
    if (llvm::isAlpha(C))
      Word += llvm::toLower(C);
    Before = C;
  }
  return Fits();
}

} // namespace poolguard

#endif // POOLGUARD_CHECKS_FIXIT_NAMEWORDS_H
