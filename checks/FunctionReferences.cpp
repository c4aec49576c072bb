//===-- FunctionReferences.cpp --------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FunctionReferences.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include <numeric>

using namespace clang;

namespace poolguard {

FunctionReferences::FunctionReferences(const ASTContext &Context,
                                       const UnitDigest &Digest,
                                       const Catalog &Models)
    : Context(Context), Digest(Digest), Models(Models), Known(Digest.size()) {
  const SourceManager &SM = Context.getSourceManager();
  for (unsigned I = 0; I < Digest.size(); ++I) {
    const FunctionDecl *F = Digest.function(I);
    if (const auto *M = dyn_cast<CXXMethodDecl>(F))
      InClass[M->getParent()->getCanonicalDecl()].push_back(I);
    if (llvm::any_of(F->redecls(), [&](const FunctionDecl *Each) {
          return !SM.isInMainFile(Each->getLocation());
        }))
      Exposed.push_back(I);
  }
}

/// Reads one body, and what it names that has no number of its own.
class FunctionReferences::Collector : public RecursiveASTVisitor<Collector> {
public:
  Collector(FunctionReferences &All, References &Found)
      : All(All), SM(All.Context.getSourceManager()), Found(Found) {}

  bool shouldVisitImplicitCode() const { return true; }

  bool VisitDeclRefExpr(DeclRefExpr *Ref) {
    add(Ref->getDecl());
    return true;
  }
  bool VisitMemberExpr(MemberExpr *M) {
    add(M->getMemberDecl());
    return true;
  }
  bool VisitOverloadExpr(OverloadExpr *O) {
    for (const NamedDecl *Each : O->decls())
      add(Each->getUnderlyingDecl());
    return true;
  }
  bool VisitCXXConstructExpr(CXXConstructExpr *C) {
    add(C->getConstructor());
    return true;
  }
  bool VisitCXXDefaultArgExpr(CXXDefaultArgExpr *Default) {
    return TraverseStmt(Default->getExpr());
  }
  bool VisitCXXDefaultInitExpr(CXXDefaultInitExpr *Default) {
    return TraverseStmt(Default->getExpr());
  }
  bool VisitVarDecl(VarDecl *V) {
    for (const auto *Cleanup : V->specific_attrs<CleanupAttr>())
      add(Cleanup->getFunctionDecl());
    addType(V->getType());
    return true;
  }
  bool VisitExpr(Expr *E) {
    if (!isa<CXXThisExpr>(E)) // Which is there already.
      addType(E->getType());
    return true;
  }

  /// What runs when \p Body does.
  void read(const FunctionDecl *Body) {
    TraverseStmt(Body->getBody());
    if (const auto *Ctor = dyn_cast<CXXConstructorDecl>(Body))
      for (const CXXCtorInitializer *I : Ctor->inits())
        TraverseStmt(I->getInit());
  }
  /// \p D is named.
  void add(const Decl *D) {
    if (const auto *Template = dyn_cast<FunctionTemplateDecl>(D))
      D = Template->getTemplatedDecl();
    if (const auto *F = dyn_cast<FunctionDecl>(D))
      addFunction(F);
    else if (const auto *V = dyn_cast<VarDecl>(D); V && V->hasGlobalStorage())
      if (const Expr *Init = V->getAnyInitializer();
          Init && SM.isInMainFile(V->getLocation()) && Seen.insert(V).second)
        TraverseStmt(const_cast<Expr *>(Init)); // A table of functions.
  }

  /// What its objects do when they are made, moved and destroyed is not said;
  /// and what its methods are like tells whether it is a pool.
  void addClass(const CXXRecordDecl *R) {
    if (!Seen.insert(R->getCanonicalDecl()).second)
      return;
    auto It = All.InClass.find(R->getCanonicalDecl());
    if (It != All.InClass.end())
      llvm::append_range(Found.Behind, It->second);
    const CXXRecordDecl *Whole = R->getDefinition();
    if (!Whole || SM.isInSystemHeader(Whole->getLocation()))
      return;
    for (const CXXBaseSpecifier &B : Whole->bases())
      addType(B.getType());
    for (const FieldDecl *F : Whole->fields())
      addType(F->getType());
    if (SM.isInMainFile(SM.getExpansionLoc(Whole->getLocation())))
      for (const CXXMethodDecl *M : Whole->methods())
        addFunction(M);
  }

  void addAll() {
    Found.Behind.resize(All.Digest.size());
    std::iota(Found.Behind.begin(), Found.Behind.end(), 0);
  }

private:
  /// Any function of the unit may wait for whichever process ends.
  bool makesProcess(const FunctionDecl *F) {
    return F->getIdentifier() &&
           llvm::any_of(All.Models.function(F->getName()),
                        [](const CallEntry &E) {
                          return E.Owner->Kind == PoolKind::Process &&
                                 E.Call->What == Role::Acquire;
                        });
  }

