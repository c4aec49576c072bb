//===-- Annotations.h - [[clang::annotate("poolguard::...")]] ---*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The annotations of docs/models.md: `poolguard::` and a word of the models,
/// with further words in parentheses.
///
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_FLOW_ANNOTATIONS_H
#define POOLGUARD_CHECKS_FLOW_ANNOTATIONS_H

#include "../catalog/Model.h"
#include "clang/AST/Attr.h"
#include "clang/AST/Decl.h"
#include <string>
#include <variant>
#include <vector>

namespace poolguard {

/// A mistake in a declaration, told where it stands.
struct DeclarationProblem {
  clang::SourceLocation Location;
  std::string Message;
};

/// One annotation, read.
struct Annotation {
  enum Subject : uint8_t {
    Call,   ///< A role in Model.
    Pool,   ///< A class whose objects are pools.
    Guard,  ///< A class whose destructor releases.
    NoPool, ///< A class that is no pool, whatever it looks like.
  } About = Call;
  /// Call: what to do; the handle is where GivenHandle says, or the default's.
  CallModel Model;
  bool GivenHandle = false, GivenSuccess = false;
  std::optional<PoolKind> Kind;
  /// Guard: drops queued work.
  bool Partial = false;
};

/// Reads \p Text, all of the annotation, as it stands at \p On. \returns what
/// is wrong with it if it cannot be read or does not belong there.
std::variant<Annotation, std::string> readAnnotation(llvm::StringRef Text,
                                                     const clang::Decl *On);

/// The annotations of \p D that are ours, in order; faulty ones are left out.
std::vector<Annotation> annotationsOf(const clang::Decl *D);

/// Adds what is wrong with the annotations of \p D.
void checkAnnotations(const clang::Decl *D,
                      std::vector<DeclarationProblem> &Problems);

} // namespace poolguard

#endif // POOLGUARD_CHECKS_FLOW_ANNOTATIONS_H
