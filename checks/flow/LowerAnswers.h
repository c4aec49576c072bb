//===-- LowerAnswers.h - What objects answer --------------------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Private to the flow room. An object of the C++ library that nobody changes
/// gives the same answer to the same question: `if (name.empty())`,
/// `options.count("x")`. The answer is a place below the object's, so that it
/// goes where the object goes and is forgotten where the object is written.
///
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_FLOW_LOWERANSWERS_H
#define POOLGUARD_CHECKS_FLOW_LOWERANSWERS_H

#include "FunctionLowering.h"

namespace poolguard {

/// The question every object of the library knows: how much is in it. 0:
/// nothing, no function, no state, no thread.
constexpr int64_t HowMuch = -1;

/// The question which literal is in a string; see numberOf.
constexpr int64_t WhichText = -3;
/// A number for what is in a literal: the same for the same text.
int64_t numberOf(const clang::StringLiteral &Text);

/// The class of the C++ library (or Boost's) that \p T is, or null.
const clang::CXXRecordDecl *libraryClass(clang::QualType T);
llvm::StringRef className(clang::QualType T);
llvm::StringRef methodName(const clang::CXXMethodDecl *M);
/// Smart pointers, and optionals of objects and pointers, are known by what is
/// in their own place.
bool isKnownByPlace(clang::QualType T);
/// \p E as it is written, without parentheses and casts.
const clang::Expr *spelled(const clang::Expr *E);

/// The part of a lowering that follows what objects answer.
class AnswerLowering {
public:
  explicit AnswerLowering(FunctionLowering &Lowering) : L(Lowering) {}

  /// The place of the number that \p C answers, or None.
  PlaceId number(const clang::CallExpr *C);
  /// \p T is a class like a smart pointer, and holds what a model's call made.
  bool holdsPool(clang::QualType T) const;
  /// What \p C asks, if it is a question to an object that can be followed.
  std::optional<ConditionTree> question(const clang::CallExpr *C);
  /// What \p E asks, if it compares a thread with the one that runs here, or
  /// with another one.
  std::optional<ConditionTree> comparesThreads(const clang::Expr *E);
  /// Adds to \p T, whether a pool is open, what it answered before.
  void addPresence(const clang::CXXMemberCallExpr *M, ConditionTree &T);
  /// Whether the container \p Object has elements.
  ConditionTree hasElements(const clang::Expr *Object,
                            const clang::CXXMemberCallExpr *C);

  /// \p Dst was made or written anew from \p Value (null: nothing).
  void become(PlaceId Dst, clang::QualType T, const clang::Expr *Value);
  /// Something is in \p P, or nothing.
  void setPresent(PlaceId P, bool Present);
  /// \p Dst is a copy of \p Src.
  void copyAnswers(PlaceId Dst, PlaceId Src);
  /// The object of the answer \p Src was moved to that of \p Dst.
  void moveAnswer(PlaceId Dst, PlaceId Src);
  /// After \p C: what it says of the objects that it may have changed.
  void after(const clang::CallExpr *C);

private:
  /// The place of an object whose answers can be followed, or None.
  PlaceId objectOf(const clang::Expr *Object);
  /// The question whether an object is equal to \p Value.
  int64_t sameAs(const clang::Expr *Value);
  ConditionTree isPresent(PlaceId P, bool Positive);
  bool isThisThread(const clang::Expr *E, unsigned Depth = 0);
  /// The thread that \p E, perhaps its number, stands for, or None.
  PlaceId threadOf(const clang::Expr *E);
  void forget(PlaceId P, bool Deep);
  void setSize(PlaceId P, ValueSet V);
  void addElement(PlaceId P);
  void mutate(PlaceId P, clang::QualType T, llvm::StringRef Name,
              llvm::ArrayRef<const clang::Expr *> A);
  void forgetArguments(const clang::CallExpr *C);
  void assumeNotNull(const clang::CallExpr *C);
  /// What \p C asks of a smart pointer that holds a pool: whether it is null.
  std::optional<ConditionTree> nullQuestion(const clang::CallExpr *C);
  /// The place of the smart pointer \p Object, or None.
  PlaceId pointerPlace(const clang::Expr *Object);

  FunctionLowering &L;
};

} // namespace poolguard

#endif // POOLGUARD_CHECKS_FLOW_LOWERANSWERS_H
