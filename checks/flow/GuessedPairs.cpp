//===-- GuessedPairs.cpp --------------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "GuessedPairs.h"
#include "PoolNames.h"
#include "clang/AST/DeclCXX.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/StringExtras.h"
#include <map>

using namespace clang;

namespace poolguard {

//===----------------------------------------------------------------------===//
// Names
//===----------------------------------------------------------------------===//

namespace {
/// A word that makes a pool, and those that undo it.
struct VerbPair {
  llvm::StringRef Makes;
  std::vector<llvm::StringRef> Releases;
  /// It may also work on what another verb has made: `pool_start(p)`.
  bool Weak = false;
};
} // namespace

static const VerbPair VerbPairs[] = {
    {"create", {"destroy", "delete", "free", "release", "close", "dispose"}},
    {"new", {"free", "delete", "destroy", "release", "dispose"}},
    {"make", {"destroy", "delete", "free", "release"}},
    {"alloc", {"free", "dealloc", "release"}},
    {"allocate", {"free", "deallocate", "release"}},
    {"construct", {"destruct", "destroy"}},
    {"open", {"close"}},
    {"init",
     {"fini", "uninit", "deinit", "exit", "destroy", "finish", "done", "term",
      "cleanup"},
     true},
    {"initialize",
     {"finalize", "uninitialize", "deinitialize", "terminate", "destroy"},
     true},
    {"setup", {"teardown", "cleanup"}, true},
    {"start", {"stop"}, true}};

namespace {
/// `acme_thread_pool_create_full`: what is made, and the verb.
struct FunctionName {
  std::string Stem; ///< "acme thread pool"
  std::string Verb; ///< Empty: no function of a pair.
};
} // namespace

/// What may follow the verb without another thing being made.
static bool isVariant(llvm::ArrayRef<std::string> Words) {
  return Words.empty() || Words.front() == "with" ||
         (Words.size() == 1 && (Words[0] == "ex" || Words[0] == "full"));
}

static bool isVerb(llvm::StringRef Word) {
  return llvm::any_of(VerbPairs, [&](const VerbPair &P) {
    return P.Makes == Word || llvm::is_contained(P.Releases, Word);
  });
}

static FunctionName readName(llvm::StringRef Name) {
  llvm::SmallVector<std::string, 4> Words = wordsOf(Name);
  for (unsigned I = 0; I < Words.size(); ++I) {
    if (!isVerb(Words[I]))
      continue;
    auto Stem = [&](llvm::ArrayRef<std::string> Rest) {
      std::vector<std::string> Left(Words.begin(), Words.begin() + I);
      Left.insert(Left.end(), Rest.begin(), Rest.end());
      return Left;
    };
    llvm::ArrayRef<std::string> Rest = llvm::ArrayRef(Words).drop_front(I + 1);
    // `pool_create`, `create_pool`, but not `pool_create_worker`.
    std::vector<std::string> Left =
        Stem(isVariant(Rest) && I ? llvm::ArrayRef<std::string>() : Rest);
    if (!Left.empty() && isPoolClassName(Left.back()))
      return {llvm::join(Left, " "), Words[I]};
  }
  return {};
}

//===----------------------------------------------------------------------===//
// Handles
//===----------------------------------------------------------------------===//

/// The canonical structure that \p T points to, or void; else null.
static const Type *structureBehind(QualType T) {
  if (T.isNull() || !T->isPointerType())
    return nullptr;
  QualType To = T->getPointeeType();
  return (To->isRecordType() || To->isVoidType()) && !To.isConstQualified()
             ? To.getCanonicalType().getTypePtr()
             : nullptr;
}

/// A parameter that is a handle, or a pointer to one.
static std::optional<HandleSlot> parameterFor(const FunctionDecl *F,
                                              const Type *Structure) {
  for (unsigned I = 0; I < F->getNumParams(); ++I) {
    QualType T = F->getParamDecl(I)->getType();
    if (structureBehind(T) == Structure)
      return HandleSlot{HandleSlot::Argument, I};
    if (T->isPointerType() && structureBehind(T->getPointeeType()) == Structure)
      return HandleSlot{HandleSlot::Pointee, I};
  }
  return std::nullopt;
}

/// A result that can say whether something was made.
static bool isStatus(QualType T) {
  return T->isVoidType() || T->isIntegralOrEnumerationType();
}

namespace {
/// Where a function puts what it makes.
struct Making {
  const Type *Structure;
  HandleSlot Slot;
};
} // namespace

/// `object *pool_alloc(pool *p)`, `pool *pool_create(pool *parent)`: who has to
/// release what is made, the names do not say. \p Own is no such parameter.
static bool takesPool(const FunctionDecl *F, unsigned Own) {
  for (unsigned I = 0; I < F->getNumParams(); ++I)
    if (const Type *T = structureBehind(F->getParamDecl(I)->getType());
        T && I != Own) {
      const TagDecl *Tag = T->getAsTagDecl();
      if (Tag && Tag->getIdentifier() && isPoolClassName(Tag->getName()))
        return true;
    }
  return false;
}

/// `pool_free(pool, object)` gives an object back; the pool stays.
static bool takesMore(const FunctionDecl *F, unsigned Handle) {
  for (unsigned I = 0; I < F->getNumParams(); ++I)
    if (I != Handle && F->getParamDecl(I)->getType()->isPointerType())
      return true;
  return false;
}

static std::optional<Making> makingOf(const FunctionDecl *F) {
  if (takesPool(F, /*Own=*/0))
    return std::nullopt;
  if (const Type *Structure = structureBehind(F->getReturnType()))
    return takesPool(F, None)
               ? std::nullopt
               : std::optional(Making{Structure, {HandleSlot::Return, 0}});
  if (!isStatus(F->getReturnType()))
    return std::nullopt;
  // `int pool_create(pool **out, int n)`, wherever it stands.
  for (unsigned I = 0; I < F->getNumParams(); ++I)
    if (QualType T = F->getParamDecl(I)->getType(); T->isPointerType())
      if (const Type *Structure = structureBehind(T->getPointeeType()))
        return Making{Structure, {HandleSlot::Pointee, I}};
  // `int pool_init(pool *p, int n)`
  if (F->getNumParams())
    if (const Type *Structure = structureBehind(F->getParamDecl(0)->getType());
        Structure && Structure->isRecordType())
      return Making{Structure, {HandleSlot::Argument, 0}};
  return std::nullopt;
}

//===----------------------------------------------------------------------===//
// Pairs
//===----------------------------------------------------------------------===//

namespace {
struct Candidate {
  const FunctionDecl *F;
  FunctionName Name;
};

/// The functions of one header, or of one namespace in it, by stem.
using Group = std::map<std::string, std::vector<Candidate>>;
using Groups = std::map<std::pair<FileID, const DeclContext *>, Group>;
} // namespace

static bool mayBeOfPair(const FunctionDecl *F) {
  if (!F->getIdentifier() || isa<CXXMethodDecl>(F) || F->isTemplated())
    return false;
  llvm::StringRef Name = F->getName();
  return Name.contains_insensitive("pool") ||
         Name.contains_insensitive("executor") ||
         Name.contains_insensitive("workers");
}

static void collect(const DeclContext *Scope, const SourceManager &SM,
                    Groups &Out) {
  for (const Decl *D : Scope->decls()) {
    if (const auto *NS = dyn_cast<NamespaceDecl>(D)) {
      if (!NS->isStdNamespace())
        collect(NS, SM, Out);
    } else if (const auto *Linkage = dyn_cast<LinkageSpecDecl>(D)) {
      collect(Linkage, SM, Out);
    } else if (const auto *F = dyn_cast<FunctionDecl>(D);
               F && mayBeOfPair(F) && F->isFirstDecl() && !F->hasBody()) {
      // Bodies that can be seen speak for themselves.
      if (FunctionName Name = readName(F->getName()); !Name.Verb.empty())
        Out[{SM.getFileID(SM.getExpansionLoc(F->getLocation())),
             F->getDeclContext()->getRedeclContext()}][Name.Stem]
            .push_back({F, Name});
    }
  }
}

static CallModel acquireModel(const FunctionDecl *F, const Making &M) {
  CallModel Call;
  Call.What = Role::Acquire;
  Call.Pattern.Name = F->getNameAsString();
  Call.Handle = M.Slot;
  QualType T = F->getReturnType();
  if (T->isVoidType())
    return Call;
  Call.Success.What = SuccessPredicate::Compares;
  Call.Success.R = M.Slot.Where == HandleSlot::Return || T->isBooleanType()
                       ? Relation::Ne
                       : Relation::Eq;
  return Call;
}

static CallModel releaseModel(const Candidate &C, const HandleSlot &Slot) {
  CallModel Call;
  Call.What = Role::Release;
  Call.Pattern.Name = C.F->getNameAsString();
  Call.Handle = Slot;
  Call.SetsNull = Slot.Where == HandleSlot::Pointee;
  // What frees memory does so once; of the others nobody knows.
  static const llvm::StringRef Frees[] = {"destroy", "free", "delete"};
  if (!llvm::is_contained(Frees, llvm::StringRef(C.Name.Verb)))
    Call.LegalAfter = AllReleaseModes;
  return Call;
}

/// What one verb makes of the functions of a stem: a family, if the types fit.
/// \p Of are the functions of its calls, in their order.
static std::optional<Family> familyOf(const VerbPair &Verbs,
                                      llvm::ArrayRef<Candidate> Candidates,
                                      const Type *&Structure,
                                      std::vector<const FunctionDecl *> &Of) {
  Family F;
  for (const Candidate &C : Candidates) {
    std::optional<Making> M;
    if (C.Name.Verb == Verbs.Makes)
      M = makingOf(C.F);
    if (!M || (Structure && Structure != M->Structure))
      continue;
    // `void *pool_alloc(arena *a, int n)` hands out memory.
    if (M->Structure->isVoidType() && Verbs.Makes.starts_with("alloc"))
      continue;
    Structure = M->Structure;
    F.Calls.push_back(acquireModel(C.F, *M));
    Of.push_back(C.F);
  }
  size_t Acquires = F.Calls.size();
  if (!Acquires)
    return std::nullopt;
  for (const Candidate &C : Candidates)
    if (llvm::is_contained(Verbs.Releases, C.Name.Verb) &&
        C.F->getNumParams() <= (Structure->isVoidType() ? 1u : 3u) &&
        isStatus(C.F->getReturnType()))
      if (std::optional<HandleSlot> Slot = parameterFor(C.F, Structure);
          Slot && !takesMore(C.F, Slot->Index)) {
        F.Calls.push_back(releaseModel(C, *Slot));
        Of.push_back(C.F);
      }
  if (F.Calls.size() == Acquires)
    return std::nullopt;
  F.Remedy = F.Calls[Acquires].Pattern.Name;
  F.GuessedFrom = "'" + F.Calls[0].Pattern.Name + "' and '" + F.Remedy + "'";
  F.Kind = poolKindOf(Candidates.front().Name.Stem);
  if (F.Kind == PoolKind::WorkerThread)
    F.Kind = PoolKind::ThreadPool; // `workers`: several.
  F.Id = F.Library = Candidates.front().Name.Stem;
  return F;
}

GuessedPairs::GuessedPairs(const ASTContext &Context) {
  Groups All;
  collect(Context.getTranslationUnitDecl(), Context.getSourceManager(), All);
  for (const auto &[Where, Stems] : All)
    for (const auto &[Stem, Candidates] : Stems) {
      llvm::SmallPtrSet<const Type *, 2> Made;
      for (const VerbPair &Verbs : VerbPairs) {
        const Type *Structure = nullptr;
        std::vector<const FunctionDecl *> Of;
        std::optional<Family> F = familyOf(Verbs, Candidates, Structure, Of);
        // `pool_start(p)` on what `pool_create()` made adds nothing.
        if (!F || (!Made.insert(Structure).second && Verbs.Weak))
          continue;
        Families.push_back(std::move(*F));
        for (size_t I = 0; I < Of.size(); ++I) {
          Entries &Calls = Found[Of[I]->getCanonicalDecl()];
          if (Calls.empty())
            Calls.push_back({&Families.back(), &Families.back().Calls[I]});
        }
      }
    }
}

} // namespace poolguard
