//===-- ClassAnalysis.h - What classes keep in members ----------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Finds the pools that objects of a class still have when they are gone, by
/// the lives that the class allows: see lowerLife.
///
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_CLASSANALYSIS_H
#define POOLGUARD_CHECKS_CLASSANALYSIS_H

#include "DefaultConstructors.h"
#include "UnitAnalysis.h"
#include "fixit/MemberRelease.h"
#include "clang/AST/DeclCXX.h"

namespace poolguard {

class ClassAnalysis {
public:
  ClassAnalysis(clang::ASTContext &Context, ModelMatcher &Models,
                CalleeEffects &Effects, const LoweringOptions &Options)
      : Context(Context), Models(Models), Effects(Effects), Options(Options) {}

  /// Appends what is wrong with \p R to \p Findings. Classes that can be closed
  /// by hand are not: what is wrong is an object that is not closed.
  void analyse(const clang::CXXRecordDecl *R,
               std::vector<PoolFinding> &Findings);

private:
  /// More ways to make an object, or methods that open a pool, are not tried.
  static constexpr unsigned MaxConstructors = 4, MaxMethods = 12;

  /// How a life differs from one in which another method is called, too.
  enum class Other { After, Before };

  bool isCandidate(const clang::CXXRecordDecl *R);
  void analyseLife(const ObjectLife &Life, std::vector<PoolFinding> &Findings);
  /// Looks for a destructor that cures what was found of \p R.
  void addFixes(const clang::CXXRecordDecl *R,
                llvm::ArrayRef<const clang::CXXConstructorDecl *> Constructors,
                std::vector<PoolFinding> &Findings);
  void consider(const ObjectLife &Life, const LoweredFunction &L,
                const Finding &F, std::vector<PoolFinding> &Findings);
  /// Methods that lose what the constructor opened, or wait for what nobody
  /// closed.
  void considerMisuse(const ObjectLife &Life, const LoweredFunction &L,
                      const Finding &F, std::vector<PoolFinding> &Findings);
  /// Whether some method of the class, called before or after those of \p Life,
  /// may do something about \p F.
  bool isCaredForByHand(const ObjectLife &Life, const LoweredSite &Site,
                        const Finding &F, Other When);
  /// Code outside of the class can get at \p Member.
  bool isOpenToOthers(const clang::CXXRecordDecl *R,
                      const clang::FieldDecl *Member);
  /// Code of the unit outside of its class does so.
  bool isMentionedElsewhere(const clang::FieldDecl *Member);

  clang::ASTContext &Context;
  ModelMatcher &Models;
  CalleeEffects &Effects;
  const LoweringOptions &Options;
  DefaultConstructors Defaults{Context};
  /// What was found of the class at hand, with its number among the findings.
  std::vector<std::pair<unsigned, OpenMember>> Open;
  /// Members that code outside of their class mentions, once they were looked
  /// for.
  std::optional<llvm::DenseSet<const clang::FieldDecl *>> Mentioned;
};

} // namespace poolguard

#endif // POOLGUARD_CHECKS_CLASSANALYSIS_H
