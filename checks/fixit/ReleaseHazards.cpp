//===-- ReleaseHazards.cpp ------------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ReleaseHazards.h"
#include "HeldLocks.h"
#include "NameWords.h"
#include "PassedCode.h"
#include "StmtWalk.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace poolguard {

bool waitsForTasks(PoolKind Kind) {
  switch (Kind) {
  case PoolKind::ConnectionPool:
  case PoolKind::MemoryPool:
  case PoolKind::ObjectPool:
  case PoolKind::Lease:
  case PoolKind::Process:
    return false;
  default:
    return true;
  }
}

ReleaseHazards::ReleaseHazards(const LoweredFunction &L, SiteId Site,
                               const VarDecl *Root, const ASTContext &Context)
    : L(L), Site(Site), Root(Root), Context(Context),
      SM(Context.getSourceManager()), Parents(L.Function->getBody()),
      Waits(waitsForTasks(L.Sites[Site].Owner->Kind)) {
  if (!Waits)
    return;
  // A container holds what several constructions made.
  auto Holder = [&](SiteId Each) {
    return StringRef(L.Graph.Sites[Each].Name).split('[').first;
  };
  for (SiteId Each = 0; Each < L.Sites.size(); ++Each)
    if (Each == Site ||
        (L.Sites[Each].Owner == L.Sites[Site].Owner && Root &&
         L.Sites[Each].Construction && Holder(Each) == Holder(Site)))
      collect(L.Sites[Each].Construction);
  for (const FlowBlock &B : L.Graph.Blocks)
    for (const Event &E : B.Events)
      if (E.Kind == EventKind::Submit && E.Origin != None &&
          !L.Origins[E.Origin].Frame)
        if (const auto *Call = dyn_cast_or_null<Expr>(L.Origins[E.Origin].Code);
            Call && mentions(Call, Root))
          collect(Call);
}

void ReleaseHazards::collect(const Expr *Call) {
  Call = Call->IgnoreParenCasts();
  if (const auto *New = dyn_cast<CXXNewExpr>(Call))
    Call = New->getConstructExpr();
  if (const auto *C = dyn_cast_or_null<CallExpr>(Call))
    collect({C->getArgs(), C->getNumArgs()});
  else if (const auto *C = dyn_cast_or_null<CXXConstructExpr>(Call))
    collect({C->getArgs(), C->getNumArgs()});
}

/// Adds the variables and fields that \p Routine names and does not own.
static void nameOutside(const FunctionDecl *Routine,
                        llvm::SetVector<const ValueDecl *> &Named) {
  const FunctionDecl *Body = nullptr;
  if (!Routine->hasBody(Body))
    return;
  eachStmt(Body->getBody(), [&](const Stmt *S) {
    if (const auto *Ref = dyn_cast<DeclRefExpr>(S);
        Ref && isa<VarDecl>(Ref->getDecl()) &&
        Ref->getDecl()->getDeclContext() != Body)
      Named.insert(Ref->getDecl());
    if (const auto *Member = dyn_cast<MemberExpr>(S);
        Member && isa<FieldDecl>(Member->getMemberDecl()))
      Named.insert(Member->getMemberDecl());
  });
}

/// Adds the objects and pointers that \p Given, an argument, names.
static void nameObjects(const Expr *Given,
                        llvm::SetVector<const ValueDecl *> &Named) {
  eachStmt(Given, [&](const Stmt *S) {
    const ValueDecl *D = nullptr;
    if (const auto *Ref = dyn_cast<DeclRefExpr>(S))
      D = dyn_cast<VarDecl>(Ref->getDecl());
    else if (const auto *Member = dyn_cast<MemberExpr>(S))
      D = dyn_cast<FieldDecl>(Member->getMemberDecl());
    QualType T = D ? D->getType().getNonReferenceType() : QualType();
    if (D && (T->isRecordType() || T->isPointerType()))
      Named.insert(D);
  });
}

void ReleaseHazards::collect(llvm::ArrayRef<const Expr *> Given) {
  for (const Expr *Arg : Given) {
    if (!Arg)
      continue;
    Shared.add(Arg);
    nameObjects(Arg, Named);
    eachRoutine(Arg, [&](const FunctionDecl *F) {
      nameOutside(F, Named);
      if (std::optional<EndlessRoutine> Found = findEndless(F, Context))
        Endless.push_back(std::move(*Found));
    });
  }
  Shared.Variables.remove(Root);
  Shared.Pointers.remove(Root);
  Named.remove(Root);
}

bool ReleaseHazards::isBehindConstruction(const Stmt *S) const {
  return SM.isBeforeInTranslationUnit(L.Sites[Site].Construction->getBeginLoc(),
                                      S->getBeginLoc());
}

//===----------------------------------------------------------------------===//
// What ends the tasks
//===----------------------------------------------------------------------===//

