//===-- ModelDiagnostics.h - Reports problems in a model file ---*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_CATALOG_MODELDIAGNOSTICS_H
#define POOLGUARD_CHECKS_CATALOG_MODELDIAGNOSTICS_H

#include "Catalog.h"
#include "llvm/ADT/Twine.h"
#include <string>
#include <vector>

namespace poolguard {

struct TreeNode;

/// Collects the problems of one file. A warning ends with what becomes of the
/// entry at fault, which the reader says once, by a ConsequenceScope.
class ModelDiagnostics {
public:
  ModelDiagnostics(llvm::StringRef File, std::vector<ModelDiagnostic> &Diags)
      : File(File), Diags(Diags) {}

  /// The file as a whole is of no use.
  void error(unsigned Line, unsigned Column, const llvm::Twine &Message);
  /// The entry that \p Where belongs to is of no use.
  void warning(const TreeNode &Where, const llvm::Twine &Message);

  /// While one lives, warnings end with "; " and its text.
  class ConsequenceScope {
  public:
    ConsequenceScope(ModelDiagnostics &D, std::string Text)
        : D(D), Outer(std::move(D.Consequence)) {
      D.Consequence = std::move(Text);
    }
    ~ConsequenceScope() { D.Consequence = std::move(Outer); }
    ConsequenceScope(const ConsequenceScope &) = delete;
    ConsequenceScope &operator=(const ConsequenceScope &) = delete;

  private:
    ModelDiagnostics &D;
    std::string Outer;
  };

private:
  std::string File;
  std::vector<ModelDiagnostic> &Diags;
  std::string Consequence;
};

/// The text that \p Word was likely meant to be, as " (did you mean 'x'?)", or
/// else all that is known, as " (known here: x, y)".
std::string suggestion(llvm::StringRef Word,
                       llvm::ArrayRef<llvm::StringRef> Known);

} // namespace poolguard

#endif // POOLGUARD_CHECKS_CATALOG_MODELDIAGNOSTICS_H
