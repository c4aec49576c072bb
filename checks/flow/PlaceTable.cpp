//===-- PlaceTable.cpp ----------------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "PlaceTable.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include <cstdint>

namespace poolguard {

PlaceId PlaceTable::intern(PlaceId Parent, Step Last, const void *Entity,
                           int64_t Index, clang::QualType T, NameMaker Name,
                           bool External) {
  if (Parent != None && Infos[Parent].Depth >= MaxDepth)
    return None;
  auto [It, New] = this->Index.try_emplace({Parent, Last, Entity, Index},
                                           PlaceId(Places.size()));
  if (!New)
    return It->second;
  PlaceInfo Info;
  Info.Parent = Parent;
  Info.Last = Last;
  Info.Entity = Entity;
  Info.Index = Index;
  Info.Type = T;
  Info.External = External;
  bool Collection = Last == Step::Elements;
  if (Parent != None) {
    Info.Depth = Infos[Parent].Depth + 1;
    Collection |= Places[Parent].Collection;
    Children[Parent].push_back(It->second);
  }
  NumAnswers += Last == Step::Answer;
  if (Last == Step::VarIndex)
    ByIndex[Entity].push_back(It->second);
  Places.push_back({Name ? Name() : std::string(), Collection});
  Infos.push_back(Info);
  Children.emplace_back();
  return It->second;
}

PlaceId PlaceTable::variable(const clang::VarDecl *V, bool External) {
  V = V->getCanonicalDecl();
  return intern(
      None, Step::Variable, V, 0, V->getType().getNonReferenceType(),
      [&] { return V->getNameAsString(); }, External);
}

PlaceId PlaceTable::thisObject(clang::QualType T) {
  return intern(None, Step::This, nullptr, 0, T, [] { return "this"; }, true);
}

PlaceId PlaceTable::ownObject(clang::QualType T) {
  return intern(None, Step::This, this, 0, T, [] { return "this"; }, false);
}

PlaceId PlaceTable::temporary(const clang::Expr *E) {
  return temporary(E, 0, E->getType());
}

PlaceId PlaceTable::temporary(const clang::Expr *E, int64_t Index,
                              clang::QualType T) {
  return intern(None, Step::Temporary, E, Index, T, {}, false);
}

PlaceId PlaceTable::result(clang::QualType T) {
  return intern(None, Step::Condition, this, 0, T, {}, false);
}

PlaceId PlaceTable::condition(const void *Key, unsigned Frame) {
  return intern(None, Step::Condition, Key, Frame, clang::QualType(), {},
                false);
}

PlaceId PlaceTable::flag(PlaceId Of) {
  // The place number, made a key no expression has.
  return intern(None, Step::Condition, nullptr, int64_t(Of) + 1,
                clang::QualType(), {}, false);
}

PlaceId PlaceTable::field(PlaceId Parent, const clang::FieldDecl *F) {
  if (Parent == None)
    return None;
  F = F->getCanonicalDecl();
  auto Name = [&] {
    const PlaceInfo &P = Infos[Parent];
    std::string Own = F->getNameAsString();
    if (P.Last == Step::Pointee && P.Parent != None)
      return Places[P.Parent].Name + "->" + Own;
    if (P.Last != Step::This && !Places[Parent].Name.empty())
      return Places[Parent].Name + "." + Own;
    return Own;
  };
  return intern(Parent, Step::Field, F, 0, F->getType(), Name,
                Infos[Parent].External);
}

PlaceId PlaceTable::pointee(PlaceId Parent, clang::QualType T) {
  if (Parent == None)
    return None;
  return intern(
      Parent, Step::Pointee, nullptr, 0, T,
      [&] { return "*" + Places[Parent].Name; }, true);
}

/// What a pointer points to is not the function's own.
static bool elementsOutlive(const PlaceInfo &Container) {
  return Container.External ||
         (!Container.Type.isNull() && Container.Type->isPointerType());
}

PlaceId PlaceTable::element(PlaceId Parent, int64_t Index, clang::QualType T) {
  if (Parent == None)
    return None;
  return intern(
      Parent, Step::ConstIndex, nullptr, Index, T,
      [&] { return Places[Parent].Name + "[" + std::to_string(Index) + "]"; },
      elementsOutlive(Infos[Parent]));
}

PlaceId PlaceTable::home(PlaceId Parent) {
  if (Parent == None)
    return None;
  return intern(Parent, Step::Home, nullptr, 0, clang::QualType(), {},
                Infos[Parent].External);
}

PlaceId PlaceTable::bits(PlaceId Parent, int64_t Mask) {
  if (Parent == None)
    return None;
  return intern(Parent, Step::Bits, nullptr, Mask, Infos[Parent].Type, {},
                Infos[Parent].External);
}

PlaceId PlaceTable::answer(PlaceId Parent, int64_t Question) {
  if (Parent == None)
    return None;
  return intern(Parent, Step::Answer, nullptr, Question, clang::QualType(), {},
                Infos[Parent].External);
}

PlaceId PlaceTable::knownAnswer(PlaceId Parent, int64_t Question) const {
  auto It = Index.find({Parent, Step::Answer, nullptr, Question});
  return It == Index.end() ? None : It->second;
}

static const clang::ValueDecl *canonical(const clang::ValueDecl *Index) {
  return llvm::cast<clang::ValueDecl>(Index->getCanonicalDecl());
}

PlaceId PlaceTable::element(PlaceId Parent, const clang::ValueDecl *Index,
                            clang::QualType T, const void *Occurrence) {
  if (Parent == None)
    return None;
  Index = canonical(Index);
  return intern(
      Parent, Step::VarIndex, Index, reinterpret_cast<intptr_t>(Occurrence), T,
      [&] { return Places[Parent].Name; }, elementsOutlive(Infos[Parent]));
}

PlaceId PlaceTable::elements(PlaceId Parent, clang::QualType T) {
  if (Parent == None)
    return None;
  return intern(
      Parent, Step::Elements, nullptr, 0, T,
      [&] { return Places[Parent].Name; }, elementsOutlive(Infos[Parent]));
}

llvm::SmallVector<PlaceId, 4>
PlaceTable::namedBy(const clang::ValueDecl *Index) const {
  return ByIndex.lookup(canonical(Index));
}

PlaceId PlaceTable::rebase(PlaceId P, PlaceId NewParent) {
  const PlaceInfo I = Infos[P]; // A copy: interning may move the vector.
  switch (I.Last) {
  case Step::Field:
    return field(NewParent, static_cast<const clang::FieldDecl *>(I.Entity));
  case Step::Pointee:
    return pointee(NewParent, I.Type);
  case Step::ConstIndex:
    return element(NewParent, I.Index, I.Type);
  case Step::VarIndex:
    return element(NewParent, static_cast<const clang::ValueDecl *>(I.Entity),
                   I.Type, reinterpret_cast<const void *>(I.Index));
  case Step::Home:
    return home(NewParent);
  case Step::Bits:
    return bits(NewParent, I.Index);
  case Step::Answer:
    return answer(NewParent, I.Index);
  case Step::Elements:
    return elements(NewParent, I.Type);
  case Step::Variable:
  case Step::This:
  case Step::Temporary:
  case Step::Condition:
    return None;
  }
  return None;
}

PlaceId PlaceTable::generalise(PlaceId P, const clang::ValueDecl *Index) {
  if (P == None || Infos[P].Parent == None)
    return None;
  const PlaceInfo I = Infos[P];
  if (I.Last == Step::VarIndex && I.Entity == canonical(Index))
    return elements(I.Parent, I.Type);
  PlaceId Parent = generalise(I.Parent, Index);
  return Parent == None ? None : rebase(P, Parent);
}

llvm::SmallVector<PlaceId, 8> PlaceTable::descendants(PlaceId P) const {
  llvm::SmallVector<PlaceId, 8> Result(Children[P].begin(), Children[P].end());
  for (unsigned I = 0; I < Result.size(); ++I)
    Result.append(Children[Result[I]].begin(), Children[Result[I]].end());
  return Result;
}

PlaceId PlaceTable::root(PlaceId P) const {
  while (Infos[P].Parent != None)
    P = Infos[P].Parent;
  return P;
}

bool PlaceTable::isWithin(PlaceId P, PlaceId Ancestor) const {
  while (P != None && P != Ancestor)
    P = Infos[P].Parent;
  return P == Ancestor;
}

} // namespace poolguard
