//===-- NameWords.h - The words a name is made of ---------------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_FIXIT_NAMEWORDS_H
#define POOLGUARD_CHECKS_FIXIT_NAMEWORDS_H

#include "../flow/PoolNames.h"
#include "clang/AST/DeclCXX.h"
#include "llvm/ADT/STLExtras.h"

namespace poolguard {

/// The name of \p D has one of \p Words, which are in lower case: of
/// `pthread_mutexLock` they are "pthread", "mutex" and "lock".
inline bool hasWord(const clang::NamedDecl *D,
                    llvm::ArrayRef<llvm::StringRef> Words) {
  return D && D->getDeclName().isIdentifier() &&
         llvm::any_of(wordsOf(D->getName()), [&](llvm::StringRef Word) {
           return llvm::is_contained(Words, Word);
         });
}

/// The name of \p R, which may be null, if it is a class of the standard
/// library; else empty.
inline llvm::StringRef standardClass(const clang::CXXRecordDecl *R) {
  return R && R->isInStdNamespace() && R->getDeclName().isIdentifier()
             ? R->getName()
             : "";
}

} // namespace poolguard

#endif // POOLGUARD_CHECKS_FIXIT_NAMEWORDS_H
