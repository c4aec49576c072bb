//===-- PoolShapes.cpp ----------------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "PoolShapes.h"
#include "LibraryTypes.h"
#include "ModelMatcher.h"
#include "PoolNames.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/RecursiveASTVisitor.h"

using namespace clang;

namespace poolguard {

//===----------------------------------------------------------------------===//
// Methods
//===----------------------------------------------------------------------===//

/// \p D, or the method that the template \p D stands for.
static const CXXMethodDecl *methodOf(const Decl *D) {
  if (const auto *T = dyn_cast<FunctionTemplateDecl>(D))
    D = T->getTemplatedDecl();
  return dyn_cast<CXXMethodDecl>(D);
}

llvm::SmallVector<const CXXMethodDecl *, 16>
publicMethods(const CXXRecordDecl *Class) {
  llvm::SmallVector<const CXXMethodDecl *, 16> Found;
  for (const Decl *D : Class->decls()) {
    const CXXMethodDecl *M = methodOf(D);
    if (M && M->getIdentifier() && M->isInstance() && !M->isDeleted() &&
        D->getAccess() == AS_public)
      Found.push_back(M);
  }
  return Found;
}

llvm::SmallVector<const CXXConstructorDecl *, 4>
makingConstructors(const CXXRecordDecl *Class) {
  llvm::SmallVector<const CXXConstructorDecl *, 4> Found;
  for (const Decl *D : Class->decls()) {
    const auto *Ctor = dyn_cast_or_null<CXXConstructorDecl>(methodOf(D));
    if (Ctor && !Ctor->isDeleted() && !Ctor->isCopyOrMoveConstructor())
      Found.push_back(Ctor);
  }
  return Found;
}

void setPattern(CallModel &Model, const CXXMethodDecl *Method) {
  CallPattern &P = Model.Pattern;
  P.Class = modelName(Method->getParent());
  P.What = CallPattern::Constructor;
  if (!isa<CXXConstructorDecl>(Method)) {
    P.What = CallPattern::Method;
    P.Name = Method->getNameAsString();
  }
  P.MinArgs = Method->getMinRequiredArguments();
  P.MaxArgs = Method->isVariadic() || Method->isTemplated()
                  ? ~0u
                  : Method->getNumParams();
  if (Model.Handle.Where == HandleSlot::Return)
    Model.Handle.Where = HandleSlot::This;
}

std::optional<CallModel> releaseByName(const CXXMethodDecl *Method) {
  if (Method->getMinRequiredArguments() > 0)
    return std::nullopt;
  // `std::string join() const` has another meaning.
  QualType Result = Method->getReturnType();
  if (const CXXRecordDecl *R = Result->getAsCXXRecordDecl();
      R && R->getIdentifier() && R->getName().contains_insensitive("string"))
    return std::nullopt;
  std::optional<ReleaseMode> Mode = releaseByName(Method->getName());
  if (!Mode)
    return std::nullopt;
  CallModel Model;
  Model.What = Role::Release;
  Model.Mode = *Mode;
  // A guess about the class: no word on releasing twice.
  Model.LegalAfter = AllReleaseModes;
  setPattern(Model, Method);
  return Model;
}

//===----------------------------------------------------------------------===//
// Bodies
//===----------------------------------------------------------------------===//

/// The definition of \p F, or of what it is instantiated from. Null if it is
/// elsewhere. Implicit members have none and do nothing unseen.
static const FunctionDecl *definitionOf(const FunctionDecl *F) {
  const FunctionDecl *Body = nullptr;
  if (F->hasBody(Body))
    return Body;
  const FunctionDecl *Pattern = F->getTemplateInstantiationPattern();
  return Pattern && Pattern->hasBody(Body) ? Body : nullptr;
}

static bool isVisible(const CXXMethodDecl *M) {
  return M->isDefaulted() || definitionOf(M);
}

namespace {
/// Does a visible body make something that could be a pool or its workers?
class MakeFinder : public RecursiveASTVisitor<MakeFinder> {
public:
  bool Found = false;

