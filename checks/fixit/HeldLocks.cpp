//===-- HeldLocks.cpp -----------------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "HeldLocks.h"
#include "NameWords.h"
#include "StmtWalk.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;

namespace poolguard {

/// The variable or field that \p E names last: `&q->m`
static const ValueDecl *lastNamed(const Expr *E) {
  E = E->IgnoreParenCasts();
  if (const auto *Op = dyn_cast<UnaryOperator>(E);
      Op && (Op->getOpcode() == UO_AddrOf || Op->getOpcode() == UO_Deref))
    return lastNamed(Op->getSubExpr());
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E))
    return Ref->getDecl();
  if (const auto *Member = dyn_cast<MemberExpr>(E))
    return Member->getMemberDecl();
  return nullptr;
}

static bool isUnlock(const FunctionDecl *F) {
  return F && (hasWord(F, {"unlock", "unlocked", "funlockfile", "leave"}) ||
               (hasWord(F, {"critical"}) && hasWord(F, {"exit"})) ||
               (hasWord(F, {"release"}) && F->getReturnType()->isVoidType()));
}

static bool isLock(const FunctionDecl *F) {
  // Whoever enters or acquires something without a result has to leave it.
  if (F && hasWord(F, {"enter", "acquire", "flockfile"}) &&
      F->getReturnType()->isVoidType())
    return true;
  return F && hasWord(F, {"lock", "rdlock", "wrlock"}) &&
         !hasWord(F, {"init", "destroy", "new", "free", "alloc", "create",
                      "try", "attr", "clear"});
}

/// A class whose objects hold something while they live.
static bool isLockClass(const CXXRecordDecl *R) {
  if (!R || !R->hasDefinition() ||
      !R->getDefinition()->hasNonTrivialDestructor())
    return false;
  if (R->isInStdNamespace())
    return R->getDeclName().isIdentifier() &&
           llvm::is_contained(
               {"lock_guard", "unique_lock", "scoped_lock", "shared_lock"},
               R->getName());
  if (hasWord(R, {"lock", "locker", "autolock", "mutexlock"}))
    return true;
  const FunctionDecl *Body = nullptr;
  const CXXDestructorDecl *D = R->getDestructor();
  return D && D->hasBody(Body) && anyStmt(Body->getBody(), [](const Stmt *S) {
           const auto *Call = dyn_cast<CallExpr>(S);
           return Call && isUnlock(Call->getDirectCallee());
         });
}

/// `g_autoptr(GMutexLocker)`, or a cleanup function that unlocks.
static bool unlocksAtEnd(const VarDecl *V) {
  const auto *Attr = V->getAttr<CleanupAttr>();
  const FunctionDecl *F = Attr ? Attr->getFunctionDecl() : nullptr;
  const FunctionDecl *Body = nullptr;
  if (!F)
    return false;
  return hasWord(F, {"locker", "lock", "unlock", "unlockp"}) ||
         (F->hasBody(Body) && anyStmt(Body->getBody(), [](const Stmt *S) {
            const auto *Call = dyn_cast<CallExpr>(S);
            return Call && isUnlock(Call->getDirectCallee());
          }));
}

/// Something that can be locked.
static bool isMutex(QualType T) {
  T = T.getNonReferenceType();
  if (T->isPointerType())
    T = T->getPointeeType();
  if (const auto *Alias = T->getAs<TypedefType>();
      Alias &&
      hasWord(Alias->getDecl(), {"mutex", "lock", "rwlock", "spinlock"}))
    return true;
  const auto *Tag = T->getAsTagDecl();
  return Tag && hasWord(Tag, {"mutex", "lock", "rwlock", "spinlock"});
}

/// The object made by \p V holds a lock.
static bool isLockObject(const VarDecl *V) {
  const CXXRecordDecl *R = V->getType()->getAsCXXRecordDecl();
  const auto *Made = dyn_cast_or_null<CXXConstructExpr>(
      V->getInit() ? V->getInit()->IgnoreImplicit() : nullptr);
  if (!R || !Made)
    return false;
  if (!isLockClass(R)) {
    bool OfMutex = Made->getNumArgs() == 1 &&
                   !Made->getConstructor()->isCopyOrMoveConstructor() &&
                   isMutex(Made->getArg(0)->getType()) &&
                   Made->getArg(0)->isLValue();
    return OfMutex && R->hasDefinition() && !R->isInStdNamespace() &&
           R->getDefinition()->hasUserDeclaredDestructor();
  }
  if (R->isInStdNamespace() && Made->getNumArgs() == 0)
    return false; // `std::unique_lock<std::mutex> later;`
  return llvm::none_of(Made->arguments(), [](const Expr *Arg) {
    const auto *Tag = Arg->getType()->getAsCXXRecordDecl();
    return Tag && Tag->getDeclName().isIdentifier() &&
           Tag->getName() == "defer_lock_t";
  });
}

namespace {

class LockState {
public:
  void pass(const Stmt *S);
  void askedAround(const Stmt *S, const ParentMap &Parents);

