//===-- GuardSpelling.h - A scope guard as one would write it ---*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_FIXIT_GUARDSPELLING_H
#define POOLGUARD_CHECKS_FIXIT_GUARDSPELLING_H

#include "../flow/Lowering.h"
#include "HandleVariable.h"

namespace poolguard {

/// A `std::unique_ptr` for a pointer variable, written out.
struct GuardSpelling {
  std::string Type;    ///< `std::unique_ptr<T, void (*)(T *)>`
  std::string Pointee; ///< `T`
  std::string Deleter; ///< `[](T *handle) { close(handle, 0); }`; may be empty.
  std::string Release; ///< What it does, of the variable: `close(p, 0)`.
  std::string Header;  ///< What is not included yet: `<memory>`.
  ReleaseMode Mode = ReleaseMode::Close;
  bool MakesUnique = false; ///< `std::make_unique` can be had.
  /// `std::unique_ptr<std::jthread>`: the object knows whether it is open.
  bool Joins = false;
};

/// The guards for \p Handle, a pool of \p F made in \p Function: at most one
/// for each mode. None, and the reason in \p Why, if there is none to be
/// written.
llvm::SmallVector<GuardSpelling, 2>
spellGuards(const Family &F, const HandleVariable &Handle,
            const clang::FunctionDecl *Function,
            const clang::ASTContext &Context, ModelMatcher &Models,
            std::string &Why);

/// `pGuard`, `pool_guard`: a free name in the style of \p Handle's. Empty: all
/// are taken.
std::string guardName(const clang::VarDecl *Handle,
                      const clang::FunctionDecl *F,
                      const clang::ASTContext &Context);

/// Not nothing: what has to be included for `std::unique_ptr`.
std::string headerOfUniquePtr(const clang::ASTContext &Context);

/// The type of \p V as one would write it again, or empty: it has no name.
std::string spellType(const clang::VarDecl *V,
                      const clang::ASTContext &Context);

/// The first of \p Names that is free in \p F, or empty.
std::string freshName(llvm::ArrayRef<llvm::StringRef> Names,
                      const clang::FunctionDecl *F,
                      const clang::ASTContext &Context);

/// Nothing that \p F can see, macros included, is called \p Name.
bool isFreeName(llvm::StringRef Name, const clang::FunctionDecl *F,
                const clang::ASTContext &Context);

} // namespace poolguard

#endif // POOLGUARD_CHECKS_FIXIT_GUARDSPELLING_H
