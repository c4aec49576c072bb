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

#include "ModelMatcher.h"
#include "PoolFlowGraph.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Stmt.h"
#include <memory>

namespace poolguard {

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
  } What = Statement;
  const clang::Stmt *Code = nullptr;
  const clang::VarDecl *Variable = nullptr;
  clang::SourceLocation Location;
};

/// How a visible callee may treat a handle it gets in one parameter: one way
/// it may return.
struct ParameterOutcome {
  enum StateKind : uint8_t { Open, Released, Escaped } State = Open;
  ReleaseMode Mode = ReleaseMode::Close;
  ValueSet Result = ValueSet::any();
  /// What the scalar parameters must have been, by index.
  std::vector<std::pair<unsigned, ValueSet>> Parameters;
};

/// All ways; empty means the callee never returns.
struct ParameterEffect {
  std::vector<ParameterOutcome> Outcomes;
};

/// What the flow room asks of the room above it: summaries of callees.
class CalleeEffects {
public:
  virtual ~CalleeEffects() = default;
  /// The effect of \p Callee on the handle passed as argument \p Index, or
  /// null if it cannot be known.
  virtual const ParameterEffect *effectOf(const clang::FunctionDecl *Callee,
                                          unsigned Index) = 0;
};

/// A construction site, or a handle that was there before.
struct LoweredSite {
  const Family *Owner = nullptr;
  const clang::Expr *Construction = nullptr; ///< Null: there before.
  clang::QualType HandleType;
};

struct LoweringOptions {
  /// Report pools that have a parent which will free them (APR).
  bool ReportParented = false;
};

/// A function as the lifetime room sees it, with the way back to the AST.
struct LoweredFunction {
  const clang::FunctionDecl *Function = nullptr;
  PoolFlowGraph Graph;
  std::vector<LoweredSite> Sites;  ///< By SiteId.
  std::vector<Origin> Origins;     ///< By Event::Origin and FlowBlock::Origin.
  std::vector<PlaceId> Parameters; ///< The places of the parameters.
  PlaceId Result = None;           ///< The place of the return value, if any.
  /// The site that stands for the handle each parameter brings, or None.
  std::vector<SiteId> ParameterSites;
};

/// Lowers the body of \p F. \returns null if it has no body, is a template
/// pattern, or has something no flow graph can be made for.
/// With \p ForSummary every parameter that may hold a handle gets a site.
std::unique_ptr<LoweredFunction>
lowerFunction(const clang::FunctionDecl *F, clang::ASTContext &Context,
              ModelMatcher &Models, CalleeEffects *Effects,
              const LoweringOptions &Options, bool ForSummary = false);

} // namespace poolguard

#endif // POOLGUARD_CHECKS_FLOW_LOWERING_H
