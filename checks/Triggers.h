//===-- Triggers.h - Has a unit anything to do with pools? ------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_TRIGGERS_H
#define POOLGUARD_CHECKS_TRIGGERS_H

#include "catalog/Catalog.h"
#include "clang/AST/ASTContext.h"

namespace poolguard {

/// The unit may have a site of a built-in model; told without reading them.
/// False means that it has none.
bool mentionsBuiltinModels(const clang::ASTContext &Context);

/// The built-in models of which the unit mentions something.
ModelSelection selectBuiltinModels(const clang::ASTContext &Context);

/// The same for the families of \p Models.
bool mentionsModels(const Catalog &Models, const clang::ASTContext &Context);

} // namespace poolguard

#endif // POOLGUARD_CHECKS_TRIGGERS_H
