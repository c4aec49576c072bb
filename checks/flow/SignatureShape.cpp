//===-- SignatureShape.cpp ------------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "SignatureShape.h"
#include "KnownNames.h"
#include "ModelMatcher.h"
#include "PoolNames.h"
#include "clang/AST/ASTContext.h"
#include "llvm/ADT/StringExtras.h"

using namespace clang;

namespace poolguard {

//===----------------------------------------------------------------------===//
// Types
//===----------------------------------------------------------------------===//

namespace {
/// A type as a model writes it: `struct hts_tpool *`.
struct TypeSpelling {
  std::string Name;   ///< Without `struct` and `const`; empty: no plain type.
  unsigned Stars = 0; ///< How many pointers deep.

  explicit TypeSpelling(llvm::StringRef Text);
};

/// What is left of a type behind its pointers, typedefs looked through.
struct PeeledType {
  QualType Base;
  unsigned Stars = 0;

  explicit PeeledType(QualType T) {
    T = T.getCanonicalType().getNonReferenceType();
    while (!T->getPointeeType().isNull() || T->isArrayType()) {
      T = T->isArrayType() ? QualType(T->getArrayElementTypeNoTypeQual(), 0)
                           : T->getPointeeType();
      ++Stars;
    }
    Base = T.getUnqualifiedType();
  }
};
} // namespace

TypeSpelling::TypeSpelling(llvm::StringRef Text) {
  llvm::SmallVector<llvm::StringRef, 8> Words;
  std::string Spaced;
  for (char C : Text)
    if (C == '*')
      ++Stars;
    else
      Spaced += C;
  llvm::StringRef(Spaced).split(Words, ' ', -1, /*KeepEmpty=*/false);
  for (llvm::StringRef Word : Words) {
    if (Word == "const" || Word == "volatile" || Word == "struct" ||
        Word == "class" || Word == "union" || Word == "enum")
      continue;
    // A template, a list, a remark: for readers only.
    if (!llvm::all_of(Word, [](char C) {
          return llvm::isAlnum(C) || C == '_' || C == ':';
        })) {
      Name.clear();
      return;
    }
    Name += (Name.empty() ? "" : " ") + Word.str();
  }
}

/// The typedef, tag or alias of this qualified name; inline namespaces may be
/// left out.
static const TypeDecl *findType(const ASTContext &Context,
                                llvm::StringRef Name) {
  const DeclContext *Scope = Context.getTranslationUnitDecl();
  while (true) {
    auto [First, Rest] = Name.split("::");
    const IdentifierInfo *Id = findIdentifier(First, Context);
    if (!Id)
      return nullptr;
    const DeclContext *Inner = nullptr;
    for (const NamedDecl *D : Scope->lookup(DeclarationName(Id))) {
      if (const auto *T = dyn_cast<TypeDecl>(D->getUnderlyingDecl());
          T && Rest.empty())
        return T;
      if (const auto *NS = dyn_cast<NamespaceDecl>(D))
        Inner = NS;
    }
    if (!Inner || Rest.empty())
      return nullptr;
    Scope = Inner;
    Name = Rest;
  }
}

/// \p T is called so, or is a pointer to what is, under some of the names that
/// it goes by.
static bool isNamed(QualType T, llvm::StringRef Name) {
  while (true) {
    T = T.getNonReferenceType();
    if (const auto *Alias = T->getAs<TypedefType>()) {
      // The C library declares `fork` by a name of its own, `__pid_t`.
      std::string Its = modelName(Alias->getDecl());
      if (Its == Name || llvm::StringRef(Its) == ("__" + Name).str())
        return true;
      T = Alias->getDecl()->getUnderlyingType();
    } else if (QualType To = T->getPointeeType(); !To.isNull()) {
      T = To;
    } else if (T->isArrayType()) {
      T = QualType(T->getArrayElementTypeNoTypeQual(), 0);
    } else {
      break;
    }
  }
  if (const TagDecl *Tag = T->getAsTagDecl())
    return modelName(Tag) == Name && !Tag->isInAnonymousNamespace();
  return T.getCanonicalType().getUnqualifiedType().getAsString() == Name;
}

static bool fits(QualType T, llvm::StringRef Text, const ASTContext &Context) {
  TypeSpelling Wanted(Text);
  if (Wanted.Name.empty() || T->isDependentType() || T->isUndeducedType())
    return true;
  PeeledType Given(T);
  bool Plain = !Given.Base->isRecordType() && !Given.Base->isEnumeralType();
  if (isNamed(T, Wanted.Name))
    return !Given.Base->isVoidType() || Wanted.Name != "void" ||
           Given.Stars == Wanted.Stars;
  // By another name: `struct _GThreadPool *`, `unsigned long`.
  const TypeDecl *Declared = findType(Context, Wanted.Name);
  const auto *Alias = dyn_cast_or_null<TypedefNameDecl>(Declared);
  if (!Alias)
    return false;
  PeeledType Known(Alias->getUnderlyingType());
  return Known.Base == Given.Base &&
         (!Plain || Known.Stars + Wanted.Stars == Given.Stars);
}

static bool fitsAny(QualType T, const Family &F, const ASTContext &Context) {
  return llvm::any_of(
      F.Types, [&](const std::string &Text) { return fits(T, Text, Context); });
}

//===----------------------------------------------------------------------===//
// Functions
//===----------------------------------------------------------------------===//

/// The type at \p Slot as \p Callee declares it. Null: it has none there.
static QualType declaredType(const FunctionDecl *Callee,
                             const HandleSlot &Slot) {
  switch (Slot.Where) {
  case HandleSlot::Return:
    return Callee->getReturnType();
  case HandleSlot::Argument:
  case HandleSlot::Pointee:
    if (Slot.Index < Callee->getNumParams()) {
      QualType T = Callee->getParamDecl(Slot.Index)->getType();
      return Slot.Where == HandleSlot::Argument ? T : T->getPointeeType();
    }
    return {};
  case HandleSlot::This:
  case HandleSlot::Any:
    return {};
  }
  return {};
}

/// All arguments that the model speaks of are there.
static bool hasParameters(const FunctionDecl *Callee, const CallModel &M) {
  if (Callee->isVariadic() || !Callee->hasPrototype())
    return true;
  unsigned N = M.Pattern.MinArgs;
  auto Need = [&](std::optional<unsigned> Index) {
    if (Index)
      N = std::max(N, *Index + 1);
  };
  if (M.Handle.Where == HandleSlot::Argument ||
      M.Handle.Where == HandleSlot::Pointee)
    Need(M.Handle.Index);
  Need(M.ModeArgument);
  Need(M.Parent);
  Need(M.Error);
  for (const ArgumentCondition &C : M.Pattern.Conditions)
    Need(C.Index);
  // All but the last may have defaults, but no more than there are are needed.
  return N <= Callee->getNumParams() &&
         Callee->getMinRequiredArguments() <= M.Pattern.MaxArgs;
}

/// `void object_unref(void *)`: takes whatever there is.
static bool takesAnyPointer(const FunctionDecl *Callee, const CallModel &M) {
  bool Makes = M.What == Role::Acquire || M.What == Role::Borrowed;
  QualType T = declaredType(Callee, M.Handle);
  return !Makes && !T.isNull() && (T->isVoidPointerType() || T->isVoidType());
}

/// Returns a structure where the library returns a pointer to one. A variable
/// that is opened in place is the structure in either case.
static bool isObjectForPointer(QualType T, const CallModel &M,
                               const Family &F) {
  return M.Handle.Where == HandleSlot::Return &&
         T.getNonReferenceType()->isRecordType() &&
         llvm::all_of(F.Types, [](const std::string &Text) {
           return TypeSpelling(Text).Stars > 0;
         });
}

bool functionFits(const FunctionDecl *Callee, const CallEntry &E) {
  const CallModel &M = *E.Call;
  if (M.Pattern.What != CallPattern::Function)
    return true;
  if (Callee->isInAnonymousNamespace() || !hasParameters(Callee, M))
    return false;
  // Objects are told apart by their class.
  if (E.Owner->Types.empty() || !E.Owner->Classes.empty())
    return true;
  QualType T = declaredType(Callee, M.Handle);
  if (T.isNull()) // Not declared, or no pointer where one is needed.
    return M.Handle.Where == HandleSlot::Any || Callee->isVariadic() ||
           !Callee->hasPrototype();
  return takesAnyPointer(Callee, M) ||
         (fitsAny(T, *E.Owner, Callee->getASTContext()) &&
          !isObjectForPointer(T, M, *E.Owner));
}

bool argumentFits(const FunctionDecl *Callee, const CallEntry &E,
                  llvm::ArrayRef<const Expr *> Args) {
  const CallModel &M = *E.Call;
  if (E.Owner->Types.empty() || !E.Owner->Classes.empty() ||
      M.Pattern.What != CallPattern::Function ||
      M.Handle.Where != HandleSlot::Argument || M.Handle.Index >= Args.size() ||
      !takesAnyPointer(Callee, M))
    return true;
  // A pool that is a `void *` is what the program takes it for.
  if (llvm::any_of(E.Owner->Types, [](llvm::StringRef Text) {
        return TypeSpelling(Text).Name == "void";
      }))
    return true;
  QualType T = Args[M.Handle.Index]->IgnoreParenCasts()->getType();
  return T->isVoidPointerType() || !T->isPointerType() ||
         fitsAny(T, *E.Owner, Callee->getASTContext());
}

bool isScriptObject(const Family *F) {
  return F && !F->Classes.empty() &&
         llvm::any_of(F->Calls, [](const CallModel &M) {
           return llvm::StringRef(M.Pattern.Name).ends_with("()");
         });
}

const CXXMemberCallExpr *calledMember(const FunctionDecl *Callee,
                                      llvm::ArrayRef<const Expr *> Args) {
  const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Callee);
  if (!Method || Method->getOverloadedOperator() != OO_Call || Args.empty())
    return nullptr;
  const auto *M = dyn_cast<CXXMemberCallExpr>(
      Args[0]->IgnoreUnlessSpelledInSource()->IgnoreParenCasts());
  return M && M->getMethodDecl() && M->getMethodDecl()->getIdentifier()
             ? M
             : nullptr;
}

