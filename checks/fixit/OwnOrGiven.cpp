//===-- OwnOrGiven.cpp ----------------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "OwnOrGiven.h"
#include "HandleVariable.h"
#include "ReleaseTrial.h"
#include "StmtWalk.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Basic/SourceManager.h"
#include <map>

using namespace clang;

namespace poolguard {

namespace {

/// What is marked at a place: where its content is from. The one in the middle
/// may differ from what was given, or not.
enum Mark : int64_t { Given, Null, Made };

} // namespace

/// Adds the variables that \p Value may be the value of.
static void addSources(const Expr *Value,
                       llvm::SmallPtrSetImpl<const VarDecl *> &Found) {
  Value = Value->IgnoreParenCasts();
  if (const auto *Opaque = dyn_cast<OpaqueValueExpr>(Value))
    if (const Expr *Source = Opaque->getSourceExpr())
      return addSources(Source, Found);
  if (const auto *Choice = dyn_cast<AbstractConditionalOperator>(Value)) {
    addSources(Choice->getTrueExpr(), Found);
    addSources(Choice->getFalseExpr(), Found);
  } else if (const auto *Ref = dyn_cast<DeclRefExpr>(Value)) {
    if (const auto *V = dyn_cast<VarDecl>(Ref->getDecl()))
      Found.insert(V);
  }
}

/// All that \p Body does with \p V, but for declaring it, is to read it.
static bool isOnlyRead(const Stmt *S, const VarDecl *V) {
  if (!S)
    return true;
  for (const Stmt *Child : S->children()) {
    const auto *Ref = dyn_cast_or_null<DeclRefExpr>(Child);
    const auto *Cast = dyn_cast<ImplicitCastExpr>(S);
    if (Ref && Ref->getDecl() == V &&
        !(Cast && Cast->getCastKind() == CK_LValueToRValue))
      return false;
    if (!isOnlyRead(Child, V))
      return false;
  }
  const auto *Lambda = dyn_cast<LambdaExpr>(S);
  return !Lambda || llvm::none_of(Lambda->captures(), [&](const auto &C) {
    return C.capturesVariable() && C.getCapturedVar() == V &&
           C.getCaptureKind() == LCK_ByRef;
  });
}

/// The one variable whose value \p Handle may have instead of a pool made here.
static const VarDecl *givenTo(const HandleVariable &Handle,
                              const LoweredFunction &L) {
  const Stmt *Body = writtenBody(L.Function);
  llvm::SmallPtrSet<const VarDecl *, 4> Sources;
  if (const Expr *Init = Handle.Root->getInit())
    addSources(Init, Sources);
  eachStmt(Body, [&](const Stmt *S) {
    const auto *Op = dyn_cast<BinaryOperator>(S);
    const auto *To = Op && Op->getOpcode() == BO_Assign
                         ? dyn_cast<DeclRefExpr>(Op->getLHS()->IgnoreParens())
                         : nullptr;
    if (To && To->getDecl() == Handle.Root)
      addSources(Op->getRHS(), Sources);
  });
  if (Sources.size() != 1)
    return nullptr;
  const VarDecl *V = *Sources.begin();
  const ASTContext &Context = L.Function->getASTContext();
  std::string Why;
  if (V == Handle.Root || !V->hasLocalStorage() ||
      V->getLocation().isMacroID() ||
      !Context.hasSameUnqualifiedType(V->getType(), Handle.Root->getType()) ||
      V->getType().isVolatileQualified() || !isOnlyRead(Body, V))
    return nullptr;
  // Its name means the same wherever the handle's does.
  std::optional<LocalVariable> Found =
      LocalVariable::find(L.Function, V->getName(), Why);
  const SourceManager &SM = Context.getSourceManager();
  if (!Found || !Found->Scope || !contains(Found->Scope, Handle.Scope) ||
      !SM.isBeforeInTranslationUnit(V->getLocation(),
                                    Handle.Root->getLocation()))
    return nullptr;
  return V;
}

static PlaceId placeOf(StringRef Name, const PoolFlowGraph &G) {
  PlaceId Found = None;
  for (PlaceId P = 0; P < G.Places.size(); ++P)
    if (G.Places[P].Name == Name) {
      if (Found != None || G.Places[P].Collection)
        return None;
      Found = P;
    }
  return Found;
}

static bool passes(const Event &E) {
  return E.Kind == EventKind::Copy || E.Kind == EventKind::Move ||
         E.Kind == EventKind::Swap;
}

/// What is made by \p G may come to \p Place.
static bool mayBeMade(const PoolFlowGraph &G, PlaceId Place) {
  std::set<PlaceId> Reached;
  for (bool Changed = true; std::exchange(Changed, false);)
    for (const FlowBlock &B : G.Blocks)
      for (const Event &E : B.Events) {
        bool Comes = E.Kind == EventKind::Construct
                         ? G.Sites[E.Site].Obligation
                         : passes(E) && Reached.count(E.Src);
        if (Comes)
          Changed |= Reached.insert(E.Dst).second;
        if (E.Kind == EventKind::Swap && Reached.count(E.Dst))
          Changed |= Reached.insert(E.Src).second;
      }
  return Reached.count(Place) != 0;
}

namespace {

class Marker {
public:
  Marker(LoweredFunction &Edited, PlaceId Handle, PlaceId Source)
      : G(Edited.Graph), Source(Source) {
    for (PlaceId P : linkedPlaces(G, Handle)) {
      Marks[P] = G.Places.size();
      G.Places.push_back({"", false});
    }
  }

