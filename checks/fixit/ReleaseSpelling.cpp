//===-- ReleaseSpelling.cpp -----------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ReleaseSpelling.h"
#include "NullText.h"
#include "flow/KnownNames.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/StringExtras.h"

using namespace clang;

namespace poolguard {

std::string spellMode(const CallModel &Call, ReleaseMode Mode,
                      StringRef Written) {
  for (const auto &[Value, ValueMode] : Call.ModeValues) {
    if (ValueMode != Mode)
      continue;
    if (!Value.Name.empty())
      return Value.Name;
    if (Written == "TRUE" || Written == "FALSE")
      return Value.Value ? "TRUE" : "FALSE";
    if (Written == "true" || Written == "false")
      return Value.Value ? "true" : "false";
    return std::to_string(Value.Value);
  }
  return "";
}

namespace {

class Speller {
public:
  Speller(const HandleText &Handle, const ASTContext &Context,
          const ModelMatcher &Models)
      : Handle(Handle), Context(Context), Models(Models) {}

  std::string spell(const CallModel &Call, ReleaseMode Mode) const {
    switch (Call.Pattern.What) {
    case CallPattern::Function:
      return function(Call, Mode);
    case CallPattern::Method:
      return method(Call, Mode);
    case CallPattern::Constructor:
      break;
    }
    return "";
  }

private:
  /// The function of this name that is declared before the place of the call.
  const FunctionDecl *declared(StringRef QualifiedName) const {
    const DeclContext *Scope = Context.getTranslationUnitDecl();
    SmallVector<StringRef, 4> Parts;
    QualifiedName.split(Parts, "::");
    for (auto [I, Part] : llvm::enumerate(Parts)) {
      const IdentifierInfo *Name = findIdentifier(Part, Context);
      if (!Name)
        return nullptr;
      bool Last = I + 1 == Parts.size();
      const DeclContext *Inner = nullptr;
      for (const NamedDecl *D : Scope->lookup(Name)) {
        if (const auto *Function = dyn_cast<FunctionDecl>(D); Function && Last)
          if (isBefore(Function))
            return Function;
        if (const auto *Space = dyn_cast<DeclContext>(D); Space && !Last)
          Inner = Space;
      }
      if (!Inner)
        return nullptr;
      Scope = Inner;
    }
    return nullptr;
  }

  bool isBefore(const FunctionDecl *D) const {
    for (const FunctionDecl *Each : D->redecls())
      if (Context.getSourceManager().isBeforeInTranslationUnit(
              Each->getLocation(), Handle.At))
        return true;
    return false;
  }

  bool isMacro(StringRef Name) const {
    const IdentifierInfo *Id = findIdentifier(Name, Context);
    return Id && Id->hasMacroDefinition();
  }

  /// A constant of the model's in the words of the unit: `FALSE` where that is
  /// a macro.
  std::string constant(StringRef Word) const {
    if (Word == "null")
      return nullText(Context, Handle.At);
    if (!isIdentifier(Word) || isMacro(Word))
      return Word.str();
    ModelConstant C;
    C.Name = Word.str();
    if (findIdentifier(Word, Context) && Word != "TRUE" && Word != "FALSE")
      return Word.str();
    if (std::optional<int64_t> Value = Models.resolve(C))
      return std::to_string(*Value);
    return "";
  }

  static bool isIdentifier(StringRef Word) {
    return !Word.empty() &&
           (llvm::isAlpha(Word.front()) || Word.front() == '_') &&
           llvm::all_of(Word,
                        [](char C) { return llvm::isAlnum(C) || C == '_'; });
  }

  std::string handleArgument(const CallModel &Call,
                             const FunctionDecl *D) const {
    bool Lent = Call.Handle.Where == HandleSlot::Argument && D &&
                Handle.Type->isRecordType() &&
                Call.Handle.Index < D->getNumParams() &&
                D->getParamDecl(Call.Handle.Index)->getType()->isPointerType();
    bool IsObject = Handle.Smart && Handle.Optional;
    if (IsObject && D && Call.Handle.Where == HandleSlot::Argument &&
        Call.Handle.Index < D->getNumParams() &&
        !D->getParamDecl(Call.Handle.Index)->getType()->isPointerType())
      return Handle.value();
    return (Lent || IsObject || Call.Handle.Where == HandleSlot::Pointee ? "&"
                                                                         : "") +
           Handle.value() + (Handle.Smart && !IsObject ? ".get()" : "");
  }

