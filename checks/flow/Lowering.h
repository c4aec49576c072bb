//===-- Lowering.h - One function body to a PoolFlowGraph -------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The door of the flow room. All knowledge of C and C++ is behind it.
///
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_FLOW_LOWERING_H
#define POOLGUARD_CHECKS_FLOW_LOWERING_H

#include "CalleeEffect.h"
#include "ModelMatcher.h"
#include "PoolFlowGraph.h"
#include "PoolMentions.h"
#include "Throwing.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/Stmt.h"
#include <memory>

namespace poolguard {

class BodyCache;

/// What an Origin number stands for.
struct Origin {
  enum Kind : uint8_t {
    Statement,   ///< Code was the statement.
    TrueBranch,  ///< Code is the condition; it holds.
    FalseBranch, ///< Code is the condition; it does not hold.
    CaseBranch,  ///< Code is the switch case taken.
    LoopEntered, ///< Code is the loop; its body runs.
    LoopLeft,    ///< Code is the loop; it is over.
    Return,      ///< Code is the return statement.
    FunctionEnd, ///< The closing brace at Location.
    ScopeEnd,    ///< Variable goes out of scope at Location.
    MayThrow,    ///< Code is the call (or the like) that an exception leaves.
    Thrown,      ///< Code is the `throw` expression.
    Caught,      ///< Code is the handler that an exception enters.
  } What = Statement;
  const clang::Stmt *Code = nullptr;
  const clang::VarDecl *Variable = nullptr;
  clang::SourceLocation Location;
  /// The body it stands in: an index into LoweredFunction::Frames.
  unsigned Frame = 0;
};

/// One body that was lowered in the place of a call.
struct InlinedFrame {
  const clang::FunctionDecl *Function = nullptr;
  unsigned Parent = 0;  ///< The frame of the call; frame 0's is 0.
  unsigned Call = None; ///< The Origin of the call, or of the scope's end.
};

/// What the flow room asks of the room above it: summaries of callees.
class CalleeEffects {
public:
  virtual ~CalleeEffects() = default;
  /// The effect of \p Callee on the handle in \p Slot, or null if it cannot be
  /// known.
  virtual const CalleeEffect *effectOf(const clang::FunctionDecl *Callee,
                                       const CalleeSlot &Slot) = 0;
  /// The pools \p Callee makes for its caller.
  virtual llvm::ArrayRef<MakerEffect>
  makes(const clang::FunctionDecl *Callee) = 0;
  /// The body of \p Callee shows that it never returns.
  virtual bool neverReturns(const clang::FunctionDecl *Callee) = 0;
  /// What callees may throw.
  virtual ThrowAnalysis &throwing() = 0;
};

/// A construction site, or a handle that was there before.
struct LoweredSite {
  const Family *Owner = nullptr;
  const clang::Expr *Construction = nullptr; ///< Null: there before.
  clang::QualType HandleType;
  unsigned Frame = 0; ///< Where Construction stands.
};

/// A loop statement of the body and the block every round begins in.
struct LoweredLoop {
  const clang::Stmt *Statement = nullptr;
  BlockId Header = None;
};

struct LoweringOptions {
  /// Report pools that have a parent which will free them (APR).
  bool ReportParented = false;
  /// What is taken to throw.
  ThrowLevel Throws = ThrowLevel::Likely;
  /// What has to do with pools. Null: nothing is inlined.
  PoolMentions *Mentions = nullptr;
  /// A local variable with an end that the graph shall tell of though nothing
  /// happens there: a `set` whose Origin is the ScopeEnd.
  const clang::VarDecl *Ends = nullptr;
  /// The tables of the unit's bodies. Null: each lowering makes its own.
  BodyCache *Bodies = nullptr;
  /// Calls that stand nowhere in the body; see LoweredFunction::Extras.
  std::vector<const clang::CallExpr *> Extras;
};

/// A way an object may live: made by a constructor, used by some methods,
/// destroyed.
struct ObjectLife {
  const clang::CXXRecordDecl *Class = nullptr;
  /// Null: by the members' own initialisers; then there is a method.
  const clang::CXXConstructorDecl *Constructor = nullptr;
  llvm::SmallVector<const clang::CXXMethodDecl *, 2> Methods;
};

/// A function as the lifetime room sees it, with the way back to the AST.
struct LoweredFunction {
  const clang::FunctionDecl *Function = nullptr;
  PoolFlowGraph Graph;
  std::vector<LoweredSite> Sites;   ///< By SiteId.
  std::vector<LoweredLoop> Loops;   ///< Of its own body.
  std::vector<Origin> Origins;      ///< By Event::Origin and FlowBlock::Origin.
  std::vector<InlinedFrame> Frames; ///< The first is the function itself.
  std::vector<PlaceId> Parameters;  ///< The places of the parameters.
  PlaceId Result = None;            ///< The place of the return value, if any.
  /// Of an object\'s life: the first block of its destruction.
  BlockId DestructionBegins = None;
  /// The block behind the body of its destructor, if it has one.
  BlockId MembersEnd = None;
  /// What a fix could have the program keep: it answers yes where the value is
  /// in Yes.
  struct KeptValue {
    PlaceId Place = None;
    std::string Question; ///< `t_error == 0`
    ValueSet Yes, No;
  };
  std::vector<KeptValue> Kept;
  /// For a summary: what may hold a handle of the caller's, with the site that
  /// stands for it.
  struct SlotSite {
    CalleeSlot Slot;
    PlaceId P;
    SiteId Site;
  };
  std::vector<SlotSite> Slots;
  /// What a call of LoweringOptions::Extras would do: blocks First to Last,
  /// that nobody gets to; who is through with them is at the end of End.
  struct ExtraCall {
    const clang::CallExpr *Call = nullptr;
    BlockId First = None, Last = None, End = None;
  };
  std::vector<ExtraCall> Extras;
  BodyCache *Bodies = nullptr; ///< Those of the unit, if it has any.
};

/// Lowers the body of \p F. \returns null if it has no body, is a template
/// pattern, or has something no flow graph can be made for.
/// With \p ForSummary whatever may hold a handle of the caller's gets a site,
/// and returning a handle is no escape.
std::unique_ptr<LoweredFunction>
lowerFunction(const clang::FunctionDecl *F, clang::ASTContext &Context,
              ModelMatcher &Models, CalleeEffects *Effects,
              const LoweringOptions &Options, bool ForSummary = false);

/// Lowers the life of one object, as if one function did all that; see
/// lowerFunction. Nothing throws in it.
std::unique_ptr<LoweredFunction> lowerLife(const ObjectLife &Life,
                                           clang::ASTContext &Context,
                                           ModelMatcher &Models,
                                           CalleeEffects *Effects,
                                           const LoweringOptions &Options);

} // namespace poolguard

#endif // POOLGUARD_CHECKS_FLOW_LOWERING_H