  bool VisitCXXNewExpr(CXXNewExpr *) { return found(); }
  bool VisitLambdaExpr(LambdaExpr *) { return found(); }
  bool VisitCXXUnresolvedConstructExpr(CXXUnresolvedConstructExpr *) {
    return found();
  }
  bool VisitCallExpr(CallExpr *C) {
    const FunctionDecl *Callee = C->getDirectCallee();
    if (!Callee)
      return found();
    bool Harmless = isInStd(Callee) && Callee->getIdentifier() &&
                    !Callee->getName().starts_with("make_") &&
                    !Callee->getName().starts_with("emplace");
    return Harmless || Callee->getBuiltinID() ? true : found();
  }
  bool VisitCXXConstructExpr(CXXConstructExpr *C) {
    const CXXConstructorDecl *Ctor = C->getConstructor();
    bool Worker = isInStd(Ctor) && C->getNumArgs() &&
                  Ctor->getParent()->getName().contains("thread");
    if (Worker || (!isInStd(Ctor) && !isVisible(Ctor)))
      return found();
    return true;
  }

private:
  bool found() {
    Found = true;
    return false;
  }
};
} // namespace

/// After \p M a pool may be there: it is not seen to make none.
static bool mayMakePool(const CXXMethodDecl *M) {
  if (M->isDefaulted())
    return false;
  const FunctionDecl *Body = definitionOf(M);
  if (!Body)
    return true;
  MakeFinder Finder;
  Finder.TraverseStmt(Body->getBody());
  if (const auto *Ctor = dyn_cast<CXXConstructorDecl>(Body))
    for (const CXXCtorInitializer *I : Ctor->inits())
      Finder.TraverseStmt(I->getInit());
  return Finder.Found;
}

//===----------------------------------------------------------------------===//
// Destructors
//===----------------------------------------------------------------------===//

static bool isEmpty(const FunctionDecl *F) {
  const FunctionDecl *Body = definitionOf(F);
  const auto *S = Body ? dyn_cast<CompoundStmt>(Body->getBody()) : nullptr;
  return S && S->body_empty();
}

static bool typeLeaves(QualType T, FamilyLookup FamilyOf, unsigned Depth);

static bool argumentLeaves(const TemplateArgument &A, FamilyLookup FamilyOf,
                           unsigned Depth) {
  if (A.getKind() == TemplateArgument::Pack)
    return llvm::all_of(A.pack_elements(), [&](const TemplateArgument &Each) {
      return argumentLeaves(Each, FamilyOf, Depth);
    });
  return A.getKind() != TemplateArgument::Type ||
         typeLeaves(A.getAsType(), FamilyOf, Depth);
}

/// A class of the standard library: what it holds decides.
static bool libraryTypeLeaves(QualType T, const CXXRecordDecl *R,
                              FamilyLookup FamilyOf, unsigned Depth) {
  const auto *Template = dyn_cast<ClassTemplateSpecializationDecl>(R);
  llvm::StringRef Name = R->getIdentifier() ? R->getName() : "";
  if (!Template)
    return Name != "any";
  if (Name == "function" || Name == "packaged_task")
    return true;
  LibraryType Kind = libraryType(T);
  if (Kind == LibraryType::UniquePtr && hasCustomDeleter(T))
    return false;
  // `std::shared_ptr<void>` may hold anything.
  if (Kind == LibraryType::UniquePtr || Kind == LibraryType::SharedPtr)
    if (QualType Held = templateArgument(T, 0);
        Held.isNull() || Held->isVoidType())
      return false;
  return llvm::all_of(Template->getTemplateArgs().asArray(),
                      [&](const TemplateArgument &A) {
                        return argumentLeaves(A, FamilyOf, Depth + 1);
                      });
}

static bool classLeaves(const CXXRecordDecl *R, FamilyLookup FamilyOf,
                        unsigned Depth) {
  constexpr unsigned MaxDepth = 12; // Deeper than that nobody looks.
  R = R->getDefinition();
  if (!R || R->isDependentContext() || Depth > MaxDepth)
    return false;
  const CXXDestructorDecl *Destructor = R->getDestructor();
  if (Destructor && (Destructor->isDeleted() ||
                     (Destructor->isUserProvided() && !isEmpty(Destructor))))
    return false;
  return llvm::all_of(R->bases(),
                      [&](const CXXBaseSpecifier &Base) {
                        return typeLeaves(Base.getType(), FamilyOf, Depth + 1);
                      }) &&
         llvm::all_of(R->fields(), [&](const FieldDecl *Field) {
           return typeLeaves(Field->getType(), FamilyOf, Depth + 1);
         });
}

static bool typeLeaves(QualType T, FamilyLookup FamilyOf, unsigned Depth) {
  while (const auto *Array = T->getAsArrayTypeUnsafe())
    T = Array->getElementType();
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  if (!R)
    return true;
  if (const Family *F = FamilyOf(R))
    return F->Destructor == DestructorKind::Leaks ||
           F->Destructor == DestructorKind::Terminates;
  return isInStd(R) ? libraryTypeLeaves(T, R, FamilyOf, Depth)
                    : classLeaves(R, FamilyOf, Depth);
}

bool destructorLeaves(const CXXRecordDecl *Class, FamilyLookup FamilyOf) {
  return classLeaves(Class, FamilyOf, 0);
}

//===----------------------------------------------------------------------===//
// The shape
//===----------------------------------------------------------------------===//

bool looksLikePool(const CXXRecordDecl *Class) {
  if (!Class->getIdentifier() || !Class->hasDefinition() || Class->isLambda())
    return false;
  llvm::StringRef Name = Class->getName();
  if (!Name.contains_insensitive("pool") &&
      !Name.contains_insensitive("executor") &&
      !Name.contains_insensitive("workers"))
    return false;
  if (!isPoolClassName(Name) || isInStd(Class))
    return false;
  Class = Class->getDefinition();
  for (const CXXMethodDecl *M : publicMethods(Class))
    if (releaseByName(M))
      return true;
  // `using Base::close`, or simply inherited.
  return Class->getNumBases() > 0;
}

/// The releases of \p Class and its bases. \returns false if a base has them
/// without being a pool itself: its pointers would not be known to hold one.
static bool collectReleases(const CXXRecordDecl *Class, FamilyLookup FamilyOf,
                            std::vector<MethodRole> &Roles) {
  for (const CXXMethodDecl *M : publicMethods(Class))
    if (std::optional<CallModel> Model = releaseByName(M))
      Roles.push_back({M, std::move(*Model)});
  for (const CXXBaseSpecifier &Base : Class->bases()) {
    const CXXRecordDecl *R = Base.getType()->getAsCXXRecordDecl();
    R = R ? R->getDefinition() : nullptr;
    if (!R || (R->isPolymorphic() && !FamilyOf(R)))
      return false;
    if (Base.getAccessSpecifier() == AS_public &&
        !collectReleases(R, FamilyOf, Roles))
      return false;
  }
  return true;
}

static bool hasMethod(const CXXRecordDecl *Class,
                      bool (*Named)(llvm::StringRef)) {
  return llvm::any_of(publicMethods(Class), [&](const CXXMethodDecl *M) {
    return Named(M->getName());
  });
}

/// Methods of the name `start` open the pool, if there are any; else its
/// constructors do.
static void addAcquires(const CXXRecordDecl *Class,
                        std::vector<MethodRole> &Roles) {
  auto Add = [&](const CXXMethodDecl *M, bool MayFail) {
    if (!mayMakePool(M))
      return;
    CallModel Model;
    Model.What = Role::Acquire;
    Model.Throws = isa<CXXConstructorDecl>(M);
    if (MayFail) {
      Model.Success.What = SuccessPredicate::Compares;
      Model.Success.R = Relation::Ne;
    }
    setPattern(Model, M);
    Roles.push_back({M, std::move(Model)});
  };
  if (!hasMethod(Class, isStartName)) {
    for (const CXXConstructorDecl *Ctor : makingConstructors(Class))
      Add(Ctor, false);
    return;
  }
  for (const CXXMethodDecl *M : publicMethods(Class)) {
    QualType T = M->getReturnType();
    // What a number says of success is not known.
    if (isStartName(M->getName()) && (T->isVoidType() || T->isBooleanType()))
      Add(M, T->isBooleanType());
  }
}

static void addUses(const CXXRecordDecl *Class,
                    std::vector<MethodRole> &Roles) {
  bool Reopens = hasMethod(Class, isReopenName);
  for (const CXXMethodDecl *M : publicMethods(Class)) {
    CallModel Model;
    std::optional<bool> Open = openByName(M->getName());
    if (Open && M->getReturnType()->isBooleanType() &&
        M->getMinRequiredArguments() == 0 && !releaseByName(M)) {
      Model.What = Role::Open;
      Model.Success.What = SuccessPredicate::Compares;
      Model.Success.R = *Open ? Relation::Ne : Relation::Eq;
    } else if (!Reopens && isSubmitName(M->getName())) {
      Model.Use = UseKind::Submit;
    } else {
      continue;
    }
    setPattern(Model, M);
    Roles.push_back({M, std::move(Model)});
  }
}

std::vector<MethodRole> rolesByShape(const CXXRecordDecl *Class,
                                     FamilyLookup FamilyOf) {
  Class = Class->getDefinition();
  if (!Class || Class->isDependentContext() || !looksLikePool(Class))
    return {};
  std::vector<MethodRole> Roles;
  if (!collectReleases(Class, FamilyOf, Roles) || Roles.empty() ||
      !destructorLeaves(Class, FamilyOf))
    return {};
  llvm::SmallVector<const CXXConstructorDecl *, 4> Ctors =
      makingConstructors(Class);
  auto Unseen = [](const CXXMethodDecl *M) { return !isVisible(M); };
  bool AllSeen = llvm::none_of(Ctors, Unseen) &&
                 llvm::none_of(Roles, [&](const MethodRole &R) {
                   return Unseen(R.Method);
                 });
  if (AllSeen)
    return {};
  addUses(Class, Roles);
  // An abstract class is made as part of another one.
  if (!Class->isAbstract())
    addAcquires(Class, Roles);
  return Roles;
}

} // namespace poolguard
