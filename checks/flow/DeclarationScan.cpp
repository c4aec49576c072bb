//===-- DeclarationScan.cpp -----------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "DeclarationScan.h"
#include "../Compat.h"
#include "KnownNames.h"
#include "PoolShapes.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/TypeLoc.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace poolguard {

llvm::SmallVector<std::pair<const FunctionDecl *, unsigned>, 1>
deallocatorsOf(const FunctionDecl *F) {
  llvm::SmallVector<std::pair<const FunctionDecl *, unsigned>, 1> Found;
  for (const auto *A : F->specific_attrs<RestrictAttr>()) {
    auto [E, Index] = deallocatorOf(A);
    const auto *Ref =
        dyn_cast_or_null<DeclRefExpr>(E ? E->IgnoreParenImpCasts() : nullptr);
    if (const auto *Callee =
            dyn_cast_or_null<FunctionDecl>(Ref ? Ref->getDecl() : nullptr))
      Found.push_back({Callee, Index});
  }
  return Found;
}

llvm::StringRef returnedHandle(const FunctionDecl *F) {
  for (const FunctionDecl *Each : F->redecls()) {
    const TypeSourceInfo *Info = Each->getTypeSourceInfo();
    if (!Info) // Nobody wrote it.
      continue;
    TypeLoc L = Info->getTypeLoc();
    while (auto Attributed = L.getAs<AttributedTypeLoc>()) {
      if (const auto *A = Attributed.getAttrAs<AcquireHandleAttr>())
        return A->getHandleType();
      L = Attributed.getModifiedLoc();
    }
  }
  QualType T = F->getReturnType();
  while (const auto *Alias = T->getAs<TypedefType>()) {
    if (const auto *A = Alias->getDecl()->getAttr<AcquireHandleAttr>())
      return A->getHandleType();
    T = Alias->getDecl()->getUnderlyingType();
  }
  return "";
}

namespace {
class Scanner {
public:
  Scanner(const ASTContext &Context, DeclarationScan &Out)
      : SM(Context.getSourceManager()), Out(Out) {
    auto Mentions = [&](std::initializer_list<llvm::StringRef> Names) {
      return llvm::any_of(Names, [&](llvm::StringRef Name) {
        return findIdentifier(Name, Context) != nullptr;
      });
    };
    Annotations = Mentions({"annotate", "__annotate__"});
    Handles = Mentions({"acquire_handle", "__acquire_handle__"});
    Ownership = Mentions({"ownership_returns", "__ownership_returns__"});
  }

  void scanScope(const DeclContext *Scope) {
    for (const Decl *D : Scope->decls())
      scan(D);
  }
  void scan(const Decl *D);

private:
  void scanFunction(const FunctionDecl *F);
  void scanRecord(const RecordDecl *R);
  void check(const Decl *D) {
    if (Annotations && D->hasAttrs() && D->hasAttr<AnnotateAttr>()) {
      Out.Found |= !annotationsOf(D).empty();
      checkAnnotations(D, Out.Problems);
    }
  }

  const SourceManager &SM;
  DeclarationScan &Out;
  bool Annotations, Handles, Ownership;
};
} // namespace

void Scanner::scanFunction(const FunctionDecl *F) {
  check(F);
  if (F->hasAttrs()) {
    for (auto [Callee, Argument] : deallocatorsOf(F)) {
      Out.Deallocators[Callee->getCanonicalDecl()].push_back({F, Argument});
      Out.Found = true;
    }
    Out.Found |= Ownership && F->hasAttr<OwnershipAttr>();
  }
  if (Handles && !Out.Found)
    Out.Found = !returnedHandle(F).empty();
  if (Annotations || Handles)
    for (const ParmVarDecl *P : F->parameters()) {
      check(P);
      Out.Found |= Handles && P->hasAttr<AcquireHandleAttr>();
    }
}

void Scanner::scanRecord(const RecordDecl *R) {
  if (!R->isThisDeclarationADefinition())
    return;
  check(R);
  if (const auto *Class = dyn_cast<CXXRecordDecl>(R); Class && !Out.Found)
    Out.Found = looksLikePool(Class);
  if (Annotations || Handles || Ownership ||
      !SM.isInSystemHeader(R->getLocation()))
    scanScope(R);
}

void Scanner::scan(const Decl *D) {
  switch (D->getKind()) {
  case Decl::Namespace:
    // The standard library's own pools have models.
    if (const auto *NS = cast<NamespaceDecl>(D);
        !NS->isStdNamespace() && !D->isImplicit())
      scanScope(NS);
    return;
  case Decl::LinkageSpec:
    scanScope(cast<LinkageSpecDecl>(D));
    return;
  case Decl::ClassTemplate:
    check(D);
    scanRecord(cast<ClassTemplateDecl>(D)->getTemplatedDecl());
    return;
  case Decl::FunctionTemplate:
    scan(cast<FunctionTemplateDecl>(D)->getTemplatedDecl());
    return;
  case Decl::Record:
  case Decl::CXXRecord:
  case Decl::ClassTemplateSpecialization:
  case Decl::ClassTemplatePartialSpecialization:
    scanRecord(cast<RecordDecl>(D));
    return;
  case Decl::Function:
  case Decl::CXXMethod:
  case Decl::CXXConstructor:
  case Decl::CXXDestructor:
  case Decl::CXXConversion:
    scanFunction(cast<FunctionDecl>(D));
    // Classes in functions.
    if (cast<FunctionDecl>(D)->doesThisDeclarationHaveABody() &&
        !SM.isInSystemHeader(D->getLocation()))
      for (const Decl *Local : cast<FunctionDecl>(D)->decls())
        if (isa<RecordDecl>(Local))
          scan(Local);
    return;
  default:
    check(D);
  }
}

DeclarationScan scanDeclarations(const ASTContext &Context) {
  DeclarationScan Result;
  Scanner S(Context, Result);
  for (const Decl *Root : Context.getTraversalScope()) {
    if (const auto *Unit = dyn_cast<TranslationUnitDecl>(Root)) {
      S.scanScope(Unit);
      continue;
    }
    // Only a part is of interest, as in an editor: what it calls may stand
    // elsewhere, where a walk would be dear.
    S.scan(Root);
    Result.Found = true;
  }
  return Result;
}

} // namespace poolguard
