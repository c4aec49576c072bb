//===-- Summaries.h - What visible callees do to handles --------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Answers the flow room's questions about callees by lowering and solving
/// them in turn, each function once.
///
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_SUMMARY_SUMMARIES_H
#define POOLGUARD_CHECKS_SUMMARY_SUMMARIES_H

#include "../flow/Lowering.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include <map>

namespace poolguard {

/// The summaries of one unit, made on demand.
class Summaries : public CalleeEffects {
public:
  Summaries(clang::ASTContext &Context, ModelMatcher &Models,
            const LoweringOptions &Options)
      : Context(Context), Models(Models), Options(Options),
        Throwing(Context, Models, Options.Throws) {}

  const CalleeEffect *effectOf(const clang::FunctionDecl *Callee,
                               const CalleeSlot &Slot) override;
  llvm::ArrayRef<MakerEffect> makes(const clang::FunctionDecl *Callee) override;
  bool neverReturns(const clang::FunctionDecl *Callee) override;
  ThrowAnalysis &throwing() override { return Throwing; }

  /// More ways to return than this are not worth telling apart.
  static constexpr unsigned MaxOutcomes = 8;

private:
  /// Deeper chains of helpers are treated as unknown; real ones are short.
  static constexpr unsigned MaxDepth = 8;

  std::unique_ptr<CalleeEffect> compute(const clang::FunctionDecl *Body,
                                        const CalleeSlot &Slot);
  std::vector<MakerEffect> computeMakers(const clang::FunctionDecl *Body);
  bool computeNeverReturns(const clang::FunctionDecl *Body);
  LoweredFunction *lowered(const clang::FunctionDecl *Body);
  /// The body of \p Callee, if a call of it certainly runs just that.
  const clang::FunctionDecl *certainBody(const clang::FunctionDecl *Callee);

  clang::ASTContext &Context;
  ModelMatcher &Models;
  LoweringOptions Options;
  ThrowAnalysis Throwing;
  unsigned Depth = 0;
  llvm::DenseMap<const clang::FunctionDecl *, std::unique_ptr<LoweredFunction>>
      Lowered;
  std::map<std::pair<const clang::FunctionDecl *, CalleeSlot>,
           std::unique_ptr<CalleeEffect>>
      Effects;
  std::map<const clang::FunctionDecl *, std::vector<MakerEffect>> Makers;
  llvm::DenseMap<const clang::FunctionDecl *, bool> NeverReturn;
};

} // namespace poolguard

#endif // POOLGUARD_CHECKS_SUMMARY_SUMMARIES_H
