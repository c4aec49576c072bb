//===-- LowerEffects.cpp - Effects on places and what lies below them -----===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FunctionLowering.h"
#include "LibraryTypes.h"
#include "LowerAnswers.h"
#include "LowerMemoryPools.h"
#include "LowerResults.h"
#include "LowerWork.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;

namespace poolguard {

void FunctionLowering::set(PlaceId P, ValueSet V) {
  if (P == None)
    return;
  Event E;
  E.Kind = EventKind::Set;
  E.Dst = P;
  E.Values = V;
  emit(E);
  for (PlaceId D : Places.descendants(P)) {
    E.Dst = D;
    E.Values = ValueSet::any();
    if (Places.info(D).Last == Step::Bits && V.isConstant())
      E.Values = ValueSet::constant(V.low() & Places.info(D).Index);
    else if (Places.info(D).Last == Step::Home)
      E.Values = ValueSet::constant(0); // It lives in no pool.
    emit(E);
  }
}

bool FunctionLowering::isNameless(PlaceId P) const {
  const PlaceInfo &Root = Places.info(Places.root(P));
  if (Root.Last != Step::Variable)
    return Root.Last == Step::Temporary;
  // `({ struct task *__k = create(); start(__k); __k; })`: nobody can name it.
  const SourceManager &SM = Context.getSourceManager();
  SourceLocation At = static_cast<const VarDecl *>(Root.Entity)->getLocation();
  return SM.isMacroBodyExpansion(At);
}

void FunctionLowering::nameSites(PlaceId Dst, PlaceId Src) {
  auto It = TemporarySite.find(Src);
  if (It == TemporarySite.end())
    return;
  llvm::SmallVector<SiteId, 1> Made = It->second;
  if (IdleOwners.contains(Src))
    IdleOwners.insert(Dst);
  // From one temporary to the next, until a name turns up. A member of a
  // temporary gives half a name.
  if (isNameless(Dst))
    TemporarySite[Dst].append(Made.begin(), Made.end());
  const std::string &Half = Places.place(Src).Name;
  const std::string &Whole = Places.place(Dst).Name;
  for (SiteId Site : Made)
    if (std::string &Name = Out->Graph.Sites[Site].Name;
        !Whole.empty() && (Name.empty() || Name == Half))
      Name = Whole;
}

void FunctionLowering::nameTemporary(PlaceId Temporary, llvm::StringRef Name) {
  auto It = TemporarySite.find(Temporary);
  if (It == TemporarySite.end())
    return;
  for (SiteId Site : It->second)
    if (Out->Graph.Sites[Site].Name.empty())
      Out->Graph.Sites[Site].Name = Name.str();
}

void FunctionLowering::copy(PlaceId Dst, PlaceId Src) {
  if (Dst == None || Src == None || Dst == Src)
    return;
  ResultLowering(*this).copied(Dst, Src);
  MemoryPoolLowering(*this).copied(Dst, Src);
  // A temporary is gone once its value is taken.
  bool Temporary = Places.info(Src).Last == Step::Temporary;
  carryTarget(Dst, Src);
  if (isOwnMemory(Src)) {
    escapeBelow(Src); // Two ways to it now.
    if (isOwnMemory(Dst))
      set(retainedFlag(Dst), ValueSet::constant(1));
  }
  bool DstAll = isElementsPlace(Dst), SrcAll = isElementsPlace(Src);
  nameSites(Dst, Src);
  noteTakenOut(Dst, Src);
  if (DstAll && SrcAll) {
    emit(EventKind::Move, Dst, Src);
  } else if (DstAll) {
    insert(Dst, Src);
    if (Temporary)
      set(Src, ValueSet::any());
    return;
  } else if (SrcAll) {
    // Which element? Not known: none of them is followed any more.
    escape(Src);
    havoc(Dst);
  } else {
    emit(Temporary ? EventKind::Move : EventKind::Copy, Dst, Src);
  }
  carryBelow(Dst, Src, &FunctionLowering::copy);
}

void FunctionLowering::carryBelow(PlaceId Dst, PlaceId Src,
                                  void (FunctionLowering::*Carry)(PlaceId,
                                                                  PlaceId)) {
  llvm::SmallVector<PlaceId, 4> Below(Places.children(Src).begin(),
                                      Places.children(Src).end());
  forgetBelow(Dst);
  // `l = l->next`: what was there is gone already.
  if (Places.isWithin(Src, Dst))
    return;
  for (PlaceId Child : Below)
    (this->*Carry)(Places.rebase(Child, Dst), Child);
}

void FunctionLowering::forgetBelow(PlaceId Dst) {
  Event E;
  E.Kind = EventKind::Set;
  for (PlaceId D : Places.descendants(Dst)) {
    E.Dst = D;
    E.Values = Places.info(D).Last == Step::Home ? ValueSet::constant(0)
                                                 : ValueSet::any();
    emit(E);
  }
}

void FunctionLowering::move(PlaceId Dst, PlaceId Src) {
  if (Dst == None || Src == None || Dst == Src)
    return;
  if (Places.info(Src).Last == Step::Answer) {
    AnswerLowering(*this).moveAnswer(Dst, Src);
    return;
  }
  bool DstAll = isElementsPlace(Dst), SrcAll = isElementsPlace(Src);
  MemoryPoolLowering(*this).copied(Dst, Src);
  carryTarget(Dst, Src);
  nameSites(Dst, Src);
  noteTakenOut(Dst, Src);
  if (DstAll == SrcAll) {
    emit(EventKind::Move, Dst, Src);
  } else if (DstAll) {
    insert(Dst, Src);
    set(Src, ValueSet::constant(0));
    return;
  } else {
    escape(Src);
    havoc(Dst);
  }
  carryBelow(Dst, Src, &FunctionLowering::move);
}

void FunctionLowering::swap(PlaceId A, PlaceId B) {
  if (A == None || B == None || A == B)
    return;
  if (isElementsPlace(A) != isElementsPlace(B)) {
    escape(A);
    escape(B);
    return;
  }
  emit(EventKind::Swap, A, B);
  settle(A);
  settle(B);
  llvm::SmallVector<PlaceId, 4> Below(Places.children(A).begin(),
                                      Places.children(A).end());
  for (PlaceId Child : Below)
    if (PlaceId Other = Places.rebase(Child, B); Other != None)
      swap(Child, Other);
  for (PlaceId Child : llvm::SmallVector<PlaceId, 4>(Places.children(B).begin(),
                                                     Places.children(B).end()))
    Places.rebase(Child, A); // So that the second round sees the pair.
}

void FunctionLowering::escape(PlaceId P) {
  if (P == None)
    return;
  noteLoopAccess(P, Read);
  emitEscape(P);
  escapeBelow(P);
}

void FunctionLowering::emitEscape(PlaceId P) {
  // Who has the pointer has what it points to.
  if (PlaceId Target = targetOf(P);
      Target != None && Shared->Retaining.insert(Target).second) {
    retain(Target);
    Shared->Retaining.erase(Target);
  }
  WorkLowering(*this).lendViewed(P);
  Event E;
  E.Dst = P;
  E.Kind = EventKind::Escape;
  if (ForSummary) {
    // The run must go on to tell what is returned: "given up" is near enough,
    // and Summaries.cpp reads it as an escape.
    E.Kind = EventKind::Release;
    E.Mode = ReleaseMode::Detach;
    E.Quiet = true;
  }
  emit(E);
}

void FunctionLowering::escapeBelow(PlaceId P) {
  llvm::SmallVector<PlaceId, 8> Below = Places.descendants(P);
  for (PlaceId D : Below)
    emitEscape(D);
  // What comes there later is in other hands as well.
  if (isOwnMemory(P) && !Below.empty())
    set(retainedFlag(P), ValueSet::constant(1));
}

bool hasSiblings(const PlaceTable &Places, PlaceId P) {
  for (; P != None; P = Places.info(P).Parent) {
    Step S = Places.info(P).Last;
    if (S == Step::VarIndex || S == Step::ConstIndex || S == Step::Elements)
      return true;
  }
  return false;
}

void FunctionLowering::release(PlaceId P, ReleaseMode M,
                               ReleaseModes LegalAfter) {
  if (P == None)
    return;
  if (ReleasingFamily)
    Released.try_emplace(P, ReleasingFamily);
  noteLoopAccess(P, ReleasedHere);
  Event E;
  E.Kind = EventKind::Release;
  E.Dst = P;
  E.Mode = M;
  E.LegalAfter = LegalAfter;
  E.Quiet = ForSummary || isElementsPlace(P);
  if (!hasSiblings(Places, P)) {
    emit(E);
    return;
  }
  if (isElementsPlace(P)) {
    escape(P);
    return;
  }
  E.Quiet = true;
  emit(E);
  escapeOtherElements(P);
}

void FunctionLowering::noteTakenOut(PlaceId Dst, PlaceId Src) {
  if (!Released.contains(Dst) || isElementsPlace(Src) ||
      Places.info(Src).Last != Step::VarIndex)
    return;
  for (const auto &[Key, How] : LoopAccess)
    if (Key.second == Src && (How & Constructed))
      return;
  escapeOtherElements(Src);
}

void FunctionLowering::escapeOtherElements(PlaceId P) {
  // In a loop that visits the elements one by one, P is bound to its element.
  for (const FunctionLowering *Body = this; Body; Body = Body->Outer)
    if (Body->CurrentCFGBlock)
      for (LoopId L = 0; L < Body->loops().loops().size(); ++L)
        if (Body->loops().contains(L, *Body->CurrentCFGBlock) &&
            Body->visits(L, P))
          return;
  for (PlaceId Q = P; Q != None; Q = Places.info(Q).Parent) {
    Step S = Places.info(Q).Last;
    if (S != Step::VarIndex && S != Step::ConstIndex)
      continue;
    for (PlaceId Sibling : llvm::SmallVector<PlaceId, 4>(
             Places.children(Places.info(Q).Parent).begin(),
             Places.children(Places.info(Q).Parent).end())) {
      Step Other = Places.info(Sibling).Last;
      // Two different numbers are two elements.
      if (Sibling != Q && (Other == Step::Elements || Other == Step::VarIndex ||
                           (Other == Step::ConstIndex && S == Step::VarIndex)))
        escape(Sibling);
    }
  }
}

void FunctionLowering::use(PlaceId P) {
  if (P == None)
    return;
  noteLoopAccess(P, Read);
  Event E;
  E.Kind = EventKind::Use;
  E.Dst = P;
  E.Quiet = ForSummary || hasSiblings(Places, P);
  emit(E);
}

void FunctionLowering::destroy(PlaceId P) {
  if (P == None)
    return;
  emit(EventKind::Destroy, P);
}

void FunctionLowering::insert(PlaceId Collection, PlaceId P) {
  if (Collection == None || P == None)
    return;
  if (isElementsPlace(P)) {
    emit(EventKind::Move, Collection, P);
  } else {
    emit(EventKind::Insert, Collection, P);
    nameSites(Collection, P);
  }
  llvm::SmallVector<PlaceId, 4> Below(Places.children(P).begin(),
                                      Places.children(P).end());
  for (PlaceId Child : Below)
    if (Places.info(Child).Last == Step::Pointee)
      escape(Child); // Memory of elements is not followed.
    else
      insert(Places.rebase(Child, Collection), Child);
}

void FunctionLowering::forgetConditionsOn(const Decl *D) {
  auto It = Dependents.find(D->getCanonicalDecl());
  if (It == Dependents.end())
    return;
  for (PlaceId P : llvm::SmallVector<PlaceId, 2>(It->second))
    if (isCorrelated(P))
      havoc(P);
}

static unsigned indicesOf(const PlaceTable &Places, PlaceId P) {
  unsigned Indices = 0;
  for (; P != None; P = Places.info(P).Parent)
    Indices += Places.info(P).Last == Step::VarIndex ||
               Places.info(P).Last == Step::Elements;
  return Indices;
}

PlaceId FunctionLowering::retainedFlag(PlaceId P) {
  auto [It, New] = RetainedFlags.try_emplace(P, None);
  if (New)
    It->second = Places.flag(P);
  return It->second;
}

void FunctionLowering::retain(PlaceId P) {
  if (P == None)
    return;
  MemoryPoolLowering(*this).giveObject(P);
  escape(P);
  if (isUnderConstruction(P) ||
      (!Places.info(P).External &&
       Places.info(Places.root(P)).Last != Step::Temporary))
    set(retainedFlag(P), ValueSet::constant(1));
}

void FunctionLowering::assumeReachable(PlaceId P) {
  // What is stored through a pointer tells that it is not null.
  for (; P != None; P = Places.info(P).Parent) {
    const PlaceInfo &I = Places.info(P);
    QualType T = I.Parent == None ? QualType() : Places.info(I.Parent).Type;
    bool Through =
        !T.isNull() && I.Last != Step::Field &&
        (T->isPointerType() || libraryType(T) == LibraryType::UniquePtr ||
         libraryType(T) == LibraryType::SharedPtr);
    if (!Through || isElementsPlace(I.Parent))
      continue;
    Event E;
    E.Kind = EventKind::Assume;
    E.Dst = I.Parent;
    E.Values = ValueSet::nonZero();
    emit(E);
  }
}

void FunctionLowering::settle(PlaceId Dst) {
  if (Dst == None)
    return;
  assumeReachable(Dst);
  for (PlaceId P = Dst; P != None; P = Places.info(P).Parent)
    if (auto It = RetainedFlags.find(P); It != RetainedFlags.end()) {
      Event E;
      E.Kind = EventKind::Assume;
      E.Dst = It->second;
      choose({[&] {
                E.Values = ValueSet::nonZero();
                emit(E);
                escape(Dst);
              },
              [&] {
                E.Values = ValueSet::constant(0);
                emit(E);
              }});
      break;
    }
  // Rows and columns: which element a loop visits is not followed.
  llvm::SmallVector<PlaceId, 8> Here = Places.descendants(Dst);
  Here.push_back(Dst);
  for (PlaceId Each : Here)
    if (indicesOf(Places, Each) > 1)
      emitEscape(Each);
  // An object behind a reference we were given.
  const PlaceInfo &Root = Places.info(Places.root(Dst));
  if (Root.Last == Step::Temporary && Root.Entity &&
      static_cast<const Expr *>(Root.Entity)->isLValue() &&
      !isa<CompoundLiteralExpr>(static_cast<const Expr *>(Root.Entity))) {
    escape(Dst);
    return;
  }
  for (PlaceId P = Dst; P != None; P = Places.info(P).Parent) {
    const PlaceInfo &I = Places.info(P);
    if (I.Last == Step::Variable || I.Last == Step::Field)
      forgetConditionsOn(static_cast<const Decl *>(I.Entity));
    // Behind a pointer to fresh memory all is ours until that goes away.
    if (I.Last == Step::Pointee || I.Last == Step::VarIndex ||
        I.Last == Step::ConstIndex || I.Last == Step::Elements)
      if (isOwnMemory(I.Parent))
        return;
  }
  if (Places.info(Dst).External && !isSlot(Dst) && !isUnderConstruction(Dst))
    MemoryPoolLowering(*this).store(Dst);
}

bool FunctionLowering::isOwnMemory(PlaceId Pointer) const {
  const PlaceInfo &I = Places.info(Pointer);
  if (I.External || I.Type.isNull() || isElementsPlace(Pointer) ||
      (I.Last != Step::Variable && I.Last != Step::Field))
    return false;
  if (libraryType(I.Type) == LibraryType::UniquePtr) {
    auto It = Shared->FreshMembers.find(Pointer);
    return !hasCustomDeleter(I.Type) &&
           (It == Shared->FreshMembers.end() || It->second);
  }
  if (I.Last == Step::Field)
    return Shared->FreshMembers.lookup(Pointer);
  return isFresh(static_cast<const VarDecl *>(I.Entity));
}

bool FunctionLowering::isOutside(PlaceId P) const {
  if (P == None || !Places.info(P).External)
    return false;
  for (; P != None; P = Places.info(P).Parent)
    if (Places.info(P).Last == Step::Pointee)
      return !isOwnMemory(Places.info(P).Parent);
  return true;
}

void FunctionLowering::noteMemory(PlaceId Dst, PlaceId Src) {
  const PlaceInfo &I = Places.info(Dst);
  // What was made of a pointer with a name has two.
  if (!I.Type.isNull() && libraryType(I.Type) == LibraryType::UniquePtr) {
    auto It = Shared->FreshMembers.find(Src);
    if (It != Shared->FreshMembers.end() && !It->second)
      Shared->FreshMembers[Dst] = false;
    return;
  }
  if (I.Last != Step::Field || I.External || I.Type.isNull() ||
      !I.Type->isPointerType())
    return;
  const PlaceInfo &From = Places.info(Src);
  const auto *Made = From.Last == Step::Temporary
                         ? static_cast<const Expr *>(From.Entity)
                         : nullptr;
  const auto *New = dyn_cast_or_null<CXXNewExpr>(Made);
  bool Fresh = (New && !New->isArray() && !New->getNumPlacementArgs()) ||
               (Places.info(Places.root(Src)).Last == Step::Temporary &&
                Shared->FreshMembers.lookup(Src));
  auto [It, First] = Shared->FreshMembers.try_emplace(Dst, Fresh);
  It->second &= Fresh;
}

//===----------------------------------------------------------------------===//
// Statements
//===----------------------------------------------------------------------===//

} // namespace poolguard
