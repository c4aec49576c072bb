//===-- Throwing.cpp ------------------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Throwing.h"
#include "../Compat.h"
#include "LibraryThrows.h"
#include "LibraryTypes.h"
#include "clang/AST/Attr.h"
#include "clang/AST/CXXInheritance.h"
#include "clang/AST/DeclTemplate.h"

using namespace clang;

namespace poolguard {

//===----------------------------------------------------------------------===//
// Types
//===----------------------------------------------------------------------===//

static bool isStdException(const CXXRecordDecl *R) {
  return R->getIdentifier() && R->getName() == "exception" && isInStd(R);
}

void ThrownTypes::add(QualType T) {
  T = T.getNonReferenceType().getCanonicalType().getUnqualifiedType();
  if (!llvm::is_contained(Named, T))
    Named.push_back(T);
}

bool ThrownTypes::add(const ThrownTypes &Others) {
  size_t Before = Named.size();
  for (QualType T : Others.Named)
    add(T);
  bool New = Named.size() != Before || (Others.Standard && !Standard) ||
             (Others.Unknown && !Unknown);
  Standard |= Others.Standard;
  Unknown |= Others.Unknown;
  return New;
}

ThrownTypes ThrownTypes::unknown() {
  ThrownTypes T;
  T.Unknown = true;
  return T;
}

ThrownTypes ThrownTypes::standard() {
  ThrownTypes T;
  T.Standard = true;
  return T;
}

//===----------------------------------------------------------------------===//
// Handlers
//===----------------------------------------------------------------------===//

using Catch = ThrowAnalysis::Catch;

/// \p Derived is derived from \p Base in public and only once.
static bool isDerived(QualType Derived, QualType Base) {
  const CXXRecordDecl *D = Derived->getAsCXXRecordDecl(),
                      *B = Base->getAsCXXRecordDecl();
  CXXBasePaths Paths;
  return D && B && D->hasDefinition() && B->hasDefinition() &&
         D->isDerivedFrom(B, Paths) &&
         !Paths.isAmbiguous(Base->getCanonicalTypeUnqualified()) &&
         llvm::any_of(
             Paths, [](const CXXBasePath &P) { return P.Access == AS_public; });
}

/// A pointer of type \p From turns into one of type \p To when it is caught.
static bool pointerConverts(QualType From, QualType To,
                            const ASTContext &Context) {
  if (!To->isPointerType())
    return false;
  if (From->isNullPtrType())
    return true;
  if (!From->isPointerType())
    return false;
  QualType Source = From->getPointeeType(), Target = To->getPointeeType();
  if (Source.getCVRQualifiers() & ~Target.getCVRQualifiers())
    return false;
  return (Target->isVoidType() && !Source->isFunctionType()) ||
         Context.hasSameUnqualifiedType(Source, Target) ||
         isDerived(Source, Target);
}

static Catch certainly(bool Caught) { return Caught ? Catch::Yes : Catch::No; }

Catch ThrowAnalysis::catches(const CXXCatchStmt *Handler,
                             QualType Thrown) const {
  if (!Handler->getExceptionDecl())
    return Catch::Yes;
  QualType Type = Handler->getCaughtType().getNonReferenceType();
  if (Type->isDependentType() || Thrown->isDependentType())
    return Catch::Maybe;
  if (Context.hasSameUnqualifiedType(Type, Thrown))
    return Catch::Yes;
  const auto *D = Thrown->getAsCXXRecordDecl(), *B = Type->getAsCXXRecordDecl();
  if (D && B)
    return D->hasDefinition() && B->hasDefinition()
               ? certainly(isDerived(Thrown, Type))
               : Catch::Maybe;
  return certainly(pointerConverts(Thrown, Type, Context));
}

ThrowAnalysis::Split ThrowAnalysis::split(const CXXCatchStmt *Handler,
                                          const ThrownTypes &Thrown) const {
  if (!Handler->getExceptionDecl())
    return {Thrown, {}};
  Split S;
  for (QualType T : Thrown.Named) {
    Catch C = catches(Handler, T);
    if (C != Catch::No)
      S.Caught.add(T);
    if (C != Catch::Yes)
      S.Rest.add(T);
  }
  // What is not known is in practice derived from std::exception.
  const auto *R =
      Handler->getCaughtType().getNonReferenceType()->getAsCXXRecordDecl();
  bool All = R && isStdException(R);
  bool Standard = All;
  if (R && R->hasDefinition() && !All)
    Standard = !R->forallBases(
        [](const CXXRecordDecl *Base) { return !isStdException(Base); });
  S.Caught.Standard = Thrown.Standard && Standard;
  S.Rest.Standard = Thrown.Standard && !All;
  S.Caught.Unknown = Thrown.Unknown;
  S.Rest.Unknown = Thrown.Unknown && !All;
  return S;
}

//===----------------------------------------------------------------------===//
// Functions
//===----------------------------------------------------------------------===//

bool ThrowAnalysis::mayLeave(const FunctionDecl *F) const {
  if (!Context.getLangOpts().CXXExceptions || F->hasAttr<NoThrowAttr>())
    return false;
  const auto *Type = F->getType()->getAs<FunctionProtoType>();
  if (!Type)
    return true;
  // Not asked for so far: an implicit member that nobody calls.
  if (isUnresolvedExceptionSpec(Type->getExceptionSpecType()))
    return !isa<CXXDestructorDecl>(F);
  return Type->canThrow() != CT_Cannot;
}

ThrownTypes ThrowAnalysis::ofFunction(const FunctionDecl *F) {
  if (!mayLeave(F))
    return {};
  if (const FunctionDecl *Body = nullptr;
      F->hasBody(Body) && !Body->isDependentContext())
    return ofBody(Body);
  return ofCall(F, {}, /*FromLibrary=*/false);
}

//===----------------------------------------------------------------------===//
// Expressions
//===----------------------------------------------------------------------===//

/// The class std::\p Name, or null where the unit does not define it.
static const CXXRecordDecl *findInStd(llvm::StringRef Name,
                                      const ASTContext &Context) {
  for (const NamedDecl *NS :
       Context.getTranslationUnitDecl()->lookup(&Context.Idents.get("std")))
    if (const auto *Std = dyn_cast<NamespaceDecl>(NS))
      for (const NamedDecl *D : Std->lookup(&Context.Idents.get(Name)))
        if (const auto *R = dyn_cast<CXXRecordDecl>(D); R && R->hasDefinition())
          return R->getDefinition();
  return nullptr;
}

ThrownTypes ThrowAnalysis::libraryTypes(llvm::StringRef Names) {
  ThrownTypes Result;
  llvm::SmallVector<llvm::StringRef, 2> List;
  Names.split(List, ' ', -1, /*KeepEmpty=*/false);
  for (llvm::StringRef Name : List) {
    if (Name == "*")
      Result.Unknown = true;
    else if (const CXXRecordDecl *R =
                 Name == "exception" ? nullptr : findInStd(Name, Context))
      Result.add(recordType(R, Context));
    else
      Result.Standard = true;
  }
  return Result;
}

ThrownTypes ThrowAnalysis::ofThrower(const FunctionDecl *Callee, Args A) {
  switch (throwerKind(Callee)) {
  case Thrower::No:
    break;
  case Thrower::Anything:
    return ThrownTypes::unknown();
  case Thrower::Argument: {
    ThrownTypes T = ThrownTypes::unknown();
    if (!A.empty()) {
      T.Unknown = false;
      T.add(A[0]->getType());
    }
    return T;
  }
  }
  return {};
}

ThrownTypes ThrowAnalysis::ofCallable(const Expr *E) {
  E = E->IgnoreParenImpCasts();
  if (const auto *Address = dyn_cast<UnaryOperator>(E);
      Address && Address->getOpcode() == UO_AddrOf)
    E = Address->getSubExpr()->IgnoreParenImpCasts();
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E))
    if (const auto *F = dyn_cast<FunctionDecl>(Ref->getDecl()))
      return ofFunction(F);
  const CXXRecordDecl *R = E->getType()->getAsCXXRecordDecl();
  ThrownTypes T;
  if (!R || !R->hasDefinition() || isInStd(R, true))
    return T;
  for (const CXXMethodDecl *M : R->methods())
    if (M->getOverloadedOperator() == OO_Call)
      T.add(ofFunction(M));
  if (R->isLambda())
    if (const FunctionTemplateDecl *Generic =
            R->getDependentLambdaCallOperator())
      for (const FunctionDecl *Each : Generic->specializations())
        T.add(ofFunction(Each));
  return T;
}

