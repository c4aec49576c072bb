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

static unsigned frameOf(const LoweredFunction &L, unsigned Number) {
  return Number == None ? 0 : L.Origins[Number].Frame;
}

/// The frame directly below the function that \p Frame is part of.
static unsigned topFrame(const LoweredFunction &L, unsigned Frame) {
  while (Frame && L.Frames[Frame].Parent)
    Frame = L.Frames[Frame].Parent;
  return Frame;
}

static bool isWithin(const LoweredFunction &L, unsigned Frame,
                     unsigned Ancestor) {
  while (Frame && Frame != Ancestor)
    Frame = L.Frames[Frame].Parent;
  return Frame == Ancestor;
}

/// What in the function itself leads to \p Number: the call, if that stands
/// in an inlined body.
static unsigned inFunction(const LoweredFunction &L, unsigned Number) {
  unsigned Top = topFrame(L, frameOf(L, Number));
  return Top ? L.Frames[Top].Call : Number;
}

static unsigned originOf(const LoweredFunction &L, BlockId Block,
                         unsigned Event) {
  const FlowBlock &B = L.Graph.Blocks[Block];
  return Event == None ? B.Origin : B.Events[Event].Origin;
}

/// An inlined body's own defect: it is found where that body is analysed.
static bool isCallees(const LoweredFunction &L, const Finding &F) {
  unsigned Last = frameOf(L, originOf(L, F.Path.back(), F.LastEvent));
  unsigned Site = L.Sites[F.Site].Frame;
  if (Site)
    return isWithin(L, Last, Site);
  if (F.ReleasePathIndex == None || F.ReleaseEvent == None || !Last)
    return false;
  unsigned Release =
      frameOf(L, originOf(L, F.Path[F.ReleasePathIndex], F.ReleaseEvent));
  return topFrame(L, Release) == topFrame(L, Last);
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
  if (E.Kind == EventKind::Destroy) {
    if (Owner && Owner->Destructor == DestructorKind::Leaks)
      return LeakManner::DetachedByDestructor;
    const auto *Op =
        E.Origin == None
            ? nullptr
            : dyn_cast_or_null<CXXOperatorCallExpr>(L.Origins[E.Origin].Code);
    return Op && Op->isAssignmentOp() ? LeakManner::AssignedOver
                                      : LeakManner::StillJoinable;
  }
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
  return locationOf(L, originOf(L, F.Path.back(), F.LastEvent), SM);
}

static PathNote::Kind lastNote(LeakManner M) {
  switch (M) {
  case LeakManner::LeavesOpen:
  case LeakManner::Discarded:
    return PathNote::Leaves;
  case LeakManner::Overwritten:
    return PathNote::Overwritten;
  case LeakManner::AssignedOver:
    return PathNote::AssignedOver;
  case LeakManner::StillJoinable:
  case LeakManner::DetachedByDestructor:
    return PathNote::Destroyed;
  case LeakManner::StaticStorage:
    break;
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
  P.Within = L.Function;
  if (isCallees(L, F))
    return P;
  SourceLocation Construction, Inner;
  const LoweredSite &Site = L.Sites[F.Site];
  if (Site.Construction)
    Construction = SM.getFileLoc(Site.Construction->getExprLoc());
  if (Site.Frame) {
    Inner = Construction;
    Construction = locationOf(L, L.Frames[topFrame(L, Site.Frame)].Call, SM);
    P.Path.push_back({PathNote::Constructed, Inner});
    P.Inner = Inner;
  }
  if (F.Kind == FindingKind::Leak || F.Kind == FindingKind::ExceptionLeak) {
    P.Location = Construction;
    P.Manner = mannerOf(L, F);
    addBranchNotes(L, F, SM, P.Path);
    SourceLocation Thrown = thrownAt(P.Path);
    P.Path.push_back({lastNote(P.Manner),
                      Thrown.isValid() ? Thrown : lastLocation(L, F, SM)});
    return P;
  }
  unsigned Last = originOf(L, F.Path.back(), F.LastEvent);
  P.Location = locationOf(L, inFunction(L, Last), SM);
  if (Construction.isValid() && Inner.isInvalid())
    P.Path.push_back({PathNote::Constructed, Construction});
  P.ByDestructor = Last != None && L.Origins[Last].What == Origin::ScopeEnd;
  auto NoteEvent = [&](PathNote::Kind What, unsigned PathIndex,
                       unsigned Index) {
    if (PathIndex == None || Index == None)
      return;
    const Event &E = L.Graph.Blocks[F.Path[PathIndex]].Events[Index];
    P.Path.push_back({What, locationOf(L, E.Origin, SM)});
  };
  NoteEvent(PathNote::Submitted, F.SubmitPathIndex, F.SubmitEvent);
  NoteEvent(PathNote::Released, F.ReleasePathIndex, F.ReleaseEvent);
  if (frameOf(L, Last))
    P.Path.push_back({PathNote::Within, locationOf(L, Last, SM)});
  return P;
}

PoolFinding buildLoopFinding(const LoweredFunction &L, SiteId Site,
                             const LoopPool &Loop, const SourceManager &SM) {
  PoolFinding P;
  P.Owner = L.Sites[Site].Owner;
  P.Name = L.Graph.Sites[Site].Name;
  P.Within = L.Function;
  P.Location = SM.getFileLoc(L.Sites[Site].Construction->getExprLoc());
  P.Path = {{PathNote::Loop, SM.getFileLoc(Loop.Loop->getBeginLoc())},
            {PathNote::Released, locationOf(L, Loop.ReleaseOrigin, SM)}};
  return P;
}

} // namespace poolguard
