//===-- PatternReader.h - Compiles which call is meant ----------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_CATALOG_PATTERNREADER_H
#define POOLGUARD_CHECKS_CATALOG_PATTERNREADER_H

#include "FieldReader.h"
#include "Model.h"

namespace poolguard {

/// A constant as written: an integer, `true`, `TRUE`, `nullptr` and the like,
/// or the name of an enumerator or macro.
std::optional<ModelConstant> parseConstant(llvm::StringRef Text);

/// Reports, through \p Fields, a name that is not spelled as one: `a::b`.
bool checkName(const TreeNode &Name, FieldReader &Fields);

/// Reads `fn`, `method` or `ctor` with `class`, `args`, `when` and `unless`:
/// one pattern per name and class. Empty after a report.
std::vector<CallPattern> readPatterns(FieldReader &Fields,
                                      const TreeNode &Mapping,
                                      llvm::ArrayRef<std::string> Classes,
                                      ModelDiagnostics &Diags);

/// The same for a bare name: a method of \p Classes if there are any, unless
/// it is qualified, and else a function.
std::vector<CallPattern> bareNamePatterns(llvm::StringRef Name,
                                          llvm::ArrayRef<std::string> Classes);

} // namespace poolguard

#endif // POOLGUARD_CHECKS_CATALOG_PATTERNREADER_H
