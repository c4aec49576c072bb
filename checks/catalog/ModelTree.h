//===-- ModelTree.h - A model file as written -------------------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The first step of reading a model: YAML text to a tree in which everything
/// knows its line and column. It knows YAML, and not one word of the
/// vocabulary.
///
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_CATALOG_MODELTREE_H
#define POOLGUARD_CHECKS_CATALOG_MODELTREE_H

#include "llvm/ADT/StringRef.h"
#include <optional>
#include <string>
#include <vector>

namespace poolguard {

class ModelDiagnostics;

/// One YAML value.
struct TreeNode {
  enum Kind { Null, Scalar, List, Map } What = Null;
  unsigned Line = 0, Column = 0;
  std::string Text;            ///< Scalar: unquoted and unescaped.
  std::vector<TreeNode> Items; ///< List: the elements. Map: the values, ...
  std::vector<TreeNode> Keys;  ///< ... and their keys, all of them Scalar.

  bool isScalar() const { return What == Scalar; }
  bool isList() const { return What == List; }
  bool isMap() const { return What == Map; }
};

/// The root nodes of the YAML documents in \p Text, or nothing and an error in
/// \p Diags if it is no YAML, or YAML beyond what a model needs (aliases, keys
/// that are no scalars, nesting or size out of all proportion).
std::optional<std::vector<TreeNode>> readTree(llvm::StringRef Text,
                                              ModelDiagnostics &Diags);

} // namespace poolguard

#endif // POOLGUARD_CHECKS_CATALOG_MODELTREE_H
