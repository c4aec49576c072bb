//===-- OtherMentions.cpp -------------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "OtherMentions.h"
#include "StmtWalk.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Stmt.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"

using namespace clang;

namespace poolguard {

bool isMentionedElsewhere(const FunctionDecl *F, const VarDecl *V,
                          const llvm::DenseSet<SourceLocation> &Known) {
  const ASTContext &Context = F->getASTContext();
  const SourceManager &SM = Context.getSourceManager();
  SourceLocation Begin = writtenBody(F)->getBeginLoc();
  SourceLocation End = writtenBody(F)->getEndLoc();
  if (Begin.isMacroID() || End.isMacroID() ||
      SM.getFileID(Begin) != SM.getFileID(End))
    return true;
  auto [File, Offset] = SM.getDecomposedLoc(Begin);
  StringRef Text = SM.getBufferData(File);
  Lexer Raw(SM.getLocForStartOfFile(File), Context.getLangOpts(), Text.begin(),
            Text.begin() + Offset, Text.end());
  tok::TokenKind Before = tok::unknown;
  for (Token T; !Raw.LexFromRawLexer(T) && T.getLocation() < End;
       Before = T.getKind()) {
    bool Member = Before == tok::period || Before == tok::arrow ||
                  Before == tok::coloncolon;
    if (T.is(tok::raw_identifier) && !Member &&
        T.getRawIdentifier() == V->getName() &&
        T.getLocation() != V->getLocation() && !Known.contains(T.getLocation()))
      return true;
  }
  return false;
}

bool hasDirective(StringRef Text) {
  SmallVector<StringRef, 64> Lines;
  Text.split(Lines, '\n');
  return llvm::any_of(llvm::drop_begin(Lines), [](StringRef Line) {
    return Line.ltrim().starts_with("#");
  });
}

bool hasDirectives(const FunctionDecl *F) {
  const SourceManager &SM = F->getASTContext().getSourceManager();
  SourceLocation Begin = writtenBody(F)->getBeginLoc();
  SourceLocation End = writtenBody(F)->getEndLoc();
  if (Begin.isMacroID() || End.isMacroID() ||
      SM.getFileID(Begin) != SM.getFileID(End))
    return true;
  StringRef Text = SM.getBufferData(SM.getFileID(Begin))
                       .slice(SM.getFileOffset(Begin), SM.getFileOffset(End));
  return hasDirective(Text);
}

bool isMentionedWhereNotCompiled(const FunctionDecl *F, const VarDecl *V) {
  if (!V->getDeclName().isIdentifier() || !hasDirectives(F) ||
      F->getBody()->getBeginLoc().isMacroID())
    return false;
  const SourceManager &SM = F->getASTContext().getSourceManager();
  llvm::DenseSet<SourceLocation> Known = {V->getLocation()};
  eachStmt(F->getBody(), [&](const Stmt *S) {
    if (const auto *Ref = dyn_cast<DeclRefExpr>(S))
      Known.insert(SM.getFileLoc(Ref->getLocation()));
    // A macro's arguments may come to nothing.
    if (S->getBeginLoc().isMacroID())
      Known.insert(SM.getFileLoc(SM.getSpellingLoc(S->getBeginLoc())));
  });
  return isMentionedElsewhere(F, V, Known);
}

bool hasDirectiveBetween(SourceLocation Begin, SourceLocation End,
                         const SourceManager &SM) {
  auto [File, From] = SM.getDecomposedLoc(SM.getFileLoc(Begin));
  auto [Same, To] = SM.getDecomposedLoc(SM.getFileLoc(End));
  if (File != Same || To < From)
    return true;
  return hasDirective(SM.getBufferData(File).slice(From, To));
}

} // namespace poolguard
