//===-- PrintTriggers.cpp - What the built-in models are for, at build time
//===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Runs while building and prints, as C++ initialisers, what the built-in
/// models are triggered by, and for each model what a unit that can need it
/// mentions: so units do not read models that are nothing to them.
///
//===----------------------------------------------------------------------===//

#include "Catalog.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/raw_ostream.h"
#include <map>
#include <set>

using namespace llvm;
using namespace poolguard;

namespace {
struct ModelWords {
  std::set<std::string> Keys, Prefixes, Headers;
};
} // namespace

/// The name in a type as users write it, `struct pool *`: empty if it is one of
/// the language's own.
static StringRef nameIn(StringRef Type) {
  static const char *const Own[] = {"const", "struct",   "unsigned", "signed",
                                    "void",  "char",     "short",    "int",
                                    "long",  "volatile", "enum"};
  SmallVector<StringRef, 4> Words;
  Type.split(Words, ' ', -1, /*KeepEmpty=*/false);
  for (StringRef Word : Words) {
    StringRef Name = Word.take_while(
        [](char C) { return isAlnum(C) || C == '_' || C == ':'; });
    if (!Name.empty() && !is_contained(Own, Name))
      return Name;
  }
  return "";
}

static void collect(const Family &F, ModelWords &Words) {
  for (const CallModel &Call : F.Calls) {
    const CallPattern &P = Call.Pattern;
    Words.Keys.insert(P.What != CallPattern::Function ? P.Class
                      : P.Prefix                      ? Call.Macro
                                                      : P.Name);
  }
  Words.Keys.insert(F.Classes.begin(), F.Classes.end());
  // A memory pool as an argument means something in calls of others.
  if (F.Kind == PoolKind::MemoryPool && !nameIn(F.HandleType).empty())
    Words.Keys.insert(nameIn(F.HandleType).str());
  Words.Prefixes.insert(F.Prefixes.begin(), F.Prefixes.end());
  Words.Headers.insert(F.Headers.begin(), F.Headers.end());
}

int main() {
  outs() << "const BuiltinTrigger BuiltinTriggers[] = {\n";
  for (const Trigger &T : Catalog::builtin()->triggers())
    outs() << "{\"" << T.Name << "\", " << (T.IsClass ? "true" : "false")
           << ", \"" << join(T.Functions, " ") << "\"},\n";
  std::map<std::string, ModelWords> Models;
  for (const Family &F : Catalog::builtin()->families())
    collect(F, Models[StringRef(F.File).rsplit('.').first.str()]);
  outs() << "};\nconst BuiltinModel BuiltinModels[] = {\n";
  for (const auto &[Name, Words] : Models)
    outs() << "{\"" << Name << "\", \"" << join(Words.Keys, " ") << "\", \""
           << join(Words.Prefixes, " ") << "\", \"" << join(Words.Headers, " ")
           << "\"},\n";
  outs() << "};\n";
}