  /// \returns the mark of \p Place, or None: nothing goes from one to another.
  PlaceId mark(PlaceId Place) {
    if (!Marks.count(Source))
      return None;
    for (FlowBlock &B : G.Blocks)
      for (unsigned I = B.Events.size(); I-- > 0;)
        if (std::optional<Event> New = markAfter(B.Events[I]))
          B.Events.insert(B.Events.begin() + I + 1, *New);
    // The source never changes, so that it may be told again in a loop.
    std::vector<Event> &First = G.Blocks.front().Events;
    First.insert(First.begin(), set(Source, ValueSet::constant(Given)));
    return Marks[Place];
  }

private:
  Event set(PlaceId Place, ValueSet Values) const {
    Event E;
    E.Kind = EventKind::Set;
    E.Dst = Marks.at(Place);
    E.Values = std::move(Values);
    return E;
  }

  std::optional<Event> markAfter(const Event &E) const {
    if (!Marks.count(E.Dst) || E.Dst == Source)
      return std::nullopt;
    if (passes(E)) {
      Event Copied = set(E.Dst, ValueSet::any());
      Copied.Kind = E.Kind == EventKind::Swap ? E.Kind : EventKind::Copy;
      Copied.Src = Marks.at(E.Src);
      return Copied;
    }
    switch (E.Kind) {
    case EventKind::Construct:
      return set(E.Dst, G.Sites[E.Site].Obligation ? ValueSet::constant(Made)
                                                   : ValueSet::any());
    case EventKind::Set:
      return set(E.Dst, E.Values == ValueSet::constant(0)
                            ? ValueSet::constant(Null)
                            : ValueSet::any());
    case EventKind::Bind:
    case EventKind::Destroy:
      return set(E.Dst, ValueSet::any());
    default:
      return std::nullopt;
    }
  }

  PoolFlowGraph &G;
  PlaceId Source;
  std::map<PlaceId, PlaceId> Marks;
};

} // namespace

/// The program asks already whether \p A and \p B are the same: whoever made a
/// pool since is answered no.
static void answerComparisons(LoweredFunction &Edited, const VarDecl *A,
                              const VarDecl *B, PlaceId Mark,
                              const ValueSet &Same, const ValueSet &Differs) {
  auto Names = [](const Expr *E, const VarDecl *V) {
    const auto *Ref = dyn_cast<DeclRefExpr>(E->IgnoreParenImpCasts());
    return Ref && Ref->getDecl() == V;
  };
  for (FlowBlock &Block : Edited.Graph.Blocks) {
    const Origin *O =
        Block.Origin == None ? nullptr : &Edited.Origins[Block.Origin];
    if (!O || O->Frame ||
        (O->What != Origin::TrueBranch && O->What != Origin::FalseBranch))
      continue;
    const auto *Condition = dyn_cast_or_null<Expr>(O->Code);
    const auto *Op =
        Condition ? dyn_cast<BinaryOperator>(Condition->IgnoreParenImpCasts())
                  : nullptr;
    if (!Op || !Op->isEqualityOp() ||
        !((Names(Op->getLHS(), A) && Names(Op->getRHS(), B)) ||
          (Names(Op->getLHS(), B) && Names(Op->getRHS(), A))))
      continue;
    bool Equal = (Op->getOpcode() == BO_EQ) == (O->What == Origin::TrueBranch);
    Event E;
    E.Kind = EventKind::Assume;
    E.Dst = Mark;
    E.Values = Equal ? Same : Differs;
    Block.Events.insert(Block.Events.begin(), E);
  }
}

std::optional<LoweredFunction> withOrigin(const LoweredFunction &L,
                                          SiteId Site) {
  std::string Why;
  std::optional<HandleVariable> Handle = HandleVariable::find(L, Site, Why);
  if (!Handle || !Handle->Scope || isa<ParmVarDecl>(Handle->Root) ||
      !Handle->Root->hasLocalStorage() ||
      !Handle->Root->getType()->isPointerType() ||
      Handle->Written.Text != Handle->Root->getName())
    return std::nullopt;
  const VarDecl *V = givenTo(*Handle, L);
  PlaceId Source = V ? placeOf(V->getName(), L.Graph) : None;
  if (Source == None || mayBeMade(L.Graph, Source))
    return std::nullopt;
  LoweredFunction Edited = L;
  PlaceId Mark = Marker(Edited, Handle->Place, Source).mark(Handle->Place);
  if (Mark == None)
    return std::nullopt;
  std::string Differs = Handle->Written.Text + " != " + V->getNameAsString();
  ValueSet NotMade = ValueSet::satisfying(Relation::Le, Null);
  ValueSet NotGiven = ValueSet::satisfying(Relation::Ge, Null);
  answerComparisons(Edited, Handle->Root, V, Mark, NotMade, NotGiven);
  Edited.Kept.push_back({Mark, Differs, NotGiven, NotMade});
  Edited.Kept.push_back({Mark, Handle->Written.Text + " && " + Differs,
                         ValueSet::constant(Made), NotMade});
  return Edited;
}

} // namespace poolguard
