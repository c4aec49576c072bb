//===-- EndingCalls.cpp ---------------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "EndingCalls.h"
#include "NameWords.h"
#include "StmtWalk.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace poolguard {

namespace {

class EndingCalls {
public:
  EndingCalls(const VarDecl *Root, const FunctionDecl *F, const Expr *Behind,
              ASTContext &Context)
      : Root(Root), F(F), Behind(Behind), Context(Context),
        SM(Context.getSourceManager()) {}

  std::vector<EndingCall> find();

private:
  void addMethods(const CXXRecordDecl *Class);
  /// Those of \p Scope; \p Qualified: not by their names alone.
  void addFunctions(const DeclContext *Scope, bool Qualified);
  void addFunction(const FunctionDecl *D, bool Qualified);
  /// The body of \p D, if a call of it may be written and sounds like an end.
  const FunctionDecl *bodyOf(const FunctionDecl *D) const;
  Expr *root() const;
  /// The object, or a pointer to it (\p Pointer).
  Expr *object(bool Pointer) const;

  const VarDecl *Root;
  const FunctionDecl *F;
  const Expr *Behind;
  ASTContext &Context;
  const SourceManager &SM;
  /// What the smart pointer that Root may be is asked for its object.
  const Expr *Arrow = nullptr;
  QualType Object; ///< A class or structure.
  std::vector<EndingCall> Found;
};

bool soundsLikeEnd(const FunctionDecl *D) {
  return hasWord(D, {"stop",    "join",     "close",     "destroy",  "shutdown",
                     "shut",    "fini",     "finish",    "finalize", "deinit",
                     "cleanup", "clean",    "terminate", "release",  "quit",
                     "end",     "teardown", "tear",      "dispose",  "drain",
                     "uninit",  "halt",     "wait",      "term",     "free",
                     "delete"}) &&
         !hasWord(D, {"start", "restart", "run", "try", "open", "init", "for"});
}

bool isSameClass(QualType A, QualType B) {
  return A.getCanonicalType().getUnqualifiedType() ==
         B.getCanonicalType().getUnqualifiedType();
}

/// The object that \p Body was given as parameter \p Index, or as `this`, is
/// freed as a whole or given to somebody who may do that.
bool givesOn(const FunctionDecl *Body, unsigned Index, unsigned Depth) {
  const auto *Given =
      Index < Body->getNumParams() ? Body->getParamDecl(Index) : nullptr;
  auto IsIt = [&](const Expr *E) {
    E = E->IgnoreParenCasts();
    const auto *Ref = dyn_cast<DeclRefExpr>(E);
    return isa<CXXThisExpr>(E) || (Ref && Given && Ref->getDecl() == Given);
  };
  return anyStmt(Body->getBody(), [&](const Stmt *S) {
    if (const auto *Delete = dyn_cast<CXXDeleteExpr>(S))
      return IsIt(Delete->getArgument());
    const auto *Call = dyn_cast<CallExpr>(S);
    if (!Call || isa<CXXOperatorCallExpr>(Call))
      return false;
    for (unsigned I = 0; I < Call->getNumArgs(); ++I) {
      const FunctionDecl *Callee = Call->getDirectCallee(), *Next = nullptr;
      if (IsIt(Call->getArg(I)) && !hasWord(Callee, {"memset", "bzero"}) &&
          (!Callee || !Callee->hasBody(Next) || Depth == 0 ||
           givesOn(Next, I, Depth - 1)))
        return true;
    }
    return false;
  });
}

} // namespace

