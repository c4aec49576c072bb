//===-- ClassAnalysis.cpp -------------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ClassAnalysis.h"
#include "FindingBuilder.h"
#include "flow/PoolNames.h"
#include "lifetime/Solver.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/Support/SaveAndRestore.h"

using namespace clang;

namespace poolguard {

/// A destructor that is there for form's sake, in a class with a method to be
/// called before.
static bool leavesItToMethods(const CXXDestructorDecl *D) {
  const auto *Body = dyn_cast_or_null<CompoundStmt>(D->getBody());
  return Body && Body->body_empty() &&
         llvm::any_of(D->getParent()->methods(), [](const CXXMethodDecl *M) {
           return M->getDeclName().isIdentifier() &&
                  releaseByName(M->getName()).has_value();
         });
}

static bool hasVisibleBody(const FunctionDecl *F) {
  const FunctionDecl *Body = nullptr;
  return F->hasBody(Body) && !Body->isInvalidDecl();
}

static bool isPlainMethod(const CXXMethodDecl *M) {
  return M->isInstance() && !M->isImplicit() && !M->isDeleted() &&
         !isa<CXXConstructorDecl, CXXDestructorDecl>(M) &&
         !M->isCopyAssignmentOperator() && !M->isMoveAssignmentOperator();
}

bool ClassAnalysis::isCandidate(const CXXRecordDecl *R) {
  if (!R->isCompleteDefinition() || R->isDependentContext() || R->isLambda() ||
      R->isUnion() || R->isInvalidDecl() || R->hasFriends() ||
      Context.getSourceManager().isInSystemHeader(R->getLocation()) ||
      Models.familyOf(R) || !Options.Mentions->inClass(R))
    return false;
  // A destructor that cannot be seen is trusted.
  const CXXDestructorDecl *D = R->getDestructor();
  if (D && !D->isDefaulted() && !hasVisibleBody(D))
    return false;
  return llvm::all_of(R->bases(), [](const CXXBaseSpecifier &Base) {
    const CXXRecordDecl *B = Base.getType()->getAsCXXRecordDecl();
    return B && B->hasDefinition();
  });
}

void ClassAnalysis::analyse(const CXXRecordDecl *R,
                            std::vector<PoolFinding> &Findings) {
  if (!isCandidate(R))
    return;
  llvm::SmallVector<const CXXConstructorDecl *, 4> Constructors;
  for (const CXXConstructorDecl *C : R->ctors()) {
    if (C->isCopyOrMoveConstructor() || C->isDeleted())
      continue;
    if (hasVisibleBody(C))
      Constructors.push_back(C);
    else if (!C->isImplicit() && !C->isDefaulted())
      return; // What it leaves in the members is not known.
  }
  if (Constructors.empty())
    Constructors.push_back(Defaults.of(R));
  if (Constructors.size() > MaxConstructors)
    Constructors.resize(MaxConstructors);
  llvm::SmallVector<const CXXMethodDecl *, 4> Openers;
  for (const CXXMethodDecl *M : R->methods())
    if (isPlainMethod(M) && M->getAccess() != AS_private && hasVisibleBody(M) &&
        Openers.size() < MaxMethods &&
        Options.Mentions->inBody(M->getDefinition()))
      Openers.push_back(M);
  for (const CXXConstructorDecl *C : Constructors) {
    if (C)
      analyseLife({R, C, {}}, Findings);
    for (const CXXMethodDecl *M : Openers)
      analyseLife({R, C, {M}}, Findings);
  }
  addFixes(R, Constructors, Findings);
}

void ClassAnalysis::addFixes(
    const CXXRecordDecl *R,
    llvm::ArrayRef<const CXXConstructorDecl *> Constructors,
    std::vector<PoolFinding> &Findings) {
  std::vector<OpenMember> Members;
  for (const auto &Each : Open)
    Members.push_back(Each.second);
  if (!Members.empty()) {
    MemberTools Tools{
        Context, Models, Constructors,
        [&](const ObjectLife &Life) {
          return lowerLife(Life, Context, Models, &Effects, Options);
        },
        [&](const FunctionDecl *F) {
          return lowerFunction(F, Context, Models, &Effects, Options);
        }};
    std::vector<FixProposal> Fixes = releaseInDestructor(R, Members, Tools);
    for (auto [Each, Proposal] : llvm::zip(Open, Fixes))
      Findings[Each.first].Fixes = std::move(Proposal);
  }
  Open.clear();
}

void ClassAnalysis::analyseLife(const ObjectLife &Life,
                                std::vector<PoolFinding> &Findings) {
  std::unique_ptr<LoweredFunction> L =
      lowerLife(Life, Context, Models, &Effects, Options);
  if (!L)
    return;
  Solver S(L->Graph);
  for (SiteId Site = 0; Site < L->Graph.Sites.size(); ++Site) {
    // What the constructor alone opens is told of the life without a method.
    if (!L->Graph.Sites[Site].Obligation)
      continue;
    bool MadeWithObject = Life.Constructor && !L->Sites[Site].Frame;
    for (const Finding &F : S.solve(Site, SolverOptions()).Findings) {
      bool AtEnd = F.Path.back() >= L->DestructionBegins;
      if (F.Kind == FindingKind::JoinBeforeClose ||
          (F.Kind == FindingKind::Leak && MadeWithObject && !AtEnd))
        considerMisuse(Life, *L, F, Findings);
      else if (F.Kind == FindingKind::Leak && AtEnd &&
               F.Path.front() < L->DestructionBegins &&
               (!MadeWithObject || Life.Methods.empty()))
        consider(Life, *L, F, Findings);
    }
  }
}

/// The member a place like `impl_->pool` begins with, of \p R or its bases.
static const FieldDecl *memberOf(const CXXRecordDecl *R, llvm::StringRef Name) {
  llvm::StringRef First = Name.take_while(
      [](char C) { return llvm::isAlnum(C) || C == '_' || C == '$'; });
  for (const FieldDecl *F : R->fields())
    if (F->getName() == First)
      return F;
  for (const CXXBaseSpecifier &Base : R->bases())
    if (const CXXRecordDecl *B = Base.getType()->getAsCXXRecordDecl())
      if (const FieldDecl *F = memberOf(B, Name))
        return F;
  return nullptr;
}

/// Somebody outside can have the handle: `GThreadPool *pool() const`.
static bool isHandedOut(const CXXRecordDecl *R, const FieldDecl *Member,
                        const ASTContext &Context) {
  QualType Held = Member->getType().getCanonicalType();
  return llvm::any_of(R->methods(), [&](const CXXMethodDecl *M) {
    QualType T = M->getReturnType();
    if (M->getAccess() == AS_private || !isPlainMethod(M))
      return false;
    QualType Behind = T->getPointeeType();
    return Context.hasSameUnqualifiedType(T, Held) ||
           (!Behind.isNull() && !Behind.isConstQualified() &&
            Context.hasSameUnqualifiedType(Behind, Held));
  });
}

/// There is one object of the class, or as many as it likes to make itself.
static bool makesItself(const CXXRecordDecl *R) {
  return !R->needsImplicitDefaultConstructor() &&
         !llvm::any_of(R->ctors(),
                       [](const CXXConstructorDecl *C) {
                         return C->getAccess() != AS_private &&
                                !C->isDeleted() &&
                                !C->isCopyOrMoveConstructor();
                       }) &&
         !R->ctors().empty();
}

/// A question whose answer is followed through an object's life: a flag, a
/// pointer, whether a handle is open.
static bool isPlainQuestion(const Expr *E) {
  E = E->IgnoreParenImpCasts();
  if (const auto *U = dyn_cast<UnaryOperator>(E))
    return U->getOpcode() == UO_LNot && isPlainQuestion(U->getSubExpr());
  if (const auto *B = dyn_cast<BinaryOperator>(E))
    return B->isEqualityOp() &&
           (isPlainQuestion(B->getLHS()) || isPlainQuestion(B->getRHS()));
  if (const auto *C = dyn_cast<CXXMemberCallExpr>(E))
    return C->getMethodDecl() && C->getMethodDecl()->getIdentifier() &&
           C->getMethodDecl()->getName() == "joinable";
  const auto *M = dyn_cast<MemberExpr>(E);
  QualType T = E->getType();
  return M && isa<CXXThisExpr>(M->getBase()->IgnoreParenImpCasts()) &&
         (T->isBooleanType() || T->isPointerType() || T->isEnumeralType());
}

/// What the destruction decides on the path of \p F are plain questions.
static bool isPlain(const LoweredFunction &L, const Finding &F) {
  return llvm::all_of(F.Path, [&](BlockId B) {
    unsigned Number = L.Graph.Blocks[B].Origin;
    if (B < L.DestructionBegins || Number == None)
      return true;
    const Origin &O = L.Origins[Number];
    if (O.What != Origin::TrueBranch && O.What != Origin::FalseBranch)
      return O.What != Origin::CaseBranch;
    const auto *E = dyn_cast_or_null<Expr>(O.Code);
    return E && isPlainQuestion(E);
  });
}

void ClassAnalysis::consider(const ObjectLife &Life, const LoweredFunction &L,
                             const Finding &F,
                             std::vector<PoolFinding> &Findings) {
  const LoweredSite &Site = L.Sites[F.Site];
  const FieldDecl *Member = memberOf(Life.Class, L.Graph.Sites[F.Site].Name);
  const CXXDestructorDecl *D = Life.Class->getDestructor();
  bool Own = D && !D->isDefaulted();
  if (!Member || !Site.Construction || !Site.Owner ||
      (!Own && isOpenToOthers(Life.Class, Member)) ||
      isHandedOut(Life.Class, Member, Context))
    return;
  if (makesItself(Life.Class) || (!F.Never && !isPlain(L, F)))
    return; // It lives as long as the process, or nobody knows.
  const SourceManager &SM = Context.getSourceManager();
  PoolFinding P = buildFinding(L, F, SM);
  P.Within = Life.Class;
  if (P.Location.isInvalid())
    return;
  bool ByHand = isCaredForByHand(Life, Site, F, Other::After);
  if (ByHand && (!Own || leavesItToMethods(D)))
    return;
  P.Location = SM.getFileLoc(Site.Construction->getExprLoc());
  llvm::erase_if(P.Path, [](const PathNote &N) {
    return N.What == PathNote::Constructed;
  });
  P.Member = PoolMember{Life.Class->getNameAsString(), Own, ByHand};
  Open.push_back({unsigned(Findings.size()),
                  {Member, P.Name, Site, isOpenToOthers(Life.Class, Member)}});
  Findings.push_back(std::move(P));
}

void ClassAnalysis::considerMisuse(const ObjectLife &Life,
                                   const LoweredFunction &L, const Finding &F,
                                   std::vector<PoolFinding> &Findings) {
  const LoweredSite &Site = L.Sites[F.Site];
  const FieldDecl *Member = memberOf(Life.Class, L.Graph.Sites[F.Site].Name);
  if (!Member || !Site.Construction || !Site.Owner ||
      isOpenToOthers(Life.Class, Member) ||
      isHandedOut(Life.Class, Member, Context) || makesItself(Life.Class))
    return;
  bool Loses = F.Kind == FindingKind::Leak;
  // Within the constructor it is told of that, and what a method that may or
  // may not be called in this state does is not known to be wrong.
  if (Loses && (!F.Never || Life.Methods.empty()))
    return;
  if (isCaredForByHand(Life, Site, F, Other::Before))
    return;
  PoolFinding P = buildFinding(L, F, Context.getSourceManager());
  P.Within = Life.Class;
  if (Loses)
    P.Member = PoolMember{Life.Class->getNameAsString(),
                          Life.Class->hasUserDeclaredDestructor(), false};
  if (Loses)
    P.Fixes.Refusal = "a method loses the pool";
  if (P.Location.isValid())
    Findings.push_back(std::move(P));
}

namespace {
/// Collects the members that are mentioned outside of their classes.
class MentionCollector : public RecursiveASTVisitor<MentionCollector> {
public:
  explicit MentionCollector(llvm::DenseSet<const FieldDecl *> &Found)
      : Found(Found) {}

