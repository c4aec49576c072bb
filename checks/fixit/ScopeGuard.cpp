//===-- ScopeGuard.cpp ----------------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ScopeGuard.h"
#include "CertainMaker.h"
#include "CleanupVariable.h"
#include "ConstructorGuard.h"
#include "InsertRelease.h"
#include "JoiningThread.h"
#include "LocalGuard.h"
#include "ReleaseHazards.h"
#include "RememberOpen.h"
#include "ScopeExit.h"
#include "TemplateFixes.h"
#include "UniquePointer.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"

using namespace clang;

namespace poolguard {

/// Why nothing in \p L may become a guard of the pool, or nothing.
static std::string whyNoGuard(const LoweredFunction &L, SiteId Number) {
  const LoweredSite &Site = L.Sites[Number];
  if (!Site.Owner || !Site.Construction || Site.Frame)
    return "the pool is not made by this function";
  return "";
}

/// In a template, who knows whether the routine takes a stop token.
static FixProposal joiningThread(const LoweredFunction &L, SiteId Site,
                                 const GuardTools &Tools) {
  if (isInstantiated(L.Function))
    return {{}, "the function is a template"};
  return makeJoiningThread(L, Site, Tools.Context);
}

static FixProposal bind(const LoweredFunction &L, const Finding &F,
                        const GuardTools &Tools) {
  const LoweredSite &Site = L.Sites[F.Site];
  if (std::string Why = whyNoGuard(L, F.Site); !Why.empty())
    return {{}, std::move(Why)};
  if (!Tools.Context.getLangOpts().CPlusPlus)
    return cleanUpVariable(L, F.Site, Tools);
  if (Tools.AtExit)
    return releaseAtScopeExit(L, F.Site, Tools);
  if (isStdThread(Site.HandleType)) {
    // Where it is joined on some paths only, who knows what the others want.
    if (F.Kind == FindingKind::Leak && !F.Never)
      return {{}, "the thread is joined on some paths only"};
    FixProposal Joining = joiningThread(L, F.Site, Tools);
    if (Joining.Fixes.empty())
      if (FixProposal Pointer = makeUniquePointer(L, F.Site, Tools);
          !Pointer.Fixes.empty())
        return Pointer;
    for (Fix &Each : Joining.Fixes)
      Each.KeepsBehaviour &= F.Kind == FindingKind::ExceptionLeak;
    return Joining;
  }
  return makeUniquePointer(L, F.Site, Tools);
}

std::optional<ScopedHandle> withEnd(const HandleVariable &Plain, SiteId Site,
                                    const GuardTools &Tools) {
  std::unique_ptr<LoweredFunction> L = Tools.LowerWithEnd(Plain.Root);
  std::string Unknown;
  std::optional<HandleVariable> Handle;
  if (L)
    Handle = HandleVariable::find(*L, Site, Unknown);
  if (!Handle)
    return std::nullopt;
  return ScopedHandle{std::move(L), std::move(*Handle)};
}

static constexpr llvm::StringLiteral NotLocal =
    "the handle is not a local variable's";

/// What stays what it is has its guard beside it.
static FixProposal bindBeside(const LoweredFunction &L, const Finding &F,
                              const GuardTools &Tools) {
  if (isa<CXXConstructorDecl>(L.Function) &&
      F.Kind == FindingKind::ExceptionLeak)
    if (FixProposal Own = guardInConstructor(L, F.Site, Tools);
        Own.Refusal != NotLocal)
      return Own;
  FixProposal Joining;
  if (isStdThread(L.Sites[F.Site].HandleType) && F.Kind == FindingKind::Leak)
    Joining = joiningThread(L, F.Site, Tools);
  if (!Joining.Fixes.empty())
    return Joining;
  FixProposal Pointer = guardPointer(L, F.Site, Tools);
  return Pointer.Fixes.empty() ? guardLocal(L, F.Site, Tools) : Pointer;
}

/// What the callee that made the pool answers tells whether there is one.
static FixProposal askMaker(const LoweredFunction &L, const Finding &F,
                            const GuardTools &Tools) {
  std::optional<CertainMaker> Maker =
      certainMaker(L, F.Site, Tools.Effects, Tools.Lower);
  if (!Maker)
    return {};
  FixProposal Inserted =
      insertReleases(Maker->Function, F.Site, Tools.Context, Tools.Models);
  return Inserted.Fixes.empty()
             ? rememberOpen(Maker->Function, F.Site, Tools.Context,
                            Tools.Models, Tools.Effects, Maker->Answer)
             : Inserted;
}

FixProposal bindToGuard(const LoweredFunction &L, const Finding &F,
                        const GuardTools &Tools) {
  if (F.Kind == FindingKind::Leak)
    if (FixProposal Asking = askMaker(L, F, Tools); !Asking.Fixes.empty())
      return Asking;
  FixProposal Proposal = bind(L, F, Tools);
  bool MayBind = !Tools.AtExit && whyNoGuard(L, F.Site).empty() &&
                 Tools.Context.getLangOpts().CPlusPlus;
  // The project may have another one.
  if (Proposal.Fixes.empty() && MayBind)
    if (FixProposal AtExit = releaseAtScopeExit(L, F.Site, Tools);
        !AtExit.Fixes.empty())
      Proposal = std::move(AtExit);
  if (Proposal.Fixes.empty() && F.Kind == FindingKind::Leak)
    if (FixProposal Memory =
            rememberOpen(L, F.Site, Tools.Context, Tools.Models, Tools.Effects);
        !Memory.Fixes.empty())
      return Memory;
  std::string Refusal;
  if (Proposal.Fixes.empty() && MayBind) {
    // What is said of the better guard counts, where there is one.
    bool Unknown =
        (Proposal.Refusal == NotLocal && isa<CXXConstructorDecl>(L.Function)) ||
        (isStdThread(L.Sites[F.Site].HandleType) &&
         !hasJoiningThread(Tools.Context));
    Refusal = Unknown ? "" : Proposal.Refusal;
    FixProposal Beside = bindBeside(L, F, Tools);
    if (!Beside.Fixes.empty() || Refusal.empty())
      Proposal = std::move(Beside);
  }
  if (Proposal.Fixes.empty() || !Proposal.Fixes.front().Guarded)
    return Proposal;
  const Fix &First = Proposal.Fixes.front();
  ReleaseHazards Hazards(L, F.Site, First.Guarded, Tools.Context);
  if (std::string Why = Hazards.ofGuard(First.At); !Why.empty())
    return {{}, Refusal.empty() ? std::move(Why) : std::move(Refusal)};
  return Proposal;
}

} // namespace poolguard