const FunctionDecl *EndingCalls::bodyOf(const FunctionDecl *D) const {
  const FunctionDecl *Body = nullptr;
  if (!D->getDeclName().isIdentifier() || D->isDeleted() || D->isVariadic() ||
      D->isTemplated() || D->hasAttr<WarnUnusedResultAttr>() ||
      !soundsLikeEnd(D) || !D->hasBody(Body) || Body == F ||
      Body->isDependentContext() || Body->isInvalidDecl() ||
      SM.isInSystemHeader(Body->getLocation()) ||
      SM.isMacroBodyExpansion(Body->getLocation()) ||
      givesOn(Body, 0, /*Depth=*/3))
    return nullptr;
  // Nothing here may have its name.
  bool Hidden = anyStmt(writtenBody(F), [&](const Stmt *S) {
    const auto *Decls = dyn_cast<DeclStmt>(S);
    return Decls && llvm::any_of(Decls->decls(), [&](const Decl *Each) {
             const auto *Named = dyn_cast<NamedDecl>(Each);
             return Named && Named->getDeclName() == D->getDeclName();
           });
  });
  for (const ParmVarDecl *P : F->parameters())
    Hidden |= P->getDeclName() == D->getDeclName();
  return Hidden ? nullptr : Body;
}

Expr *EndingCalls::root() const {
  return DeclRefExpr::Create(Context, NestedNameSpecifierLoc(),
                             SourceLocation(), const_cast<VarDecl *>(Root),
                             false, Behind->getExprLoc(),
                             Root->getType().getNonReferenceType(), VK_LValue);
}

Expr *EndingCalls::object(bool Pointer) const {
  Expr *E = root();
  QualType T = E->getType();
  if (T->isPointerType()) {
    E = ImplicitCastExpr::Create(Context, T.getUnqualifiedType(),
                                 CK_LValueToRValue, E, nullptr, VK_PRValue,
                                 FPOptionsOverride());
    return Pointer
               ? E
               : UnaryOperator::Create(Context, E, UO_Deref, Object, VK_LValue,
                                       OK_Ordinary, Behind->getExprLoc(), false,
                                       FPOptionsOverride());
  }
  return Pointer ? UnaryOperator::Create(Context, E, UO_AddrOf,
                                         Context.getPointerType(T), VK_PRValue,
                                         OK_Ordinary, Behind->getExprLoc(),
                                         false, FPOptionsOverride())
                 : E;
}

void EndingCalls::addMethods(const CXXRecordDecl *Class) {
  for (const CXXMethodDecl *M : Class->methods()) {
    if (!M->isUserProvided() || M->isStatic() || M->isConst() ||
        M->isPureVirtual() || M->getAccess() != AS_public ||
        M->getNumParams() != 0)
      continue;
    const FunctionDecl *Body = bodyOf(M);
    bool IsPointer = Arrow || Root->getType()->isPointerType();
    if (!Body || (M->isVirtual() && IsPointer))
      continue;
    Expr *Base = Arrow       ? const_cast<Expr *>(Arrow)
                 : IsPointer ? object(/*Pointer=*/true)
                             : root();
    auto *Callee = MemberExpr::CreateImplicit(
        Context, Base, IsPointer, const_cast<CXXMethodDecl *>(M),
        Context.BoundMemberTy, VK_PRValue, OK_Ordinary);
    Found.push_back({Body,
                     CXXMemberCallExpr::Create(
                         Context, Callee, {}, M->getReturnType(), VK_PRValue,
                         Behind->getExprLoc(), FPOptionsOverride()),
                     Root->getNameAsString() + (IsPointer ? "->" : ".") +
                         M->getNameAsString() + "()"});
  }
}

