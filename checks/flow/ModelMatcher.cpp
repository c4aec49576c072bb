//===-- ModelMatcher.cpp --------------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ModelMatcher.h"
#include "BodyFacts.h"
#include "KnownNames.h"
#include "MacroConstants.h"
#include "SignatureShape.h"
#include "clang/AST/DeclCXX.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace poolguard {

std::string modelName(const NamedDecl *D) {
  llvm::SmallVector<llvm::StringRef, 4> Parts;
  if (const IdentifierInfo *Name = D->getIdentifier())
    Parts.push_back(Name->getName());
  for (const DeclContext *C = D->getDeclContext(); C; C = C->getParent()) {
    const auto *Named = dyn_cast<NamedDecl>(C);
    if (!Named || !Named->getIdentifier() || isa<FunctionDecl>(Named))
      continue;
    if (const auto *NS = dyn_cast<NamespaceDecl>(Named); NS && NS->isInline())
      continue;
    Parts.push_back(Named->getName());
  }
  std::string Result;
  for (llvm::StringRef Part : llvm::reverse(Parts)) {
    if (!Result.empty())
      Result += "::";
    Result += Part;
  }
  return Result;
}

const CXXConstructorDecl *writtenConstructor(const CXXConstructorDecl *Ctor) {
  while (InheritedConstructor From = Ctor->getInheritedConstructor())
    Ctor = From.getConstructor();
  return Ctor;
}

static bool argumentCountFits(const CallPattern &P, unsigned N) {
  return N >= P.MinArgs && N <= P.MaxArgs;
}

void ModelMatcher::addMethods(const CXXMethodDecl *Method, Entries &Found,
                              const CXXRecordDecl *Class, unsigned Depth) {
  llvm::StringRef Name = Method->getName();
  for (const CallEntry &E : Models.method(modelName(Class), Name))
    if (classFits(Class, *E.Owner))
      Found.push_back(E);
  constexpr unsigned MaxBases = 8; // Deeper hierarchies are not pool classes.
  if (!Class->hasDefinition() || Depth >= MaxBases)
    return;
  for (const CXXBaseSpecifier &Base : Class->bases())
    if (const auto *Record = Base.getType()->getAsCXXRecordDecl())
      addMethods(Method, Found, Record, Depth + 1);
}

const ModelMatcher::Entries &
ModelMatcher::candidates(const FunctionDecl *Callee) {
  auto [It, New] = Cache.try_emplace(Callee->getCanonicalDecl());
  if (!New)
    return It->second;
  Entries Found;
  if (const auto *Ctor = dyn_cast<CXXConstructorDecl>(Callee)) {
    Ctor = writtenConstructor(Ctor);
    if (!Ctor->isCopyOrMoveConstructor()) {
      for (const CallEntry &E :
           Models.constructors(modelName(Ctor->getParent())))
        if (classFits(Ctor->getParent(), *E.Owner))
          Found.push_back(E);
    }
  } else if (Callee->getIdentifier()) {
    const auto *Method = dyn_cast<CXXMethodDecl>(Callee);
    if (Method && Method->isInstance()) {
      addMethods(Method, Found, Method->getParent(), 0);
    } else {
      Found = Models.function(modelName(Callee));
      llvm::erase_if(
          Found, [&](const CallEntry &E) { return !functionFits(Callee, E); });
    }
  }
  if (Found.empty() && Derived)
    Found = Derived->entriesOf(
        Callee, [this](const CXXRecordDecl *R) { return familyOf(R); });
  return Cache[Callee->getCanonicalDecl()] = std::move(Found);
}

bool ModelMatcher::holds(const ArgumentCondition &C,
                         llvm::ArrayRef<const Expr *> Args) const {
  if (C.Index >= Args.size())
    return false;
  const Expr *Arg = Args[C.Index]->IgnoreParenImpCasts();
  bool Matches = false;
  if (const auto *Literal = dyn_cast<StringLiteral>(Arg)) {
    Matches = Literal->getCharByteWidth() == 1 &&
              llvm::is_contained(C.Strings, Literal->getString().str());
  } else if (std::optional<int64_t> V = evaluate(Arg)) {
    Matches = llvm::any_of(
        C.Values, [&](const ModelConstant &K) { return resolve(K) == V; });
  }
  return Matches != C.Negated;
}

/// Where families speak of the same handle of one call (many libraries have one
/// function that releases whatever it is given), one counts: that of which the
/// unit knows how to make a pool, and of several the one read last.
static void addOver(ModelMatcher::Entries &Result, const CallEntry &E,
                    const ASTContext &Context) {
  auto IsHere = [&](const Family *F) {
    return llvm::any_of(F->Calls, [&](const CallModel &M) {
      llvm::StringRef Name = M.Pattern.Prefix ? M.Macro : M.Pattern.Name;
      return M.What == Role::Acquire &&
             (M.Pattern.What != CallPattern::Function ||
              findIdentifier(Name.substr(Name.rfind(':') + 1), Context));
    });
  };
  auto Same = llvm::find_if(Result, [&](const CallEntry &Old) {
    return Old.Owner != E.Owner && Old.Call->What == E.Call->What &&
           Old.Call->Handle.Where == E.Call->Handle.Where &&
           Old.Call->Handle.Index == E.Call->Handle.Index;
  });
  if (Same == Result.end())
    Result.push_back(E);
  else if (IsHere(E.Owner) || !IsHere(Same->Owner))
    *Same = E;
}

