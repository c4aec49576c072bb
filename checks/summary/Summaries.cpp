//===-- Summaries.cpp -----------------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Summaries.h"
#include "../flow/BodyFacts.h"
#include "../lifetime/Lifetime.h"
#include "clang/AST/DeclCXX.h"

using namespace clang;

namespace poolguard {

LoweredFunction *Summaries::lowered(const FunctionDecl *Body) {
  auto It = Lowered.find(Body);
  if (It != Lowered.end())
    return It->second.get();
  // Recursion finds the empty entry: unknown.
  Lowered[Body] = nullptr;
  ++Depth;
  std::unique_ptr<LoweredFunction> Made =
      lowerFunction(Body, Context, Models, this, Options, /*ForSummary=*/true);
  --Depth;
  return (Lowered[Body] = std::move(Made)).get();
}

/// One of several overriders may run instead.
static bool mayBeOverridden(const FunctionDecl *F) {
  const auto *Method = dyn_cast<CXXMethodDecl>(F);
  return Method && Method->isVirtual() && !Method->hasAttr<FinalAttr>() &&
         !Method->getParent()->hasAttr<FinalAttr>();
}

const ParameterEffect *Summaries::effectOf(const FunctionDecl *Callee,
                                           unsigned Index) {
  const FunctionDecl *Body = nullptr;
  if (!Callee->hasBody(Body) || mayBeOverridden(Callee) || Depth >= MaxDepth)
    return nullptr;
  auto [It, New] = Effects.try_emplace({Body, Index}, nullptr);
  if (New) {
    std::unique_ptr<ParameterEffect> Made = compute(Body, Index);
    It = Effects.find({Body, Index});
    It->second = std::move(Made);
  }
  return It->second.get();
}

/// What can be told of the scalar parameters of \p Body when it returns holds
/// of the arguments too: their places, by parameter.
static std::vector<std::pair<unsigned, PlaceId>>
constantParameters(const LoweredFunction &L, const FunctionDecl *Body) {
  BodyFacts Facts(Body->getBody());
  std::vector<std::pair<unsigned, PlaceId>> Result;
  for (unsigned I = 0; I < Body->getNumParams(); ++I) {
    const ParmVarDecl *P = Body->getParamDecl(I);
    if (P->getType()->isScalarType() && !Facts.isWritten(P) &&
        L.Parameters[I] != None)
      Result.push_back({I, L.Parameters[I]});
  }
  return Result;
}

static ParameterOutcome::StateKind stateOf(Outcome::StateKind S) {
  switch (S) {
  case Outcome::Open:
    return ParameterOutcome::Open;
  case Outcome::Released:
    return ParameterOutcome::Released;
  case Outcome::Escaped:
    return ParameterOutcome::Escaped;
  }
  return ParameterOutcome::Escaped;
}

std::unique_ptr<ParameterEffect> Summaries::compute(const FunctionDecl *Body,
                                                    unsigned Index) {
  LoweredFunction *L = lowered(Body);
  if (!L || Index >= L->ParameterSites.size() ||
      L->ParameterSites[Index] == None)
    return nullptr;
  SolverOptions Solve;
  Solve.WantOutcomes = true;
  auto Parameters = constantParameters(*L, Body);
  for (auto &[I, P] : Parameters)
    Solve.Observed.push_back(P);
  if (L->Result != None)
    Solve.Observed.push_back(L->Result);
  SiteResult R = solveSite(L->Graph, L->ParameterSites[Index], Solve);
  if (R.Incomplete)
    return nullptr;
  auto Effect = std::make_unique<ParameterEffect>();
  for (const Outcome &O : R.Outcomes) {
    bool Returns = O.Exit == ExitKind::Normal || O.State == Outcome::Escaped;
    if (!Returns)
      continue;
    ParameterOutcome Each;
    Each.State = stateOf(O.State);
    Each.Mode = O.Mode;
    for (unsigned I = 0; I < Parameters.size(); ++I)
      if (I < O.Observed.size() && !O.Observed[I].isAny() &&
          Parameters[I].first != Index)
        Each.Parameters.push_back({Parameters[I].first, O.Observed[I]});
    if (L->Result != None && O.Observed.size() > Parameters.size())
      Each.Result = O.Observed.back();
    Effect->Outcomes.push_back(std::move(Each));
  }
  // All ways alike: what tells them apart does not matter.
  bool Alike = llvm::all_of(Effect->Outcomes, [&](const ParameterOutcome &O) {
    return O.State == Effect->Outcomes.front().State &&
           O.Mode == Effect->Outcomes.front().Mode;
  });
  if (Alike && Effect->Outcomes.size() > 1) {
    Effect->Outcomes.resize(1);
    Effect->Outcomes[0].Parameters.clear();
    Effect->Outcomes[0].Result = ValueSet::any();
  }
  if (Effect->Outcomes.size() > MaxOutcomes)
    return nullptr;
  return Effect;
}

} // namespace poolguard
