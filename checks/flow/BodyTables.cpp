//===-- BodyTables.cpp ----------------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "BodyTables.h"
#include "LibraryTypes.h"
#include "clang/AST/RecursiveASTVisitor.h"

using namespace clang;

namespace poolguard {

std::unique_ptr<BodyTables> BodyTables::make(const FunctionDecl *F,
                                             ASTContext &Context,
                                             const VarDecl *Ends) {
  CFG::BuildOptions Build;
  Build.setAllAlwaysAdd();
  Build.AddInitializers = true;
  Build.AddImplicitDtors = true;
  Build.AddTemporaryDtors = true;
  Build.AddCXXDefaultInitExprInCtors = true;
  Build.AddLifetime = Ends != nullptr;
  std::unique_ptr<BodyTables> Made(new BodyTables(F, Ends));
  Made->Graph = CFG::buildCFG(F, F->getBody(), &Context, Build);
  if (!Made->Graph)
    return nullptr;
  Made->Parents = std::make_unique<ParentMap>(F->getBody());
  if (const auto *Ctor = dyn_cast<CXXConstructorDecl>(F))
    for (const CXXCtorInitializer *I : Ctor->inits()) {
      Made->Parents->addStmt(I->getInit());
      if (auto *Default = dyn_cast<CXXDefaultInitExpr>(I->getInit()))
        Made->Parents->addStmt(Default->getExpr());
    }
  Made->findJoins();
  Made->Loops = std::make_unique<LoopTable>(*Made->Graph);
  Made->Facts = std::make_unique<BodyFacts>(F->getBody());
  return Made;
}

const ScopeTable &BodyTables::scopes() {
  if (!Scopes) {
    Scopes = std::make_unique<ScopeTable>(F, Ends);
    for (const CFGBlock *B : *Graph)
      if (const auto *H = dyn_cast_or_null<CXXCatchStmt>(B->getLabel()))
        Handlers[H] = B;
  }
  return *Scopes;
}

const CFGBlock *BodyTables::handler(const CXXCatchStmt *H) {
  scopes();
  return Handlers.lookup(H);
}

namespace {
/// Collects the variables that are mentioned other than as the callee of a
/// call.
class OtherUses : public RecursiveASTVisitor<OtherUses> {
public:
  explicit OtherUses(llvm::DenseSet<const VarDecl *> &Found) : Found(Found) {}

  bool TraverseCXXOperatorCallExpr(CXXOperatorCallExpr *C) {
    if (C->getOperator() != OO_Call || !referencedVariable(C->getArg(0)))
      return RecursiveASTVisitor::TraverseCXXOperatorCallExpr(C);
    for (unsigned I = 1; I < C->getNumArgs(); ++I)
      TraverseStmt(C->getArg(I));
    return true;
  }
  bool TraverseCallExpr(CallExpr *C) {
    std::optional<LibraryInvocation> I = libraryInvocation(C);
    if (!I || !referencedVariable(I->Callable))
      return RecursiveASTVisitor::TraverseCallExpr(C);
    for (const Expr *Arg : I->Arguments)
      TraverseStmt(const_cast<Expr *>(Arg));
    return true;
  }
  bool TraverseCStyleCastExpr(CStyleCastExpr *C) {
    // `(void)lambda;`
    return C->getCastKind() == CK_ToVoid ||
           RecursiveASTVisitor::TraverseCStyleCastExpr(C);
  }
  bool VisitDeclRefExpr(DeclRefExpr *Ref) {
    if (const auto *V = dyn_cast<VarDecl>(Ref->getDecl()))
      Found.insert(V->getCanonicalDecl());
    return true;
  }

private:
  llvm::DenseSet<const VarDecl *> &Found;
};
} // namespace

bool BodyTables::isUsedOtherwise(const VarDecl *V) {
  if (!UsedOtherwise) {
    UsedOtherwise = std::make_unique<llvm::DenseSet<const VarDecl *>>();
    OtherUses(*UsedOtherwise).TraverseStmt(F->getBody());
  }
  return UsedOtherwise->contains(V->getCanonicalDecl());
}

BodyTables *BodyCache::of(const FunctionDecl *F, ASTContext &Context,
                          const VarDecl *Ends) {
  auto [It, New] = Bodies.try_emplace(F);
  if (New)
    It->second = BodyTables::make(F, Context, Ends);
  return It->second.get();
}

} // namespace poolguard