  /// The arguments as the model has them, or just the handle. Empty: they are
  /// not known.
  std::string arguments(const CallModel &Call, ReleaseMode Mode,
                        const FunctionDecl *D) const {
    std::vector<std::string> Words = Call.Written;
    if (Words.empty()) {
      bool Alone = Call.Handle.Index == 0 && D && D->getNumParams() > 0 &&
                   D->getMinRequiredArguments() <= 1 && !D->isVariadic();
      if (!Alone || Call.ModeArgument)
        return "";
      Words = {"handle"};
    }
    for (auto [I, Word] : llvm::enumerate(Words)) {
      if (Call.ModeArgument == I)
        if (std::string Known = spellMode(Call, Mode, Word); !Known.empty())
          Word = Known;
      Word = Word == "handle" ? handleArgument(Call, D) : constant(Word);
      if (Word.empty())
        return "";
    }
    return llvm::join(Words, ", ");
  }

  std::string function(const CallModel &Call, ReleaseMode Mode) const {
    bool ByMacro = !Call.Macro.empty() && isMacro(Call.Macro);
    const FunctionDecl *D = declared(Call.Pattern.Name);
    if (!ByMacro && !D)
      return "";
    // What is behind a macro may have arguments that users do not write.
    std::string Arguments = ByMacro && Call.Written.empty()
                                ? handleArgument(Call, D)
                                : arguments(Call, Mode, D);
    if (Arguments.empty())
      return "";
    return (ByMacro ? Call.Macro : Call.Pattern.Name) + "(" + Arguments + ")";
  }

  std::string method(const CallModel &Call, ReleaseMode Mode) const {
    bool Arrow = Handle.Type->isPointerType();
    QualType Object = Arrow ? Handle.Type->getPointeeType() : Handle.Type;
    const CXXRecordDecl *Class = Object->getAsCXXRecordDecl();
    if (Call.Handle.Where != HandleSlot::This || !Class ||
        !hasMethod(Class, Call.Pattern.Name, Call.Written.size(), 0))
      return "";
    std::string Arguments =
        Call.Written.empty() ? "" : arguments(Call, Mode, nullptr);
    if (Arguments.empty() && (!Call.Written.empty() || Call.ModeArgument))
      return "";
    std::string Text = Handle.Smart ? Handle.Text : Handle.value();
    if (Handle.Optional && !Handle.Smart)
      Text = "(" + Text + ")";
    Text += (Arrow ? "->" : ".") + Call.Pattern.Name + "(" + Arguments + ")";
    if (Handle.MadeByNew)
      Text += "; delete " + Handle.value();
    return Text;
  }

  /// A public method that takes \p Arguments.
  bool hasMethod(const CXXRecordDecl *Class, StringRef Name, unsigned Arguments,
                 unsigned Depth) const {
    Class = Class->getDefinition();
    if (!Class || Depth > 8)
      return false;
    for (const CXXMethodDecl *M : Class->methods())
      if (M->getDeclName().isIdentifier() && M->getName() == Name &&
          M->getAccess() == AS_public && !M->isDeleted() &&
          M->getMinRequiredArguments() <= Arguments &&
          Arguments <= M->getNumParams())
        return true;
    return llvm::any_of(Class->bases(), [&](const CXXBaseSpecifier &Base) {
      const CXXRecordDecl *B = Base.getType()->getAsCXXRecordDecl();
      return B && Base.getAccessSpecifier() == AS_public &&
             hasMethod(B, Name, Arguments, Depth + 1);
    });
  }

