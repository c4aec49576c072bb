//===-- ObjectEnd.cpp -----------------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What a helper does is lowered to blocks that nobody gets to, and the trial
/// puts copies of them where the helper would be called.
///
//===----------------------------------------------------------------------===//

#include "ObjectEnd.h"
#include "../flow/BodyFacts.h"
#include "EndingCalls.h"
#include "HeldLocks.h"
#include "InsertRelease.h"
#include "NameWords.h"
#include "StmtWalk.h"
#include "clang/AST/DeclCXX.h"
#include "llvm/ADT/StringExtras.h"
#include <functional>

using namespace clang;

namespace poolguard {

namespace {

/// What one call would do to the pool of one site.
class Ending {
public:
  Ending(const LoweredFunction &L, SiteId Site, const EndingCall &Call,
         const LoweredFunction::ExtraCall &Blocks, const Expr *Made)
      : L(L), Site(Site), Call(Call), Made(Made),
        Region{Blocks.First, Blocks.Last, Blocks.End} {
    const std::string &Name = L.Graph.Sites[Site].Name;
    for (PlaceId P = 0; P < L.Graph.Places.size(); ++P)
      if (L.Graph.Places[P].Name == Name)
        Places.push_back(P);
  }

  /// It releases something, and whoever calls it goes on behind it.
  bool isPlain();

  std::optional<Fix> tryOn(HandleVariable Object, const ReleaseHazards &Hazards,
                           const ASTContext &Context, std::string &Why) const;

private:
  /// What the helper gives \p P comes by one of \p Kinds.
  bool comesBy(PlaceId P, llvm::ArrayRef<EventKind> Kinds) const;
  /// Each element of a container of objects is released.
  bool walksAll() const;
  bool allows(const std::vector<GraphPoint> &Points,
              const ReleaseTest &Test) const;
  /// The steps of bodies that \p Matches is told the call of.
  std::vector<GraphPoint>
  steps(llvm::function_ref<bool(const InlinedFrame &)> Matches) const;
  const Stmt *codeOf(const InlinedFrame &Frame) const {
    return Frame.Call == None ? nullptr : L.Origins[Frame.Call].Code;
  }