std::string ReleaseHazards::endless(const TextPoint *P) const {
  for (const EndlessRoutine &Each : Endless) {
    if (Each.WaitsFor.empty())
      return "the routine never ends";
    bool Ended =
        P && llvm::any_of(passedBefore(*P, Parents), [&](const PassedStmt &S) {
          return S.Certain && isa<Expr, CompoundStmt>(S.Code) &&
                 isBehindConstruction(S.Code) &&
                 mayChange(S.Code, Each.WaitsFor, false);
        });
    if (!Ended)
      return "the routine ends after a change of '" +
             Each.WaitsFor.front()->getNameAsString() + "' only";
  }
  return "";
}

//===----------------------------------------------------------------------===//
// Locks
//===----------------------------------------------------------------------===//

/// Where the program waits for the pool itself with a lock, there is no harm in
/// it.
std::string ReleaseHazards::locked(const TextPoint &P) const {
  SmallVector<HeldLock, 2> Held = heldAt(P, Parents);
  if (Held.empty())
    return "";
  for (const FlowBlock &B : L.Graph.Blocks)
    for (const Event &E : B.Events) {
      if (E.Kind != EventKind::Release || E.Origin == None ||
          L.Origins[E.Origin].Frame || !L.Origins[E.Origin].Code ||
          !mentions(L.Origins[E.Origin].Code, Root))
        continue;
      SmallVector<HeldLock, 2> There =
          heldAt({TextPoint::Before, L.Origins[E.Origin].Code}, Parents);
      llvm::erase_if(Held, [&](const HeldLock &H) {
        return llvm::any_of(
            There, [&](const HeldLock &Same) { return Same.Of == H.Of; });
      });
    }
  return Held.empty() ? ""
                      : "'" + Held.front().Name +
                            "' is held where the release would wait";
}

//===----------------------------------------------------------------------===//
// What the tasks use
//===----------------------------------------------------------------------===//

bool isOfTasks(const VarDecl *V) {
  QualType T = V->getType().getNonReferenceType();
  while (T->isPointerType())
    T = T->getPointeeType();
  auto Is = [](const NamedDecl *D) { return hasWord(D, {"attr", "error"}); };
  if (const auto *Alias = T->getAs<TypedefType>();
      Alias && Is(Alias->getDecl()))
    return false;
  const auto *Tag = T->getAsTagDecl();
  return !(Tag && Is(Tag));
}

std::string ReleaseHazards::outlived(const TextPoint &P) const {
  for (const VarDecl *V : Shared.Variables) {
    if (isa<ParmVarDecl>(V) || !V->hasLocalStorage() || !isOfTasks(V))
      continue;
    const CompoundStmt *Block = nullptr;
    eachStmt(L.Function->getBody(), [&](const Stmt *S) {
      const auto *Each = dyn_cast<CompoundStmt>(S);
      if (Each && llvm::any_of(Each->body(), [&](const Stmt *Child) {
            const auto *Decls = dyn_cast<DeclStmt>(Child);
            return Decls && llvm::is_contained(Decls->decls(), V);
          }))
        Block = Each;
    });
    if (Block && !isIn(P, Block, Parents))
      return "'" + V->getNameAsString() +
             "', which the tasks may use, is gone by then";
  }
  return "";
}

/// \p S frees what a task was given.
bool ReleaseHazards::frees(const Stmt *S) const {
  auto IsShared = [&](const Expr *E) {
    E = E->IgnoreParenCasts();
    if (const auto *Op = dyn_cast<UnaryOperator>(E);
        Op && Op->getOpcode() == UO_AddrOf)
      E = Op->getSubExpr()->IgnoreParenCasts();
    const auto *Ref = dyn_cast<DeclRefExpr>(E);
    const auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
    return V && Shared.Pointers.contains(V) && isOfTasks(V);
  };
  if (const auto *Delete = dyn_cast<CXXDeleteExpr>(S))
    return IsShared(Delete->getArgument());
  const auto *Call = dyn_cast<CallExpr>(S);
  const FunctionDecl *F = Call ? Call->getDirectCallee() : nullptr;
  if (!F)
    return false;
  if (const auto *M = dyn_cast<CXXMemberCallExpr>(Call)) {
    const auto *Ref = dyn_cast<DeclRefExpr>(
        M->getImplicitObjectArgument()->IgnoreParenImpCasts());
    const auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
    return V && Shared.Variables.contains(V) &&
           F->getDeclName().isIdentifier() && F->getName() == "reset";
  }
  return hasWord(F, {"free", "delete", "destroy", "dispose", "release", "fini",
                     "cleanup", "clear"}) &&
         llvm::any_of(Call->arguments(), IsShared);
}

