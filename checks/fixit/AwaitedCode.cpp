//===-- AwaitedCode.cpp - What tasks may wait for -------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "NameWords.h"
#include "PassedCode.h"
#include "ReleaseHazards.h"
#include "StmtWalk.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace poolguard {

/// What is done to a lock has an end by itself.
static bool isLock(QualType T) {
  const NamedDecl *Tag = T.getNonReferenceType()->getAsTagDecl();
  if (const auto *Alias = T->getAs<TypedefType>())
    Tag = Alias->getDecl();
  return Tag && Tag->getName().contains_insensitive("mutex");
}

/// \p S calls a method that may change one of \p Used, through whatever
/// pointer, or tells somebody something about it.
static bool mayTell(const Stmt *S, llvm::ArrayRef<const ValueDecl *> Used) {
  if (isa<LambdaExpr>(S))
    return false;
  auto Names = [&](const Stmt *Part) {
    return anyStmt(Part, [&](const Stmt *Each) {
      const auto *Ref = dyn_cast<DeclRefExpr>(Each);
      const auto *Member = dyn_cast<MemberExpr>(Each);
      return (Ref && llvm::is_contained(Used, Ref->getDecl())) ||
             (Member && llvm::is_contained(Used, Member->getMemberDecl()));
    });
  };
  const auto *Call = dyn_cast<CallExpr>(S);
  const FunctionDecl *F = Call ? Call->getDirectCallee() : nullptr;
  if (const auto *Method = dyn_cast_or_null<CXXMethodDecl>(F);
      Method && isa<CXXMemberCallExpr>(Call) && !Method->isConst() &&
      Names(cast<CXXMemberCallExpr>(Call)->getImplicitObjectArgument()))
    return true;
  if (F &&
      hasWord(F, {"signal", "broadcast", "post", "notify", "wake", "push",
                  "send", "write", "stop", "close"}) &&
      llvm::any_of(Call->arguments(), Names))
    return true;
  return llvm::any_of(S->children(), [&](const Stmt *Child) {
    return Child && mayTell(Child, Used);
  });
}

bool tells(const Stmt *S, llvm::ArrayRef<const ValueDecl *> Used) {
  return mayTell(S, Used) || mayChange(S, Used, false);
}

llvm::SmallVector<const ValueDecl *, 8> ReleaseHazards::used() const {
  llvm::SmallVector<const ValueDecl *, 8> Used;
  auto Add = [&](const auto &Some) {
    for (const ValueDecl *D : Some)
      if (!isLock(D->getType()))
        Used.push_back(D);
  };
  Add(Data.Shared.Variables);
  Add(Data.Shared.Pointers);
  Add(Data.Named);
  Add(Data.Objects);
  return Used;
}

/// Behind it there is nobody to wait for.
SourceLocation ReleaseHazards::lastRelease() const {
  SourceLocation Last;
  for (const Stmt *Each : releases(Root))
    if (Last.isInvalid() ||
        SM.isBeforeInTranslationUnit(Last, Each->getBeginLoc()))
      Last = Each->getBeginLoc();
  return Last;
}

/// Adds the variables that are made of, or for, one of \p Used: the promise of
/// a future, what a struct for the tasks points to.
static void addRelated(const Stmt *Body, const VarDecl *Root,
                       llvm::SmallVectorImpl<const ValueDecl *> &Used) {
  auto Related = [&](const VarDecl *V, const Expr *Init) {
    bool IsUsed = llvm::is_contained(Used, V);
    eachStmt(Init, [&](const Stmt *S) {
      const auto *Ref = dyn_cast<DeclRefExpr>(S);
      const auto *Other = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
      if (!Other || Other == Root || V == Root ||
          Other->getType()->isArithmeticType())
        return;
      if (IsUsed && !llvm::is_contained(Used, Other))
        Used.push_back(Other);
      else if (!IsUsed && llvm::is_contained(Used, Other))
        Used.push_back(V);
    });
  };
  eachStmt(Body, [&](const Stmt *S) {
    if (const auto *Decls = dyn_cast<DeclStmt>(S))
      for (const Decl *D : Decls->decls())
        if (const auto *V = dyn_cast<VarDecl>(D);
            V && V->getInit() && !V->getType()->isArithmeticType())
          Related(V, V->getInit());
    const auto *Op = dyn_cast<BinaryOperator>(S);
    if (!Op || Op->getOpcode() != BO_Assign)
      return;
    const Expr *To = Op->getLHS()->IgnoreParenCasts();
    while (const auto *Member = dyn_cast<MemberExpr>(To))
      To = Member->getBase()->IgnoreParenCasts();
    if (const auto *Ref = dyn_cast<DeclRefExpr>(To))
      if (const auto *V = dyn_cast<VarDecl>(Ref->getDecl()))
        Related(V, Op->getRHS());
  });
}

/// Adds the fields that \p Routine and what it calls name.
static void addFields(const FunctionDecl *Routine, unsigned Depth,
                      llvm::SmallVectorImpl<const ValueDecl *> &Fields) {
  const FunctionDecl *Body = nullptr;
  if (!Routine || !Routine->hasBody(Body) || Routine->isInStdNamespace())
    return;
  eachStmt(Body->getBody(), [&](const Stmt *S) {
    if (const auto *Member = dyn_cast<MemberExpr>(S);
        Member && isa<FieldDecl>(Member->getMemberDecl()) &&
        !isLock(Member->getMemberDecl()->getType()))
      Fields.push_back(Member->getMemberDecl());
    if (const auto *Call = dyn_cast<CallExpr>(S); Call && Depth)
      addFields(Call->getDirectCallee(), Depth - 1, Fields);
  });
}

