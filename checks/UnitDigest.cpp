//===-- UnitDigest.cpp ----------------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "UnitDigest.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/Stmt.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"
#include "clang/Lex/Preprocessor.h"
#include "clang/Lex/PreprocessorOptions.h"
#include "llvm/ADT/Hashing.h"
#include "llvm/Support/VirtualFileSystem.h"
#include "llvm/Support/xxhash.h"

using namespace clang;

namespace poolguard {

void UnitDigest::addToRest(uint64_t More) {
  Rest = llvm::hash_combine(Rest, More);
}

void UnitDigest::addToRest(StringRef Text) {
  addToRest(llvm::xxh3_64bits(Text));
}

UnitDigest::UnitDigest(const ASTContext &Context, const Preprocessor &PP)
    : Context(Context), SM(Context.getSourceManager()),
      Text(SM.getBufferData(SM.getMainFileID())),
      Begin(SM.getLocForStartOfFile(SM.getMainFileID()).getRawEncoding()) {
  for (const Decl *D : Context.getTraversalScope())
    collect(D);
  llvm::sort(Bodies,
             [](const Piece &A, const Piece &B) { return A.Begin < B.Begin; });
  for (unsigned I = 0; I < Bodies.size(); ++I)
    Numbers[Bodies[I].Function] = I;
  hashMain();
  hashOthers(PP);
}

//===----------------------------------------------------------------------===//
// Bodies
//===----------------------------------------------------------------------===//

void UnitDigest::collect(const Decl *D) {
  if (const auto *F = dyn_cast<FunctionDecl>(D))
    return consider(F);
  const auto *Class = dyn_cast<CXXRecordDecl>(D);
  bool Plain = Class && Class->isThisDeclarationADefinition() &&
               !Class->isDependentContext() &&
               !isa<ClassTemplateSpecializationDecl>(Class);
  if (Plain || isa<NamespaceDecl, LinkageSpecDecl>(D))
    for (const Decl *Each : cast<DeclContext>(D)->decls())
      collect(Each);
}

/// It only runs where a call names it.
static bool isNamedWhereCalled(const FunctionDecl *F) {
  const auto *Method = dyn_cast<CXXMethodDecl>(F);
  return F->getIdentifier() && !F->isConstexpr() &&
         !F->isOverloadedOperator() &&
         !isa<CXXConstructorDecl, CXXDestructorDecl, CXXConversionDecl>(F) &&
         !(Method && Method->isVirtual());
}

/// `{` to behind `}` in the main file, or nothing.
std::optional<std::pair<unsigned, unsigned>>
UnitDigest::textOf(const FunctionDecl *F) const {
  const auto *Body = dyn_cast_or_null<CompoundStmt>(F->getBody());
  if (!Body)
    return std::nullopt;
  SourceLocation Open = Body->getLBracLoc(), Close = Body->getRBracLoc();
  if (Open.isMacroID() || Close.isMacroID() ||
      SM.getFileID(Open) != SM.getMainFileID() ||
      SM.getFileID(Close) != SM.getMainFileID())
    return std::nullopt;
  unsigned From = SM.getFileOffset(Open), To = SM.getFileOffset(Close) + 1;
  if (From >= To || To > Text.size())
    return std::nullopt;
  return std::pair(From, To);
}

void UnitDigest::consider(const FunctionDecl *F) {
  // Instantiations of one template tell the same once.
  if (!F->doesThisDeclarationHaveABody() || F->isDependentContext() ||
      F->isTemplateInstantiation())
    return;
  if (isNamedWhereCalled(F))
    if (auto Where = textOf(F)) {
      Bodies.push_back({F, Where->first, Where->second, 0, 0});
      return;
    }
  Others.insert({F, unsigned(Others.size())});
}

std::optional<std::string> UnitDigest::nameOf(const Decl *D) const {
  if (const auto *F = dyn_cast<FunctionDecl>(D)) {
    if (std::optional<unsigned> Number = numberOf(F))
      return "body " + std::to_string(*Number);
    if (auto It = Others.find(F); It != Others.end())
      return "other " + std::to_string(It->second);
    return std::nullopt;
  }
  const auto *Class = cast<CXXRecordDecl>(D);
  if (Class->getParentFunctionOrMethod() || !Class->getIdentifier())
    return std::nullopt;
  std::string Name = "class ";
  llvm::raw_string_ostream Out(Name);
  Class->getNameForDiagnostic(Out, Context.getPrintingPolicy(),
                              /*Qualified=*/true);
  return Name;
}

std::optional<unsigned> UnitDigest::numberOf(const FunctionDecl *F) const {
  auto It = Numbers.find(F);
  if (It == Numbers.end())
    return std::nullopt;
  return It->second;
}

//===----------------------------------------------------------------------===//
// Text
//===----------------------------------------------------------------------===//

/// Of the tokens only, so that blanks and comments may change.
uint64_t UnitDigest::tokensBetween(unsigned From, unsigned To) const {
  Lexer Raw(SM.getLocForStartOfFile(SM.getMainFileID()), Context.getLangOpts(),
            Text.begin(), Text.begin() + From, Text.end());
  uint64_t Hash = 0;
  Token Each;
  while (!Raw.LexFromRawLexer(Each)) {
    unsigned At = Each.getLocation().getRawEncoding() - Begin;
    if (At >= To)
      break;
    // Where a directive ends, the line does.
    Hash = llvm::hash_combine(
        Hash, llvm::xxh3_64bits(Text.substr(At, Each.getLength())),
        Each.isAtStartOfLine());
  }
  return Hash;
}

void UnitDigest::hashMain() {
  unsigned At = 0;
  auto Between = [&](unsigned To) {
    addToRest(tokensBetween(At, To));
    return llvm::xxh3_64bits(Text.slice(At, To));
  };
  for (Piece &P : Bodies) {
    P.Before = Between(P.Begin);
    P.Text = llvm::xxh3_64bits(Text.slice(P.Begin, P.End));
    At = P.End;
  }
  Last = Between(unsigned(Text.size()));
  addToRest(Bodies.size());
}

/// What was compiled beforehand, and the files that were read besides.
void UnitDigest::hashOthers(const Preprocessor &PP) {
  StringRef Compiled = PP.getPreprocessorOpts().ImplicitPCHInclude;
  addToRest(Compiled);
  llvm::vfs::FileSystem &FS = SM.getFileManager().getVirtualFileSystem();
  if (auto Status = FS.status(Compiled); Status && !Compiled.empty()) {
    addToRest(Status->getSize());
    addToRest(
        uint64_t(Status->getLastModificationTime().time_since_epoch().count()));
    // Those that are kept in memory have one name for all.
    if (Compiled.contains("inmemory"))
      if (auto Buffer = FS.getBufferForFile(Compiled))
        addToRest((*Buffer)->getBuffer());
  }
  for (unsigned I = 0; I < SM.local_sloc_entry_size(); ++I) {
    const SrcMgr::SLocEntry &Entry = SM.getLocalSLocEntry(I);
    if (!Entry.isFile() || Entry.getOffset() == Begin)
      continue;
    if (auto Buffer = Entry.getFile().getContentCache().getBufferIfLoaded())
      addToRest(Buffer->getBuffer());
  }
}

//===----------------------------------------------------------------------===//
// Places
//===----------------------------------------------------------------------===//

unsigned UnitDigest::pieceAt(unsigned Offset) const {
  return llvm::partition_point(
             Bodies, [&](const Piece &P) { return P.End <= Offset; }) -
         Bodies.begin();
}

std::optional<PortablePlace> UnitDigest::portable(SourceLocation Loc) const {
  if (Loc.isInvalid())
    return PortablePlace();
  if (SM.isLoadedSourceLocation(Loc))
    return PortablePlace{PortablePlace::Header, 0, Loc.getRawEncoding(), 0};
  if (Loc.isMacroID() || SM.getFileID(Loc) != SM.getMainFileID())
    return std::nullopt;
  unsigned Offset = SM.getFileOffset(Loc), Number = pieceAt(Offset);
  if (Number < Bodies.size() && Bodies[Number].Begin <= Offset)
    return PortablePlace{PortablePlace::Body, Number,
                         Offset - Bodies[Number].Begin, Bodies[Number].Text};
  bool AtEnd = Number == Bodies.size();
  unsigned To = AtEnd ? unsigned(Text.size()) : Bodies[Number].Begin;
  return PortablePlace{PortablePlace::Between, Number, To - Offset,
                       AtEnd ? Last : Bodies[Number].Before};
}

std::optional<SourceLocation> UnitDigest::here(const PortablePlace &P) const {
  SourceLocation File = SM.getLocForStartOfFile(SM.getMainFileID());
  bool AtEnd = P.Number == Bodies.size();
  switch (P.Where) {
  case PortablePlace::Nowhere:
    return SourceLocation();
  case PortablePlace::Header:
    return SourceLocation::getFromRawEncoding(P.Offset);
  case PortablePlace::Body:
    if (P.Number >= Bodies.size() || Bodies[P.Number].Text != P.Text)
      return std::nullopt;
    return File.getLocWithOffset(Bodies[P.Number].Begin + P.Offset);
  case PortablePlace::Between:
    if (P.Number > Bodies.size() ||
        P.Text != (AtEnd ? Last : Bodies[P.Number].Before))
      return std::nullopt;
    return File.getLocWithOffset(
        (AtEnd ? unsigned(Text.size()) : Bodies[P.Number].Begin) - P.Offset);
  }
  return std::nullopt;
}

} // namespace poolguard
