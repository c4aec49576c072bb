//===-- Throwing.h - What may throw -----------------------------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Which expressions and functions may throw what, and which handlers catch it.
/// Knows the AST only; the paths an exception takes are the lowering's.
///
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_FLOW_THROWING_H
#define POOLGUARD_CHECKS_FLOW_THROWING_H

#include "ModelMatcher.h"
#include "clang/AST/StmtCXX.h"
#include <map>

namespace poolguard {

/// What is taken to throw: the option `Throws`.
enum class ThrowLevel : uint8_t {
  Explicit, ///< `throw` in the function itself.
  /// Also callees whose visible body can throw, and library calls that are
  /// documented to, for other reasons than exhaustion.
  Likely,
  Any, ///< Whatever is not noexcept.
};

/// A set of types an exception may have.
struct ThrownTypes {
  /// Canonical, unqualified, no references.
  llvm::SmallVector<clang::QualType, 2> Named;
  /// Some class derived from std::exception.
  bool Standard = false;
  /// Anything else.
  bool Unknown = false;

  bool empty() const { return Named.empty() && !Standard && !Unknown; }
  void add(clang::QualType T);
  /// \returns true if anything was new.
  bool add(const ThrownTypes &Others);

  static ThrownTypes unknown();
  static ThrownTypes standard();
};

/// Answers for one unit, each function looked into once.
class ThrowAnalysis {
public:
  ThrowAnalysis(const clang::ASTContext &Context, ModelMatcher &Models,
                ThrowLevel Level)
      : Context(Context), Models(Models), Level(Level) {}

  /// What evaluating \p E itself, apart from its operands, may throw. \p In is
  /// the function it stands in, to tell what a `throw;` throws again.
  ThrownTypes ofExpr(const clang::Expr *E,
                     const clang::FunctionDecl *In = nullptr);

  /// What may leave \p F.
  ThrownTypes ofFunction(const clang::FunctionDecl *F);

  /// An exception that would leave \p F may do so; else it ends the process.
  bool mayLeave(const clang::FunctionDecl *F) const;

  enum class Catch : uint8_t { No, Maybe, Yes };
  /// Whether \p Handler takes an exception of type \p Thrown.
  Catch catches(const clang::CXXCatchStmt *Handler,
                clang::QualType Thrown) const;

  struct Split {
    ThrownTypes Caught; ///< What may enter the handler.
    ThrownTypes Rest;   ///< What may pass it by.
  };
  Split split(const clang::CXXCatchStmt *Handler,
              const ThrownTypes &Thrown) const;

private:
  friend class ThrowingBody;

  /// What is known of a body, also while it is being looked into.
  struct BodyEntry {
    ThrownTypes Types;
    enum : uint8_t { New, Open, Partial, Done } State = New;
    unsigned Lowest = None; ///< Of the open bodies it depends on, the first.
    unsigned Round = 0;
  };

  using Args = llvm::ArrayRef<const clang::Expr *>;
  ThrownTypes ofThrow(const clang::CXXThrowExpr *Throw,
                      const clang::FunctionDecl *In);
  /// As ofExpr, but for `throw`. \p FromLibrary: in a function of the C++
  /// library, where only the program's own code counts.
  ThrownTypes ofNode(const clang::Expr *E, bool FromLibrary);
  /// \p S, in the place of an argument that is not there.
  ThrownTypes ofDefaultArgument(const clang::Stmt *S, bool FromLibrary);
  ThrownTypes ofCallExpr(const clang::CallExpr *C, bool FromLibrary);
  ThrownTypes ofCall(const clang::FunctionDecl *Callee, Args A,
                     bool FromLibrary);
  std::optional<ThrownTypes> ofModelled(const clang::FunctionDecl *Callee,
                                        Args A);
  ThrownTypes ofThrower(const clang::FunctionDecl *Callee, Args A);
  ThrownTypes ofLibraryCall(const clang::FunctionDecl *Callee, Args A);
  /// What calling \p Callable, somebody's argument, may throw.
  ThrownTypes ofCallable(const clang::Expr *Callable);
  ThrownTypes ofBody(const clang::FunctionDecl *Body);
  /// Classes of namespace std by name; Standard where the unit lacks one.
  ThrownTypes libraryTypes(llvm::StringRef Names);

  const clang::ASTContext &Context;
  ModelMatcher &Models;
  ThrowLevel Level;
  std::map<const clang::FunctionDecl *, BodyEntry> Bodies;
  llvm::DenseMap<const clang::CXXThrowExpr *, ThrownTypes> Rethrown;

  // Recursion: a body that calls one still open is looked into again, until
  // nothing is added.
  unsigned NumOpen = 0, Lowest = None, Round = 1;
  std::vector<BodyEntry *> Partials;
};

} // namespace poolguard

#endif // POOLGUARD_CHECKS_FLOW_THROWING_H
