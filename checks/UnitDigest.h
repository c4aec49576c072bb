//===-- UnitDigest.h - What a version of a file consists of -----*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Takes the main file apart into the bodies of its plain functions and the
/// rest: two versions of a file that differ in one body have the same rest. The
/// bodies of functions that are called without being named (constructors,
/// operators, overriders, templates, ...) belong to the rest.
///
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_UNITDIGEST_H
#define POOLGUARD_CHECKS_UNITDIGEST_H

#include "clang/AST/Decl.h"
#include "llvm/ADT/DenseMap.h"
#include <optional>
#include <string>
#include <vector>

namespace clang {
class Preprocessor;
}

namespace poolguard {

/// A place that another version of the file may have, too.
struct PortablePlace {
  enum Kind : uint8_t {
    Nowhere, ///< An invalid location.
    Body,    ///< In the body of that number.
    Between, ///< Before the body of that number, counted from there.
    Header,  ///< In what was read before; Offset is the raw encoding.
  } Where = Nowhere;
  unsigned Number = 0;
  unsigned Offset = 0;
  uint64_t Text = 0; ///< Of all that lies between; elsewhere 0.
};

/// The main file of one unit, of which an editor looks at just that.
class UnitDigest {
public:
  UnitDigest(const clang::ASTContext &Context, const clang::Preprocessor &PP);

  /// What everything else is: macros, declarations, headers, flags.
  uint64_t rest() const { return Rest; }

  /// The number of the body of \p F, which is a definition; in the order of the
  /// file.
  std::optional<unsigned> numberOf(const clang::FunctionDecl *F) const;
  /// The text of a body.
  uint64_t body(unsigned Number) const { return Bodies[Number].Text; }
  const clang::FunctionDecl *function(unsigned Number) const {
    return Bodies[Number].Function;
  }
  unsigned size() const { return unsigned(Bodies.size()); }

  /// What \p D, a function or a class that the rest declares, is called in
  /// every version with the same rest. Nothing for what is declared in a body.
  std::optional<std::string> nameOf(const clang::Decl *D) const;

  /// Nothing for what is no place that a file has.
  std::optional<PortablePlace> portable(clang::SourceLocation Loc) const;
  /// The contrary. Nothing if the text around the place is another.
  std::optional<clang::SourceLocation> here(const PortablePlace &P) const;

private:
  struct Piece {
    const clang::FunctionDecl *Function; ///< Null: the end of the file.
    unsigned Begin, End;                 ///< From `{` to behind `}`.
    uint64_t Text;
    uint64_t Before; ///< The text from the last body on to this one.
  };

  void collect(const clang::Decl *D);
  void consider(const clang::FunctionDecl *F);
  std::optional<std::pair<unsigned, unsigned>>
  textOf(const clang::FunctionDecl *F) const;
  void hashMain();
  uint64_t tokensBetween(unsigned Begin, unsigned End) const;
  void hashOthers(const clang::Preprocessor &PP);
  void addToRest(uint64_t More);
  void addToRest(llvm::StringRef Text);
  /// The last piece is the end of the file.
  unsigned pieceAt(unsigned Offset) const;

  const clang::ASTContext &Context;
  const clang::SourceManager &SM;
  llvm::StringRef Text;
  unsigned Begin; ///< The file's, as a location.
  std::vector<Piece> Bodies;
  uint64_t Last = 0; ///< The text behind the last body.
  uint64_t Rest = 0;
  llvm::DenseMap<const clang::FunctionDecl *, unsigned> Numbers;
  /// The functions whose bodies belong to the rest, as they are declared.
  llvm::DenseMap<const clang::FunctionDecl *, unsigned> Others;
};

} // namespace poolguard

#endif // POOLGUARD_CHECKS_UNITDIGEST_H