ThrownTypes ThrowAnalysis::ofLibraryCall(const FunctionDecl *Callee, Args A) {
  llvm::StringRef Names = libraryThrows(Callee, A, Context);
  // Boost throws classes of its own, derived from the standard ones.
  if (!Names.empty() && Names != "*" && !isInStd(Callee))
    Names = "exception";
  ThrownTypes T = libraryTypes(Names);
  if (runsItsArguments(Callee))
    for (const Expr *Each : A)
      T.add(ofCallable(Each));
  if (Level == ThrowLevel::Any)
    T.Standard = true;
  if (const FunctionDecl *Body = nullptr;
      mayRunUserCode(Callee) && Callee->hasBody(Body))
    T.add(ofBody(Body));
  return T;
}

/// What the models say of a call; nothing if it is not theirs. A release is
/// taken to do its work: nobody could guard against one that does not.
std::optional<ThrownTypes> ThrowAnalysis::ofModelled(const FunctionDecl *Callee,
                                                     Args A) {
  ModelMatcher::Entries Entries = Models.match(Callee, A);
  if (Entries.empty())
    return std::nullopt;
  for (const CallEntry &E : Entries) {
    // What a constructor lacks to make a pool is threads or memory.
    bool Makes = E.Call->What == Role::Acquire;
    bool Exhausted = Makes && Level == ThrowLevel::Any && !Callee->isExternC();
    if (Exhausted ||
        (E.Call->Throws && !(Makes && isa<CXXConstructorDecl>(Callee))))
      return ThrownTypes::standard();
  }
  return ThrownTypes();
}