/// \p S does, on a way that goes on behind it.
static bool passesOne(const Stmt *S,
                      llvm::function_ref<bool(const Stmt *)> Matches) {
  if (!S || isa<LambdaExpr>(S))
    return false;
  if (const auto *If = dyn_cast<IfStmt>(S))
    return passesOne(If->getCond(), Matches) ||
           (!leaves(If->getThen()) && passesOne(If->getThen(), Matches)) ||
           (!leaves(If->getElse()) && passesOne(If->getElse(), Matches));
  return Matches(S) || llvm::any_of(S->children(), [&](const Stmt *Child) {
           return passesOne(Child, Matches);
         });
}

const Stmt *ReleaseHazards::freedBefore(const TextPoint &P) const {
  for (const PassedStmt &Each : passedBefore(P, Parents))
    if (isBehindConstruction(Each.Code) && !leaves(Each.Code) &&
        passesOne(Each.Code, [&](const Stmt *S) { return frees(S); }))
      return Each.Code;
  return nullptr;
}

/// From \p Before on there are only calls that have nothing to do with the
/// handle.
bool ReleaseHazards::canMove(const TextPoint &P, const Stmt *Before) const {
  const CompoundStmt *Block = nullptr;
  bool Between = false;
  auto IsPlain = [&](const Stmt *S) {
    return isa<Expr>(S) && !mentions(S, Root);
  };
  for (const PassedStmt &Each : passedBefore(P, Parents)) {
    if (Each.Code == Before) {
      Between = true;
      Block = Each.In;
    }
    if (Between && (Each.In != Block || !IsPlain(Each.Code)))
      return false;
  }
  if (P.Where == TextPoint::AtEndOf)
    return P.Code == Block;
  const auto *Return = dyn_cast<ReturnStmt>(P.Code);
  const Stmt *Parent = Parents.getParent(P.Code);
  while (isa_and_nonnull<LabelStmt, SwitchCase>(Parent))
    return false; // The release would be jumped past.
  return P.Where == TextPoint::Before && Parent == Block &&
         (Return
              ? !Return->getRetValue() || !mentions(Return->getRetValue(), Root)
              : isa<BreakStmt, ContinueStmt, GotoStmt>(P.Code));
}

//===----------------------------------------------------------------------===//
// Objects
//===----------------------------------------------------------------------===//

/// Something of the user's happens at the end of such an object.
static bool hasOwnEnd(QualType T) {
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  if (!R || !R->hasDefinition() || R->isInStdNamespace() || R->isLambda() ||
      !R->getDefinition()->hasNonTrivialDestructor())
    return false;
  const CXXDestructorDecl *D = R->getDefinition()->getDestructor();
  return D && D->isUserProvided();
}

/// The library \p T is of: its outermost named namespace, or null.
static const DeclContext *libraryOf(QualType T) {
  const DeclContext *Found = nullptr;
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  for (const DeclContext *Each = R; Each; Each = Each->getParent())
    if (const auto *Space = dyn_cast<NamespaceDecl>(Each);
        Space && !Space->isAnonymousNamespace())
      Found = Space->getCanonicalDecl();
  return Found;
}

/// An executor of the pool's own library, which starts nothing when it ends. A
/// guard of work would keep the pool from coming to an end.
static bool isExecutorOf(QualType T, QualType Pool) {
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  if (!R || !R->getDeclName().isIdentifier() || !Pool->isRecordType())
    return false;
  StringRef Name = R->getName();
  const DeclContext *Library = libraryOf(T);
  return (Name.ends_with("executor") || Name.ends_with("executor_type") ||
          Name == "strand") &&
         Library && Library == libraryOf(Pool);
}

std::string ReleaseHazards::usedByLater(const TextPoint &P) const {
  for (const PassedStmt &Each : passedBefore(P, Parents))
    if (const auto *Decls = dyn_cast<DeclStmt>(Each.Code))
      for (const Decl *D : Decls->decls()) {
        const auto *V = dyn_cast<VarDecl>(D);
        if (V && V != Root && V->getInit() && hasOwnEnd(V->getType()) &&
            mentions(V->getInit(), Root) &&
            !(Root && isExecutorOf(V->getType(), Root->getType())))
          return "the destructor of '" + V->getNameAsString() +
                 "' may use the pool";
      }
  return "";
}

std::string ReleaseHazards::at(TextPoint &P) const {
  std::string Why = usedByLater(P);
  if (!Why.empty() || !Waits)
    return Why;
  constexpr unsigned MaxMoves = 4;
  for (unsigned I = 0; const Stmt *Freed = freedBefore(P); ++I) {
    if (I == MaxMoves || !canMove(P, Freed))
      return "data that the tasks may use are gone by then";
    P = {TextPoint::Before, Freed};
  }
  Why = outlived(P);
  if (Why.empty())
    Why = endless(&P);
  return Why.empty() ? locked(P) : Why;
}

std::string ReleaseHazards::rightAway() const {
  if (!Waits)
    return "";
  std::string Why = endless(nullptr);
  return Why.empty() ? locked({TextPoint::Before, L.Sites[Site].Construction})
                     : Why;
}

} // namespace poolguard