void EndingCalls::addFunction(const FunctionDecl *D, bool Qualified) {
  if (D->getNumParams() != 1 || isa<CXXMethodDecl>(D) || Arrow ||
      !D->isFirstDecl())
    return;
  QualType T = D->getParamDecl(0)->getType();
  QualType To = T->getPointeeType();
  if (To.isNull() || To.isConstQualified() || !isSameClass(To, Object) ||
      llvm::none_of(D->redecls(), [&](const FunctionDecl *Each) {
        return SM.isBeforeInTranslationUnit(Each->getLocation(),
                                            Behind->getExprLoc());
      }))
    return;
  const FunctionDecl *Body = bodyOf(D);
  if (!Body)
    return;
  bool ByPointer = T->isPointerType();
  Expr *Name =
      DeclRefExpr::Create(Context, NestedNameSpecifierLoc(), SourceLocation(),
                          const_cast<FunctionDecl *>(D), false,
                          Behind->getExprLoc(), D->getType(), VK_LValue);
  Name = ImplicitCastExpr::Create(Context, Context.getPointerType(D->getType()),
                                  CK_FunctionToPointerDecay, Name, nullptr,
                                  VK_PRValue, FPOptionsOverride());
  bool IsPointer = Root->getType()->isPointerType();
  std::string Argument = (IsPointer == ByPointer ? ""
                          : ByPointer            ? "&"
                                                 : "*") +
                         Root->getNameAsString();
  Found.push_back(
      {Body,
       CallExpr::Create(Context, Name, {object(ByPointer)}, D->getReturnType(),
                        VK_PRValue, Behind->getExprLoc(), FPOptionsOverride()),
       (Qualified ? D->getQualifiedNameAsString() : D->getNameAsString()) +
           "(" + Argument + ")"});
}

void EndingCalls::addFunctions(const DeclContext *Scope, bool Qualified) {
  for (const Decl *D : Scope->decls()) {
    if (const auto *Linkage = dyn_cast<LinkageSpecDecl>(D))
      addFunctions(Linkage, Qualified);
    else if (const auto *Space = dyn_cast<NamespaceDecl>(D);
             Space && Space->isAnonymousNamespace())
      addFunctions(Space, false);
    else if (const auto *Function = dyn_cast<FunctionDecl>(D))
      addFunction(Function, Qualified);
  }
}

std::vector<EndingCall> EndingCalls::find() {
  QualType T = Root->getType().getNonReferenceType();
  Object = T->isPointerType() ? T->getPointeeType() : T;
  const auto *Class = Object->getAsCXXRecordDecl();
  if (Class && Class->isInStdNamespace()) {
    // `p->start()`, where p is a smart pointer.
    const auto *Call = dyn_cast<CXXMemberCallExpr>(Behind->IgnoreImplicit());
    const auto *Callee =
        Call ? dyn_cast<MemberExpr>(Call->getCallee()->IgnoreParens())
             : nullptr;
    const auto *Asked = Callee && Callee->isArrow()
                            ? dyn_cast<CXXOperatorCallExpr>(
                                  Callee->getBase()->IgnoreParenImpCasts())
                            : nullptr;
    if (!Asked || Asked->getOperator() != OO_Arrow ||
        Class->getName() != "unique_ptr" || !mentions(Asked->getArg(0), Root))
      return {};
    Arrow = Callee->getBase();
    Object = Arrow->getType()->getPointeeType();
    Class = Object->getAsCXXRecordDecl();
  }
  if (Object.isNull() || !Object->isRecordType() || Object.isConstQualified())
    return {};
  if (Class && Class->getDefinition())
    addMethods(Class->getDefinition());
  for (const DeclContext *Scope = F->getDeclContext(); Scope;
       Scope = Scope->getParent())
    if (const auto *Space = dyn_cast<NamespaceDecl>(Scope))
      for (const NamespaceDecl *Each : Space->redecls())
        addFunctions(Each, false);
    else if (Scope->isTranslationUnit())
      addFunctions(Scope, false);
  // The namespace of the class, from elsewhere.
  const auto *Home =
      Class ? dyn_cast<NamespaceDecl>(Class->getDeclContext()) : nullptr;
  if (Home && !Home->isAnonymousNamespace() && !Home->Encloses(F))
    for (const NamespaceDecl *Each : Home->redecls())
      addFunctions(Each, true);
  return std::move(Found);
}

std::vector<EndingCall> endingCalls(const VarDecl *Root, const FunctionDecl *F,
                                    const Expr *Behind, ASTContext &Context) {
  return EndingCalls(Root, F, Behind, Context).find();
}

} // namespace poolguard