  bool shouldVisitTemplateInstantiations() const { return true; }
  bool TraverseCXXMethodDecl(CXXMethodDecl *M) {
    llvm::SaveAndRestore<const RecordDecl *> Here(
        Class, M->getParent()->getCanonicalDecl());
    return RecursiveASTVisitor::TraverseCXXMethodDecl(M);
  }
  bool TraverseCXXConstructorDecl(CXXConstructorDecl *M) {
    llvm::SaveAndRestore<const RecordDecl *> Here(
        Class, M->getParent()->getCanonicalDecl());
    return RecursiveASTVisitor::TraverseCXXConstructorDecl(M);
  }
  bool TraverseCXXDestructorDecl(CXXDestructorDecl *M) {
    llvm::SaveAndRestore<const RecordDecl *> Here(
        Class, M->getParent()->getCanonicalDecl());
    return RecursiveASTVisitor::TraverseCXXDestructorDecl(M);
  }
  bool VisitMemberExpr(MemberExpr *M) { return add(M->getMemberDecl()); }
  bool VisitDeclRefExpr(DeclRefExpr *Ref) { return add(Ref->getDecl()); }
  bool VisitBindingDecl(BindingDecl *B) {
    if (const auto *M = dyn_cast_or_null<MemberExpr>(B->getBinding()))
      add(M->getMemberDecl());
    return true;
  }

private:
  bool add(const ValueDecl *D) {
    if (const auto *F = dyn_cast<FieldDecl>(D);
        F && F->getParent()->getCanonicalDecl() != Class)
      Found.insert(F->getCanonicalDecl());
    return true;
  }

