//===-- MemberPlan.h - Where and how a member is released -------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_FIXIT_MEMBERPLAN_H
#define POOLGUARD_CHECKS_FIXIT_MEMBERPLAN_H

#include "Insertion.h"
#include "MemberHandle.h"
#include "MemberRelease.h"
#include "ReleaseTrial.h"

namespace poolguard {

/// The lives of objects that a new release has to be right for: made, used by
/// up to two methods, destroyed.
struct ClassLives {
  std::vector<std::unique_ptr<LoweredFunction>> All;
  llvm::SmallVector<const clang::CXXConstructorDecl *, 4> Constructors;

  /// The destructor alone, whatever was before. Null: it has no body.
  std::unique_ptr<LoweredFunction> Destructor;
  std::string Unseen; ///< A method that may do anything.

  /// Those in which something happens to \p Members; or the reason why they are
  /// not all known.
  std::string collect(const clang::CXXRecordDecl *Class,
                      llvm::ArrayRef<const clang::FieldDecl *> Members,
                      const MemberTools &Tools);
};

/// \p Construction is what a `new` of one of \p Lives does.
bool isMadeByNew(const ClassLives &Lives, const clang::Expr *Construction);

/// One way to release a member.
struct MemberPlan {
  NewStatement Statement;
  unsigned Index = 0; ///< Of the destructor's statement it goes before.
  ReleaseMode Mode = ReleaseMode::Close;
  bool Initialise = false; ///< The member gets a null at first.
  std::string Before; ///< What ends the routine first: `stop = true`, or empty.
};

/// What the destructor of \p Class can do so that the routines of \p Pool,
/// which nobody has told yet, end: `stop = true`. Empty: that is not known.
std::string spellEnd(const clang::RecordDecl *Class,
                     const clang::Expr *Construction,
                     const clang::ASTContext &Context);

/// A plain flag, atomic or not.
bool isFlag(clang::QualType T);

/// Finds out where a release of one member is right.
class MemberPlanner {
public:
  /// \p Body: the destructor, if it has one already.
  MemberPlanner(const ClassLives &Lives, const OpenMember &Member,
                const MemberHandle &Handle,
                const clang::CXXDestructorDecl *Body,
                const clang::ASTContext &Context);

  /// The plan, or the reason why there is none in \p Why.
  std::optional<MemberPlan> find(const ReleaseSpelling &Release,
                                 std::string &Why) const;

private:
  struct Question {
    HandleTest What;
    std::string Text;
    std::string Flag;        ///< Of Answers: the member that is asked.
    bool Initialise = false; ///< With a null in the member at first.
  };
  std::vector<Question> questions() const;
  static std::optional<ReleaseTest> testOf(const LoweredFunction &L,
                                           const Question &Q);
  std::string tryIn(const LoweredFunction &L, const ReleaseSpelling &Release,
                    const Question &Q, bool AtEnd) const;
  std::string tryOn(const LoweredFunction &L, const PoolFlowGraph &Graph,
                    std::vector<PlaceId> Handles, Remedy What,
                    const ReleaseTest &Test, GraphPoint P) const;
  /// Whatever the members hold, what the destructor does is in order.
  std::string tryAlone(const ReleaseSpelling &Release, const Question &Q) const;
  std::string tryAll(const ReleaseSpelling &Release, const Question &Q,
                     bool AtEnd) const;
  /// All elements are pools of the class's own, or null.
  bool holdsOwnOnly() const;
  /// The pointers that are asked before have a value in every object; or the
  /// name of one that has not.
  std::string withoutValue() const;
  /// Where in the body the release may stand at the earliest.
  std::string place(unsigned &Index, std::string &Before) const;

  const ClassLives &Lives;
  const OpenMember &Member;
  const MemberHandle &Handle;
  const clang::CXXDestructorDecl *Body;
  const clang::ASTContext &Context;
};

} // namespace poolguard

#endif // POOLGUARD_CHECKS_FIXIT_MEMBERPLAN_H
