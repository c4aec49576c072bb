// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The built-in models as the text of their YAML files, in the order of their
// names. Nothing is parsed here: they go through the same reader as the user's.

#ifndef POOLGUARD_CATALOG_EMBEDDEDMODELS_H
#define POOLGUARD_CATALOG_EMBEDDEDMODELS_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"

namespace poolguard {

/// One file of checks/catalog/models.
struct EmbeddedModel {
  llvm::StringRef Name; ///< The file's name without ".yaml".
  llvm::StringRef Text; ///< Followed by a NUL, as llvm::MemoryBuffer wants.
};

llvm::ArrayRef<EmbeddedModel> embeddedModels();

} // namespace poolguard

#endif // POOLGUARD_CATALOG_EMBEDDEDMODELS_H