bool ReleaseHazards::isToldByHelper() const {
  llvm::SmallVector<const ValueDecl *, 8> Fields;
  for (const FunctionDecl *Routine : Data.Routines)
    addFields(Routine, /*Depth=*/2, Fields);
  return Helper && llvm::any_of(Fields, [&](const ValueDecl *D) {
           return tells(Helper, {D});
         });
}

/// \p S, a statement, does something to \p Handle or to what the tasks use
/// that may be what they end by. What calls one of \p But does not count.
static bool mayEnd(const Stmt *S, const VarDecl *Handle,
                   llvm::ArrayRef<const ValueDecl *> Used, bool OfProcess,
                   const llvm::DenseSet<const FunctionDecl *> &But) {
  return anyStmt(S, [&](const Stmt *Each) {
    const auto *Call = dyn_cast<CallExpr>(Each);
    const FunctionDecl *F = Call ? Call->getDirectCallee() : nullptr;
    if (!F || But.contains(F->getCanonicalDecl()))
      return false;
    auto Given = [&](llvm::function_ref<bool(const DeclRefExpr *)> Is) {
      return llvm::any_of(Call->arguments(), [&](const Expr *Arg) {
        return anyStmt(Arg, [&](const Stmt *Part) {
          const auto *Ref = dyn_cast<DeclRefExpr>(Part);
          return Ref && Is(Ref);
        });
      });
    };
    if (OfProcess && hasWord(F, {"close", "fclose", "pclose", "fflush", "write",
                                 "kill", "killpg"}))
      return true;
    if (hasWord(F, {"cancel", "kill", "quit", "stop", "interrupt", "abort"}) &&
        Given([&](const DeclRefExpr *Ref) { return Ref->getDecl() == Handle; }))
      return true;
    return hasWord(F, {"post", "write", "send", "push", "set", "signal",
                       "broadcast", "notify", "wake", "stop", "quit", "close",
                       "shutdown", "finish", "cancel", "wait"}) &&
           Given([&](const DeclRefExpr *Ref) {
             return llvm::is_contained(Used, Ref->getDecl());
           });
  });
}

/// What stands right before a release that is there ends the tasks, as far as
/// can be told, and whoever comes to \p P has not come by it.
std::string ReleaseHazards::endedElsewhere(const TextPoint &P) const {
  bool OfProcess = L.Sites[Site].Owner->Kind == PoolKind::Process;
  if (!Root || (!OfProcess && !Data.Routines.empty()))
    return "";
  llvm::SmallVector<const ValueDecl *, 8> Used = used();
  llvm::DenseSet<const FunctionDecl *> Passed; // What was called.
  for (const PassedStmt &Each : passedBefore(P, Parents))
    if (isBehindConstruction(Each.Code))
      eachStmt(Each.Code, [&](const Stmt *S) {
        if (const auto *Call = dyn_cast<CallExpr>(S))
          if (const FunctionDecl *F = Call->getDirectCallee())
            Passed.insert(F->getCanonicalDecl());
      });
  for (const Stmt *Release : releases(Root)) {
    const Stmt *Below = Release;
    const CompoundStmt *Block = nullptr;
    while (Below &&
           !(Block = dyn_cast_or_null<CompoundStmt>(Parents.getParent(Below))))
      Below = Parents.getParent(Below);
    if (!Block)
      continue;
    for (const Stmt *Each : Block->body()) {
      if (Each == Below)
        break;
      if (isBehindConstruction(Each) && isa<Expr>(Each) &&
          mayEnd(Each, Root, Used, OfProcess, Passed))
        return "the tasks may wait for what is done before they are waited "
               "for elsewhere";
    }
  }
  return "";
}

/// A routine waits for somebody. Whoever that is has to come before \p P on
/// every way, and nothing of it may be left for later.
std::string ReleaseHazards::blocked(const TextPoint *P) const {
  llvm::SmallVector<const ValueDecl *, 8> Used = used();
  addRelated(writtenBody(L.Function), Root, Used);
  auto Told = [&](const Stmt *S) -> const ValueDecl * {
    for (const ValueDecl *D : Used)
      if (tells(S, {D}))
        return D;
    return nullptr;
  };
  if (isToldByHelper())
    return "";
  TextPoint Where{TextPoint::Before, Construction};
  if (P)
    Where = *P;
  if (llvm::none_of(passedBefore(Where, Parents), [&](const PassedStmt &S) {
        return S.Certain &&
               isa<Expr, CompoundStmt, ForStmt, CXXForRangeStmt>(S.Code) &&
               Told(S.Code);
      }))
    return "what the tasks wait for may not come by then";
  SourceLocation Last = lastRelease();
  SourceLocation From = Where.Where == TextPoint::AtEndOf
                            ? Where.Code->getEndLoc()
                            : Where.Code->getBeginLoc();
  const ValueDecl *Open = nullptr;
  std::function<void(const Stmt *)> Visit = [&](const Stmt *S) {
    if (!S || Open || isa<LambdaExpr>(S) ||
        (Last.isValid() &&
         !SM.isBeforeInTranslationUnit(S->getBeginLoc(), Last)))
      return;
    if (isa<Expr>(S) && SM.isBeforeInTranslationUnit(From, S->getBeginLoc()))
      Open = Told(S);
    llvm::for_each(S->children(), Visit);
  };
  Visit(writtenBody(L.Function));
  return Open ? "the tasks may wait for what is done to '" +
                    Open->getNameAsString() + "' later"
              : "";
}

} // namespace poolguard
