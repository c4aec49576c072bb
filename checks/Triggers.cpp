//===-- Triggers.cpp ------------------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Triggers.h"
#include "flow/KnownNames.h"
#include "clang/AST/Decl.h"

using namespace clang;

namespace poolguard {

static bool isKnown(StringRef Identifier, const ASTContext &Context) {
  return findIdentifier(Identifier, Context) != nullptr;
}

namespace {

struct BuiltinTrigger {
  StringRef Name;
  bool IsClass;
  StringRef Functions; ///< Separated by blanks.
};

/// A built-in model. Lists are separated by blanks.
struct BuiltinModel {
  StringRef Name;
  /// Qualified names one of which is mentioned, with all its components, where
  /// the model can matter.
  StringRef Keys;
  StringRef Prefixes, Headers;
};

#include "Triggers.inc"

/// The functions of this name at file scope, and whether one is used.
struct Declared {
  bool Any = false, Used = false;
};

Declared functionsNamed(StringRef Name, const ASTContext &Context) {
  Declared Found;
  const IdentifierInfo *Id = findIdentifier(Name, Context);
  if (!Id)
    return Found;
  for (const NamedDecl *D : Context.getTranslationUnitDecl()->lookup(Id))
    if (const auto *F = dyn_cast<FunctionDecl>(D)) {
      Found.Any = true;
      Found.Used |= F->isReferenced() || F->isUsed();
    }
  return Found;
}

/// A header that everybody includes may declare an acquire (`popen`): then the
/// unit has to use some function of the family.
template <typename Range>
bool applies(StringRef Name, bool IsClass, const Range &Functions,
             const ASTContext &Context) {
  if (!isKnown(Name, Context) || (IsClass && !Context.getLangOpts().CPlusPlus))
    return false;
  if (Functions.empty() || !functionsNamed(Name, Context).Any)
    return true;
  return llvm::any_of(Functions, [&](StringRef Each) {
    return functionsNamed(Each, Context).Used;
  });
}

} // namespace

/// Calls \p Each with the words of \p List until it returns true.
static bool anyWord(StringRef List, llvm::function_ref<bool(StringRef)> Each) {
  while (!List.empty()) {
    auto [Word, Rest] = List.split(' ');
    if (Each(Word))
      return true;
    List = Rest;
  }
  return false;
}

/// Whether all components of \p Name are identifiers of the unit.
static bool isMentioned(StringRef Name, const ASTContext &Context) {
  if (Name.contains(':') && !Context.getLangOpts().CPlusPlus)
    return false;
  while (!Name.empty()) {
    auto [First, Rest] = Name.split("::");
    if (!isKnown(First, Context))
      return false;
    Name = Rest;
  }
  return true;
}

ModelSelection selectBuiltinModels(const ASTContext &Context) {
  ModelSelection Selection;
  auto AppendTo = [](std::vector<StringRef> &List) {
    return [&List](StringRef Word) {
      List.push_back(Word);
      return false;
    };
  };
  for (const BuiltinModel &M : BuiltinModels) {
    if (anyWord(M.Keys,
                [&](StringRef Key) { return isMentioned(Key, Context); })) {
      Selection.Read.push_back(M.Name);
      continue;
    }
    anyWord(M.Prefixes, AppendTo(Selection.Prefixes));
    anyWord(M.Headers, AppendTo(Selection.Headers));
  }
  return Selection;
}

bool mentionsBuiltinModels(const ASTContext &Context) {
  return llvm::any_of(BuiltinTriggers, [&](const BuiltinTrigger &T) {
    if (!isKnown(T.Name, Context))
      return false;
    SmallVector<StringRef, 16> Functions;
    T.Functions.split(Functions, ' ', -1, /*KeepEmpty=*/false);
    return applies(T.Name, T.IsClass, Functions, Context);
  });
}

bool mentionsModels(const Catalog &Models, const ASTContext &Context) {
  return llvm::any_of(Models.triggers(), [&](const Trigger &T) {
    return applies(T.Name, T.IsClass, T.Functions, Context);
  });
}

} // namespace poolguard