  llvm::DenseSet<const FieldDecl *> &Found;
  const RecordDecl *Class = nullptr;
};
} // namespace

bool ClassAnalysis::isMentionedElsewhere(const FieldDecl *Member) {
  if (!Mentioned) {
    Mentioned.emplace();
    MentionCollector Collector(*Mentioned);
    const SourceManager &SM = Context.getSourceManager();
    for (Decl *D : Context.getTranslationUnitDecl()->decls())
      if (!SM.isInSystemHeader(D->getLocation()))
        Collector.TraverseDecl(D);
  }
  return Mentioned->contains(Member->getCanonicalDecl());
}

bool ClassAnalysis::isOpenToOthers(const CXXRecordDecl *R,
                                   const FieldDecl *Member) {
  if (Member->getAccess() == AS_private)
    return false;
  // A pointer may have been copied; an object is where it is.
  if (!Member->getType()->isRecordType())
    return true;
  // Of a class of this file alone all code is here.
  const SourceManager &SM = Context.getSourceManager();
  return !SM.isInMainFile(SM.getExpansionLoc(R->getLocation())) ||
         !SM.isInMainFile(SM.getExpansionLoc(Member->getLocation())) ||
         isMentionedElsewhere(Member);
}

bool ClassAnalysis::isCaredForByHand(const ObjectLife &Life,
                                     const LoweredSite &Site, const Finding &F,
                                     Other When) {
  for (const CXXMethodDecl *M : Life.Class->methods()) {
    if (!isPlainMethod(M) || llvm::is_contained(Life.Methods, M))
      continue;
    if (!hasVisibleBody(M)) {
      if (!M->isConst())
        return true; // Who knows.
      continue;
    }
    if (!Options.Mentions->inBody(M->getDefinition()))
      continue;
    ObjectLife Longer = Life;
    Longer.Methods.insert(When == Other::After ? Longer.Methods.end()
                                               : Longer.Methods.begin(),
                          M);
    std::unique_ptr<LoweredFunction> L =
        lowerLife(Longer, Context, Models, &Effects, Options);
    if (!L)
      return true;
    Solver S(L->Graph);
    for (SiteId I = 0; I < L->Graph.Sites.size(); ++I) {
      if (L->Sites[I].Construction != Site.Construction)
        continue;
      SiteResult R = S.solve(I, SolverOptions());
      auto Same = llvm::find_if(
          R.Findings, [&](const Finding &Each) { return Each.Kind == F.Kind; });
      if (Same == R.Findings.end() || (F.Never && !Same->Never))
        return true;
    }
  }
  return false;
}

} // namespace poolguard
