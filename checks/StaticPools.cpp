//===-- StaticPools.cpp ---------------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "StaticPools.h"
#include "flow/BodyFacts.h"
#include "flow/LibraryTypes.h"
#include "flow/OwnershipPolicy.h"
#include "clang/AST/RecursiveASTVisitor.h"

using namespace clang;

namespace poolguard {

using PoolMap = llvm::MapVector<const VarDecl *, StaticPool>;

/// The variable in `pool`, `&pool`, `*pool`, `pool.get()` and the like.
static const VarDecl *variableIn(const Expr *E) {
  while (E) {
    E = E->IgnoreParenCasts();
    if (const auto *U = dyn_cast<UnaryOperator>(E))
      E = U->getSubExpr();
    else if (const auto *O = dyn_cast<CXXOperatorCallExpr>(E);
             O && (O->getOperator() == OO_Arrow || O->getOperator() == OO_Star))
      E = O->getArg(0);
    else if (const auto *M = dyn_cast<CXXMemberCallExpr>(E);
             M && M->getNumArgs() == 0)
      E = M->getImplicitObjectArgument();
    else if (const auto *S = dyn_cast<MemberExpr>(E))
      return dyn_cast<VarDecl>(S->getMemberDecl()->getCanonicalDecl());
    else
      return referencedVariable(E);
  }
  return nullptr;
}

namespace {

/// A construction, with the family of what it makes.
struct Making {
  const Expr *Construction = nullptr;
  const Family *Owner = nullptr;
};

/// Reads a unit for what becomes of some variables.
class MentionReader : public RecursiveASTVisitor<MentionReader> {
public:
  MentionReader(ASTContext &Context, ModelMatcher &Models, PoolMap &Pools)
      : Context(Context), Models(Models), Pools(Pools) {}

  bool shouldVisitTemplateInstantiations() const { return true; }
  bool TraverseDecl(Decl *D) {
    if (D && !isa<TranslationUnitDecl>(D) &&
        D->getDeclContext()->getRedeclContext()->isFileContext() &&
        Context.getSourceManager().isInSystemHeader(D->getLocation()))
      return true;
    return hasNoCode(D, Context) || RecursiveASTVisitor::TraverseDecl(D);
  }
  /// In C there is no code in types and declarations of functions.
  template <typename... Rest> bool TraverseTypeLoc(TypeLoc T, Rest... More) {
    return !Context.getLangOpts().CPlusPlus ||
           RecursiveASTVisitor::TraverseTypeLoc(T, More...);
  }

  bool VisitVarDecl(VarDecl *V) {
    if (StaticPool *P = find(V); P && V->getInit())
      P->Initialised |= make(*P, makingIn(V->getInit()));
    return true;
  }
  bool VisitDeclRefExpr(DeclRefExpr *Ref) {
    if (StaticPool *P = find(dyn_cast<VarDecl>(Ref->getDecl())))
      ++P->Mentions;
    return true;
  }
  bool VisitMemberExpr(MemberExpr *M) {
    if (StaticPool *P = find(dyn_cast<VarDecl>(M->getMemberDecl())))
      ++P->Mentions;
    return true;
  }
  bool VisitBinaryOperator(BinaryOperator *B) {
    if (B->getOpcode() == BO_Assign)
      assign(B->getLHS(), B->getRHS());
    return true;
  }
  bool VisitCXXDeleteExpr(CXXDeleteExpr *D) {
    if (StaticPool *P = find(variableIn(D->getArgument())))
      P->Released = true;
    return true;
  }
  bool VisitCallExpr(CallExpr *C) {
    const FunctionDecl *Callee = C->getDirectCallee();
    if (const auto *O = dyn_cast<CXXOperatorCallExpr>(C);
        O && O->getOperator() == OO_Equal)
      assign(O->getArg(0), O->getArg(1));
    if (!Callee)
      return true;
    llvm::ArrayRef<const Expr *> Args(C->getArgs(), C->getNumArgs());
    const auto *M = dyn_cast<CXXMemberCallExpr>(C);
    const Expr *Object = M ? M->getImplicitObjectArgument() : nullptr;
    ModelMatcher::Entries Entries = Models.match(Callee, Args);
    for (const CallEntry &E : Entries)
      readModelled(E, C, Args, Object);
    // `close_pool(pool)`, `pool.reset()`, `std::move(pool)`.
    if (!Entries.empty() || !Callee->getIdentifier() ||
        !nameMayTakeOwnership(Callee->getName(), true))
      return true;
    if (StaticPool *P = Object ? find(variableIn(Object)) : nullptr)
      P->Released = true;
    for (const Expr *Arg : Args)
      if (StaticPool *P = find(variableIn(Arg)))
        P->Released = true;
    return true;
  }

private:
  StaticPool *find(const VarDecl *V) {
    auto It = V ? Pools.find(V->getCanonicalDecl()) : Pools.end();
    return It == Pools.end() ? nullptr : &It->second;
  }

  bool make(StaticPool &P, const Making &M) {
    if (!M.Construction || P.Construction.isValid())
      return false;
    P.Owner = M.Owner;
    P.Construction =
        Context.getSourceManager().getFileLoc(M.Construction->getExprLoc());
    return true;
  }

