//===-- ScopeTable.cpp ----------------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ScopeTable.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;

namespace poolguard {

static bool hasDestructor(QualType T) {
  return T.isDestructedType() == QualType::DK_cxx_destructor;
}

/// Something happens when \p V goes out of scope.
static bool endsWithEffect(const VarDecl *V) {
  if (!V->hasLocalStorage() || isa<ParmVarDecl>(V))
    return false;
  if (V->hasAttr<CleanupAttr>())
    return true;
  QualType T = V->getType();
  if (!T->isReferenceType())
    return hasDestructor(T);
  // A reference to a temporary keeps it alive.
  const Expr *Init = V->getInit();
  if (const auto *Full = dyn_cast_or_null<FullExpr>(Init))
    Init = Full->getSubExpr();
  const auto *Temporary = dyn_cast_or_null<MaterializeTemporaryExpr>(Init);
  return Temporary && Temporary->getStorageDuration() == SD_Automatic &&
         hasDestructor(Temporary->getType());
}

static bool endsWithEffect(const CXXCtorInitializer *I) {
  if (I->isDelegatingInitializer())
    return true;
  if (const FieldDecl *Field = I->getAnyMember())
    return hasDestructor(Field->getType());
  return I->getBaseClass() && hasDestructor(QualType(I->getBaseClass(), 0));
}

ScopeTable::ScopeTable(const FunctionDecl *F, const VarDecl *Ends)
    : Ends(Ends) {
  unsigned At = None;
  const auto *Try = dyn_cast<CXXTryStmt>(F->getBody());
  if (Try)
    At = push({Scope::Try, None, nullptr, Try, nullptr, nullptr}, None);
  if (const auto *Ctor = dyn_cast<CXXConstructorDecl>(F))
    for (const CXXCtorInitializer *I : Ctor->inits()) {
      Around[I->getInit()] = At;
      // The members' own initialisers are not below it.
      if (const auto *Default = dyn_cast<CXXDefaultInitExpr>(I->getInit()))
        Around[Default->getExpr()] = At;
      if (endsWithEffect(I))
        At = push({Scope::Member, None, nullptr, nullptr, nullptr, I}, At);
    }
  if (Try)
    walkTry(Try, None, At);
  else
    walk(F->getBody(), At);
}

unsigned ScopeTable::push(Scope S, unsigned Outer) {
  S.Outer = Outer;
  Scopes.push_back(S);
  return Scopes.size() - 1;
}

const Stmt *ScopeTable::around(const Stmt *S, const ParentMap &Parents,
                               unsigned &Innermost) const {
  for (; S; S = Parents.getParent(S))
    if (auto It = Around.find(S); It != Around.end()) {
      Innermost = It->second;
      return S;
    }
  return nullptr;
}

const CXXCatchStmt *ScopeTable::handlerAround(unsigned I) const {
  for (; I != None; I = Scopes[I].Outer)
    if (Scopes[I].What == Scope::InHandler)
      return Scopes[I].Handler;
  return nullptr;
}

void ScopeTable::walkExpression(const Stmt *E, unsigned At) {
  if (!E || isa<LambdaExpr>(E))
    return;
  for (const Stmt *Child : E->children()) {
    if (isa_and_nonnull<CompoundStmt>(Child))
      walk(Child, At); // `({ ... })`
    else
      walkExpression(Child, At);
  }
}

unsigned ScopeTable::walkDeclaration(const DeclStmt *D, unsigned At) {
  for (const Decl *Each : D->decls()) {
    const auto *V = dyn_cast<VarDecl>(Each);
    if (!V)
      continue;
    if (const Expr *Init = V->getInit()) {
      Around[Init] = At;
      walkExpression(Init, At);
    }
    if (endsWithEffect(V) || V == Ends)
      At = push({Scope::Variable, None, V->getCanonicalDecl(), nullptr, nullptr,
                 nullptr},
                At);
  }
  return At;
}

void ScopeTable::walkTry(const CXXTryStmt *T, unsigned At, unsigned Inside) {
  walk(T->getTryBlock(), Inside);
  for (unsigned I = 0; I < T->getNumHandlers(); ++I) {
    const CXXCatchStmt *H = T->getHandler(I);
    unsigned In =
        push({Scope::InHandler, None, nullptr, nullptr, H, nullptr}, At);
    if (const VarDecl *V = H->getExceptionDecl(); V && endsWithEffect(V))
      In = push({Scope::Variable, None, V->getCanonicalDecl(), nullptr, nullptr,
                 nullptr},
                In);
    walk(H->getHandlerBlock(), In);
  }
}

unsigned ScopeTable::walk(const Stmt *S, unsigned At) {
  if (!S)
    return At;
  Around[S] = At;
  if (const auto *D = dyn_cast<DeclStmt>(S))
    return walkDeclaration(D, At);
  // What a label stands at belongs to the block around it.
  if (const auto *Label = dyn_cast<LabelStmt>(S))
    return walk(Label->getSubStmt(), At);
  if (const auto *Case = dyn_cast<SwitchCase>(S))
    return walk(Case->getSubStmt(), At);
  if (const auto *Attributed = dyn_cast<AttributedStmt>(S))
    return walk(Attributed->getSubStmt(), At);
  if (const auto *T = dyn_cast<CXXTryStmt>(S)) {
    walkTry(T, At, push({Scope::Try, None, nullptr, T, nullptr, nullptr}, At));
    return At;
  }
  if (isa<Expr>(S)) {
    walkExpression(S, At);
    return At;
  }
  // Blocks, branches and loops: what one part declares, the next ones see. The
  // arms are blocks of their own, or declare nothing.
  unsigned Here = At;
  for (const Stmt *Child : S->children())
    Here = walk(Child, Here);
  return At;
}

} // namespace poolguard
