//===-- SlotCounter.h - How many slots of an array are taken ----*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_FIXIT_SLOTCOUNTER_H
#define POOLGUARD_CHECKS_FIXIT_SLOTCOUNTER_H

#include "FillLoop.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Stmt.h"
#include <optional>
#include <string>
#include <vector>

namespace poolguard {

/// A number that begins with 0 and is counted up with each pool that comes into
/// an array, and never otherwise: `t[n++] = make()`, or
/// `if (create(&team.t[team.n]) != 0) break; team.n++;`.
class SlotCounter {
public:
  /// That of \p Array, which \p Constructions alone fill.
  static std::optional<SlotCounter>
  find(const clang::FunctionDecl *F, const clang::VarDecl *Array,
       llvm::ArrayRef<const clang::Expr *> Constructions,
       const clang::ASTContext &Context);

  /// How many elements from the first on were made by \p Where: `n`, `n + 1`.
  /// Empty: not known.
  std::string madeAt(clang::SourceLocation Where, LastAttempt Last,
                     const clang::ASTContext &Context) const;

  /// The element \p Index: `team.t[i]`.
  std::string element(llvm::StringRef Index) const {
    return Base + "[" + Index.str() + "]" + Rest;
  }
  clang::QualType type() const { return Type; }

private:
  friend class SlotCounterFinder;

  std::string Text; ///< `team.n`
  std::string Base, Rest;
  clang::QualType Type;
  /// Where it can be named and has a value.
  clang::SourceRange Known;
  /// A pool was made, but not counted yet.
  std::vector<clang::SourceRange> Uncounted;
  /// From here to there it may be something else.
  std::vector<clang::SourceLocation> Spoilt;
  /// All loops of the function.
  std::vector<clang::SourceRange> Loops;
};

} // namespace poolguard

#endif // POOLGUARD_CHECKS_FIXIT_SLOTCOUNTER_H
