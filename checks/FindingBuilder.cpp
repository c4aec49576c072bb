//===-- FindingBuilder.cpp ------------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FindingBuilder.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace poolguard {

static SourceLocation locationOf(const LoweredFunction &L, unsigned Number,
                                 const SourceManager &SM) {
  if (Number == None)
    return {};
  const Origin &O = L.Origins[Number];
  SourceLocation Loc = O.Location;
  if (O.What == Origin::Statement && O.Code)
    if (const auto *E = dyn_cast<Expr>(O.Code))
      Loc = E->getExprLoc();
  return SM.getFileLoc(Loc);
}

/// The note a block on the path calls for, if any.
static std::optional<PathNote::Kind> branchNote(const Origin &O) {
  switch (O.What) {
  case Origin::TrueBranch:
    return PathNote::TrueBranch;
  case Origin::FalseBranch:
    return PathNote::FalseBranch;
  case Origin::CaseBranch:
    return PathNote::Case;
  case Origin::MayThrow:
    return PathNote::MayThrow;
  case Origin::Thrown:
    return PathNote::Thrown;
  case Origin::Caught:
    return PathNote::Caught;
  default:
    return std::nullopt;
  }
}

static void addBranchNotes(const LoweredFunction &L, const Finding &F,
                           const SourceManager &SM,
                           std::vector<PathNote> &Path) {
  // A reader follows a handful of decisions; the last ones lead to the defect.
  constexpr unsigned MaxNotes = 8;
  std::vector<PathNote> Notes;
  for (unsigned I = 1; I < F.Path.size(); ++I) {
    unsigned Number = L.Graph.Blocks[F.Path[I]].Origin;
    if (Number == None)
      continue;
    if (std::optional<PathNote::Kind> K = branchNote(L.Origins[Number]))
      Notes.push_back({*K, locationOf(L, Number, SM)});
  }
  if (Notes.size() > MaxNotes)
    Notes.erase(Notes.begin(), Notes.end() - MaxNotes);
  Path.insert(Path.end(), Notes.begin(), Notes.end());
}

/// Where the exception was thrown that is still under way at the path's end:
/// what it undoes has no place of its own in the source.
static SourceLocation thrownAt(llvm::ArrayRef<PathNote> Path) {
  if (Path.empty() || (Path.back().What != PathNote::MayThrow &&
                       Path.back().What != PathNote::Thrown))
    return {};
  return Path.back().Location;
}

static LeakManner mannerOf(const LoweredFunction &L, const Finding &F) {
  bool Named = !L.Graph.Sites[F.Site].Name.empty();
  if (F.LastEvent == None)
    return Named ? LeakManner::LeavesOpen : LeakManner::Discarded;
  const Event &E = L.Graph.Blocks[F.Path.back()].Events[F.LastEvent];
  const Family *Owner = L.Sites[F.Site].Owner;
  if (E.Kind == EventKind::Destroy)
    return Owner && Owner->Destructor == DestructorKind::Leaks
               ? LeakManner::DetachedByDestructor
               : LeakManner::StillJoinable;
  bool AtScopeEnd =
      E.Origin != None && L.Origins[E.Origin].What == Origin::ScopeEnd;
  // `free(s)` with a handle in it overwrites nothing.
  bool InCall = E.Kind == EventKind::Set && E.Origin != None &&
                isa_and_nonnull<CallExpr>(L.Origins[E.Origin].Code);
  if (Named && (AtScopeEnd || InCall))
    return LeakManner::LeavesOpen;
  return Named ? LeakManner::Overwritten : LeakManner::Discarded;
}

static SourceLocation lastLocation(const LoweredFunction &L, const Finding &F,
                                   const SourceManager &SM) {
  const FlowBlock &Last = L.Graph.Blocks[F.Path.back()];
  return locationOf(
      L, F.LastEvent == None ? Last.Origin : Last.Events[F.LastEvent].Origin,
      SM);
}

static PathNote::Kind lastNote(LeakManner M) {
  switch (M) {
  case LeakManner::LeavesOpen:
  case LeakManner::Discarded:
    return PathNote::Leaves;
  case LeakManner::Overwritten:
    return PathNote::Overwritten;
  case LeakManner::StillJoinable:
  case LeakManner::DetachedByDestructor:
    return PathNote::Destroyed;
  }
  return PathNote::Leaves;
}

PoolFinding buildFinding(const LoweredFunction &L, const Finding &F,
                         const SourceManager &SM) {
  PoolFinding P;
  P.Kind = F.Kind;
  P.Never = F.Never;
  P.Owner = L.Sites[F.Site].Owner;
  P.Name = L.Graph.Sites[F.Site].Name;
  SourceLocation Construction;
  if (const Expr *E = L.Sites[F.Site].Construction)
    Construction = SM.getFileLoc(E->getExprLoc());
  if (F.Kind == FindingKind::Leak || F.Kind == FindingKind::ExceptionLeak) {
    P.Location = Construction;
    P.Manner = mannerOf(L, F);
    addBranchNotes(L, F, SM, P.Path);
    SourceLocation Thrown = thrownAt(P.Path);
    P.Path.push_back({lastNote(P.Manner),
                      Thrown.isValid() ? Thrown : lastLocation(L, F, SM)});
    return P;
  }
  P.Location = lastLocation(L, F, SM);
  if (Construction.isValid())
    P.Path.push_back({PathNote::Constructed, Construction});
  if (F.ReleasePathIndex != None && F.ReleaseEvent != None) {
    const FlowBlock &B = L.Graph.Blocks[F.Path[F.ReleasePathIndex]];
    P.Path.push_back({PathNote::Released,
                      locationOf(L, B.Events[F.ReleaseEvent].Origin, SM)});
  }
  return P;
}

} // namespace poolguard