  const LoweredFunction &L;
  SiteId Site;
  const EndingCall &Call;
  const Expr *Made;
  GraphRegion Region;
  std::vector<PlaceId> Places;
  llvm::SmallVector<PlaceId, 4> Released;
  ReleaseMode Mode = ReleaseMode::Close;
};

} // namespace

bool Ending::isPlain() {
  ParentMap Parents(Call.Body->getBody());
  std::vector<bool> Seen(L.Graph.Blocks.size());
  SmallVector<BlockId, 16> Worklist = {Region.First};
  bool Ends = false, First = true;
  while (!Worklist.empty()) {
    BlockId B = Worklist.pop_back_val();
    if (B < Region.First || B > Region.Last)
      return false; // An exception.
    if (Seen[B])
      continue;
    Seen[B] = true;
    const FlowBlock &Block = L.Graph.Blocks[B];
    Ends |= B == Region.End;
    for (const Event &E : Block.Events) {
      if (E.Kind == EventKind::Throw || E.Kind == EventKind::Construct ||
          (E.Kind == EventKind::Escape && llvm::is_contained(Places, E.Dst)))
        return false;
      if (E.Kind != EventKind::Release)
        continue;
      if (E.Origin != None && L.Origins[E.Origin].Code &&
          !heldAt({TextPoint::Before, L.Origins[E.Origin].Code}, Parents)
               .empty())
        return false; // The tasks may want the lock.
      if (E.Mode == ReleaseMode::Detach || (!First && E.Mode != Mode))
        return false;
      First = false;
      Mode = E.Mode;
      Released.push_back(E.Dst);
    }
    llvm::append_range(Worklist, Block.Succs);
  }
  return Ends && !Released.empty() && !Places.empty();
}

bool Ending::comesBy(PlaceId P, llvm::ArrayRef<EventKind> Kinds) const {
  for (BlockId B = Region.First; B <= Region.Last; ++B)
    for (const Event &E : L.Graph.Blocks[B].Events)
      if (E.Dst == P && llvm::is_contained(Kinds, E.Kind))
        return true;
  return false;
}

bool Ending::walksAll() const {
  bool Open = false;
  QualType T = partType(L, Site, Open);
  return !T.isNull() && T->isRecordType() &&
         L.Sites[Site].HandleType->isRecordType() &&
         !elementOf(T, L.Function->getASTContext()).isNull() &&
         llvm::all_of(Released,
                      [&](PlaceId P) { return comesBy(P, {EventKind::Bind}); });
}

std::vector<GraphPoint>
Ending::steps(llvm::function_ref<bool(const InlinedFrame &)> Matches) const {
  std::vector<GraphPoint> Points;
  for (BlockId B = 0; B < Region.First && B < L.Graph.Blocks.size(); ++B)
    for (auto [I, E] : llvm::enumerate(L.Graph.Blocks[B].Events)) {
      if (E.Origin == None)
        continue;
      for (unsigned F = L.Origins[E.Origin].Frame; F; F = L.Frames[F].Parent)
        if (Matches(L.Frames[F])) {
          Points.push_back({B, unsigned(I)});
          break;
        }
    }
  return Points;
}

/// Everybody has made the object, and nobody has ended it yet.
bool Ending::allows(const std::vector<GraphPoint> &Points,
                    const ReleaseTest &Test) const {
  std::vector<GraphPoint> Making =
      steps([&](const InlinedFrame &Frame) { return codeOf(Frame) == Made; });
  std::vector<GraphPoint> Ended = steps([&](const InlinedFrame &Frame) {
    return Frame.Function == Call.Body && codeOf(Frame) != Call.Call;
  });
  ReleaseTrial Passing(L.Graph, None, Places, {});
  Passing.countAsMade(Making);
  if (!Passing.isMadeAt(Points, Test) ||
      !Passing.isNeverLast(Ended, Making, Points))
    return false;
  for (PlaceId P : Released) {
    // A variable of the helper is given its value there.
    if (llvm::is_contained(Places, P) ||
        comesBy(P, {EventKind::Copy, EventKind::Move, EventKind::Bind}))
      continue;
    bool IsMade = false;
    for (SiteId Other = 0; Other < L.Sites.size() && !IsMade; ++Other)
      IsMade =
          L.Sites[Other].Construction &&
          L.Graph.Sites[Other].Name == L.Graph.Places[P].Name &&
          ReleaseTrial(L.Graph, Other, {P},
                       {FindingKind::Leak, EventKind::Release, Mode, Region})
              .isMadeAt(Points, Test);
    if (!IsMade)
      return false;
  }
  return true;
}

std::optional<Fix> Ending::tryOn(HandleVariable Object,
                                 const ReleaseHazards &Hazards,
                                 const ASTContext &Context,
                                 std::string &Why) const {
  Object.Place = Places.front();
  Object.FailureIgnored = isResultDropped(L, Site);
  ReleaseTarget Target(std::move(Object));
  Target.Places = Places;
  Target.Allows = [&](const std::vector<GraphPoint> &Points,
                      const ReleaseTest &Test) { return allows(Points, Test); };
  Target.ReleasesAll = walksAll();
  ReleaseSpelling Spelling;
  Spelling.Call = Call.Text;
  Spelling.Mode = Mode;
  Spelling.Helper = Region;
  return insertHelper(L, Site, Target, Spelling, Hazards, Context, Why);
}

SiteId siteIn(const LoweredFunction &Again, const LoweredFunction &L,
              SiteId Site) {
  auto Alike = [&](const LoweredFunction &In, SiteId Each) {
    return In.Sites[Each].Construction == L.Sites[Site].Construction &&
           In.Graph.Sites[Each].Name == L.Graph.Sites[Site].Name &&
           ownConstruction(In, Each) == ownConstruction(L, Site);
  };
  SiteId Found = None;
  unsigned Before = 0, After = 0;
  for (SiteId Each = 0; Each < L.Sites.size(); ++Each)
    Before += Alike(L, Each);
  for (SiteId Each = 0; Each < Again.Sites.size(); ++Each)
    if (Alike(Again, Each)) {
      ++After;
      Found = Each;
    }
  return Before == 1 && After == 1 ? Found : None;
}

static bool calls(const Stmt *Code, const FunctionDecl *F) {
  return anyStmt(Code, [&](const Stmt *S) {
    const auto *Call = dyn_cast<CallExpr>(S);
    const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
    return Callee && Callee->getCanonicalDecl() == F->getCanonicalDecl();
  });
}

/// The one that is meant, if that is plain: it is called elsewhere in \p F, or
/// does all that the others do.
static FixProposal
choose(const std::vector<std::pair<const EndingCall *, Fix>> &Found,
       const FunctionDecl *F) {
  auto Only = [&](llvm::function_ref<bool(const EndingCall &)> IsMeant) {
    const Fix *One = nullptr;
    unsigned Number = 0;
    for (const auto &[Call, Made] : Found)
      if (IsMeant(*Call)) {
        One = &Made;
        ++Number;
      }
    return Number == 1 ? One : nullptr;
  };
  const Fix *Meant = Only([](const EndingCall &) { return true; });
  if (!Meant)
    Meant = Only(
        [&](const EndingCall &C) { return calls(writtenBody(F), C.Body); });
  if (!Meant)
    Meant = Only([&](const EndingCall &C) {
      return llvm::none_of(Found, [&](const auto &Other) {
        return calls(Other.first->Body->getBody(), C.Body);
      });
    });
  if (!Meant)
    return {{}, "there are several ways to end the object"};
  return {{*Meant}, ""};
}

/// \p Ref, a pointer, goes somewhere else than into a call that is seen, or
/// changes.
static bool mayBeKept(const DeclRefExpr *Ref, const ParentMap &Parents) {
  const Stmt *Up = Parents.getParent(Ref);
  while (isa_and_nonnull<ImplicitCastExpr, ParenExpr>(Up))
    Up = Parents.getParent(Up);
  if (const auto *Call = dyn_cast_or_null<CallExpr>(Up)) {
    const FunctionDecl *F = Call->getDirectCallee();
    bool Follows = F && (F->getOverloadedOperator() == OO_Arrow ||
                         F->getOverloadedOperator() == OO_Star);
    return !Follows && (!F || !F->hasBody());
  }
  if (const auto *Op = dyn_cast_or_null<UnaryOperator>(Up))
    return Op->getOpcode() == UO_AddrOf || Op->isIncrementDecrementOp();
  if (const auto *Op = dyn_cast_or_null<BinaryOperator>(Up)) {
    bool Null = Op->getRHS()->isNullPointerConstant(
        const_cast<ASTContext &>(Ref->getDecl()->getASTContext()),
        Expr::NPC_ValueDependentIsNotNull);
    return Op->isAssignmentOp() &&
           (Null || Op->getRHS()->IgnoreParenImpCasts() == Ref ||
            !isa<DeclRefExpr>(Op->getLHS()->IgnoreParens()));
  }
  if (isa_and_nonnull<CXXDeleteExpr>(Up)) {
    const Stmt *Block = Parents.getParent(Up); // On some ways only?
    return !Block || Parents.getParent(Block);
  }
  return isa_and_nonnull<ReturnStmt, InitListExpr, CXXConstructExpr, CXXNewExpr,
                         DeclStmt, CXXThrowExpr>(Up);
}

/// The object, or the pointer to it, goes to somebody else, or is named in a
/// closure, which may end it.
static bool isGivenSomewhere(const FunctionDecl *F, const VarDecl *Root) {
  static const StringRef Takers[] = {"move", "swap", "exchange", "forward"};
  static const StringRef Own[] = {"release", "reset", "swap"};
  ParentMap Parents(writtenBody(F));
  bool IsPointer = !Root->getType()->isRecordType() &&
                   !Root->getType()->isReferenceType() &&
                   !Root->getType()->isArrayType();
  return anyStmt(writtenBody(F), [&](const Stmt *S) {
    if (isa<LambdaExpr>(S))
      return mentions(S, Root);
    const auto *Ref = dyn_cast<DeclRefExpr>(S);
    if (IsPointer && Ref && Ref->getDecl() == Root)
      return mayBeKept(Ref, Parents);
    const auto *Call = dyn_cast<CallExpr>(S);
    const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
    if (!Callee || !Callee->isInStdNamespace() ||
        !Callee->getDeclName().isIdentifier())
      return false;
    if (const auto *M = dyn_cast<CXXMemberCallExpr>(Call))
      return llvm::is_contained(Own, Callee->getName()) &&
             referencedVariable(M->getImplicitObjectArgument()) == Root;
    return llvm::is_contained(Takers, Callee->getName()) &&
           llvm::any_of(Call->arguments(), [&](const Expr *Given) {
             return referencedVariable(Given) == Root;
           });
  });
}

/// \p Body ends more than tasks: memory, files, descriptors, or what else a
/// function does that is not seen.
static bool endsMore(const FunctionDecl *Body) {
  return anyStmt(Body->getBody(), [&](const Stmt *S) {
    if (isa<CXXDeleteExpr>(S))
      return true;
    const auto *Op = dyn_cast<UnaryOperator>(S);
    const auto *Call = dyn_cast<CallExpr>(S);
    const FunctionDecl *F = Call ? Call->getDirectCallee() : nullptr;
    return (Op && Op->isDecrementOp()) ||
           (F && hasWord(F, {"close", "fclose", "free", "unref", "destroy",
                             "delete", "cleanup", "release", "clear", "unlink",
                             "remove", "shutdown"}));
  });
}

/// Besides its making by \p Made and calls of \p End, the object is named: a
/// part of it may be gone, or somebody else's, by then.
static bool isUsedBesides(const FunctionDecl *F, const VarDecl *Root,
                          const Expr *Made, const FunctionDecl *End) {
  std::function<bool(const Stmt *)> Uses = [&](const Stmt *S) {
    if (!S || S == Made)
      return false;
    const auto *Call = dyn_cast<CallExpr>(S);
    if (const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
        Callee && Callee->getCanonicalDecl() == End->getCanonicalDecl())
      return false;
    const auto *Ref = dyn_cast<DeclRefExpr>(S);
    return (Ref && Ref->getDecl() == Root) || llvm::any_of(S->children(), Uses);
  };
  return Uses(writtenBody(F));
}

FixProposal endObject(const LoweredFunction &L, SiteId Site,
                      const ASTContext &Context, const LowerWithCalls &Lower) {
  FixProposal Refused{{}, "the pool is not made by this function"};
  const Expr *Made = ownConstruction(L, Site);
  if (!L.Sites[Site].Owner || !L.Sites[Site].Construction ||
      !L.Sites[Site].Frame || !Made)
    return Refused;
  StringRef Name = StringRef(L.Graph.Sites[Site].Name).take_while([](char C) {
    return llvm::isAlnum(C) || C == '_';
  });
  std::optional<LocalVariable> Root =
      LocalVariable::find(L.Function, Name, Refused.Refusal, /*Heads=*/true);
  if (!Root || !Root->Variable->hasLocalStorage())
    return Refused;
  if (isGivenSomewhere(L.Function, Root->Variable))
    return Refused;
  HandleVariable Object;
  Object.Root = Root->Variable;
  Object.Scope = Root->Scope;
  Object.Head = Root->Head;
  Object.Written.Text = Name.str();
  Object.Written.Type = Root->Variable->getType().getCanonicalType();
  Object.Written.At = Made->getExprLoc();
  std::vector<EndingCall> Calls = endingCalls(
      Object.Root, L.Function, Made, const_cast<ASTContext &>(Context));
  if (Calls.empty())
    return Refused;
  std::vector<const CallExpr *> Extras;
  for (const EndingCall &Each : Calls)
    Extras.push_back(Each.Call);
  std::unique_ptr<LoweredFunction> Again = Lower(std::move(Extras));
  SiteId Same = Again ? siteIn(*Again, L, Site) : None;
  if (Same == None || Again->Extras.size() != Calls.size())
    return Refused;
  std::vector<std::pair<const EndingCall *, Fix>> Found;
  for (auto [I, Each] : llvm::enumerate(Calls)) {
    Ending End(*Again, Same, Each, Again->Extras[I], Made);
    if (!End.isPlain())
      continue;
    if (endsMore(Each.Body) &&
        isUsedBesides(L.Function, Object.Root, Made, Each.Body)) {
      Refused.Refusal = "what ends the object ends more than the pool";
      continue;
    }
    ReleaseHazards Hazards(L, Site, Object.Root, Context);
    Hazards.endsBy(Each.Body->getBody());
    if (std::optional<Fix> One =
            End.tryOn(Object, Hazards, Context, Refused.Refusal))
      Found.push_back({&Each, std::move(*One)});
  }
  if (Found.empty())
    return Refused;
  return choose(Found, L.Function);
}

} // namespace poolguard
