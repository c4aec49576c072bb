//===-- PoolShapes.h - Classes that are pools by their shape ----*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// A class that calls itself a pool, has methods that close it, and nothing
/// that would do so when it is destroyed: docs/models.md has the rule. It is
/// for classes whose bodies are elsewhere; what is visible speaks for itself.
///
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_FLOW_POOLSHAPES_H
#define POOLGUARD_CHECKS_FLOW_POOLSHAPES_H

#include "../catalog/Model.h"
#include "clang/AST/DeclCXX.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <vector>

namespace poolguard {

/// The family of a class, or null.
using FamilyLookup =
    llvm::function_ref<const Family *(const clang::CXXRecordDecl *)>;

/// One method's part in the family of its class.
struct MethodRole {
  const clang::CXXMethodDecl *Method; ///< Of a template: the templated one.
  CallModel Model;
};

/// Name and methods are those of a pool: worth a closer look.
bool looksLikePool(const clang::CXXRecordDecl *Class);

/// The class and its members leave a pool open when they are destroyed: no
/// destructor of theirs could release one.
bool destructorLeaves(const clang::CXXRecordDecl *Class, FamilyLookup FamilyOf);

/// What the methods of \p Class do, if it has the shape of a pool; else empty.
/// There is no acquire among them if its objects are no obligation.
std::vector<MethodRole> rolesByShape(const clang::CXXRecordDecl *Class,
                                     FamilyLookup FamilyOf);

/// The public instance methods of \p Class, constructors and destructor left
/// out, templates by their pattern.
llvm::SmallVector<const clang::CXXMethodDecl *, 16>
publicMethods(const clang::CXXRecordDecl *Class);
/// The constructors that neither copy nor move, templates by their pattern.
llvm::SmallVector<const clang::CXXConstructorDecl *, 4>
makingConstructors(const clang::CXXRecordDecl *Class);

/// Fills in the pattern of \p Model, a call of \p Method on an object.
void setPattern(CallModel &Model, const clang::CXXMethodDecl *Method);

/// A release by name, if \p Method can be called without arguments.
std::optional<CallModel> releaseByName(const clang::CXXMethodDecl *Method);

} // namespace poolguard

#endif // POOLGUARD_CHECKS_FLOW_POOLSHAPES_H