  const HandleText &Handle;
  const ASTContext &Context;
  const ModelMatcher &Models;
};

bool destructorReleases(const Family &F) {
  return F.Destructor == DestructorKind::Releases ||
         F.Destructor == DestructorKind::LosesWork;
}

} // namespace

/// The functions of the unit that release pools of \p F, a family whose model
/// lists no calls since declarations alone tell of it.
static std::vector<CallModel> declaredReleases(const Family &F,
                                               const ASTContext &Context,
                                               ModelMatcher &Models) {
  std::vector<CallModel> Found;
  const SourceManager &SM = Context.getSourceManager();
  auto Visit = [&](const DeclContext *Scope, auto &Self) -> void {
    for (const Decl *D : Scope->decls()) {
      if (isa<NamespaceDecl, LinkageSpecDecl>(D))
        Self(cast<DeclContext>(D), Self);
      const auto *Function = dyn_cast<FunctionDecl>(D);
      if (!Function || !Function->getDeclName().isIdentifier() ||
          SM.isInSystemHeader(Function->getLocation()))
        continue;
      for (const CallEntry &Entry : Models.match(Function, {}))
        if (Entry.Owner == &F && Entry.Call->What == Role::Release) {
          Found.push_back(*Entry.Call);
          Found.back().Pattern.What = CallPattern::Function;
          Found.back().Pattern.Name = Function->getQualifiedNameAsString();
        }
    }
  };
  if (llvm::none_of(F.Calls, [](const CallModel &Call) {
        return Call.What == Role::Release;
      }))
    Visit(Context.getTranslationUnitDecl(), Visit);
  return Found;
}

/// `written: none`
static const std::vector<std::string> Unwritable = {"none"};

SmallVector<ReleaseSpelling, 2> spellReleases(const Family &F,
                                              const HandleText &Handle,
                                              const ASTContext &Context,
                                              ModelMatcher &Models) {
  SmallVector<ReleaseSpelling, 2> Found;
  auto Add = [&](std::string Call, ReleaseMode Mode, const CallModel *Model) {
    bool Known = llvm::any_of(
        Found, [&](const ReleaseSpelling &R) { return R.Mode == Mode; });
    if (!Call.empty() && !Known && Mode != ReleaseMode::Detach)
      Found.push_back({std::move(Call), Mode, Model});
  };
  if (Handle.MadeByNew && destructorReleases(F)) {
    Add("delete " + Handle.value(), F.DestructorMode, nullptr);
    return Found;
  }
  Speller S(Handle, Context, Models);
  auto AddCall = [&](const CallModel &Call, const CallModel *Model) {
    if (Call.What != Role::Release || !Call.Final || !Call.Needs.empty() ||
        Call.Handle.Where == HandleSlot::Any || Call.Written == Unwritable ||
        Call.Success.What != SuccessPredicate::Always)
      return;
    if (!Call.ModeArgument)
      Add(S.spell(Call, Call.Mode), Call.Mode, Model);
    for (const auto &Each : Call.ModeValues)
      Add(S.spell(Call, Each.second), Each.second, Model);
  };
  for (const CallModel &Call : F.Calls)
    AddCall(Call, &Call);
  for (const CallModel &Call : declaredReleases(F, Context, Models))
    AddCall(Call, nullptr);
  return Found;
}

SmallVector<ReleaseSpelling, 2> spellWaits(const Family &F,
                                           const HandleText &Handle,
                                           const ASTContext &Context,
                                           ModelMatcher &Models) {
  SmallVector<ReleaseSpelling, 2> Found;
  HandleText Object = Handle;
  Object.MadeByNew = false; // Somebody deletes it later.
  Speller S(Object, Context, Models);
  for (const CallModel &Call : F.Calls) {
    // Others only look whether there is work.
    StringRef Name = Call.Pattern.Name;
    bool Waits = llvm::any_of(
        ArrayRef<StringRef>{"wait", "join", "drain", "flush", "finish"},
        [&](StringRef Word) { return Name.contains_insensitive(Word); });
    if (Call.What != Role::Use || Call.Use != UseKind::Wait ||
        !Call.Needs.empty() || !Waits)
      continue;
    if (std::string Text = S.spell(Call, Call.Mode); !Text.empty())
      Found.push_back({Text, ReleaseMode::Close, &Call, EventKind::Wait});
  }
  for (ReleaseSpelling &R : spellReleases(F, Object, Context, Models))
    if (R.Mode == ReleaseMode::Close && R.Model)
      Found.push_back(std::move(R));
  return Found;
}

SmallVector<ReleaseSpelling, 2> spellAnnouncements(const Family &F,
                                                   const HandleText &Handle,
                                                   const ASTContext &Context,
                                                   ModelMatcher &Models) {
  SmallVector<ReleaseSpelling, 2> Found;
  Speller S(Handle, Context, Models);
  for (const CallModel &Call : F.Calls)
    // It may have been told so already.
    if (Call.What == Role::Release && !Call.Final &&
        Call.Mode == ReleaseMode::Close && Call.LegalAfter == AllReleaseModes)
      if (std::string Text = S.spell(Call, Call.Mode); !Text.empty())
        Found.push_back({Text, ReleaseMode::Close, &Call, EventKind::Announce});
  return Found;
}

std::string spellOpenQuestion(const Family &F, const HandleText &Handle) {
  for (const CallModel &Call : F.Calls)
    if (Call.What == Role::Open && Call.Pattern.What == CallPattern::Method &&
        Call.Success.R == Relation::Ne && Call.Success.C.Name.empty() &&
        Call.Success.C.Value == 0)
      return (Handle.Smart ? Handle.Text + " && " : "") + Handle.Text +
             (Handle.Type->isPointerType() ? "->" : ".") + Call.Pattern.Name +
             "()";
  return "";
}

} // namespace poolguard