//===----------------------------------------------------------------------===//
// Classes
//===----------------------------------------------------------------------===//

/// Calls \p Do with \p Class and its bases till it returns true.
static bool anyOfHierarchy(const CXXRecordDecl *Class,
                           llvm::function_ref<bool(const CXXRecordDecl *)> Do,
                           unsigned Depth = 0) {
  constexpr unsigned MaxBases = 8; // As ModelMatcher has it.
  if (!Class || !Class->hasDefinition() || Depth > MaxBases)
    return true; // Nobody knows.
  Class = Class->getDefinition();
  return Do(Class) ||
         llvm::any_of(Class->bases(), [&](const CXXBaseSpecifier &Base) {
           return anyOfHierarchy(Base.getType()->getAsCXXRecordDecl(), Do,
                                 Depth + 1);
         });
}

bool classFits(const CXXRecordDecl *Class, const Family &F) {
  if (!Class->hasDefinition())
    return true;
  Class = Class->getDefinition();
  std::string Name = modelName(Class);
  llvm::SmallVector<llvm::StringRef, 16> Methods;
  for (const CallModel &M : F.Calls)
    if (M.Pattern.What == CallPattern::Method && M.Pattern.Class == Name)
      Methods.push_back(M.Pattern.Name);
  auto Known = [&](const CXXMethodDecl *M) {
    return M->getIdentifier() && llvm::is_contained(Methods, M->getName());
  };
  bool Some =
      Methods.empty() || anyOfHierarchy(Class, [&](const CXXRecordDecl *R) {
        return llvm::any_of(publicMethods(R), Known);
      });
  if (!Some || !F.Builtin || llvm::StringRef(Name).contains("::") ||
      !llvm::is_contained(F.Classes, Name))
    return Some;
  // Anybody may have a class of a name like `ThreadPool`.
  if (Class->isInAnonymousNamespace())
    return false;
  bool Guard = F.Destructor == DestructorKind::Releases ||
               F.Destructor == DestructorKind::LosesWork;
  if (Guard && !anyOfHierarchy(Class, [](const CXXRecordDecl *R) {
        return R->hasUserDeclaredDestructor();
      }))
    return false;
  return llvm::none_of(publicMethods(Class), [&](const CXXMethodDecl *M) {
    return !Known(M) && releaseByName(M);
  });
}

} // namespace poolguard
