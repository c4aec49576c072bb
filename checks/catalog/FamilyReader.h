//===-- FamilyReader.h - Compiles model files -------------------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

///
/// \file
/// The second step of reading a model: the tree of a file to checked Families.
/// To add a word: a key in FamilyReader.cpp or CallReader.cpp, its meaning in
/// Model.h, an example in docs/models.md, a case in test/unit/catalog.
///
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_CATALOG_FAMILYREADER_H
#define POOLGUARD_CHECKS_CATALOG_FAMILYREADER_H

#include "Catalog.h"

namespace poolguard {

/// The families that the model file \p Text describes; a lease is a family of
/// its own, right behind its pool. A family without calls is one that the file
/// switches off. What is wrong goes to \p Diags and is left out.
std::vector<Family> readFamilies(llvm::StringRef Text, llvm::StringRef FileName,
                                 std::vector<ModelDiagnostic> &Diags);

} // namespace poolguard

#endif // POOLGUARD_CHECKS_CATALOG_FAMILYREADER_H
