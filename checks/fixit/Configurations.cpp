//===-- Configurations.cpp ------------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Configurations.h"
#include "clang/AST/ASTContext.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace poolguard {

namespace {

/// The parts of a text that directives leave in or out.
class ConditionalParts {
public:
  /// Of the body of \p F, alone: what is around it is around all of it.
  ConditionalParts(const FunctionDecl *F, const SourceManager &SM) : SM(SM) {
    SourceLocation Begin = SM.getFileLoc(F->getBody()->getBeginLoc());
    SourceLocation End = SM.getFileLoc(F->getBody()->getEndLoc());
    File = SM.getFileID(Begin);
    if (SM.getFileID(End) != File)
      return;
    StringRef Whole = SM.getBufferData(File);
    unsigned At = SM.getFileOffset(Begin);
    StringRef Text = Whole.slice(At, SM.getFileOffset(End));
    while (!Text.empty()) {
      auto [Line, Rest] = Text.split('\n');
      At += unsigned(Line.size()) + 1;
      read(Line.ltrim(), At);
      Text = Rest;
    }
  }

  /// The numbers of the parts that \p Loc is in, the outermost first.
  ArrayRef<unsigned> at(SourceLocation Loc) const {
    Loc = SM.getFileLoc(Loc);
    if (SM.getFileID(Loc) != File)
      return {};
    unsigned Offset = SM.getFileOffset(Loc);
    ArrayRef<unsigned> Found;
    for (const auto &[Begin, Parts] : Changes)
      if (Begin <= Offset)
        Found = Parts;
    return Found;
  }

private:
  void read(StringRef Line, unsigned Behind) {
    if (!Line.consume_front("#"))
      return;
    Line = Line.ltrim();
    bool Goes = Line.starts_with("endif");
    bool Turns = Line.starts_with("el"); // `else`, `elif`, `elifdef`
    if (!Goes && !Turns && !Line.starts_with("if"))
      return;
    if ((Goes || Turns) && !Open.empty())
      Open.pop_back();
    if (!Goes)
      Open.push_back(++Last);
    Changes.push_back({Behind, {Open.begin(), Open.end()}});
  }

  const SourceManager &SM;
  FileID File;
  SmallVector<unsigned, 4> Open;
  unsigned Last = 0;
  std::vector<std::pair<unsigned, std::vector<unsigned>>> Changes;
};

} // namespace

FixProposal inAnyConfiguration(FixProposal Proposal, const FunctionDecl *F,
                               SourceLocation Made) {
  if (Proposal.Fixes.empty() || Made.isInvalid() || !F->hasBody())
    return Proposal;
  const SourceManager &SM = F->getASTContext().getSourceManager();
  ConditionalParts Parts(F, SM);
  ArrayRef<unsigned> There = Parts.at(Made);
  if (There.empty())
    return Proposal;
  llvm::erase_if(Proposal.Fixes, [&](const Fix &Each) {
    return llvm::any_of(Each.Edits, [&](const FixItHint &Edit) {
      ArrayRef<unsigned> Here = Parts.at(Edit.RemoveRange.getBegin());
      return Here.size() < There.size() ||
             Here.take_front(There.size()) != There;
    });
  });
  if (Proposal.Fixes.empty())
    Proposal.Refusal = "the pool is made in one configuration only";
  return Proposal;
}

} // namespace poolguard
