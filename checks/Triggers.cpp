//===-- Triggers.cpp ------------------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Triggers.h"
#include "clang/AST/Decl.h"

using namespace clang;

namespace poolguard {

namespace {

struct BuiltinTrigger {
  StringRef Name;
  bool IsClass;
  StringRef Functions; ///< Separated by blanks.
};

const BuiltinTrigger BuiltinTriggers[] = {
#include "Triggers.inc"
};

/// The functions of this name at file scope, and whether one is used.
struct Declared {
  bool Any = false, Used = false;
};

Declared functionsNamed(StringRef Name, const ASTContext &Context) {
  Declared Found;
  auto It = Context.Idents.find(Name);
  if (It == Context.Idents.end())
    return Found;
  for (const NamedDecl *D :
       Context.getTranslationUnitDecl()->lookup(It->second))
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
  if (Context.Idents.find(Name) == Context.Idents.end() ||
      (IsClass && !Context.getLangOpts().CPlusPlus))
    return false;
  if (Functions.empty() || !functionsNamed(Name, Context).Any)
    return true;
  return llvm::any_of(Functions, [&](StringRef Each) {
    return functionsNamed(Each, Context).Used;
  });
}

} // namespace

bool mentionsBuiltinModels(const ASTContext &Context) {
  return llvm::any_of(BuiltinTriggers, [&](const BuiltinTrigger &T) {
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
