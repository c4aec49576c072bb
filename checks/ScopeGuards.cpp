//===-- ScopeGuards.cpp ---------------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ScopeGuards.h"
#include "flow/KnownNames.h"

using namespace clang;

namespace poolguard {

/// Its constructors make the pool, and so take what those of another class do.
static bool isConstructed(const Family &F) {
  return llvm::any_of(F.Calls, [](const CallModel &Call) {
    return Call.What == Role::Acquire &&
           Call.Pattern.What == CallPattern::Constructor;
  });
}

/// The class of \p F's library that holds the same and releases it, where the
/// unit knows one: `std::jthread` for `std::thread`.
static std::string guardingClass(const Family &F, const Catalog &Models,
                                 const ASTContext &Context) {
  if (F.Classes.empty())
    return "";
  for (const Family &Other : Models.families()) {
    if (Other.Library != F.Library || Other.Kind != F.Kind ||
        Other.Destructor != DestructorKind::Releases || !isConstructed(Other))
      continue;
    for (llvm::StringRef Class : Other.Classes)
      if (findIdentifier(Class.rsplit("::").second, Context))
        return Class.str();
  }
  return "";
}

std::string scopeGuardAdvice(const Family *F, QualType HandleType,
                             const Catalog &Models, const ASTContext &Context) {
  std::string Text = "bind it to a scope guard";
  if (!F)
    return Text;
  if (std::string Class = guardingClass(*F, Models, Context); !Class.empty())
    return Text + " such as '" + Class + "'";
  bool ByPointer = !HandleType.isNull() && HandleType->isPointerType();
  bool Releases = F->Destructor == DestructorKind::Releases ||
                  F->Destructor == DestructorKind::LosesWork;
  if (ByPointer && Releases)
    return Text + " such as 'std::unique_ptr'";
  if (F->Remedy.empty())
    return Text;
  if (ByPointer && F->Classes.empty())
    return Text + " such as 'std::unique_ptr' with a deleter that calls '" +
           F->Remedy + "'";
  return Text + " that calls '" + F->Remedy + "'";
}

} // namespace poolguard
