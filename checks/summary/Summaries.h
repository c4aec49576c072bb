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
/// them in turn, each function once. Functions that call each other in a circle
/// are lowered again until nothing changes: what the one that was asked for
/// first does is guessed, at the beginning that it never returns.
///
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_SUMMARY_SUMMARIES_H
#define POOLGUARD_CHECKS_SUMMARY_SUMMARIES_H

#include "../flow/Lowering.h"
#include "../lifetime/Solver.h"
#include "Observation.h"
#include "SummaryFacts.h"
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

  ~Summaries() override;

  const CalleeEffect *effectOf(const clang::FunctionDecl *Callee,
                               const CalleeSlot &Slot) override;
  llvm::ArrayRef<MakerEffect> makes(const clang::FunctionDecl *Callee) override;
  bool neverReturns(const clang::FunctionDecl *Callee) override;
  ThrowAnalysis &throwing() override { return Throwing; }

  /// More ways to return than this are not worth telling apart.
  static constexpr unsigned MaxOutcomes = 8;

  /// What is known of the functions that were asked about, by their USRs.
  std::vector<SummaryFacts> facts() const;

private:
  /// Deeper chains of helpers are treated as unknown; real ones are short.
  static constexpr unsigned MaxDepth = 8;
  /// Guesses about recursion that are not right by then are given up.
  static constexpr unsigned MaxRounds = 4;

  /// A body that is being lowered.
  struct Frame {
    const clang::FunctionDecl *Body;
    unsigned Lowest; ///< The first frame whose guesses it hangs on.
    /// What others took it to do meanwhile; the guesses stand in Effects and
    /// Makers.
    llvm::SmallVector<CalleeSlot, 2> Guessed;
    bool GuessedMakers = false;
  };

  std::unique_ptr<CalleeEffect> compute(const clang::FunctionDecl *Body,
                                        const CalleeSlot &Slot);
  /// What becomes of the handle in \p Slot of \p Body, which is lowered.
  /// Nothing if that takes too much. \p Conditions: as Observation's.
  std::optional<CalleeWays> waysOf(const clang::FunctionDecl *Body,
                                   const CalleeSlot &Slot, bool Conditions);
  Solver &solverOf(const clang::FunctionDecl *Body);
  std::vector<MakerEffect> computeMakers(const clang::FunctionDecl *Body);
  bool computeNeverReturns(const clang::FunctionDecl *Body);
  LoweredFunction *lowered(const clang::FunctionDecl *Body);
  /// Notes that what is lowered now hangs on guesses about \p Body, if so.
  /// \returns whether \p Body is being lowered itself.
  bool leanOn(const clang::FunctionDecl *Body);
  Frame &running(const clang::FunctionDecl *Body);
  /// Compares the guesses about \p Body with what it does, and corrects them.
  bool guessedRight(const clang::FunctionDecl *Body);
  void giveUpGuesses(const clang::FunctionDecl *Body);
  /// Forgets, or accepts, what was found out with guesses of depth \p From on.
  void dropProvisional(unsigned From, bool Forget);
  /// The body of \p Callee, if a call of it certainly runs just that.
  const clang::FunctionDecl *certainBody(const clang::FunctionDecl *Callee);

  clang::ASTContext &Context;
  ModelMatcher &Models;
  LoweringOptions Options;
  ThrowAnalysis Throwing;

  std::vector<Frame> Stack;
  /// Bodies that hang on guesses about a frame below, with that frame.
  llvm::DenseMap<const clang::FunctionDecl *, unsigned> Provisional;
  /// A body, and its solver once it is asked something.
  struct LoweredBody {
    std::unique_ptr<LoweredFunction> Function;
    std::unique_ptr<Solver> Solve;
  };
  llvm::DenseMap<const clang::FunctionDecl *, LoweredBody> Lowered;
  std::map<std::pair<const clang::FunctionDecl *, CalleeSlot>,
           std::unique_ptr<CalleeEffect>>
      Effects;
  std::map<const clang::FunctionDecl *, std::vector<MakerEffect>> Makers;
  llvm::DenseMap<const clang::FunctionDecl *, bool> NeverReturn;
};

} // namespace poolguard

#endif // POOLGUARD_CHECKS_SUMMARY_SUMMARIES_H
