//===-- FinishInstead.cpp -------------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "InsertRelease.h"
#include "ReleaseSpelling.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"

using namespace clang;

namespace poolguard {

FixProposal finishInstead(const LoweredFunction &L, const Finding &Dropping,
                          const ASTContext &Context, ModelMatcher &Models) {
  const Event &Last =
      L.Graph.Blocks[Dropping.Path.back()].Events[Dropping.LastEvent];
  const Origin *O = Last.Origin == None ? nullptr : &L.Origins[Last.Origin];
  const auto *Call =
      O && !O->Frame ? dyn_cast_or_null<CallExpr>(O->Code) : nullptr;
  FixProposal Proposal;
  if (Dropping.Kind != FindingKind::DiscardedWork)
    return Proposal;
  Proposal.Refusal = "the call says nothing else";
  if (!Call || !Call->getDirectCallee())
    return Proposal;
  llvm::ArrayRef<const Expr *> Args(Call->getArgs(), Call->getNumArgs());
  const SourceManager &SM = Context.getSourceManager();
  for (const CallEntry &Entry : Models.match(Call->getDirectCallee(), Args)) {
    const CallModel &Model = *Entry.Call;
    if (Model.What != Role::Release || !Model.ModeArgument ||
        *Model.ModeArgument >= Args.size())
      continue;
    CharSourceRange Range = Lexer::makeFileCharRange(
        CharSourceRange::getTokenRange(
            Args[*Model.ModeArgument]->getSourceRange()),
        SM, Context.getLangOpts());
    if (Range.isInvalid())
      continue;
    StringRef Written = Lexer::getSourceText(Range, SM, Context.getLangOpts());
    std::string Word = spellMode(Model, ReleaseMode::Close, Written);
    if (Word.empty() || Word == Written)
      continue;
    Fix Made;
    Made.At = Range.getBegin();
    Made.Message = "pass '" + Word + "' to finish queued work";
    Made.Edits = {FixItHint::CreateReplacement(Range, Word)};
    Made.Handle = L.Graph.Sites[Dropping.Site].Name;
    Proposal.Fixes.push_back(std::move(Made));
    return Proposal;
  }
  return Proposal;
}

} // namespace poolguard
