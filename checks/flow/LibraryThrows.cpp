//===-- LibraryThrows.cpp -------------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LibraryThrows.h"
#include "LibraryTypes.h"
#include "clang/AST/DeclTemplate.h"

using namespace clang;

namespace poolguard {

namespace {

/// A call, with what entries of the table ask about it.
struct LibraryCall {
  const FunctionDecl *Callee;
  llvm::ArrayRef<const Expr *> Args;
  const ASTContext &Context;

  bool given(unsigned I) const {
    return I < Args.size() && !isa<CXXDefaultArgExpr>(Args[I]);
  }
  QualType parameter(unsigned I) const {
    return I < Callee->getNumParams()
               ? Callee->getParamDecl(I)->getType().getNonReferenceType()
               : QualType();
  }
  bool takes(unsigned I, llvm::StringRef Class) const {
    QualType T = parameter(I);
    const CXXRecordDecl *R = T.isNull() ? nullptr : T->getAsCXXRecordDecl();
    return R && R->getIdentifier() && R->getName() == Class;
  }
};

/// One function, or some of a class that throw alike.
struct LibraryThrow {
  llvm::StringLiteral Class; ///< Empty: a free function; `*`: any class.
  llvm::StringLiteral Names; ///< Separated by blanks; `+`: the constructor.
  llvm::StringLiteral Types; ///< As libraryThrows returns them.
  bool (*When)(const LibraryCall &) = nullptr;
};

} // namespace

/// `s.substr(i)`, but not `s.substr(0, n)`, `s.insert(s.size(), "x")`.
template <unsigned Index> static bool isRiskyPosition(const LibraryCall &C) {
  if (!C.given(Index) || C.parameter(Index).isNull() ||
      !C.parameter(Index)->isIntegerType())
    return false;
  const Expr *E = C.Args[Index]->IgnoreParenImpCasts();
  if (const auto *Call = dyn_cast<CXXMemberCallExpr>(E)) {
    const CXXMethodDecl *M = Call->getMethodDecl();
    return !M || !M->getIdentifier() ||
           (M->getName() != "size" && M->getName() != "length");
  }
  return !E->isValueDependent() && !E->isEvaluatable(C.Context);
}

/// Not a pattern, a name or a number that is written down: that was tried.
static bool isRiskyText(const LibraryCall &C) {
  return C.given(0) && !isa<StringLiteral>(C.Args[0]->IgnoreParenImpCasts()) &&
         (C.parameter(0)->isPointerType() || C.takes(0, "basic_string"));
}

static bool ofVariant(const LibraryCall &C) { return C.takes(0, "variant"); }
static bool ofWeak(const LibraryCall &C) { return C.takes(0, "weak_ptr"); }
/// `any_cast<T>(any)`, not `any_cast<T>(&any)`.
static bool byValue(const LibraryCall &C) {
  return !C.parameter(0).isNull() && !C.parameter(0)->isPointerType();
}
/// Without a default to fall back to.
static bool isUnary(const LibraryCall &C) {
  return C.Callee->getNumParams() == 1;
}

/// The table. `*` as a type: whatever another thread or a callback threw.
static const LibraryThrow Table[] = {
    {"*", "at", "out_of_range"},
    {"basic_string", "substr erase insert replace compare", "out_of_range",
     isRiskyPosition<0>},
    {"basic_string_view", "substr compare", "out_of_range", isRiskyPosition<0>},
    {"", "stoi stol stoll stoul stoull stof stod stold",
     "invalid_argument out_of_range"},
    {"bitset", "+", "invalid_argument", isRiskyText},
    {"bitset", "test set reset flip", "out_of_range", isRiskyPosition<0>},
    {"bitset", "to_ulong to_ullong", "overflow_error"},
    {"optional", "value", "bad_optional_access"},
    {"expected", "value", "bad_expected_access"},
    {"", "get", "bad_variant_access", ofVariant},
    {"", "any_cast", "bad_any_cast", byValue},
    {"shared_ptr", "+", "bad_weak_ptr", ofWeak},
    {"future", "get", "*"},
    {"shared_future", "get", "*"},
    {"basic_regex", "+ assign", "regex_error", isRiskyText},
    {"locale", "+", "runtime_error", isRiskyText},
    {"", "vformat", "format_error"},
    {"", "locate_zone current_zone", "runtime_error"},
    // Boost.
    {"", "lexical_cast numeric_cast", "exception"},
    {"basic_ptree", "get get_child", "exception", isUnary},
    {"", "read_json read_xml read_ini", "exception"},
};

static bool contains(llvm::StringRef Words, llvm::StringRef Word) {
  llvm::SmallVector<llvm::StringRef, 8> List;
  Words.split(List, ' ');
  return llvm::is_contained(List, Word);
}

/// What asks the file system, and has no error code to tell that it failed.
static bool filesystemThrows(const LibraryCall &C) {
  const FunctionDecl *F = C.Callee;
  for (unsigned I = 0; I < F->getNumParams(); ++I)
    if (C.takes(I, "error_code"))
      return false;
  const auto *M = dyn_cast<CXXMethodDecl>(F);
  if (!M)
    return F->getIdentifier() &&
           (F->getNumParams() == 0 || C.takes(0, "path")) &&
           !contains("swap hash_value begin end", F->getName());
  llvm::StringRef Class = M->getParent()->getName();
  bool Walks = Class.ends_with("directory_iterator");
  if (isa<CXXConstructorDecl>(M))
    return Walks && C.takes(0, "path");
  if (M->getOverloadedOperator() == OO_PlusPlus)
    return Walks;
  return Class == "directory_entry" && M->getIdentifier() &&
         M->getName() != "path";
}

static bool isInFilesystem(const Decl *D) {
  for (const DeclContext *C = D->getDeclContext(); C; C = C->getParent())
    if (const auto *NS = dyn_cast<NamespaceDecl>(C))
      if (NS->getIdentifier() && NS->getName() == "filesystem")
        return true;
  return false;
}

llvm::StringRef libraryThrows(const FunctionDecl *F,
                              llvm::ArrayRef<const Expr *> Args,
                              const ASTContext &Context) {
  LibraryCall Call{F, Args, Context};
  if (isInFilesystem(F))
    return filesystemThrows(Call) ? "filesystem_error" : "";
  const auto *Method = dyn_cast<CXXMethodDecl>(F);
  llvm::StringRef Class = Method ? Method->getParent()->getName() : "";
  llvm::StringRef Name = isa<CXXConstructorDecl>(F) ? llvm::StringRef("+")
                         : F->getIdentifier()       ? F->getName()
                                                    : llvm::StringRef();
  if (Name.empty())
    return "";
  for (const LibraryThrow &T : Table)
    if ((T.Class == Class || (Method && T.Class == "*")) &&
        contains(T.Names, Name) && (!T.When || T.When(Call)))
      return T.Types;
  return "";
}

Thrower throwerKind(const FunctionDecl *F) {
  if (!F->getIdentifier())
    return Thrower::No;
  llvm::StringRef Name = F->getName();
  if (isInStd(F, /*OrBoost=*/true)) {
    if (Name == "rethrow_exception")
      return Thrower::Anything;
    if (contains("throw_with_nested throw_exception throw_with_location", Name))
      return Thrower::Argument;
  }
  // `[[noreturn]] void throw_system_error(const char *what);`
  Name = Name.ltrim('_');
  bool Named = Name.starts_with_insensitive("throw") ||
               Name.starts_with_insensitive("rethrow");
  return Named && F->isNoReturn() && !F->isExternC() ? Thrower::Anything
                                                     : Thrower::No;
}

bool runsItsArguments(const FunctionDecl *F) {
  return F->getIdentifier() && !isa<CXXMethodDecl>(F) &&
         contains("invoke invoke_r apply visit call_once for_each for_each_n "
                  "transform generate find_if any_of all_of none_of count_if "
                  "sort stable_sort accumulate remove_if",
                  F->getName());
}

/// The program's own type, or one of the library's made for it.
static bool isUserType(QualType T, unsigned Depth = 0);

static bool hasUserType(llvm::ArrayRef<TemplateArgument> List, unsigned Depth) {
  constexpr unsigned MaxDepth = 8; // Deeper types: there is one somewhere.
  if (Depth > MaxDepth)
    return true;
  return llvm::any_of(List, [&](const TemplateArgument &A) {
    if (A.getKind() == TemplateArgument::Pack)
      return hasUserType(A.getPackAsArray(), Depth + 1);
    if (A.getKind() == TemplateArgument::Declaration)
      return true;
    return A.getKind() == TemplateArgument::Type &&
           isUserType(A.getAsType(), Depth + 1);
  });
}

static bool isUserType(QualType T, unsigned Depth) {
  T = T.getNonReferenceType();
  while (!T->getPointeeType().isNull())
    T = T->getPointeeType();
  if (const auto *Array = T->getAsArrayTypeUnsafe())
    T = QualType(Array->getBaseElementTypeUnsafe(), 0);
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  if (!R)
    return false;
  if (!isInStd(R, /*OrBoost=*/true))
    return true;
  const auto *S = dyn_cast<ClassTemplateSpecializationDecl>(R);
  return S && hasUserType(S->getTemplateArgs().asArray(), Depth);
}

bool mayRunUserCode(const FunctionDecl *F) {
  if (const TemplateArgumentList *List = F->getTemplateSpecializationArgs())
    if (hasUserType(List->asArray(), 0))
      return true;
  for (const DeclContext *C = F->getDeclContext(); C; C = C->getParent())
    if (const auto *S = dyn_cast<ClassTemplateSpecializationDecl>(C))
      if (hasUserType(S->getTemplateArgs().asArray(), 0))
        return true;
  return false;
}

} // namespace poolguard
