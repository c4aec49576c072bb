//===-- DerivedFamilies.cpp -----------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "DerivedFamilies.h"
#include "KnownNames.h"
#include "LibraryTypes.h"
#include "ModelMatcher.h"
#include "PoolNames.h"
#include "clang/AST/DeclTemplate.h"

using namespace clang;

namespace poolguard {

Family &DerivedFamilies::newFamily() {
  Family &F = Families.emplace_back();
  Owned.insert(&F);
  return F;
}

Family &DerivedFamilies::familyNamed(llvm::StringRef Id, PoolKind Kind,
                                     QualType Type) {
  Family *&F = ById[Id];
  if (!F) {
    F = &newFamily();
    F->Id = Id.str();
    F->Library = Id.str();
    F->Kind = Kind;
    if (!Type.isNull())
      F->HandleType = Type.getUnqualifiedType().getAsString();
  }
  return *F;
}

void DerivedFamilies::add(Entries &Found, const Family &Owner,
                          CallModel Model) {
  Calls.push_back(std::move(Model));
  Found.push_back({&Owner, &Calls.back()});
}

//===----------------------------------------------------------------------===//
// Handles of functions
//===----------------------------------------------------------------------===//

/// The name of what \p T points to or is.
static llvm::StringRef typeName(QualType T) {
  while (!T->getPointeeType().isNull()) {
    if (const auto *Alias = T->getAs<TypedefType>())
      return Alias->getDecl()->getName();
    T = T->getPointeeType();
  }
  if (const auto *Alias = T->getAs<TypedefType>())
    return Alias->getDecl()->getName();
  if (const TagDecl *Tag = T->getAsTagDecl(); Tag && Tag->getIdentifier())
    return Tag->getName();
  return "";
}

static llvm::StringRef nameOf(const FunctionDecl *F) {
  return F->getIdentifier() ? F->getName() : "";
}

/// What is acquired by the call's value is there if the value says so.
static SuccessPredicate successOfResult(QualType T) {
  SuccessPredicate S;
  if (T->isPointerType() || T->isIntegralOrEnumerationType()) {
    S.What = SuccessPredicate::Compares;
    // 0 and -1 both mark "none" among numbers.
    S.R = T->isPointerType() ? Relation::Ne : Relation::Gt;
  }
  return S;
}

/// What is acquired otherwise is there if the call says it succeeded.
static SuccessPredicate successOfCall(QualType T) {
  SuccessPredicate S;
  if (T->isIntegralOrEnumerationType() || T->isPointerType()) {
    S.What = SuccessPredicate::Compares;
    S.R =
        T->isBooleanType() || T->isPointerType() ? Relation::Ne : Relation::Eq;
  }
  return S;
}

static CallModel acquireByResult(const FunctionDecl *F) {
  CallModel M;
  M.What = Role::Acquire;
  M.Success = successOfResult(F->getReturnType());
  return M;
}

/// The handle is in what parameter \p Index points to: in the variable itself
/// for `pool_t **` and `int *`, by the object's address for `pool_t *`.
static HandleSlot acquiredSlot(const FunctionDecl *F, unsigned Index) {
  QualType T = F->getParamDecl(Index)->getType();
  bool Object = T->isPointerType() && T->getPointeeType()->isRecordType();
  return {Object || !T->isPointerType() ? HandleSlot::Argument
                                        : HandleSlot::Pointee,
          Index};
}

static CallModel callOnArgument(Role What, unsigned Index) {
  CallModel M;
  M.What = What;
  M.Handle = {HandleSlot::Argument, Index};
  return M;
}

//===----------------------------------------------------------------------===//
// Attributes of the compilers
//===----------------------------------------------------------------------===//

static bool makesPool(const FunctionDecl *Maker, const FunctionDecl *Freer) {
  return Maker->getReturnType()->isPointerType() &&
         (speaksOfPool(nameOf(Maker)) || speaksOfPool(nameOf(Freer)) ||
          speaksOfPool(typeName(Maker->getReturnType())));
}

/// The first name that says what sort of pool it is.
static PoolKind kindOf(llvm::ArrayRef<llvm::StringRef> Names) {
  for (llvm::StringRef Name : Names)
    if (speaksOfPool(Name))
      return poolKindOf(Name);
  return PoolKind::ThreadPool;
}

void DerivedFamilies::addDeallocated(const FunctionDecl *F, Entries &Found) {
  auto FamilyFor = [&](const FunctionDecl *Maker) -> Family & {
    QualType T = Maker->getReturnType();
    return familyNamed(("malloc " + typeName(T)).str(),
                       kindOf({typeName(T), nameOf(Maker)}), T);
  };
  bool Made = false;
  for (auto [Freer, Argument] : deallocatorsOf(F))
    if (!Made && makesPool(F, Freer)) {
      add(Found, FamilyFor(F), acquireByResult(F));
      Made = true;
    }
  llvm::SmallVector<unsigned, 1> Freed;
  for (DeallocatorUse Use : Scan.Deallocators.lookup(F->getCanonicalDecl()))
    if (makesPool(Use.Maker, F) && !llvm::is_contained(Freed, Use.Argument)) {
      Freed.push_back(Use.Argument);
      add(Found, FamilyFor(Use.Maker),
          callOnArgument(Role::Release, Use.Argument));
    }
}

void DerivedFamilies::addOwnership(const FunctionDecl *F, Entries &Found) {
  for (const auto *A : F->specific_attrs<OwnershipAttr>()) {
    llvm::StringRef Module = A->getModule()->getName();
    if (Module == "malloc")
      continue; // Memory at large.
    auto Add = [&](QualType Handle, CallModel Model) {
      llvm::StringRef Names[] = {Module, typeName(Handle), nameOf(F)};
      if (llvm::any_of(Names, speaksOfPool))
        add(Found,
            familyNamed(("ownership " + Module).str(), kindOf(Names), Handle),
            std::move(Model));
    };
    if (A->isReturns()) {
      Add(F->getReturnType(), acquireByResult(F));
      continue;
    }
    for (ParamIdx Index : A->args())
      if (unsigned I = Index.getASTIndex(); I < F->getNumParams())
        Add(F->getParamDecl(I)->getType(),
            callOnArgument(A->isTakes() ? Role::Release : Role::Take, I));
  }
}

void DerivedFamilies::addHandles(const FunctionDecl *F, Entries &Found) {
  auto Add = [&](llvm::StringRef Handle, QualType T, CallModel Model) {
    llvm::StringRef Names[] = {Handle, typeName(T), nameOf(F)};
    if (llvm::any_of(Names, speaksOfPool))
      add(Found, familyNamed(("handle " + Handle).str(), kindOf(Names), T),
          std::move(Model));
  };
  if (llvm::StringRef Handle = returnedHandle(F); !Handle.empty())
    Add(Handle, F->getReturnType(), acquireByResult(F));
  for (unsigned I = 0; I < F->getNumParams(); ++I) {
    const ParmVarDecl *P = F->getParamDecl(I);
    QualType T = P->getType();
    if (const auto *A = P->getAttr<AcquireHandleAttr>()) {
      CallModel M = callOnArgument(Role::Acquire, I);
      M.Handle = acquiredSlot(F, I);
      M.Success = successOfCall(F->getReturnType());
      Add(A->getHandleType(), T, std::move(M));
    }
    if (const auto *A = P->getAttr<ReleaseHandleAttr>())
      Add(A->getHandleType(), T, callOnArgument(Role::Release, I));
    if (const auto *A = P->getAttr<UseHandleAttr>())
      Add(A->getHandleType(), T, callOnArgument(Role::Use, I));
  }
}

//===----------------------------------------------------------------------===//
// Annotations
//===----------------------------------------------------------------------===//

/// Where the handle of an annotated call is, if the annotation does not say.
static HandleSlot defaultSlot(const FunctionDecl *F, const CallModel &M,
                              std::optional<unsigned> Parameter) {
  bool Makes = M.What == Role::Acquire || M.What == Role::Borrowed;
  if (Parameter)
    return M.What == Role::Acquire
               ? acquiredSlot(F, *Parameter)
               : HandleSlot{HandleSlot::Argument, *Parameter};
  const auto *Method = dyn_cast<CXXMethodDecl>(F);
  if (isa<CXXConstructorDecl>(F))
    return {HandleSlot::This, 0};
  QualType T = F->getReturnType();
  // `bool start()` opens the object, `Pool *make()` makes one.
  bool Value = !T->isVoidType() && (!Method || !Method->isInstance() ||
                                    !T->isIntegralOrEnumerationType());
  if (Makes && Value)
    return {HandleSlot::Return, 0};
  if (Method && Method->isInstance())
    return {HandleSlot::This, 0};
  if (M.What == Role::Acquire && F->getNumParams())
    return acquiredSlot(F, 0);
  return {HandleSlot::Argument, 0};
}

static CallModel completed(const Annotation &A, const FunctionDecl *F,
                           std::optional<unsigned> Parameter) {
  CallModel M = A.Model;
  if (!A.GivenHandle)
    M.Handle = defaultSlot(F, M, Parameter);
  if (A.GivenSuccess)
    return M;
  if (M.What == Role::Acquire && !isa<CXXConstructorDecl>(F))
    M.Success = M.Handle.Where == HandleSlot::Return
                    ? successOfResult(F->getReturnType())
                    : successOfCall(F->getReturnType());
  if (M.What == Role::Open)
    M.Success = successOfResult(F->getReturnType());
  return M;
}

/// Calls \p Do with each annotation of \p F and of its parameters.
static void
eachAnnotation(const FunctionDecl *F,
               llvm::function_ref<void(const Annotation &, CallModel)> Do) {
  for (const Annotation &A : annotationsOf(F))
    Do(A, completed(A, F, std::nullopt));
  for (unsigned I = 0; I < F->getNumParams(); ++I)
    for (const Annotation &A : annotationsOf(F->getParamDecl(I)))
      Do(A, completed(A, F, I));
}

static QualType handleType(const FunctionDecl *F, const HandleSlot &Slot) {
  switch (Slot.Where) {
  case HandleSlot::Return:
    return F->getReturnType();
  case HandleSlot::This:
  case HandleSlot::Any:
    return {};
  case HandleSlot::Argument:
  case HandleSlot::Pointee:
    return Slot.Index < F->getNumParams()
               ? F->getParamDecl(Slot.Index)->getType()
               : QualType();
  }
  return {};
}

void DerivedFamilies::addAnnotated(const FunctionDecl *F, Entries &Found,
                                   FamilyLookup FamilyOf) {
  eachAnnotation(F, [&](const Annotation &A, CallModel Model) {
    QualType T = handleType(F, Model.Handle);
    const CXXRecordDecl *Class = nullptr;
    if (Model.Handle.Where == HandleSlot::This)
      Class = cast<CXXMethodDecl>(F)->getParent();
    else if (!T.isNull())
      Class = (T->getPointeeType().isNull() ? T : T->getPointeeType())
                  ->getAsCXXRecordDecl();
    if (const Family *Owner = Class ? FamilyOf(Class) : nullptr) {
      add(Found, *Owner, std::move(Model));
      return;
    }
    llvm::StringRef Name = T.isNull() ? nameOf(F) : typeName(T);
    PoolKind Kind = A.Kind.value_or(kindOf({Name, nameOf(F)}));
    std::string Id = (Name + " " + llvm::Twine(kindName(Kind).data())).str();
    add(Found, familyNamed(Id, Kind, T), std::move(Model));
  });
}

bool DerivedFamilies::annotatedClass(const CXXRecordDecl *Class,
                                     std::vector<MethodRole> &Roles,
                                     Family &F) {
  // In an editor, looking at all methods of a header's class is dear.
  const ASTContext &Context = Class->getASTContext();
  if (!findIdentifier("annotate", Context) &&
      !findIdentifier("__annotate__", Context))
    return false;
  bool Pool = false, Guard = false, NoPool = false;
  for (const Annotation &A : annotationsOf(Class)) {
    Pool |= A.About == Annotation::Pool;
    Guard |= A.About == Annotation::Guard;
    NoPool |= A.About == Annotation::NoPool;
    if (A.Kind)
      F.Kind = *A.Kind;
    if (A.About == Annotation::Guard) {
      F.Destructor =
          A.Partial ? DestructorKind::LosesWork : DestructorKind::Releases;
      F.DestructorMode =
          A.Partial ? ReleaseMode::Terminate : ReleaseMode::Close;
    }
  }
  bool Releases = false, Acquires = false;
  auto Read = [&](const CXXMethodDecl *M) {
    eachAnnotation(M, [&](const Annotation &, CallModel Model) {
      if (Model.Handle.Where != HandleSlot::This)
        return;
      Releases |= Model.What == Role::Release;
      Acquires |= Model.What == Role::Acquire;
      setPattern(Model, M);
      Roles.push_back({M, std::move(Model)});
    });
  };
  for (const CXXMethodDecl *M : publicMethods(Class))
    Read(M);
  for (const CXXConstructorDecl *Ctor : makingConstructors(Class))
    Read(Ctor);
  Pool |= Acquires;
  if (NoPool || (Guard && !Pool)) {
    Roles.clear();
    return true;
  }
  if (!Pool)
    return false;
  if (!Releases)
    for (const CXXMethodDecl *M : publicMethods(Class))
      if (std::optional<CallModel> Model = releaseByName(M))
        Roles.push_back({M, std::move(*Model)});
  if (!Acquires)
    for (const CXXConstructorDecl *Ctor : makingConstructors(Class)) {
      CallModel Model;
      Model.What = Role::Acquire;
      setPattern(Model, Ctor);
      Roles.push_back({Ctor, std::move(Model)});
    }
  return true;
}

//===----------------------------------------------------------------------===//
// Looking up
//===----------------------------------------------------------------------===//

const Family *DerivedFamilies::classFamily(const CXXRecordDecl *Class,
                                           FamilyLookup FamilyOf) {
  Class = Class->getDefinition();
  if (!Scan.Found || !Class || Class->isDependentContext() ||
      !Class->getIdentifier() || isInStd(Class))
    return nullptr; // The standard library's have models.
  auto [It, New] = Classes.try_emplace(Class, nullptr);
  if (!New)
    return It->second;
  Family F;
  F.Destructor = DestructorKind::Leaks;
  F.Kind = poolKindOf(Class->getName());
  if (F.Kind == PoolKind::WorkerThread)
    F.Kind = PoolKind::ThreadPool; // `Workers`: several.
  std::vector<MethodRole> Roles;
  if (!annotatedClass(Class, Roles, F)) {
    // Annotations of single methods add to what the shape tells.
    Roles = rolesByShape(Class, FamilyOf);
  }
  if (Roles.empty())
    return nullptr;
  F.Id = F.Library = F.HandleType = modelName(Class);
  F.Classes.push_back(F.Id);
  Family &Made = newFamily();
  Made = std::move(F);
  Made.Calls.reserve(Roles.size()); // Entries point to them.
  for (MethodRole &R : Roles) {
    Made.Calls.push_back(std::move(R.Model));
    const CallModel &Call = Made.Calls.back();
    if (Call.What == Role::Release && Made.Remedy.empty())
      Made.Remedy = Call.Pattern.Name;
    // A base's method may be known by another class derived from it.
    Entries &Of = OfMethods[R.Method->getCanonicalDecl()];
    if (Of.empty() || R.Method->getParent() == Class)
      Of = {{&Made, &Call}};
  }
  return Classes[Class] = &Made;
}

DerivedFamilies::Entries DerivedFamilies::entriesOf(const FunctionDecl *Callee,
                                                    FamilyLookup FamilyOf) {
  Entries Found = declaredEntriesOf(Callee, FamilyOf);
  return Found.empty() && Guessed ? Guessed->entriesOf(Callee) : Found;
}

DerivedFamilies::Entries
DerivedFamilies::declaredEntriesOf(const FunctionDecl *Callee,
                                   FamilyLookup FamilyOf) {
  Entries Found;
  if (!Scan.Found)
    return Found;
  // A redeclaration may add attributes; it inherits those before.
  const FunctionDecl *F = Callee->getMostRecentDecl();
  addAnnotated(F, Found, FamilyOf);
  if (!Found.empty())
    return Found;
  if (const auto *Ctor = dyn_cast<CXXConstructorDecl>(F);
      Ctor && Ctor->isInheritingConstructor())
    F = Ctor->getInheritedConstructor().getConstructor();
  if (const auto *Method = dyn_cast<CXXMethodDecl>(F)) {
    FamilyOf(Method->getParent());
    const FunctionDecl *Key = F;
    if (const FunctionTemplateDecl *T = F->getPrimaryTemplate())
      Key = T->getTemplatedDecl();
    auto It = OfMethods.find(Key->getCanonicalDecl());
    if (It != OfMethods.end())
      return It->second;
  }
  addDeallocated(F, Found);
  addOwnership(F, Found);
  addHandles(F, Found);
  return Found;
}

} // namespace poolguard
