//===-- MemberRelease.h - A destructor that releases ------------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_FIXIT_MEMBERRELEASE_H
#define POOLGUARD_CHECKS_FIXIT_MEMBERRELEASE_H

#include "../flow/Lowering.h"
#include "Fix.h"
#include "clang/AST/DeclCXX.h"
#include <functional>

namespace poolguard {

/// A member that still holds a pool when its object is gone.
struct OpenMember {
  const clang::FieldDecl *Field = nullptr; ///< What Text begins with.
  std::string Text;                        ///< `impl->pool`
  LoweredSite Site;
  bool OpenToOthers = false; ///< Code outside of the class can get at it.
};

/// What a class is tried with.
struct MemberTools {
  const clang::ASTContext &Context;
  ModelMatcher &Models;
  /// The ways to make an object; null: by the members' own initialisers.
  llvm::ArrayRef<const clang::CXXConstructorDecl *> Constructors;
  std::function<std::unique_ptr<LoweredFunction>(const ObjectLife &)> Lower;
  std::function<std::unique_ptr<LoweredFunction>(const clang::FunctionDecl *)>
      LowerBody;
};

/// Has the destructor of \p Class, which may have none yet, release \p Members.
/// What is proposed was tried on the lives that the class allows. Each member
/// has its proposal; what one fix does for several, the first one has.
std::vector<FixProposal> releaseInDestructor(const clang::CXXRecordDecl *Class,
                                             llvm::ArrayRef<OpenMember> Members,
                                             const MemberTools &Tools);

} // namespace poolguard

#endif // POOLGUARD_CHECKS_FIXIT_MEMBERRELEASE_H