  void addFunction(const FunctionDecl *F) {
    if (!Seen.insert(F->getCanonicalDecl()).second)
      return;
    if (makesProcess(F))
      addAll();
    const FunctionDecl *Body = nullptr;
    if (!F->hasBody(Body))
      return;
    if (std::optional<unsigned> Number = All.Digest.numberOf(Body)) {
      Found.Named.push_back(*Number);
      return;
    }
    SourceLocation At = SM.getExpansionLoc(Body->getLocation());
    if (SM.isInMainFile(At))
      read(Body);
    else if (!SM.isInSystemHeader(At))
      llvm::append_range(Found.Behind, All.Exposed);
  }

  void addType(QualType T) {
    if (T.isNull() || !All.Context.getLangOpts().CPlusPlus)
      return;
    while (!T->getPointeeType().isNull())
      T = T->getPointeeType();
    if (const Type *Element = T->getBaseElementTypeUnsafe())
      if (const CXXRecordDecl *R = Element->getAsCXXRecordDecl()) {
        addClass(R);
        addArguments(R);
      }
  }

  /// `std::unique_ptr<Pool, Closer>`
  void addArguments(const CXXRecordDecl *R) {
    const auto *Of = dyn_cast<ClassTemplateSpecializationDecl>(R);
    if (!Of || !SeenArguments.insert(Of).second)
      return;
    for (const TemplateArgument &A : Of->getTemplateArgs().asArray()) {
      if (A.getKind() == TemplateArgument::Type)
        addType(A.getAsType());
      if (A.getKind() == TemplateArgument::Declaration)
        add(A.getAsDecl());
    }
  }

  FunctionReferences &All;
  const SourceManager &SM;
  References &Found;
  llvm::DenseSet<const Decl *> Seen, SeenArguments;
};

static void tidyUp(llvm::SmallVectorImpl<unsigned> &Numbers) {
  llvm::sort(Numbers);
  Numbers.erase(llvm::unique(Numbers), Numbers.end());
}

FunctionReferences::References FunctionReferences::read(const FunctionDecl *F) {
  References Found;
  Collector(*this, Found).read(F);
  tidyUp(Found.Named);
  tidyUp(Found.Behind);
  return Found;
}

const llvm::BitVector &FunctionReferences::aroundCircles() {
  if (AroundCircles)
    return *AroundCircles;
  AroundCircles.emplace(Digest.size());
  for (unsigned I = 0; I < Digest.size(); ++I)
    if (llvm::BitVector Bodies = reachableFrom(Digest.function(I));
        goInCircles(Bodies))
      *AroundCircles |= Bodies;
  return *AroundCircles;
}

/// Some other function may name a member of it.
static bool hasOpenMembers(const CXXRecordDecl *R) {
  return llvm::any_of(R->fields(), [](const FieldDecl *F) {
    return F->getAccess() != AS_private && F->getType()->isRecordType();
  });
}

FunctionReferences::References
FunctionReferences::read(const CXXRecordDecl *R) {
  References Found;
  Collector C(*this, Found);
  if (hasOpenMembers(R))
    C.addAll();
  C.addClass(R);
  for (const CXXMethodDecl *M : R->methods())
    C.add(M);
  return Found;
}

const FunctionReferences::References &
FunctionReferences::directly(unsigned Number) {
  if (!Known[Number])
    Known[Number] = read(Digest.function(Number));
  return *Known[Number];
}

llvm::BitVector FunctionReferences::reachableFrom(const Decl *D) {
  llvm::BitVector Reached(Digest.size());
  Numbers Work;
  auto Add = [&](const Numbers &More) {
    for (unsigned Each : More)
      if (!Reached.test(Each)) {
        Reached.set(Each);
        Work.push_back(Each);
      }
  };
  const auto *F = dyn_cast<FunctionDecl>(D);
  if (std::optional<unsigned> Own = F ? Digest.numberOf(F) : std::nullopt) {
    Add({*Own});
  } else {
    References First = F ? read(F) : read(cast<CXXRecordDecl>(D));
    Add(First.Named);
    Add(First.Behind);
  }
  while (!Work.empty()) {
    const References &Next = directly(Work.pop_back_val());
    Add(Next.Named);
    Add(Next.Behind);
  }
  return Reached;
}

bool FunctionReferences::goInCircles(const llvm::BitVector &Bodies) {
  // Takes away who is called by nobody that is left.
  std::vector<unsigned> Callers(Digest.size());
  auto EachCallee = [&](unsigned Caller, auto Do) {
    for (unsigned Callee : directly(Caller).Named)
      if (Callee != Caller)
        Do(Callee);
  };
  for (unsigned Each : Bodies.set_bits())
    EachCallee(Each, [&](unsigned Callee) { ++Callers[Callee]; });
  Numbers Work;
  for (unsigned Each : Bodies.set_bits())
    if (Callers[Each] == 0)
      Work.push_back(Each);
  unsigned Left = Bodies.count();
  for (; !Work.empty(); --Left)
    EachCallee(Work.pop_back_val(), [&](unsigned Callee) {
      if (--Callers[Callee] == 0)
        Work.push_back(Callee);
    });
  return Left != 0;
}

} // namespace poolguard