  SmallVector<HeldLock, 2> Held;

private:
  void call(const CallExpr *Call);
  void drop(const ValueDecl *Of) {
    llvm::erase_if(Held, [&](const HeldLock &H) { return H.Of == Of; });
  }
  void add(const ValueDecl *Of, std::string Name) {
    drop(Of);
    Held.push_back({Of, std::move(Name)});
  }
};

} // namespace

void LockState::call(const CallExpr *Call) {
  const FunctionDecl *F = Call->getDirectCallee();
  bool Unlocks = isUnlock(F);
  if (!Unlocks && !isLock(F))
    return;
  const Expr *Object = Call->getNumArgs() ? Call->getArg(0) : nullptr;
  if (const auto *M = dyn_cast<CXXMemberCallExpr>(Call))
    Object = M->getImplicitObjectArgument();
  const ValueDecl *Of = Object ? lastNamed(Object) : nullptr;
  if (Unlocks)
    drop(Of);
  else if (!Object || Of)
    add(Of, Of ? Of->getNameAsString() : F->getNameAsString());
}

/// \p S in the order of its parts; what only some of its ways do counts where
/// they go on.
void LockState::pass(const Stmt *S) {
  if (!S || isa<LambdaExpr>(S))
    return;
  if (const auto *If = dyn_cast<IfStmt>(S)) {
    pass(If->getCond());
    for (const Stmt *Arm : {If->getThen(), If->getElse()})
      if (Arm && !leaves(Arm))
        pass(Arm);
    return;
  }
  // Objects of inner blocks are gone.
  if (isa<CompoundStmt, ForStmt, WhileStmt, DoStmt, CXXForRangeStmt>(S)) {
    LockState Inner = *this;
    for (const Stmt *Child : S->children())
      Inner.pass(Child);
    llvm::erase_if(Inner.Held, [&](const HeldLock &H) {
      const auto *V = dyn_cast_or_null<VarDecl>(H.Of);
      return V && isLockObject(V) &&
             llvm::none_of(
                 Held, [&](const HeldLock &Outer) { return Outer.Of == H.Of; });
    });
    Held = std::move(Inner.Held);
    return;
  }
  for (const Stmt *Child : S->children())
    pass(Child);
  if (const auto *Call = dyn_cast<CallExpr>(S))
    call(Call);
  if (const auto *Decls = dyn_cast<DeclStmt>(S))
    for (const Decl *D : Decls->decls())
      if (const auto *V = dyn_cast<VarDecl>(D);
          V && V->hasLocalStorage() && (isLockObject(V) || unlocksAtEnd(V)))
        add(V, V->getNameAsString());
}

/// `if (pthread_mutex_trylock(&m) == 0) {`
void LockState::askedAround(const Stmt *S, const ParentMap &Parents) {
  for (const Stmt *Up = S ? Parents.getParent(S) : nullptr; Up;
       S = Up, Up = Parents.getParent(Up)) {
    const auto *If = dyn_cast<IfStmt>(Up);
    if (If && S != If->getCond())
      eachStmt(If->getCond(), [&](const Stmt *Each) {
        const auto *Call = dyn_cast<CallExpr>(Each);
        const FunctionDecl *F = Call ? Call->getDirectCallee() : nullptr;
        if (F && hasWord(F, {"trylock", "try"}) &&
            hasWord(F, {"trylock", "lock"}))
          add(F, F->getNameAsString());
      });
  }
}

SmallVector<HeldLock, 2> heldAt(const TextPoint &P, const ParentMap &Parents) {
  LockState State;
  State.askedAround(P.Code, Parents);
  for (const PassedStmt &Each : passedBefore(P, Parents))
    if (!leaves(Each.Code))
      State.pass(Each.Code);
  // What is returned is computed before.
  if (const Expr *Value = returnedValue(P.Code))
    State.pass(Value);
  return std::move(State.Held);
}

static bool callsLock(const Stmt *S) {
  const auto *Call = dyn_cast<CallExpr>(S);
  return Call && isLock(Call->getDirectCallee());
}

/// What is in a closure happens elsewhere.
static bool anyOutsideClosures(const Stmt *S,
                               llvm::function_ref<bool(const Stmt *)> Is) {
  return S && !isa<LambdaExpr>(S) &&
         (Is(S) || llvm::any_of(S->children(), [&](const Stmt *Child) {
            return anyOutsideClosures(Child, Is);
          }));
}

bool locksByHand(const Stmt *Code) {
  return anyOutsideClosures(Code, callsLock);
}

bool locksAnything(const Stmt *Code) {
  return anyOutsideClosures(Code, [](const Stmt *S) {
    const auto *Decls = dyn_cast<DeclStmt>(S);
    return callsLock(S) ||
           (Decls && llvm::any_of(Decls->decls(), [](const Decl *D) {
              const auto *V = dyn_cast<VarDecl>(D);
              return V && (isLockObject(V) || unlocksAtEnd(V));
            }));
  });
}

} // namespace poolguard
