//===-- DefaultConstructors.cpp -------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "DefaultConstructors.h"
#include "Compat.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;

namespace poolguard {

const CXXConstructorDecl *DefaultConstructors::of(const CXXRecordDecl *R) {
  R = R->getDefinition();
  if (!R || R->isDependentContext() || R->isUnion() || R->isLambda())
    return nullptr;
  const CXXConstructorDecl *Declared = nullptr;
  for (const CXXConstructorDecl *C : R->ctors())
    if (C->isDefaultConstructor())
      Declared = C;
  if (Declared) {
    const FunctionDecl *Body = nullptr;
    if (Declared->hasBody(Body))
      return cast<CXXConstructorDecl>(Body);
    if (Declared->isDeleted() || !Declared->isDefaulted())
      return nullptr;
  } else if (R->hasUserDeclaredConstructor()) {
    return nullptr;
  }
  auto [It, New] = Known.try_emplace(R, nullptr);
  if (!New)
    return It->second;
  const CXXConstructorDecl *Made = make(const_cast<CXXRecordDecl *>(R));
  return Known[R] = Made;
}

Expr *DefaultConstructors::construction(QualType T, CXXConstructionKind Kind) {
  CXXRecordDecl *R = T->getAsCXXRecordDecl();
  if (!R || !R->hasDefinition())
    return nullptr;
  const CXXConstructorDecl *Ctor = of(R);
  for (const CXXConstructorDecl *C : R->ctors())
    if (!Ctor && C->isDefaultConstructor() && !C->isDeleted() &&
        C->getMinRequiredArguments() == 0 && C->getNumParams() == 0)
      Ctor = C;
  if (!Ctor || Ctor->getNumParams())
    return nullptr;
  return CXXConstructExpr::Create(
      Context, T, R->getLocation(), const_cast<CXXConstructorDecl *>(Ctor),
      /*Elidable=*/false, {}, /*HadMultipleCandidates=*/false,
      /*ListInitialization=*/false, /*StdInitListInitialization=*/false,
      /*ZeroInitialization=*/false, Kind, SourceRange(R->getLocation()));
}

const CXXConstructorDecl *DefaultConstructors::make(CXXRecordDecl *R) {
  SourceLocation Loc = R->getLocation();
  DeclarationNameInfo Name(
      Context.DeclarationNames.getCXXConstructorName(
          Context.getCanonicalType(recordType(R, Context))),
      Loc);
  CXXConstructorDecl *Made = CXXConstructorDecl::Create(
      Context, R, Loc, Name,
      Context.getFunctionType(Context.VoidTy, {},
                              FunctionProtoType::ExtProtoInfo()),
      nullptr, ExplicitSpecifier(), /*UsesFPIntrin=*/false, /*isInline=*/true,
      /*isImplicitlyDeclared=*/true, ConstexprSpecKind::Unspecified);
  Made->setAccess(AS_public);
  llvm::SmallVector<CXXCtorInitializer *, 8> Inits;
  for (const CXXBaseSpecifier &Base : R->bases())
    if (Expr *Init =
            construction(Base.getType(), CXXConstructionKind::NonVirtualBase))
      Inits.push_back(new (Context) CXXCtorInitializer(
          Context, Context.getTrivialTypeSourceInfo(Base.getType(), Loc),
          Base.isVirtual(), Loc, Init, Loc, SourceLocation()));
  for (FieldDecl *Field : R->fields()) {
    if (Field->isUnnamedBitField())
      continue;
    Expr *Init = nullptr;
    if (Field->hasInClassInitializer()) {
      if (Field->getInClassInitializer())
        Init = CXXDefaultInitExpr::Create(Context, Loc, Field, Made, nullptr);
    } else {
      Init = construction(Field->getType(), CXXConstructionKind::Complete);
    }
    if (Init)
      Inits.push_back(new (Context) CXXCtorInitializer(Context, Field, Loc, Loc,
                                                       Init, Loc));
  }
  auto **Kept = new (Context) CXXCtorInitializer *[Inits.size()];
  llvm::copy(Inits, Kept);
  Made->setNumCtorInitializers(Inits.size());
  Made->setCtorInitializers(Kept);
  Made->setBody(
      CompoundStmt::Create(Context, {}, FPOptionsOverride(), Loc, Loc));
  return Made;
}

} // namespace poolguard
