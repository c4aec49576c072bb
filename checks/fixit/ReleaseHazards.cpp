//===-- ReleaseHazards.cpp ------------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ReleaseHazards.h"
#include "../flow/BodyTables.h"
#include "HandleVariable.h"
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
      SM(Context.getSourceManager()), Parents(writtenBody(L.Function)),
      Construction(ownConstruction(L, Site)),
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
  if (Construction != L.Sites[Site].Construction)
    collect(Construction);
  for (const FlowBlock &B : L.Graph.Blocks)
    for (const Event &E : B.Events)
      if (E.Kind == EventKind::Submit && E.Origin != None &&
          !L.Origins[E.Origin].Frame)
        if (const auto *Call = dyn_cast_or_null<Expr>(L.Origins[E.Origin].Code);
            Call && mentions(Call, Root))
          collect(Call);
  Data.addAliases(writtenBody(L.Function));
  Data.forget(Root);
  // Whoever made it for an object may have told the tasks of that.
  if (Root && L.Sites[Site].Frame && Root->hasLocalStorage()) {
    if (Root->getType()->isPointerType())
      Data.Shared.Pointers.insert(Root);
    else
      Data.Shared.Variables.insert(Root);
  }
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

void ReleaseHazards::collect(llvm::ArrayRef<const Expr *> Given) {
  for (const Expr *Arg : Given)
    if (Arg)
      Data.add(Arg);
  Data.forget(Root);
}

bool ReleaseHazards::isBehindConstruction(const Stmt *S) const {
  return SM.isBeforeInTranslationUnit(Construction->getBeginLoc(),
                                      S->getBeginLoc());
}

//===----------------------------------------------------------------------===//
// What ends the tasks
//===----------------------------------------------------------------------===//

const RoutineEnds &ReleaseHazards::ends() const {
  if (Ends)
    return *Ends;
  Ends.emplace();
  for (const FunctionDecl *Routine : Data.Routines) {
    std::shared_ptr<const void> Own;
    std::shared_ptr<const void> &Known =
        L.Bodies ? L.Bodies->note(Routine) : Own;
    if (!Known) {
      auto New = std::make_shared<RoutineEnds>();
      New->Block = mayBlock(Routine);
      if (std::optional<EndlessRoutine> Found = findEndless(Routine, Context))
        New->Endless.push_back(std::move(*Found));
      Known = std::move(New);
    }
    const auto &One = *static_cast<const RoutineEnds *>(Known.get());
    Ends->Block |= One.Block;
    llvm::append_range(Ends->Endless, One.Endless);
  }
  return *Ends;
}