  void assign(const Expr *To, const Expr *Value) {
    StaticPool *P = find(variableIn(To));
    if (!P)
      return;
    if (Making M = makingIn(Value); M.Construction) {
      make(*P, M);
      ++P->Harmless;
    }
  }

  void readModelled(const CallEntry &E, const CallExpr *C,
                    llvm::ArrayRef<const Expr *> Args, const Expr *Object) {
    const HandleSlot &Slot = E.Call->Handle;
    bool ByArgument =
        Slot.Where == HandleSlot::Argument || Slot.Where == HandleSlot::Pointee;
    const Expr *Handle = Slot.Where == HandleSlot::This ? Object
                         : ByArgument && Slot.Index < Args.size()
                             ? Args[Slot.Index]
                             : nullptr;
    StaticPool *P = Handle ? find(variableIn(Handle)) : nullptr;
    if (!P)
      return;
    switch (E.Call->What) {
    case Role::Acquire:
      make(*P, {C, E.Owner});
      ++P->Harmless;
      break;
    case Role::Release:
    case Role::Take:
      P->Released = true;
      break;
    case Role::Use:
    case Role::Borrow:
    case Role::Borrowed:
    case Role::Open:
      ++P->Harmless;
      break;
    }
  }

  /// The construction whose pool \p E is, or nothing.
  Making makingIn(const Expr *E) {
    E = E->IgnoreUnlessSpelledInSource()->IgnoreParenCasts();
    if (const auto *N = dyn_cast<CXXNewExpr>(E))
      return N->getConstructExpr() ? makingIn(N->getConstructExpr()) : Making();
    if (const auto *C = dyn_cast<CXXConstructExpr>(E)) {
      llvm::ArrayRef<const Expr *> Args(C->getArgs(), C->getNumArgs());
      if (const Family *Owner = makes(C->getConstructor(), Args))
        return {C, Owner};
      return Args.empty() ? Making() : makingIn(Args[0]);
    }
    const auto *C = dyn_cast<CallExpr>(E);
    const FunctionDecl *Callee = C ? C->getDirectCallee() : nullptr;
    if (!Callee)
      return {};
    llvm::ArrayRef<const Expr *> Args(C->getArgs(), C->getNumArgs());
    if (const Family *Owner = makes(Callee, Args))
      return {C, Owner};
    if (isInStd(Callee, true) && Callee->getIdentifier() &&
        Callee->getName().starts_with("make_"))
      if (const Family *Owner =
              Models.familyOf(templateArgument(C->getType(), 0)))
        return {C, Owner};
    return {};
  }

  const Family *makes(const FunctionDecl *Callee,
                      llvm::ArrayRef<const Expr *> Args) {
    for (const CallEntry &E : Models.match(Callee, Args))
      if (E.Call->What == Role::Acquire &&
          (E.Call->Handle.Where == HandleSlot::Return ||
           E.Call->Handle.Where == HandleSlot::This))
        return E.Owner;
    return nullptr;
  }

  ASTContext &Context;
  ModelMatcher &Models;
  PoolMap &Pools;
};

} // namespace

bool hasNoCode(const Decl *D, const ASTContext &Context) {
  if (!D || Context.getLangOpts().CPlusPlus)
    return false;
  const auto *F = dyn_cast<FunctionDecl>(D);
  return F ? !F->doesThisDeclarationHaveABody() : isa<TypeDecl>(D);
}

void StaticPools::consider(const VarDecl *V) {
  if (!V->hasGlobalStorage() || V->getTLSKind() != VarDecl::TLS_None ||
      V->getType()->isDependentType() || V->isInvalidDecl())
    return;
  QualType T = V->getType();
  LibraryType Kind = libraryType(T);
  bool Owns = Kind == LibraryType::UniquePtr ||
              Kind == LibraryType::SharedPtr || Kind == LibraryType::Optional;
  std::string Spelling = T.getUnqualifiedType().getAsString();
  bool Handle = llvm::any_of(Models.catalog().families(), [&](const auto &F) {
    return F.HandleType == Spelling;
  });
  if (Handle || Owns || Models.familyOf(T) ||
      (T->isPointerType() && Models.familyOf(T->getPointeeType())))
    Pools.try_emplace(V->getCanonicalDecl());
}

/// Its destructor runs when the process ends in good order, and ends it in
/// disorder; nobody outside this unit can prevent that.
static bool isFatal(const VarDecl *V, const StaticPool &P,
                    ModelMatcher &Models) {
  return P.Initialised && P.Owner->Destructor == DestructorKind::Terminates &&
         Models.familyOf(V->getType()) && !V->isExternallyVisible() &&
         P.Mentions == P.Harmless;
}

void StaticPools::addFindings(UnitFindings &Findings) {
  if (Pools.empty())
    return;
  MentionReader(Context, Models, Pools)
      .TraverseDecl(Context.getTranslationUnitDecl());
  for (const auto &[V, P] : Pools) {
    if (P.Construction.isInvalid() || P.Released)
      continue;
    PoolFinding F;
    F.Owner = P.Owner;
    F.Name = V->getNameAsString();
    F.Location = P.Construction;
    F.Within = V;
    F.Manner = LeakManner::StaticStorage;
    Findings.ProcessLong.push_back(F);
    if (!isFatal(V, P, Models))
      continue;
    F.Never = true;
    F.Manner = LeakManner::StillJoinable;
    Findings.Defects.push_back(std::move(F));
  }
}

} // namespace poolguard
