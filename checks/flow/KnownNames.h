//===-- KnownNames.h - Names that a unit knows ------------------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_FLOW_KNOWNNAMES_H
#define POOLGUARD_FLOW_KNOWNNAMES_H

#include "clang/AST/ASTContext.h"
#include "clang/Basic/IdentifierTable.h"

namespace poolguard {

/// The identifier, if it stands anywhere in the unit; none is made. The table
/// alone does not tell: of a precompiled header, which an editor's server makes
/// of everything that a file includes, it has only what was used so far.
inline const clang::IdentifierInfo *
findIdentifier(llvm::StringRef Name, const clang::ASTContext &Context) {
  auto It = Context.Idents.find(Name);
  if (It != Context.Idents.end() && It->second)
    return It->second;
  clang::IdentifierInfoLookup *Precompiled =
      Context.Idents.getExternalIdentifierLookup();
  return Precompiled ? Precompiled->get(Name) : nullptr;
}

} // namespace poolguard

#endif // POOLGUARD_FLOW_KNOWNNAMES_H
