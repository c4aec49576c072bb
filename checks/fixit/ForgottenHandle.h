//===-- ForgottenHandle.h - Null after a release ----------------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// `if (p) end(p);` later in the function counts on a handle that is null where
/// the pool was released before: `end(p); p = NULL;`.
///
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_FIXIT_FORGOTTENHANDLE_H
#define POOLGUARD_CHECKS_FIXIT_FORGOTTENHANDLE_H

#include "../flow/Lowering.h"
#include "Fix.h"
#include "ReleaseTrial.h"
#include "clang/AST/ParentMap.h"
#include <optional>

namespace poolguard {

/// Makes the handle of \p Site null behind \p Release, a statement that
/// releases its pool at \p Points.
class ForgottenHandle {
public:
  /// Nothing if that cannot be written.
  static std::optional<ForgottenHandle> find(const LoweredFunction &L,
                                             SiteId Site,
                                             const clang::Stmt *Release,
                                             const clang::ParentMap &Parents);

  /// Somebody would release or use a null pointer then.
  bool isUsedAsNull(const LoweredFunction &L, SiteId Site,
                    llvm::ArrayRef<GraphPoint> Points) const;
  /// The function as it would be, if runs come by \p Points behind the release.
  LoweredFunction after(const LoweredFunction &L,
                        llvm::ArrayRef<GraphPoint> Points) const;
  std::optional<Fix> write(const LoweredFunction &L,
                           const clang::ASTContext &Context) const;

private:
  bool isGivenLater(const LoweredFunction &L) const;

  PlaceId Place = None;
  std::string Handle;
  const clang::Stmt *Release = nullptr;
  const clang::VarDecl *Root = nullptr;
};

} // namespace poolguard

#endif // POOLGUARD_CHECKS_FIXIT_FORGOTTENHANDLE_H
