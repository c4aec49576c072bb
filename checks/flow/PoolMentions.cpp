//===-- PoolMentions.cpp --------------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "PoolMentions.h"
#include "LibraryTypes.h"
#include "clang/AST/RecursiveASTVisitor.h"

using namespace clang;

namespace poolguard {

/// Looks for calls that make or release a pool.
class PoolMentions::Skimmer : public RecursiveASTVisitor<Skimmer> {
public:
  Skimmer(PoolMentions &Mentions, unsigned Depth)
      : Mentions(Mentions), Depth(Depth) {}
  bool Found = false;

  bool shouldVisitImplicitCode() const { return true; }
  bool VisitExpr(Expr *) { return !Found; }
  bool VisitCallExpr(CallExpr *C) {
    const FunctionDecl *Callee = C->getDirectCallee();
    if (Callee && !Found)
      Found = matters(Callee, {C->getArgs(), C->getNumArgs()}) ||
              makesHandles(C, Callee) || calleeMatters(Callee);
    return true;
  }
  bool VisitCXXConstructExpr(CXXConstructExpr *C) {
    if (!Found)
      Found = matters(C->getConstructor(), {C->getArgs(), C->getNumArgs()}) ||
              calleeMatters(C->getConstructor());
    return true;
  }

private:
  bool matters(const FunctionDecl *Callee, llvm::ArrayRef<const Expr *> Args) {
    return llvm::any_of(
        Mentions.Models.match(Callee, Args), [](const CallEntry &E) {
          return E.Call->What == Role::Acquire || E.Call->What == Role::Release;
        });
  }
  /// `threads.emplace_back(f)`, `std::make_unique<std::thread>(f)`.
  bool makesHandles(CallExpr *C, const FunctionDecl *Callee) {
    if (!Callee->getIdentifier() || !isInStd(Callee, true))
      return false;
    llvm::StringRef Name = Callee->getName();
    const auto *M = dyn_cast<CXXMemberCallExpr>(C);
    QualType Made;
    if (Name.starts_with("make_"))
      Made = templateArgument(C->getType(), 0);
    else if (M && Name.starts_with("emplace"))
      Made = templateArgument(objectType(M), 0);
    if (Made.isNull())
      return false;
    const CXXRecordDecl *R = Made->getAsCXXRecordDecl();
    return Mentions.Models.familyOf(Made) || (R && Mentions.inClass(R));
  }
  /// A factory or a helper that releases, in this unit.
  bool calleeMatters(const FunctionDecl *Callee) {
    constexpr unsigned MaxDepth = 4; // As deep as factories are nested.
    const FunctionDecl *Body = nullptr;
    return Depth < MaxDepth && !isInStd(Callee, true) &&
           Callee->hasBody(Body) && Mentions.skim(Body, Depth + 1);
  }

  PoolMentions &Mentions;
  unsigned Depth;
};

/// Walks over what runs when \p F is called.
template <typename Visitor>
static void traverseBody(Visitor &V, const FunctionDecl *F) {
  V.TraverseStmt(F->getBody());
  if (const auto *Ctor = dyn_cast<CXXConstructorDecl>(F))
    for (const CXXCtorInitializer *I : Ctor->inits())
      V.TraverseStmt(I->getInit());
}

bool PoolMentions::skim(const FunctionDecl *F, unsigned Depth) {
  auto [It, New] = Bodies.try_emplace(F, false);
  if (!New)
    return It->second;
  Skimmer S(*this, Depth);
  traverseBody(S, F);
  return Bodies[F] = S.Found;
}

bool PoolMentions::inBody(const FunctionDecl *F, bool *Broken) {
  bool Found = skim(F, 0);
  if (Broken)
    *Broken = Found && isBroken(F);
  return Found;
}

namespace {
/// Looks for what the compiler complained about.
class ErrorFinder : public RecursiveASTVisitor<ErrorFinder> {
public:
  bool Found = false;

  bool VisitExpr(Expr *E) {
    Found |= E->containsErrors();
    return !Found;
  }
  bool VisitVarDecl(VarDecl *V) {
    Found |= V->isInvalidDecl();
    return !Found;
  }
};
} // namespace

bool PoolMentions::isBroken(const FunctionDecl *F) {
  auto [It, New] = Broken.try_emplace(F, false);
  if (!New)
    return It->second;
  ErrorFinder Errors;
  traverseBody(Errors, F);
  return Broken[F] = Errors.Found;
}

bool PoolMentions::inClass(const CXXRecordDecl *R) {
  R = R->getDefinition();
  if (!R || R->isDependentContext() || isInStd(R))
    return false;
  auto [It, New] = Classes.try_emplace(R, false); // False where recursive.
  if (!New)
    return It->second;
  auto Contained = [&](QualType T) {
    const CXXRecordDecl *Inner =
        T->getBaseElementTypeUnsafe()
            ? QualType(T->getBaseElementTypeUnsafe(), 0)->getAsCXXRecordDecl()
            : nullptr;
    if (QualType Held = templateArgument(T, 0); !Held.isNull())
      if (const CXXRecordDecl *Of = Held->getAsCXXRecordDecl();
          Of && inClass(Of))
        return true;
    return Inner && inClass(Inner);
  };
  bool Found = llvm::any_of(R->methods(),
                            [&](const CXXMethodDecl *M) {
                              const FunctionDecl *Body = nullptr;
                              return M->hasBody(Body) && inBody(Body);
                            }) ||
               llvm::any_of(R->bases(),
                            [&](const CXXBaseSpecifier &B) {
                              return Contained(B.getType());
                            }) ||
               llvm::any_of(R->fields(), [&](const FieldDecl *F) {
                 Skimmer Initializer(*this, /*Depth=*/0);
                 if (F->hasInClassInitializer() && F->getInClassInitializer())
                   Initializer.TraverseStmt(F->getInClassInitializer());
                 return Initializer.Found || Models.familyOf(F->getType()) ||
                        Contained(F->getType());
               });
  return Classes[R] = Found;
}

} // namespace poolguard
