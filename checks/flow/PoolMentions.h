//===-- PoolMentions.h - Which code has to do with pools --------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Decides cheaply, before anything is lowered, whether it is worth it.
///
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_FLOW_POOLMENTIONS_H
#define POOLGUARD_CHECKS_FLOW_POOLMENTIONS_H

#include "ModelMatcher.h"
#include "clang/AST/DeclCXX.h"

namespace poolguard {

/// What a skim over the bodies of one unit tells, each skimmed once.
class PoolMentions {
public:
  explicit PoolMentions(ModelMatcher &Models) : Models(Models) {}

  /// \p F, whose body is at hand, makes or releases a pool, by itself or by a
  /// function it calls. \p Broken, if given, gets the answer of isBroken().
  bool inBody(const clang::FunctionDecl *F, bool *Broken = nullptr);
  /// The body has errors, as while somebody types: it tells nothing.
  bool isBroken(const clang::FunctionDecl *F);
  /// The same of any method of \p R, of its bases, or of the classes of its
  /// members: an object of \p R may hold or release pools.
  bool inClass(const clang::CXXRecordDecl *R);

private:
  class Skimmer;
  bool skim(const clang::FunctionDecl *F, unsigned Depth);

  ModelMatcher &Models;
  llvm::DenseMap<const clang::FunctionDecl *, bool> Bodies, Broken;
  llvm::DenseMap<const clang::CXXRecordDecl *, bool> Classes;
};

} // namespace poolguard

#endif // POOLGUARD_CHECKS_FLOW_POOLMENTIONS_H
