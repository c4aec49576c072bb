//===-- Insertion.h - Putting a statement into the source -------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_FIXIT_INSERTION_H
#define POOLGUARD_CHECKS_FIXIT_INSERTION_H

#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/AST/ParentMap.h"
#include "clang/AST/Stmt.h"
#include "clang/Basic/Diagnostic.h"
#include "llvm/ADT/SmallVector.h"
#include <string>

namespace poolguard {

/// A point of the source where statements can be put.
struct TextPoint {
  enum Kind : uint8_t {
    Before,    ///< Before a statement.
    AtEndOf,   ///< Before the closing brace of a CompoundStmt, or behind the
               ///< only statement of an arm or a loop.
    ElseOf,    ///< In an `else` that an IfStmt does not have yet.
    DefaultOf, ///< In a `default` that a SwitchStmt does not have yet.
  } Where = Before;
  const clang::Stmt *Code = nullptr;

  bool operator==(const TextPoint &O) const {
    return Where == O.Where && Code == O.Code;
  }
};

/// Statements to put somewhere: `free(p);`, with a condition or without.
struct NewStatement {
  NewStatement() = default;
  NewStatement(std::string Loop, std::string Condition, std::string Text)
      : Loop(std::move(Loop)), Condition(std::move(Condition)),
        Text(std::move(Text)) {}

  std::string Loop;      ///< `for (auto &each : pools) `, or empty.
  std::string Condition; ///< Empty: none.
  std::string Text;      ///< Without the last `;`
  std::string Several;   ///< Set: several statements, as they are written.
  /// A value that is returned behind it is computed behind it.
  bool BeforeValue = false;
};

/// What an insertion is made of, so that another one can be added.
struct PlannedStatement {
  TextPoint Where;
  NewStatement What;
};

/// The white space before \p Loc if nothing else stands there in its line.
std::optional<std::string> indentationAt(const clang::SourceManager &SM,
                                         clang::SourceLocation Loc);

/// Where a statement of its own goes behind \p Code, a declaration or an
/// expression, and behind a comment on it; \p Break comes first. Invalid: there
/// is no such place.
clang::SourceLocation placeBehind(const clang::Stmt *Code,
                                  const clang::ASTContext &Context,
                                  std::string &Break);

/// Writes statements into one function. Every operation appends to Edits, or
/// returns the reason why it cannot and leaves no usable edits behind.
class Inserter {
public:
  Inserter(const clang::FunctionDecl *F, const clang::ASTContext &Context);

  /// Puts \p S at \p P. A return's value that could depend on the pool (is
  /// not made of constants and variables named elsewhere only) is computed
  /// first.
  std::string insert(const TextPoint &P, const NewStatement &S);
  /// The same for several statements, in their order.
  std::string insertAll(const TextPoint &P, llvm::ArrayRef<NewStatement> All);

  /// The place a reader is shown for \p P.
  clang::SourceLocation locationOf(const TextPoint &P) const;

  const clang::ParentMap &parents() const { return Parents; }

  llvm::SmallVector<clang::FixItHint, 4> Edits;

private:
  std::string insertBefore(const clang::Stmt *Code, const NewStatement &S);
  std::string insertAtEnd(const clang::CompoundStmt *Block,
                          const NewStatement &S);
  std::string insertBehind(const clang::Stmt *Code, const NewStatement &S);
  std::string insertElse(const clang::IfStmt *If, const NewStatement &S);
  std::string insertDefault(const clang::SwitchStmt *Switch,
                            const NewStatement &S);
  std::string insertBraced(const clang::Stmt *Code, const clang::Stmt *Parent,
                           const std::string &Text);
  std::string insertInReturn(const clang::ReturnStmt *Return,
                             const NewStatement &S);
  bool mayDepend(const clang::Expr *Value) const;
  /// The declaration of a variable of the returned type; empty if there is no
  /// way to write it.
  std::string resultDeclaration(const std::string &Name) const;
  std::string freshName() const;
  clang::SourceLocation semicolonAfter(const clang::Stmt *Code) const;

  const clang::FunctionDecl *F;
  const clang::ASTContext &Context;
  const clang::SourceManager &SM;
  clang::ParentMap Parents;
  bool HasJumps = false; ///< Labels or switches, which forbid declarations.
};

} // namespace poolguard

#endif // POOLGUARD_CHECKS_FIXIT_INSERTION_H