ThrownTypes ThrowAnalysis::ofCall(const FunctionDecl *Callee, Args A,
                                  bool FromLibrary) {
  if (!mayLeave(Callee) || Callee->getBuiltinID())
    return {};
  const FunctionDecl *Body = nullptr;
  bool Visible = Callee->hasBody(Body) && !Body->isDependentContext();
  bool InLibrary = isInStd(Callee, /*OrBoost=*/true);
  if (FromLibrary && InLibrary)
    return Visible && mayRunUserCode(Callee) ? ofBody(Body) : ThrownTypes();
  if (ThrownTypes T = ofThrower(Callee, A); !T.empty())
    return T;
  if (Callee->isNoReturn())
    return Visible ? ofBody(Body) : ThrownTypes();
  if (Level == ThrowLevel::Explicit)
    return {};
  if (std::optional<ThrownTypes> T = ofModelled(Callee, A))
    return *T;
  if (InLibrary)
    return ofLibraryCall(Callee, A);
  if (Visible)
    return ofBody(Body);
  if (Level != ThrowLevel::Any || Callee->isExternC())
    return {};
  return Callee->isDefaulted() ? ThrownTypes::standard()
                               : ThrownTypes::unknown();
}

/// A call through a pointer.
static bool mayThrowByType(const CallExpr *C) {
  QualType T = C->getCallee()->getType();
  if (T->isSpecificBuiltinType(BuiltinType::BoundMember))
    return !isa<CXXPseudoDestructorExpr>(C->getCallee()->IgnoreParens());
  if (!T->getPointeeType().isNull())
    T = T->getPointeeType();
  const auto *Proto = T->getAs<FunctionProtoType>();
  return !Proto || isUnresolvedExceptionSpec(Proto->getExceptionSpecType()) ||
         Proto->canThrow() != CT_Cannot;
}

