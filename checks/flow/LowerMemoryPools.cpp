//===-- LowerMemoryPools.cpp - Objects that live in a pool ----------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LowerMemoryPools.h"

using namespace clang;

namespace poolguard {

//===----------------------------------------------------------------------===//
// Where an object lives
//===----------------------------------------------------------------------===//

PlaceId MemoryPoolLowering::homeOf(PlaceId P) const {
  for (PlaceId Child : L.Places.children(P))
    if (L.Places.info(Child).Last == Step::Home)
      return Child;
  return None;
}

PlaceId MemoryPoolLowering::homeAround(PlaceId P) const {
  for (; P != None; P = L.Places.info(P).Parent) {
    const PlaceInfo &I = L.Places.info(P);
    if (I.Last != Step::Pointee && I.Last != Step::ConstIndex &&
        I.Last != Step::VarIndex)
      continue;
    if (PlaceId Home = homeOf(I.Parent); Home != None)
      return Home;
  }
  return None;
}

PlaceId MemoryPoolLowering::sourceOf(PlaceId P) const {
  auto It = L.Shared->PoolOf.find(P);
  return It == L.Shared->PoolOf.end() ? P : It->second;
}

void MemoryPoolLowering::begin() {
  for (PlaceId P = 0; P < L.Places.size(); ++P)
    if (L.Places.info(P).Last == Step::Home)
      L.set(P, ValueSet::constant(0));
}

void MemoryPoolLowering::copied(PlaceId Dst, PlaceId Src) {
  const PlaceInfo &I = L.Places.info(Dst);
  bool Pool = I.Last == Step::Home ||
              (!I.Type.isNull() && L.Models.isMemoryPool(I.Type));
  if (!Pool)
    return;
  PlaceId Source = L.isElementsPlace(Src) ? None : sourceOf(Src);
  auto [It, New] = L.Shared->PoolOf.try_emplace(Dst, Source);
  if (!New && It->second != Source)
    It->second = None;
}

const Expr *MemoryPoolLowering::poolArgument(Args A) {
  for (const Expr *Arg : A)
    if (L.Models.isMemoryPool(Arg->getType()))
      return Arg;
  return nullptr;
}

void MemoryPoolLowering::derive(const CallExpr *C) {
  Args A(C->getArgs(), C->getNumArgs());
  // A pool made in a pool has a parent instead; see lowerAcquire.
  if (const FunctionDecl *Callee = C->getDirectCallee();
      Callee && llvm::any_of(L.Models.match(Callee, A), [](const CallEntry &E) {
        return E.Call->What == Role::Acquire || E.Call->What == Role::Release;
      }))
    return;
  const Expr *PoolArgument = poolArgument(A);
  PlaceId Pool = PoolArgument ? L.placeOf(PoolArgument) : None;
  if (Pool == None || L.isElementsPlace(Pool))
    return;
  auto LivesIn = [&](PlaceId Home) {
    if (Home == None)
      return;
    L.emit(EventKind::Copy, Home, Pool);
    copied(Home, Pool);
  };
  if (C->getType()->isPointerType())
    LivesIn(L.Places.home(L.Places.temporary(C)));
  for (const Expr *Arg : A) {
    Operand O = L.operandOf(Arg);
    QualType T = Arg->getType()->getPointeeType();
    bool Out = !T.isNull() && T->isPointerType() && !T.isConstQualified();
    if (Arg == PoolArgument || !Out)
      continue;
    PlaceId P = O.isAddress()   ? O.P
                : O.isContent() ? L.Places.pointee(O.P, T)
                                : None;
    if (P == None || L.isElementsPlace(P))
      continue;
    LivesIn(L.Places.home(P));
    L.settle(P);
  }
}

//===----------------------------------------------------------------------===//
// What is put into it
//===----------------------------------------------------------------------===//

void MemoryPoolLowering::store(PlaceId Dst) {
  PlaceId Home = L.ForSummary ? None : homeAround(Dst);
  PlaceId Source = Home == None ? None : sourceOf(Home);
  if (Source == None) {
    L.escape(Dst);
    return;
  }
  llvm::SmallVector<PlaceId, 8> Stored = L.Places.descendants(Dst);
  Stored.push_back(Dst);
  if (llvm::none_of(Stored, [&](PlaceId P) { return sourceOf(P) == Source; })) {
    L.escape(Dst);
    return;
  }
  // Where the object lives in the pool in hand, that pool goes nowhere.
  Event E;
  E.Kind = EventKind::AssumeOpen;
  E.Dst = Home;
  L.choose({[&] {
              E.Negated = true;
              L.emit(E);
              L.escape(Dst);
            },
            [&] {
              E.Negated = false;
              L.emit(E);
              for (PlaceId P : Stored)
                if (sourceOf(P) != Source)
                  L.emitEscape(P);
            }});
}

/// The link of a list in the objects that it links: who has it can come from
/// there to the object around it.
static bool isLink(QualType T) {
  const RecordDecl *R = T.isNull() ? nullptr : T->getAsRecordDecl();
  R = R ? R->getDefinition() : nullptr;
  return R && llvm::any_of(R->fields(), [&](const FieldDecl *Field) {
           QualType To = Field->getType()->getPointeeType();
           return !To.isNull() && To->getAsRecordDecl() &&
                  To->getAsRecordDecl()->getCanonicalDecl() ==
                      R->getCanonicalDecl();
         });
}

void MemoryPoolLowering::giveObject(PlaceId P) {
  bool Link = isLink(L.Places.info(P).Type);
  for (; P != None; P = L.Places.info(P).Parent) {
    const PlaceInfo &I = L.Places.info(P);
    if (I.Last == Step::Pointee &&
        (homeOf(I.Parent) != None || (Link && L.isOwnMemory(I.Parent))))
      L.escapeBelow(I.Parent);
  }
}

//===----------------------------------------------------------------------===//
// Functions that keep no pointer
//===----------------------------------------------------------------------===//

/// `apr_hash_set` is of the library of `apr_pool_t`.
static bool hasPrefixOf(const FunctionDecl *F, QualType Pool) {
  if (Pool.isNull() || !Pool->isPointerType())
    return false;
  std::string Name = Pool->getPointeeType().getUnqualifiedType().getAsString();
  llvm::StringRef Type = Name;
  Type.consume_front("struct ");
  auto IsWord = [](char C) { return C != '_'; };
  return F->getName().contains('_') &&
         F->getName().ltrim('_').take_while(IsWord).equals_insensitive(
             Type.take_while(IsWord));
}

bool MemoryPoolLowering::staysInside(const FunctionDecl *F, Args A,
                                     unsigned Index, PlaceId P) {
  PlaceId Home = homeOf(P), Source = Home == None ? None : sourceOf(Home);
  // A callback may do anything with what it is given.
  if (Source == None || !hasPrefixOf(F, L.Places.info(Source).Type) ||
      !L.Models.isLibraryFunction(F) ||
      nameMayTakeOwnership(F->getNameAsString(), /*ActsOnHandle=*/true) ||
      llvm::any_of(F->parameters(), [](const ParmVarDecl *Each) {
        return Each->getType()->isFunctionPointerType();
      }))
    return false;
  if (!nameMayTakeOwnership(F->getNameAsString(), /*ActsOnHandle=*/false))
    return true;
  // `apr_hash_set(table, key, n, object)`: it goes where the table goes, and
  // that is the pool itself if both live there.
  for (unsigned I = 0; I < A.size() && I < F->getNumParams(); ++I) {
    QualType T = F->getParamDecl(I)->getType();
    if (I == Index || !T->isPointerType() ||
        T->getPointeeType().isConstQualified())
      continue;
    Operand O = L.operandOf(A[I]);
    if (!O.isContent())
      return false;
    PlaceId Other = L.Models.isMemoryPool(A[I]->getType()) ? O.P : homeOf(O.P);
    if (Other == None || sourceOf(Other) != Source)
      return false;
  }
  return true;
}

bool MemoryPoolLowering::lend(const FunctionDecl *F, Args A, unsigned Index,
                              PlaceId P) {
  if (!F || !F->getIdentifier())
    return false;
  bool Untyped = Index < F->getNumParams() &&
                 F->getParamDecl(Index)->getType()->isVoidPointerType();
  bool Formats = Index >= F->getNumParams() && F->hasAttr<FormatAttr>();
  if (!keepsNoPointer(F) && !Formats &&
      !(Untyped && staysInside(F, A, Index, P)))
    return false;
  bool HasHome = llvm::any_of(L.Places.descendants(P), [&](PlaceId D) {
    return L.Places.info(D).Last == Step::Home;
  });
  if (!HasHome)
    return false;
  L.noteLoopAccess(P, L.Read);
  L.emitEscape(P);
  for (PlaceId D : L.Places.descendants(P))
    if (L.Places.info(D).Last != Step::Home)
      L.emitEscape(D);
  return true;
}

void MemoryPoolLowering::pointInto(const CallExpr *C) {
  const FunctionDecl *F = C->getDirectCallee();
  if (!F || !C->getType()->isPointerType() || !keepsNoPointer(F))
    return;
  for (const Expr *Arg : C->arguments()) {
    Operand O = L.operandOf(Arg);
    PlaceId From = O.isAddress()   ? homeAround(O.P)
                   : O.isContent() ? homeOf(O.P)
                                   : None;
    if (From == None)
      continue;
    PlaceId Home = L.Places.home(L.Places.temporary(C));
    L.emit(EventKind::Copy, Home, From);
    copied(Home, From);
    return;
  }
}

} // namespace poolguard