std::string ReleaseHazards::endless(const TextPoint *P) const {
  for (const EndlessRoutine &Each : ends().Endless) {
    if (Each.WaitsFor.empty())
      return "the routine never ends";
    llvm::SmallVector<const ValueDecl *, 4> Watched(Each.WaitsFor.begin(),
                                                    Each.WaitsFor.end());
    // Whatever the pointer is called here.
    if (Each.ThroughPointer) {
      llvm::append_range(Watched, Data.Addressed.Variables);
      llvm::append_range(Watched, Data.Addressed.Pointers);
    }
    bool Ended =
        (Helper && mayChange(Helper, Watched, false)) ||
        (P && llvm::any_of(passedBefore(*P, Parents), [&](const PassedStmt &S) {
           return S.Certain && isa<Expr, CompoundStmt>(S.Code) &&
                  isBehindConstruction(S.Code) &&
                  mayChange(S.Code, Watched, false);
         }));
    if (Ended)
      continue;
    const ValueDecl *Shown = Each.WaitsFor.front();
    if (Each.ThroughPointer && !Data.Addressed.Variables.empty())
      Shown = Data.Addressed.Variables.front();
    return "the routine ends after a change of '" + Shown->getNameAsString() +
           "' only";
  }
  return ends().Block ? blocked(P) : "";
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

std::string ReleaseHazards::outlived(const TextPoint &P) const {
  for (const VarDecl *V : Data.Shared.Variables) {
    if (isa<ParmVarDecl>(V) || !V->hasLocalStorage() || !isOfTasks(V))
      continue;
    const CompoundStmt *Block = blockDeclaring(writtenBody(L.Function), V);
    if (Block && !isIn(P, Block, Parents))
      return "'" + V->getNameAsString() +
             "', which the tasks may use, is gone by then";
  }
  return "";
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

/// The functions that are called behind a release of the pool, by the side of
/// it, and never before one: what they do wants to come last.
void ReleaseHazards::orderCalls() const {
  Ordered = true;
  llvm::DenseSet<const FunctionDecl *> Earlier;
  auto Add = [&](const Stmt *Code, llvm::DenseSet<const FunctionDecl *> &To) {
    passesOne(Code, [&](const Stmt *S) {
      const auto *Call = dyn_cast<CallExpr>(S);
      if (const FunctionDecl *F = Call ? Call->getDirectCallee() : nullptr)
        To.insert(F->getCanonicalDecl());
      return false;
    });
  };
  for (const Stmt *Release : releases(Root)) {
    const Stmt *Below = Release;
    for (const Stmt *Up = Parents.getParent(Below); Up;
         Below = Up, Up = Parents.getParent(Up)) {
      const auto *Block = dyn_cast<CompoundStmt>(Up);
      if (!Block)
        continue;
      bool Behind = false;
      for (const Stmt *Each : Block->body()) {
        if (Each == Below)
          Behind = true;
        else if (Behind)
          Add(Each, Later);
        else if (isBehindConstruction(Each))
          Add(Each, Earlier);
      }
    }
  }
  for (const FunctionDecl *F : Earlier)
    Later.erase(F);
}

bool ReleaseHazards::frees(const Stmt *S) const {
  return Data.areTakenBy(S, [&](const CallExpr *Call) {
    if (!Ordered)
      orderCalls();
    return Later.contains(Call->getDirectCallee()->getCanonicalDecl());
  });
}

const Stmt *ReleaseHazards::freedBefore(const TextPoint &P) const {
  for (const PassedStmt &Each : passedBefore(P, Parents))
    if (isBehindConstruction(Each.Code) && !leaves(Each.Code) &&
        passesOne(Each.Code, [&](const Stmt *S) { return frees(S); }))
      return Each.Code;
  return nullptr;
}

/// From \p Before on there is only what has nothing to do with the handle.
bool ReleaseHazards::canMove(const TextPoint &P, const Stmt *Before) const {
  const CompoundStmt *Block = nullptr;
  bool Between = false;
  auto IsPlain = [&](const Stmt *S) {
    return !mentions(S, Root) && !anyStmt(S, [](const Stmt *Each) {
      return isa<ReturnStmt, CoreturnStmt, BreakStmt, ContinueStmt, GotoStmt,
                 LabelStmt, SwitchCase>(Each);
    });
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
  const Expr *Value = returnedValue(P.Code);
  const Stmt *Parent = Parents.getParent(P.Code);
  while (isa_and_nonnull<LabelStmt, SwitchCase>(Parent))
    return false; // The release would be jumped past.
  return P.Where == TextPoint::Before && Parent == Block &&
         (Value ? !mentions(Value, Root)
                : isa<ReturnStmt, CoreturnStmt, BreakStmt, ContinueStmt,
                      GotoStmt>(P.Code));
}

//===----------------------------------------------------------------------===//
// What the tasks make
//===----------------------------------------------------------------------===//

static bool isAboutLocks(const Stmt *Code) {
  return anyStmt(Code, [](const Stmt *S) {
    const auto *Call = dyn_cast<CallExpr>(S);
    const auto *Made = dyn_cast<CXXConstructExpr>(S);
    const NamedDecl *D = nullptr;
    if (Call)
      D = Call->getDirectCallee();
    else if (Made)
      D = Made->getConstructor()->getParent();
    return hasWord(D, {"lock", "unlock", "trylock", "guard", "locker"});
  });
}

/// The first of the statements at the end of the function that read what the
/// tasks write and have nothing else to do with them or the pool.
const Stmt *ReleaseHazards::readBefore(const TextPoint &P) const {
  const Stmt *Found = nullptr;
  SmallVector<PassedStmt, 16> Passed = passedBefore(P, Parents);
  llvm::SmallVector<const ValueDecl *, 8> Used = used();
  for (const PassedStmt &Each : llvm::reverse(Passed)) {
    if (Each.In != writtenBody(L.Function) || !Each.Certain ||
        !isBehindConstruction(Each.Code) || mentions(Each.Code, Root) ||
        isa<WhileStmt, DoStmt>(Each.Code) || isAboutLocks(Each.Code) ||
        tells(Each.Code, Used))
      break;
    if (Data.areReadBy(Each.Code))
      Found = Each.Code;
  }
  return Found;
}

std::string ReleaseHazards::ofValue(const Expr *Value, bool &Later) const {
  Later = Waits && Value && Data.areReadBy(Value);
  return Later && mentions(Value, Root)
             ? "the value to return is the pool's and its tasks' as well"
             : "";
}

/// A guard is still there when the value of a return is computed.
std::string ReleaseHazards::returned() const {
  std::string Why;
  eachStmt(writtenBody(L.Function), [&](const Stmt *S) {
    const Expr *Value = returnedValue(S);
    if (!Why.empty() || !Value || !isBehindConstruction(S) ||
        !Data.areReadBy(Value))
      return;
    // `for (auto &each : threads) each.join();`
    bool Done = llvm::any_of(
        passedBefore({TextPoint::Before, S}, Parents),
        [&](const PassedStmt &Each) {
          return Each.Certain && mentions(Each.Code, Root) &&
                 llvm::any_of(releases(nullptr), [&](const Stmt *R) {
                   return contains(Each.Code, R);
                 });
        });
    // What is in a lambda is no return of this function.
    for (const Stmt *Up = S; Up; Up = Parents.getParent(Up))
      Done |= isa<LambdaExpr>(Up);
    if (!Done)
      Why = "what the tasks make would be returned before they are done";
  });
  return Why;
}

SmallVector<const Stmt *, 4> ReleaseHazards::releases(const VarDecl *Of) const {
  SmallVector<const Stmt *, 4> Found;
  for (const FlowBlock &B : L.Graph.Blocks)
    for (const Event &E : B.Events) {
      const Origin *O = E.Origin == None ? nullptr : &L.Origins[E.Origin];
      if (E.Kind == EventKind::Release && O && !O->Frame && O->Code &&
          (!Of || mentions(O->Code, Of)))
        Found.push_back(O->Code);
    }
  return Found;
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
  if (Why.empty())
    Why = endedElsewhere(P);
  if (!Why.empty() || !Waits)
    return Why;
  constexpr unsigned MaxMoves = 4;
  for (unsigned I = 0; const Stmt *Freed = freedBefore(P); ++I) {
    if (I == MaxMoves || !canMove(P, Freed))
      return "data that the tasks may use are gone by then";
    P = {TextPoint::Before, Freed};
  }
  if (const Stmt *Read = readBefore(P); Read && canMove(P, Read))
    P = {TextPoint::Before, Read};
  Why = outlived(P);
  if (Why.empty())
    Why = endless(&P);
  if (Why.empty())
    Why = toldLater(P);
  return Why.empty() ? locked(P) : Why;
}

std::string ReleaseHazards::rightAway() const {
  if (!Waits)
    return "";
  std::string Why = endless(nullptr);
  return Why.empty() ? locked({TextPoint::Before, Construction}) : Why;
}

} // namespace poolguard