ThrownTypes ThrowAnalysis::ofThrow(const CXXThrowExpr *Throw,
                                   const FunctionDecl *In) {
  ThrownTypes T;
  if (const Expr *Thrown = Throw->getSubExpr()) {
    T.add(Thrown->getType());
    return T;
  }
  if (const FunctionDecl *Body = nullptr; In && In->hasBody(Body))
    ofBody(Body);
  auto It = Rethrown.find(Throw);
  return It == Rethrown.end() ? ThrownTypes::unknown() : It->second;
}

ThrownTypes ThrowAnalysis::ofCallExpr(const CallExpr *C, bool FromLibrary) {
  Args A(C->getArgs(), C->getNumArgs());
  const FunctionDecl *Callee = C->getDirectCallee();
  if (!Callee)
    return Level == ThrowLevel::Any && mayThrowByType(C)
               ? ThrownTypes::unknown()
               : ThrownTypes();
  const auto *M = dyn_cast<CXXMethodDecl>(Callee);
  if (isa<CXXOperatorCallExpr>(C) && M && M->isInstance())
    A = A.drop_front();
  return ofCall(Callee, A, FromLibrary);
}

ThrownTypes ThrowAnalysis::ofDefaultArgument(const Stmt *S, bool FromLibrary) {
  ThrownTypes T;
  if (const auto *E = dyn_cast<Expr>(S); E && !isa<LambdaExpr>(E))
    T = ofNode(E, FromLibrary);
  for (const Stmt *Child : S->children())
    if (Child && !isa<LambdaExpr>(S))
      T.add(ofDefaultArgument(Child, FromLibrary));
  return T;
}

ThrownTypes ThrowAnalysis::ofNode(const Expr *E, bool FromLibrary) {
  if (const auto *D = dyn_cast<CXXDefaultArgExpr>(E))
    return FromLibrary ? ThrownTypes()
                       : ofDefaultArgument(D->getExpr(), FromLibrary);
  if (const auto *C = dyn_cast<CallExpr>(E))
    return ofCallExpr(C, FromLibrary);
  if (const auto *C = dyn_cast<CXXConstructExpr>(E))
    return ofCall(C->getConstructor(), {C->getArgs(), C->getNumArgs()},
                  FromLibrary);
  if (const auto *C = dyn_cast<CXXInheritedCtorInitExpr>(E))
    return ofCall(C->getConstructor(), {}, FromLibrary);
  if (const auto *D = dyn_cast<CXXDeleteExpr>(E)) {
    QualType T = D->getDestroyedType();
    const CXXRecordDecl *R = T.isNull() ? nullptr : T->getAsCXXRecordDecl();
    const CXXDestructorDecl *Dtor =
        R && R->hasDefinition() ? R->getDestructor() : nullptr;
    return Dtor ? ofCall(Dtor, {}, FromLibrary) : ThrownTypes();
  }
  if (FromLibrary)
    return {};
  if (const auto *N = dyn_cast<CXXNewExpr>(E))
    return Level == ThrowLevel::Any && N->getOperatorNew() &&
                   mayLeave(N->getOperatorNew())
               ? libraryTypes("bad_alloc")
               : ThrownTypes();
  if (const auto *D = dyn_cast<CXXDynamicCastExpr>(E))
    return Level != ThrowLevel::Explicit && D->isGLValue()
               ? libraryTypes("bad_cast")
               : ThrownTypes();
  return {};
}

ThrownTypes ThrowAnalysis::ofExpr(const Expr *E, const FunctionDecl *In) {
  if (!Context.getLangOpts().CXXExceptions)
    return {};
  if (const auto *Throw = dyn_cast<CXXThrowExpr>(E))
    return ofThrow(Throw, In);
  return ofNode(E, /*FromLibrary=*/false);
}

} // namespace poolguard
