//===-- GuardSpelling.cpp -------------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "GuardSpelling.h"
#include "JoiningThread.h"
#include "flow/KnownNames.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "llvm/ADT/StringExtras.h"

using namespace clang;

namespace poolguard {

/// Something called \p Name in namespace std.
static bool knowsInStd(StringRef Name, const ASTContext &Context) {
  const IdentifierInfo *Std = findIdentifier("std", Context),
                       *Id = findIdentifier(Name, Context);
  if (!Std || !Id)
    return false;
  for (const NamedDecl *D : Context.getTranslationUnitDecl()->lookup(Std))
    if (const auto *Space = dyn_cast<NamespaceDecl>(D);
        Space && !Space->lookup(Id).empty())
      return true;
  return false;
}

bool isFreeName(StringRef Name, const FunctionDecl *F,
                const ASTContext &Context) {
  const IdentifierInfo *Id = findIdentifier(Name, Context);
  if (!Id)
    return true;
  std::string Why;
  if (Id->hasMacroDefinition() || LocalVariable::find(F, Name, Why) ||
      Why != "the handle is not a local variable's")
    return false;
  for (const DeclContext *Each = F; Each; Each = Each->getLookupParent())
    if (!Each->isFunctionOrMethod() && !Each->lookup(Id).empty())
      return false;
  return true;
}

std::string freshName(ArrayRef<StringRef> Names, const FunctionDecl *F,
                      const ASTContext &Context) {
  for (StringRef Name : Names)
    if (isFreeName(Name, F, Context))
      return Name.str();
  return "";
}

std::string guardName(const VarDecl *V, const FunctionDecl *F,
                      const ASTContext &Context) {
  StringRef Handle = V->getName();
  bool Snake = Handle.contains('_') || llvm::isLower(Handle.front());
  for (StringRef Suffix : {"guard", "closer", "keeper"}) {
    std::string Name = (Handle + (Snake ? "_" : "")).str() +
                       (Snake ? Suffix.str()
                              : std::string(1, llvm::toUpper(Suffix.front())) +
                                    Suffix.drop_front().str());
    if (isFreeName(Name, F, Context))
      return Name;
  }
  return "";
}

std::string headerOfUniquePtr(const ASTContext &Context) {
  return knowsInStd("unique_ptr", Context) ? "" : "<memory>";
}

/// The type of the variable as it is written, or of what it is made of.
static QualType writtenType(const VarDecl *V) {
  QualType T = V->getType();
  if (V->getTypeSourceInfo()->getType()->getContainedDeducedType() &&
      V->getInit())
    T = V->getInit()->IgnoreImplicit()->getType();
  return T.getUnqualifiedType();
}

static bool isUnspeakable(StringRef Type) {
  return Type.contains("(unnamed") || Type.contains("(anonymous") ||
         Type.contains("(lambda");
}

std::string spellType(const VarDecl *V, const ASTContext &Context) {
  std::string Type =
      writtenType(V).getAsString(PrintingPolicy(Context.getLangOpts()));
  return isUnspeakable(Type) ? "" : Type;
}

/// `f` if \p Call is `f(p)` and says all there is to know.
static std::string plainFunction(const ReleaseSpelling &Release,
                                 const HandleText &Handle,
                                 const ASTContext &Context) {
  if (!Release.Model || Release.Model->Pattern.What != CallPattern::Function)
    return "";
  const std::string &Name = Release.Model->Pattern.Name;
  const IdentifierInfo *Id = findIdentifier(Name, Context);
  if (Release.Call != Name + "(" + Handle.Text + ")" || !Id ||
      Id->hasMacroDefinition())
    return "";
  const FunctionDecl *Found = nullptr;
  for (const NamedDecl *D : Context.getTranslationUnitDecl()->lookup(Id)) {
    const auto *Function = dyn_cast<FunctionDecl>(D);
    if (!Function ||
        (Found && Found->getCanonicalDecl() != Function->getCanonicalDecl()))
      return "";
    Found = Function;
  }
  return Found && Found->getNumParams() == 1 && !Found->isVariadic() ? Name
                                                                     : "";
}

SmallVector<GuardSpelling, 2>
spellGuards(const Family &F, const HandleVariable &Handle,
            const FunctionDecl *Function, const ASTContext &Context,
            ModelMatcher &Models, std::string &Why) {
  SmallVector<GuardSpelling, 2> Guards;
  PrintingPolicy Policy(Context.getLangOpts());
  QualType T = writtenType(Handle.Root);
  GuardSpelling Common;
  std::string Pointer = T.getAsString(Policy);
  bool Named = T->getAs<TypedefType>() != nullptr;
  Common.Pointee = Named ? "std::remove_pointer_t<" + Pointer + ">"
                         : T->getPointeeType().getAsString(Policy);
  if (isUnspeakable(Pointer) || T->isFunctionPointerType() ||
      (Named && !Context.getLangOpts().CPlusPlus14)) {
    Why = "the handle's type has no name for a guard";
    return Guards;
  }
  Common.Header = headerOfUniquePtr(Context);
  if (Handle.Written.MadeByNew && isStdThread(Handle.Written.Type)) {
    if (!hasJoiningThread(Context)) {
      Why = "there is no 'std::jthread'";
      return Guards;
    }
    Common.Pointee = "std::jthread";
    Common.Type = "std::unique_ptr<std::jthread>";
    Common.Release = "delete " + Handle.Written.Text;
    Common.MakesUnique = Common.Joins = true;
    Guards.push_back(std::move(Common));
    return Guards;
  }
  HandleText Inner = Handle.Written;
  Inner.Text = freshName({"handle", "guarded", "released"}, Function, Context);
  auto Calls = spellReleases(F, Handle.Written, Context, Models);
  auto InnerCalls = spellReleases(F, Inner, Context, Models);
  if (Calls.empty() || Inner.Text.empty())
    Why = "no guard can be written here";
  for (unsigned I = 0; I < Calls.size() && !Inner.Text.empty(); ++I) {
    GuardSpelling G = Common;
    G.Release = Calls[I].Call;
    G.Mode = Calls[I].Mode;
    if (!Calls[I].Model) { // delete
      const CXXRecordDecl *R = T->getPointeeCXXRecordDecl();
      const CXXDestructorDecl *D = R ? R->getDestructor() : nullptr;
      if (D && D->getAccess() != AS_public) {
        Why = "only some may destroy the object";
        continue;
      }
      G.Type = "std::unique_ptr<" + G.Pointee + ">";
      G.MakesUnique = Context.getLangOpts().CPlusPlus14;
    } else if (std::string Name =
                   plainFunction(Calls[I], Handle.Written, Context);
               !Name.empty()) {
      G.Type = "std::unique_ptr<" + G.Pointee + ", decltype(&" + Name + ")>";
      G.Deleter = "&" + Name;
    } else {
      std::string Argument =
          Pointer + (StringRef(Pointer).ends_with("*") ? "" : " ");
      G.Type = "std::unique_ptr<" + G.Pointee + ", void (*)(" + Pointer + ")>";
      G.Deleter =
          "[](" + Argument + Inner.Text + ") { " + InnerCalls[I].Call + "; }";
    }
    Guards.push_back(std::move(G));
  }
  return Guards;
}

} // namespace poolguard