ModelMatcher::Entries ModelMatcher::match(const FunctionDecl *Callee,
                                          llvm::ArrayRef<const Expr *> Args) {
  Entries Result;
  auto Holds = [this](const CallEntry &E, llvm::ArrayRef<const Expr *> Of) {
    return llvm::all_of(
        E.Call->Pattern.Conditions,
        [&](const ArgumentCondition &C) { return holds(C, Of); });
  };
  // What the literal names is called: the conditions are of that.
  if (const CXXMemberCallExpr *M = calledMember(Callee, Args)) {
    const CXXMethodDecl *Named = M->getMethodDecl();
    for (const CallEntry &E : Models.method(modelName(Named->getParent()),
                                            (Named->getName() + "()").str()))
      if (Holds(E, {M->getArgs(), M->getNumArgs()}))
        addOver(Result, E, Context);
    if (!Result.empty())
      return Result;
  }
  for (const CallEntry &E : candidates(Callee)) {
    const CallPattern &P = E.Call->Pattern;
    unsigned Count = Args.size();
    // Default arguments that were not written do not count.
    while (Count && isa<CXXDefaultArgExpr>(Args[Count - 1]))
      --Count;
    if (argumentCountFits(P, Count) && argumentFits(Callee, E, Args) &&
        Holds(E, Args))
      addOver(Result, E, Context);
  }
  return Result;
}

const Family *ModelMatcher::familyOf(const CXXRecordDecl *Record) {
  if (!Record)
    return nullptr;
  auto [It, New] = ClassCache.try_emplace(Record->getCanonicalDecl(), nullptr);
  if (!New)
    return It->second;
  const Family *F = findFamily(Record);
  return ClassCache[Record->getCanonicalDecl()] = F;
}

const Family *ModelMatcher::namedFamily(const CXXRecordDecl *Record) const {
  const Family *F = Models.classFamily(modelName(Record));
  return F && classFits(Record, *F) ? F : nullptr;
}

const Family *ModelMatcher::findFamily(const CXXRecordDecl *Record) {
  if (const Family *F = namedFamily(Record))
    return F;
  if (!Record->hasDefinition())
    return nullptr;
  const Family *Inherited = nullptr;
  for (const CXXBaseSpecifier &Base : Record->bases())
    if (!Inherited)
      Inherited = familyOf(Base.getType()->getAsCXXRecordDecl());
  if (!Derived || (Inherited && !Derived->owns(Inherited)))
    return Inherited;
  auto FamilyOf = [this](const CXXRecordDecl *R) { return familyOf(R); };
  if (const Family *F = Derived->classFamily(Record, FamilyOf))
    return F;
  // What a derived class adds may well be the destructor that releases.
  return Inherited && destructorLeaves(Record, FamilyOf) ? Inherited : nullptr;
}

const Family *ModelMatcher::familyOf(QualType T) {
  return T.isNull() ? nullptr
                    : familyOf(T.getNonReferenceType()->getAsCXXRecordDecl());
}

bool ModelMatcher::inheritsFamily(const CXXRecordDecl *Record) {
  const Family *F = familyOf(Record);
  return F && Record->hasDefinition() && !namedFamily(Record) &&
         llvm::any_of(Record->bases(), [&](const CXXBaseSpecifier &Base) {
           return familyOf(Base.getType()->getAsCXXRecordDecl()) == F;
         });
}

bool ModelMatcher::isLibraryFunction(const FunctionDecl *Callee) {
  auto [It, New] = LibraryCache.try_emplace(Callee->getCanonicalDecl(), false);
  if (!New)
    return It->second;
  std::string Name = modelName(Callee);
  const SourceManager &SM = Context.getSourceManager();
  SourceLocation Loc = SM.getExpansionLoc(Callee->getLocation());
  bool InHeader = Loc.isValid() && !SM.isInMainFile(Loc);
  llvm::StringRef File = InHeader ? SM.getFilename(Loc) : "";
  bool Result = Models.isOfLibrary(Name, File);
  return LibraryCache[Callee->getCanonicalDecl()] = Result;
}

bool ModelMatcher::isMemoryPool(QualType Handle) {
  Handle = Handle.getUnqualifiedType();
  if (!Handle->isPointerType())
    return false;
  auto [It, New] = MemoryPoolCache.try_emplace(Handle.getAsOpaquePtr(), false);
  if (New) {
    std::string Name = Handle.getAsString();
    It->second = llvm::any_of(Models.families(), [&](const Family &F) {
      return F.Kind == PoolKind::MemoryPool && F.HandleType == Name;
    });
  }
  return It->second;
}

