//===-- NullText.h - How a null pointer is written --------------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_FIXIT_NULLTEXT_H
#define POOLGUARD_CHECKS_FIXIT_NULLTEXT_H

#include "clang/AST/ASTContext.h"
#include "clang/Basic/SourceManager.h"

namespace poolguard {

/// \p At is in a header that C units may include as well.
inline bool mayBeReadAsC(const clang::ASTContext &Context,
                         clang::SourceLocation At) {
  const clang::SourceManager &SM = Context.getSourceManager();
  At = SM.getFileLoc(At);
  if (At.isInvalid() || SM.isInMainFile(At) ||
      !SM.getFilename(At).ends_with(".h"))
    return false;
  llvm::StringRef Text = SM.getBufferData(SM.getFileID(At));
  return llvm::none_of(
      std::initializer_list<llvm::StringRef>{"class ", "namespace ", "template",
                                             "std::", "nullptr"},
      [&](llvm::StringRef Word) { return Text.contains(Word); });
}

/// A null pointer, as it is written at \p At.
inline std::string nullText(const clang::ASTContext &Context,
                            clang::SourceLocation At) {
  auto Null = Context.Idents.find("NULL");
  bool IsMacro =
      Null != Context.Idents.end() && Null->second->hasMacroDefinition();
  if (Context.getLangOpts().CPlusPlus11 &&
      !(IsMacro && mayBeReadAsC(Context, At)))
    return "nullptr";
  return IsMacro ? "NULL" : "0";
}

} // namespace poolguard

#endif // POOLGUARD_CHECKS_FIXIT_NULLTEXT_H
