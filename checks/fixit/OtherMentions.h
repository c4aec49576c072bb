//===-- OtherMentions.h - Names that the AST does not show ------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_FIXIT_OTHERMENTIONS_H
#define POOLGUARD_CHECKS_FIXIT_OTHERMENTIONS_H

#include "clang/AST/Decl.h"
#include "llvm/ADT/DenseSet.h"

namespace poolguard {

/// The text of \p F has the name of \p V where none of its mentions in \p Known
/// (file locations) stands: in code that is not compiled here, in a type
/// (`decltype(p)`), in a macro's body.
bool isMentionedElsewhere(const clang::FunctionDecl *F, const clang::VarDecl *V,
                          const llvm::DenseSet<clang::SourceLocation> &Known);

/// A line of \p Text but the first, which may begin anywhere, is a directive.
bool hasDirective(llvm::StringRef Text);

/// The code of \p F depends on the configuration: there are directives in it.
bool hasDirectives(const clang::FunctionDecl *F);

/// Directives leave out code of \p F that has the name of \p V, as far as it
/// can be told.
bool isMentionedWhereNotCompiled(const clang::FunctionDecl *F,
                                 const clang::VarDecl *V);

/// There is a directive behind \p Begin and before \p End: braces put there
/// would begin in one configuration and end in another.
bool hasDirectiveBetween(clang::SourceLocation Begin, clang::SourceLocation End,
                         const clang::SourceManager &SM);

} // namespace poolguard

#endif // POOLGUARD_CHECKS_FIXIT_OTHERMENTIONS_H
