//===-- LowerElements.h - Elements that an index names ----------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Private to the flow room. `t[n]`, `crew.t[crew.n]`, `*p`: which element is
/// named changes with the variable, the member or the pointer.
///
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_FLOW_LOWERELEMENTS_H
#define POOLGUARD_CHECKS_FLOW_LOWERELEMENTS_H

#include "FunctionLowering.h"

namespace poolguard {

/// `p`, also within `--p`, `p++` and their like, or null.
const clang::VarDecl *walkingVariable(const clang::Expr *E);

/// \p E, if it is `p++` or `p--`: what that names is no longer named by `p`.
const clang::Expr *steppedAfter(const clang::Expr *E);

/// The part of a lowering that follows what names an element.
class ElementLowering {
public:
  explicit ElementLowering(FunctionLowering &Lowering) : L(Lowering) {}

  /// The element \p Index names is one among the others from here on.
  void beforeChange(const clang::ValueDecl *Index);
  /// The same of the index that \p Target, an lvalue, denotes; if it is one.
  void beforeChange(const clang::Expr *Target);
  /// \p Target names another element now. In a loop that visits the elements,
  /// this may be where the next one is reached.
  void afterChange(const clang::Expr *Target);
  /// `t[--n]`: the element is named by this very expression.
  void bindAtAccess(const clang::Expr *Access);
  /// In each round of the loop the index changes first and names an element
  /// then: `n--; join(t[n]);`.
  bool isNamedAfterChange(LoopId Loop, const clang::ValueDecl *Index);

private:
  bool findAccess(LoopId Loop, const clang::ValueDecl *Index);

  FunctionLowering &L;
};

} // namespace poolguard

#endif // POOLGUARD_CHECKS_FLOW_LOWERELEMENTS_H
