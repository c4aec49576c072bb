//===-- DestructorText.h - Releases written into a destructor ---*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_FIXIT_DESTRUCTORTEXT_H
#define POOLGUARD_CHECKS_FIXIT_DESTRUCTORTEXT_H

#include "CopyRule.h"
#include "Insertion.h"

namespace poolguard {

/// Writes into the text of one class. Every operation appends to Edits, or
/// returns the reason why it cannot.
class DestructorText {
public:
  /// \p Class as it is written: of a template, the pattern.
  DestructorText(const clang::CXXRecordDecl *Class,
                 const clang::ASTContext &Context);

  /// Why nothing may be written into the class, whose finding is at \p Where;
  /// empty: it may.
  std::string refusal(clang::SourceLocation Where) const;

  /// Adds a destructor of \p Releases and what \p Rule asks for.
  std::string addDestructor(llvm::ArrayRef<NewStatement> Releases,
                            const CopyRule &Rule);

  /// Gives \p Defaulted, which is written `= default`, a body.
  std::string defineDefaulted(const clang::CXXDestructorDecl *Defaulted,
                              llvm::ArrayRef<NewStatement> Releases);

  /// Puts \p Releases before statement \p Index of \p D's body.
  std::string insertInto(const clang::CXXDestructorDecl *D, unsigned Index,
                         llvm::ArrayRef<NewStatement> Releases);

  /// Declares only what \p Rule asks for.
  std::string addRule(const CopyRule &Rule);

  /// ` = nullptr` behind \p Member.
  std::string initialise(const clang::FieldDecl *Member);

  llvm::SmallVector<clang::FixItHint, 4> Edits;
  clang::SourceLocation At; ///< Where the first of them stands.

private:
  struct Place {
    clang::SourceLocation At;
    std::string Before, Indent, Between, After;
  };
  std::string findPlace(Place &Found) const;
  std::string write(llvm::ArrayRef<std::string> Members);
  std::vector<std::string> membersOf(const CopyRule &Rule) const;
  std::string bodyOf(llvm::ArrayRef<NewStatement> Releases,
                     const std::string &Indent) const;
  clang::SourceLocation endOf(const clang::Decl *D) const;
  clang::SourceLocation endOfLine(clang::SourceLocation Loc) const;
  std::string memberIndent() const;

  const clang::CXXRecordDecl *Class;
  const clang::ASTContext &Context;
  const clang::SourceManager &SM;
  std::string Name;
};

} // namespace poolguard

#endif // POOLGUARD_CHECKS_FIXIT_DESTRUCTORTEXT_H
