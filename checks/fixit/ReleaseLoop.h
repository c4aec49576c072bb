//===-- ReleaseLoop.h - The loop that releases many pools -------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The statement that releases the pools of an array elsewhere in the function
/// knows which elements hold one: `for (i = 0; i < n; i++) if (started[i])
/// pthread_join(t[i], NULL);`. A way out that misses it can do the same.
///
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_FIXIT_RELEASELOOP_H
#define POOLGUARD_CHECKS_FIXIT_RELEASELOOP_H

#include "../flow/Lowering.h"
#include "Insertion.h"
#include "llvm/ADT/SetVector.h"
#include <optional>
#include <string>

namespace poolguard {

class ReleaseLoop {
public:
  /// That of \p Array, whose elements \p Places are and \p Constructions alone
  /// make.
  static std::optional<ReleaseLoop>
  find(const LoweredFunction &L, const clang::VarDecl *Array,
       llvm::ArrayRef<PlaceId> Places,
       llvm::ArrayRef<const clang::Expr *> Constructions,
       const clang::ASTContext &Context);

  /// The statement as it is written, with the lines' ends of \p P's place.
  /// Empty: there it would do something else, or too much.
  std::string textAt(const TextPoint &P,
                     const clang::ASTContext &Context) const;

  ReleaseMode mode() const { return Mode; }

private:
  class Finder;

  const clang::Stmt *Whole = nullptr;
  ReleaseMode Mode = ReleaseMode::Close;
  /// The statements behind the last construction and before Whole.
  std::vector<const clang::Stmt *> Between;
  /// The variables of others that it names, and those that it writes.
  llvm::SetVector<const clang::ValueDecl *> Named, Written;
};

} // namespace poolguard

#endif // POOLGUARD_CHECKS_FIXIT_RELEASELOOP_H
