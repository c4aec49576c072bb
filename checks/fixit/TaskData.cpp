//===-- TaskData.cpp ------------------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TaskData.h"
#include "EndlessRoutine.h"
#include "NameWords.h"
#include "StmtWalk.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;

namespace poolguard {

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

/// Adds the variables and fields that \p Body names and does not own.
static void nameOutside(const FunctionDecl *Body,
                        llvm::SetVector<const ValueDecl *> &Named) {
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

static void nameObjects(const Expr *Given,
                        llvm::SetVector<const ValueDecl *> &Objects) {
  eachStmt(Given, [&](const Stmt *S) {
    const ValueDecl *D = nullptr;
    if (const auto *Ref = dyn_cast<DeclRefExpr>(S))
      D = dyn_cast<VarDecl>(Ref->getDecl());
    else if (const auto *Member = dyn_cast<MemberExpr>(S))
      D = dyn_cast<FieldDecl>(Member->getMemberDecl());
    QualType T = D ? D->getType().getNonReferenceType() : QualType();
    if (D && (T->isRecordType() || T->isPointerType()))
      Objects.insert(D);
  });
}

void TaskData::add(const Expr *Given) {
  Shared.add(Given);
  nameObjects(Given, Objects);
  bool Captures = anyStmt(Given, [](const Stmt *S) {
    const auto *E = dyn_cast<Expr>(S);
    const CXXRecordDecl *R = E ? E->getType()->getAsCXXRecordDecl() : nullptr;
    return isa<LambdaExpr>(S) || (R && R->isLambda());
  });
  if (!Captures)
    Addressed.add(Given);
  eachRoutine(Given, [&](const FunctionDecl *F) {
    const FunctionDecl *Body = nullptr;
    if (!F->hasBody(Body) || !Body->getBody())
      return;
    Routines.insert(Body);
    nameOutside(Body, Named);
  });
}

void TaskData::forget(const VarDecl *Root) {
  for (SharedLocals *Each : {&Shared, &Addressed}) {
    Each->Variables.remove(Root);
    Each->Pointers.remove(Root);
  }
  Named.remove(Root);
  Objects.remove(Root);
}

/// The variable that \p E is a part of, or reached through; null: of none.
static const VarDecl *baseOf(const Expr *E) {
  while (true) {
    E = E->IgnoreParenCasts();
    if (const auto *Op = dyn_cast<UnaryOperator>(E);
        Op && (Op->getOpcode() == UO_AddrOf || Op->getOpcode() == UO_Deref))
      E = Op->getSubExpr();
    else if (const auto *Member = dyn_cast<MemberExpr>(E))
      E = Member->getBase();
    else if (const auto *Element = dyn_cast<ArraySubscriptExpr>(E))
      E = Element->getBase();
    else
      break;
  }
  const auto *Ref = dyn_cast<DeclRefExpr>(E);
  return Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
}

bool TaskData::names(const Expr *E) const {
  const VarDecl *V = baseOf(E);
  const auto *Own = dyn_cast<MemberExpr>(E->IgnoreParenImpCasts());
  if (Own && isa<CXXThisExpr>(Own->getBase()->IgnoreParenImpCasts()))
    return Named.contains(Own->getMemberDecl());
  if (!V || !isOfTasks(V))
    return false;
  if (Shared.Variables.contains(V) || Shared.Pointers.contains(V) ||
      Named.contains(V) || Aliases.contains(V))
    return true;
  // A part that the routines know, of whatever object.
  E = E->IgnoreParenCasts();
  if (const auto *Op = dyn_cast<UnaryOperator>(E))
    E = Op->getSubExpr()->IgnoreParenCasts();
  const auto *Member = dyn_cast<MemberExpr>(E);
  return Member && Named.contains(Member->getMemberDecl());
}

void TaskData::addAliases(const Stmt *Body) {
  auto PutIn = [&](const Expr *Value) {
    Shared.add(Value);
    Addressed.add(Value);
  };
  auto CopyTo = [&](const VarDecl *V, const Expr *Value) {
    if (V && V->getType()->isPointerType() && isOfTasks(V) && names(Value))
      Aliases.insert(V);
  };
  eachStmt(Body, [&](const Stmt *S) {
    if (const auto *Op = dyn_cast<BinaryOperator>(S);
        Op && Op->getOpcode() == BO_Assign &&
        Op->getLHS()->getType()->isPointerType()) {
      const auto *To = dyn_cast<DeclRefExpr>(Op->getLHS()->IgnoreParens());
      if (!To && names(Op->getLHS()))
        PutIn(Op->getRHS());
      else if (To)
        CopyTo(dyn_cast<VarDecl>(To->getDecl()), Op->getRHS());
    }
    const auto *Decls = dyn_cast<DeclStmt>(S);
    if (!Decls)
      return;
    for (const Decl *D : Decls->decls()) {
      const auto *V = dyn_cast<VarDecl>(D);
      const Expr *Init = V ? V->getInit() : nullptr;
      if (!Init)
        continue;
      if ((isa<InitListExpr>(Init) && Shared.Variables.contains(V)) ||
          Shared.Pointers.contains(V))
        PutIn(Init);
      else
        CopyTo(V, Init);
    }
  });
}

static bool takesAway(const FunctionDecl *F) {
  return hasWord(F, {"free",    "delete", "destroy", "dispose",  "release",
                     "fini",    "clear",  "cleanup", "teardown", "deinit",
                     "uninit",  "unref",  "fclose",  "pclose",   "closedir",
                     "gzclose", "unmap",  "munmap",  "dealloc",  "discard",
                     "memset",  "bzero",  "realloc"});
}

/// A method that lets go of what an object of the library holds.
static bool empties(const FunctionDecl *F) {
  static const StringRef Names[] = {"reset",  "clear",    "shrink_to_fit",
                                    "swap",   "resize",   "erase",
                                    "assign", "pop_back", "pop_front"};
  return F->getDeclName().isIdentifier() &&
         llvm::is_contained(Names, F->getName());
}

/// `buffer = nullptr`, `out = {}`: what was there is lost to the tasks.
static const Expr *overwrittenBy(const Stmt *S) {
  if (const auto *Op = dyn_cast<BinaryOperator>(S))
    return Op->getOpcode() == BO_Assign &&
                   Op->getLHS()->getType()->isPointerType()
               ? Op->getLHS()
               : nullptr;
  const auto *Op = dyn_cast<CXXOperatorCallExpr>(S);
  if (!Op || Op->getOperator() != OO_Equal)
    return nullptr;
  StringRef Class =
      standardClass(Op->getArg(0)->getType()->getAsCXXRecordDecl());
  return Class.empty() || Class.contains("atomic") ? nullptr : Op->getArg(0);
}

/// A pointer that the tasks have a copy of is not theirs.
bool TaskData::seesItself(const Expr *E) const {
  const auto *Ref = dyn_cast<DeclRefExpr>(E->IgnoreParenCasts());
  const auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  return V ? isOfTasks(V) && (Shared.Variables.contains(V) || Named.contains(V))
           : names(E);
}

/// The body of \p F takes away what it was given, or the object's own.
static bool takesAwayWithin(const FunctionDecl *F, unsigned Depth = 0) {
  const FunctionDecl *Body = nullptr;
  constexpr unsigned MaxDepth = 2;
  if (Depth > MaxDepth || !F->hasBody(Body) || !Body->getBody())
    return false;
  auto IsGiven = [&](const Expr *E) {
    const VarDecl *V = baseOf(E);
    return V && isa<ParmVarDecl>(V) && V->getDeclContext() == Body;
  };
  return anyStmt(Body->getBody(), [&](const Stmt *S) {
    if (const auto *Delete = dyn_cast<CXXDeleteExpr>(S))
      return IsGiven(Delete->getArgument());
    const auto *Call = dyn_cast<CallExpr>(S);
    const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
    return Callee && !isa<CXXMethodDecl>(Callee) &&
           llvm::any_of(Call->arguments(), IsGiven) &&
           (takesAway(Callee) || takesAwayWithin(Callee, Depth + 1));
  });
}

bool TaskData::areTakenBy(
    const Stmt *S,
    llvm::function_ref<bool(const CallExpr *)> AlsoCloses) const {
  if (const auto *Delete = dyn_cast<CXXDeleteExpr>(S))
    return names(Delete->getArgument());
  if (const Expr *Lost = overwrittenBy(S))
    return seesItself(Lost);
  const auto *Call = dyn_cast<CallExpr>(S);
  const FunctionDecl *F = Call ? Call->getDirectCallee() : nullptr;
  if (!F)
    return false;
  if (F->isInStdNamespace() && F->getIdentifier() && F->getName() == "move" &&
      Call->getNumArgs() == 1)
    return seesItself(Call->getArg(0));
  if (const auto *M = dyn_cast<CXXMemberCallExpr>(Call)) {
    const auto *Ref = dyn_cast<DeclRefExpr>(
        M->getImplicitObjectArgument()->IgnoreParenImpCasts());
    const auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
    return V && Shared.Variables.contains(V) &&
           (empties(F) ||
            (F->getDeclName().isIdentifier() && AlsoCloses(Call)));
  }
  return llvm::any_of(Call->arguments(),
                      [&](const Expr *E) { return names(E); }) &&
         (takesAway(F) || takesAwayWithin(F) || AlsoCloses(Call));
}

bool TaskData::areReadBy(const Stmt *E) const {
  auto IsWritten = [&](const ValueDecl *D) {
    return llvm::any_of(Routines, [&](const FunctionDecl *F) {
      return mayChange(F->getBody(), {D}, true);
    });
  };
  return anyStmt(E, [&](const Stmt *S) {
    const ValueDecl *D = nullptr;
    if (const auto *Ref = dyn_cast<DeclRefExpr>(S))
      D = Ref->getDecl();
    else if (const auto *Member = dyn_cast<MemberExpr>(S))
      D = Member->getMemberDecl();
    if (const auto *V = dyn_cast_or_null<VarDecl>(D)) {
      if (!isOfTasks(V) || V->getType().isConstQualified())
        return false;
      // What the pointer says, not what it is.
      if (Addressed.Variables.contains(V) ||
          (Addressed.Pointers.contains(V) &&
           !V->getType()->getPointeeType().isConstQualified()))
        return true;
    } else if (!isa_and_nonnull<FieldDecl>(D)) {
      return false;
    }
    const auto *V = dyn_cast<VarDecl>(D);
    bool Known = Named.contains(D) || (V && Shared.Variables.contains(V));
    return Known && IsWritten(D);
  });
}

} // namespace poolguard
