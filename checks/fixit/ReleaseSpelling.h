//===-- ReleaseSpelling.h - A release as one would write it -----*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_FIXIT_RELEASESPELLING_H
#define POOLGUARD_CHECKS_FIXIT_RELEASESPELLING_H

#include "../flow/ModelMatcher.h"
#include "ReleaseTrial.h"
#include "clang/AST/Expr.h"
#include "clang/AST/Type.h"
#include <string>

namespace poolguard {

/// A handle as the user names it.
struct HandleText {
  std::string Text;         ///< `p`, `s->pool`
  clang::QualType Type;     ///< Of that expression.
  bool MadeByNew = false;   ///< An object to be deleted.
  bool Smart = false;       ///< A smart pointer; Type is what `get()` gives.
  bool Shared = false;      ///< A smart pointer with equals.
  bool Optional = false;    ///< A `std::optional`; Smart: of an object.
  std::string Cast;         ///< Of a `void *` in C++: the handle's type.
  clang::SourceLocation At; ///< Where a call would stand.

  /// The handle itself: `*p`, `static_cast<T *>(p)`.
  std::string value() const {
    if (!Cast.empty())
      return "static_cast<" + Cast + ">(" + Text + ")";
    return Optional ? "*" + Text : Text;
  }

  /// A plain pointer, or a number, that anybody can copy.
  bool isPointer() const { return Type->isScalarType() && !Smart && !Optional; }

  /// What asks whether there is one. A `std::optional` may have a null pointer.
  std::string nullQuestion() const {
    return Optional ? Text + " && *" + Text : Text;
  }
};

/// A release, written out.
struct ReleaseSpelling {
  std::string Call; ///< `g_thread_pool_free(p, FALSE, TRUE)`, without `;`
  ReleaseMode Mode = ReleaseMode::Close;
  const CallModel *Model = nullptr; ///< Null: `delete p`.
  EventKind Step = EventKind::Release;
  /// Instead of Step: what the helper that is called does.
  std::optional<GraphRegion> Helper = std::nullopt;
};

/// How pools of \p F are released: the first way of each mode but detach, in
/// the model's order. A call is written if it is declared before Handle.At, and
/// needs nothing but the handle or what the model says (`written`).
llvm::SmallVector<ReleaseSpelling, 2>
spellReleases(const Family &F, const HandleText &Handle,
              const clang::ASTContext &Context, ModelMatcher &Models);

/// What keeps queued work from being dropped: a wait for it, or a release that
/// does it.
llvm::SmallVector<ReleaseSpelling, 2>
spellWaits(const Family &F, const HandleText &Handle,
           const clang::ASTContext &Context, ModelMatcher &Models);

/// How workers are told to finish: `pool.close()`.
llvm::SmallVector<ReleaseSpelling, 2>
spellAnnouncements(const Family &F, const HandleText &Handle,
                   const clang::ASTContext &Context, ModelMatcher &Models);

/// The argument that makes \p Call \p Mode, in the style of \p Written. Empty:
/// there is none.
std::string spellMode(const CallModel &Call, ReleaseMode Mode,
                      llvm::StringRef Written);

/// The question whether the pool is open: `t.joinable()`. Empty if there is
/// none.
std::string spellOpenQuestion(const Family &F, const HandleText &Handle);

} // namespace poolguard

#endif // POOLGUARD_CHECKS_FIXIT_RELEASESPELLING_H