std::optional<int64_t> ModelMatcher::resolve(const ModelConstant &C) const {
  if (C.Name.empty())
    return C.Value;
  // Whatever a library defines them to be.
  if (C.Name == "TRUE" || C.Name == "true")
    return 1;
  if (C.Name == "FALSE" || C.Name == "false" || C.Name == "NULL")
    return 0;
  auto [It, New] = Enumerators.try_emplace(C.Name);
  if (!New)
    return It->second;
  std::optional<int64_t> Value;
  const IdentifierInfo *Id = findIdentifier(C.Name, Context);
  // Macros first: the search for an enumerator goes through the whole unit.
  if (Id && Id->hasMacroDefinition() && PP)
    Value = macroConstant(*PP, C.Name, [this](llvm::StringRef Name) {
      return findEnumerator(Name);
    });
  if (Id && !Value)
    Value = findEnumerator(C.Name);
  return Enumerators[C.Name] = Value;
}

std::optional<int64_t>
ModelMatcher::findEnumerator(llvm::StringRef Name) const {
  // Not by lookup: C keeps no table of the enumerators of its enums.
  llvm::SmallVector<const DeclContext *, 8> Scopes = {
      Context.getTranslationUnitDecl()};
  for (unsigned I = 0; I < Scopes.size(); ++I)
    for (const Decl *D : Scopes[I]->decls()) {
      if (isa<NamespaceDecl, LinkageSpecDecl, EnumDecl>(D))
        Scopes.push_back(cast<DeclContext>(D));
      const auto *E = dyn_cast<EnumConstantDecl>(D);
      if (E && E->getName() == Name)
        return E->getInitVal().getExtValue();
    }
  return std::nullopt;
}

/// Plainly no constant: not worth the evaluator's time.
static bool isPlainlyVariable(const Expr *E) {
  E = E->IgnoreParenCasts();
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E)) {
    const auto *V = dyn_cast<VarDecl>(Ref->getDecl());
    return V && !V->getType().isConstQualified() &&
           !V->getType()->isReferenceType();
  }
  if (const auto *B = dyn_cast<BinaryOperator>(E))
    return B->isAssignmentOp() || isPlainlyVariable(B->getLHS());
  if (const auto *C = dyn_cast<CallExpr>(E)) {
    const FunctionDecl *Callee = C->getDirectCallee();
    return !Callee || (!Callee->isConstexpr() && !Callee->getBuiltinID());
  }
  return isa<MemberExpr, ArraySubscriptExpr, CXXNewExpr, LambdaExpr>(E);
}

/// `static int none() { return -1; }`: what a call of it always is, or null.
static const Expr *alwaysReturned(const Expr *E) {
  const auto *C = dyn_cast<CallExpr>(E->IgnoreParenImpCasts());
  const FunctionDecl *Callee = C ? C->getDirectCallee() : nullptr;
  const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Callee);
  if (!Callee || (Method && Method->isVirtual()))
    return nullptr;
  const Expr *Value = onlyReturned(Callee->getBody());
  return Value && !isa<CallExpr>(Value->IgnoreParenImpCasts()) ? Value
                                                               : nullptr;
}

std::optional<int64_t> ModelMatcher::evaluate(const Expr *E) const {
  if (const Expr *Value = alwaysReturned(E))
    E = Value;
  if (isPlainlyVariable(E))
    return std::nullopt;
  if (E->isValueDependent() || E->isTypeDependent())
    return std::nullopt;
  QualType T = E->getType();
  if (T.isNull()) // What stands in the brackets of a variable with errors.
    return std::nullopt;
  if (T->isAnyPointerType() || T->isNullPtrType())
    return E->isNullPointerConstant(const_cast<ASTContext &>(Context),
                                    Expr::NPC_ValueDependentIsNotNull)
               ? std::optional<int64_t>(0)
               : std::nullopt;
  if (!T->isIntegralOrEnumerationType())
    return std::nullopt;
  Expr::EvalResult Result;
  if (!E->EvaluateAsInt(Result, Context, Expr::SE_NoSideEffects))
    return std::nullopt;
  const llvm::APSInt &Int = Result.Val.getInt();
  if (!Int.isRepresentableByInt64())
    return std::nullopt;
  return Int.getExtValue();
}

ReleaseMode ModelMatcher::modeOf(const CallModel &Call,
                                 llvm::ArrayRef<const Expr *> Args) const {
  if (!Call.ModeArgument || *Call.ModeArgument >= Args.size())
    return Call.Mode;
  std::optional<int64_t> Value = evaluate(Args[*Call.ModeArgument]);
  if (Value)
    for (const auto &[Constant, Mode] : Call.ModeValues)
      if (resolve(Constant) == Value)
        return Mode;
  return Call.Mode;
}

} // namespace poolguard
