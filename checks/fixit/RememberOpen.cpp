//===-- RememberOpen.cpp --------------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "RememberOpen.h"
#include "CertainRelease.h"
#include "InsertRelease.h"
#include "NullText.h"
#include "StatementRemoval.h"
#include "StmtWalk.h"
#include "TemplateFixes.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/ParentMap.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"
#include <map>
#include <set>

using namespace clang;

namespace poolguard {

namespace {

class Memory {
public:
  Memory(const LoweredFunction &L, SiteId Site, HandleVariable Handle,
         const ASTContext &Context, ModelMatcher &Models,
         std::optional<int64_t> Answer)
      : L(L), Site(Site), Handle(std::move(Handle)), Context(Context),
        SM(Context.getSourceManager()), Models(Models),
        Parents(L.Function->getBody()), Answer(Answer) {}

  FixProposal propose(CalleeEffects &Effects);

private:
  using Statements = std::set<const Stmt *>;

  std::string collectReleases(CalleeEffects &Effects);
  bool isPlain(const Stmt *S) const;
  const Stmt *statementOf(const Stmt *Code) const;
  /// What is kept of a handle without a null: `t_error`, 0.
  std::string prepareResult();
  /// What is kept of a pointer that others' pools come to: `p_own`.
  std::string prepareOwn();
  std::string successOf(const Expr *Construction);
  FixProposal tryWith(const Statements &Resets, std::string &Why);
  void lowerResult(LoweredFunction &Edited) const;

  bool isDeclaration(const Event &E) const;
  /// Has \p Place hold one of \p Values where the handle is declared.
  void begin(PoolFlowGraph &Graph, PlaceId Place, const ValueSet &Values) const;
  std::string declare(std::vector<FixItHint> &Edits) const;
  std::string wrap(std::vector<FixItHint> &Edits) const;
  /// What makes the pools that the handle has by turns.
  SmallVector<const Expr *, 2> constructions() const;
  std::string reset(const Stmt *S, std::vector<FixItHint> &Edits) const;
  std::string null() const;
  bool isPointer() const { return Handle.Root->getType()->isPointerType(); }
  bool hasJumps() const {
    return anyStmt(L.Function->getBody(), llvm::IsaPred<LabelStmt, SwitchStmt>);
  }
  std::string indentOf(SourceLocation Loc) const;
  SourceLocation behind(const Stmt *S) const;

  const LoweredFunction &L;
  SiteId Site;
  HandleVariable Handle;
  const ASTContext &Context;
  const SourceManager &SM;
  ModelMatcher &Models;
  ParentMap Parents;
  std::optional<int64_t> Answer; ///< Of a callee that made the pool.
  /// The statements that release, with the steps they come to.
  std::map<const Stmt *, std::vector<std::pair<BlockId, unsigned>>> Releases;
  std::string Result, Success; ///< Empty: the handle itself is asked.
  int64_t SuccessValue = 0;
  bool Own = false; ///< Result is a pointer to what was made here.
  /// What Result may be where a pool was made, and else.
  ValueSet Made = ValueSet::any(), Failed = ValueSet::any();
};

} // namespace

std::string Memory::null() const {
  return nullText(Context, Handle.Root->getLocation());
}

std::string Memory::indentOf(SourceLocation Loc) const {
  auto [File, Offset] = SM.getDecomposedLoc(Loc);
  StringRef Before = SM.getBufferData(File).take_front(Offset);
  StringRef Line = Before.substr(Before.rfind('\n') + 1);
  return Line.trim(" \t").empty() ? "\n" + Line.str() : " ";
}

/// Behind the `;` of \p S.
SourceLocation Memory::behind(const Stmt *S) const {
  SourceLocation End = S->getEndLoc();
  if (isa<DeclStmt>(S))
    return End.isMacroID() ? SourceLocation() : End.getLocWithOffset(1);
  std::optional<Token> Next = Lexer::findNextToken(
      SM.getExpansionRange(End).getEnd(), SM, Context.getLangOpts());
  if (!Next || Next->isNot(tok::semi))
    return {};
  return Next->getLocation().getLocWithOffset(1);
}

/// The statement that \p Code is all of, or stores the result of.
const Stmt *Memory::statementOf(const Stmt *Code) const {
  const Stmt *S = Code;
  while (const Stmt *Up = Parents.getParent(S)) {
    if (isa<CompoundStmt, LabelStmt, SwitchCase>(Up))
      return S;
    if (const auto *If = dyn_cast<IfStmt>(Up))
      return If->getCond() == S ? nullptr : S;
    if (const auto *For = dyn_cast<ForStmt>(Up))
      return For->getBody() == S ? S : nullptr;
    if (const auto *While = dyn_cast<WhileStmt>(Up))
      return While->getBody() == S ? S : nullptr;
    const auto *B = dyn_cast<BinaryOperator>(Up);
    bool Stores = B && B->getOpcode() == BO_Assign;
    if (!Stores && !isa<DeclStmt, ParenExpr, CastExpr, ExprWithCleanups>(Up))
      return nullptr;
    S = Up;
  }
  return nullptr;
}

/// No macro is in the way: `FREE(p);` is one as a whole.
bool Memory::isPlain(const Stmt *S) const {
  SourceLocation Begin = S->getBeginLoc(), End = S->getEndLoc();
  const Stmt *Up = Parents.getParent(S);
  if (!Begin.isMacroID() && !End.isMacroID())
    return true;
  return Up && !Up->getBeginLoc().isMacroID() && Begin.isMacroID() &&
         Lexer::isAtStartOfMacroExpansion(Begin, SM, Context.getLangOpts()) &&
         Lexer::isAtEndOfMacroExpansion(End, SM, Context.getLangOpts());
}

std::string Memory::collectReleases(CalleeEffects &Effects) {
  for (BlockId B = 0; B < L.Graph.Blocks.size(); ++B)
    for (auto [I, E] : llvm::enumerate(L.Graph.Blocks[B].Events)) {
      if (E.Kind != EventKind::Release || E.Dst != Handle.Place)
        continue;
      const Origin *O = E.Origin == None ? nullptr : &L.Origins[E.Origin];
      const Stmt *S =
          O && !O->Frame && O->Code ? statementOf(O->Code) : nullptr;
      if (!S || !isPlain(S) ||
          !certainlyReleases(O->Code, Handle, L, Models, Effects))
        return "the handle may not hold the pool where it is lost";
      Releases[S].push_back({B, unsigned(I)});
    }
  return "";
}

SmallVector<const Expr *, 2> Memory::constructions() const {
  SmallVector<const Expr *, 2> Found;
  for (SiteId S = 0; S < L.Sites.size(); ++S)
    if (const Expr *E = L.Sites[S].Construction;
        E && L.Graph.Sites[S].Name == Handle.Written.Text &&
        !llvm::is_contained(Found, E))
      Found.push_back(E);
  return Found;
}

/// \p Construction answers by a number; what that is when a pool was made.
std::string Memory::successOf(const Expr *Construction) {
  const auto *Call = dyn_cast<CallExpr>(Construction->IgnoreParenCasts());
  const FunctionDecl *F = Call ? Call->getDirectCallee() : nullptr;
  if (!F || !Call->getType()->isIntegerType() ||
      Call->getType()->isEnumeralType())
    return "";
  std::string Found;
  for (const CallEntry &Entry :
       Models.match(F, {Call->getArgs(), Call->getNumArgs()})) {
    const SuccessPredicate &P = Entry.Call->Success;
    if (Entry.Call->What != poolguard::Role::Acquire ||
        P.What != SuccessPredicate::Compares || P.R != Relation::Eq)
      continue;
    std::optional<int64_t> Value = Models.resolve(P.C);
    SuccessValue = Value.value_or(0);
    Found = !Value             ? ""
            : P.C.Name.empty() ? std::to_string(SuccessValue)
                               : P.C.Name;
  }
  return Found;
}

std::string Memory::prepareResult() {
  SmallVector<const Expr *, 2> Calls = constructions();
  Success = successOf(L.Sites[Site].Construction);
  if (Answer && Calls.size() == 1) {
    SuccessValue = *Answer;
    Success = std::to_string(*Answer);
  }
  for (const Expr *Each : Calls)
    if (Success.empty() || (!Answer && successOf(Each) != Success) ||
        !Parents.hasParent(Each))
      return "the construction has no result to be kept";
  for (const char *Suffix : {"_error", "_result", "_outcome"})
    if (std::string Name = Handle.Root->getNameAsString() + Suffix;
        Result.empty() && (SuccessValue == 0 || Suffix[1] != 'e') &&
        Context.Idents.find(Name) == Context.Idents.end())
      Result = Name;
  Made = ValueSet::constant(SuccessValue);
  Failed = ValueSet::satisfying(Relation::Ne, SuccessValue);
  return Result.empty() ? "there is no name for the result" : "";
}

std::string Memory::prepareOwn() {
  for (const Expr *Each : constructions())
    if (Each->getType().getCanonicalType().getUnqualifiedType() !=
            Handle.Written.Type.getUnqualifiedType() ||
        !Parents.hasParent(Each))
      return "the construction has no result to be kept";
  for (const char *Suffix : {"_own", "_made"})
    if (std::string Name = Handle.Root->getNameAsString() + Suffix;
        Result.empty() && Context.Idents.find(Name) == Context.Idents.end())
      Result = Name;
  Own = true;
  Made = ValueSet::nonZero();
  Failed = ValueSet::constant(0);
  return Result.empty() ? "there is no name for the result" : "";
}

/// \p E leaves the handle without a value where it is declared.
bool Memory::isDeclaration(const Event &E) const {
  const Stmt *Code = E.Origin == None ? nullptr : L.Origins[E.Origin].Code;
  const auto *Decls = dyn_cast_or_null<DeclStmt>(Code);
  return E.Kind == EventKind::Set && E.Dst == Handle.Place && Decls &&
         llvm::is_contained(Decls->decls(), Handle.Root);
}

void Memory::begin(PoolFlowGraph &Graph, PlaceId Place,
                   const ValueSet &Values) const {
  Event New;
  New.Kind = EventKind::Set;
  New.Dst = Place;
  New.Values = Values;
  bool Found = false;
  for (FlowBlock &B : Graph.Blocks)
    for (unsigned I = B.Events.size(); I-- > 0;)
      if (isDeclaration(B.Events[I])) {
        B.Events.insert(B.Events.begin() + I + 1, New);
        Found = true;
      }
  std::vector<Event> &First = Graph.Blocks.front().Events;
  if (!Found)
    First.insert(First.begin(), New);
}

/// Adds the place of Result to the graph, with what the construction leaves
/// there.
void Memory::lowerResult(LoweredFunction &Edited) const {
  PlaceId Kept = Edited.Graph.Places.size();
  Edited.Graph.Places.push_back({Result, false});
  auto Set = [&](ValueSet Values) {
    Event E;
    E.Kind = EventKind::Set;
    E.Dst = Kept;
    E.Values = std::move(Values);
    return E;
  };
  SmallVector<const Expr *, 2> Calls = constructions();
  std::vector<FlowBlock> &Blocks = Edited.Graph.Blocks;
  auto Succeeds = [&](BlockId B) {
    return llvm::any_of(Blocks[B].Events, [&](const Event &E) {
      return E.Kind == EventKind::Construct &&
             llvm::is_contained(Calls, L.Sites[E.Site].Construction);
    });
  };
  // The alternatives of an attempt begin at one fork.
  std::set<BlockId> Ends;
  for (const FlowBlock &Fork : Blocks)
    if (llvm::any_of(Fork.Succs, Succeeds))
      Ends.insert(Fork.Succs.begin(), Fork.Succs.end());
  for (BlockId B : Ends) {
    bool Well = Succeeds(B);
    unsigned Behind = 0;
    for (auto [I, E] : llvm::enumerate(Blocks[B].Events))
      if (E.Origin != None &&
          llvm::is_contained(Calls, L.Origins[E.Origin].Code) &&
          (!Well || E.Kind == EventKind::Construct))
        Behind = I + 1;
    Blocks[B].Events.insert(Blocks[B].Events.begin() + Behind,
                            Set(Well ? Made : Failed));
  }
  begin(Edited.Graph, Kept, Failed);
  Edited.Kept.push_back(
      {Kept, Own ? Result : Result + " == " + Success, Made, Failed});
}

FixProposal Memory::tryWith(const Statements &Resets, std::string &Why) {
  LoweredFunction Edited = L;
  PlaceId Emptied = Result.empty() ? Handle.Place : Edited.Graph.Places.size();
  // The later steps of a block first: their numbers stay right.
  std::set<std::pair<BlockId, unsigned>> Steps;
  for (const Stmt *S : Resets)
    Steps.insert(Releases[S].begin(), Releases[S].end());
  for (auto [B, I] : llvm::reverse(Steps)) {
    Event E;
    E.Kind = EventKind::Set;
    E.Dst = Emptied;
    E.Values = Result.empty() ? ValueSet::constant(0) : Failed;
    std::vector<Event> &Events = Edited.Graph.Blocks[B].Events;
    Events.insert(Events.begin() + I + 1, E);
  }
  bool Initialise = Result.empty() && !Handle.Root->getInit();
  if (!Result.empty()) {
    lowerResult(Edited);
  } else if (Initialise) {
    begin(Edited.Graph, Handle.Place, ValueSet::constant(0));
  }
  FixProposal Made = insertReleases(Edited, Site, Context, Models);
  std::vector<FixItHint> Edits;
  Why = Made.Refusal;
  if (Made.Fixes.empty())
    return Made;
  Why = "";
  if (!Result.empty() || Initialise)
    Why = declare(Edits);
  if (Why.empty() && !Result.empty())
    Why = wrap(Edits);
  for (const Stmt *S : Resets)
    if (Why.empty())
      Why = reset(S, Edits);
  if (!Why.empty())
    return {{}, Why};
  for (Fix &Each : Made.Fixes) {
    Each.Edits.insert(Each.Edits.end(), Edits.begin(), Edits.end());
    Each.Besides.insert(Each.Besides.end(), Edits.begin(), Edits.end());
  }
  return Made;
}

/// A value for the variable from the beginning, or a variable for the result.
std::string Memory::declare(std::vector<FixItHint> &Edits) const {
  const Stmt *Declared = declarationIn(L.Function->getBody(), Handle.Root);
  bool InGraph = llvm::any_of(L.Graph.Blocks, [&](const FlowBlock &B) {
    return llvm::any_of(B.Events,
                        [&](const Event &E) { return isDeclaration(E); });
  });
  const Stmt *Up = Declared;
  if (const auto *Body = dyn_cast<CompoundStmt>(L.Function->getBody());
      Body && Own && isa<ParmVarDecl>(Handle.Root)) {
    Up = Body;
    Declared = Body->body_front();
  }
  for (; Up; Up = Parents.getParent(Up))
    if (isa<ForStmt, WhileStmt, DoStmt, CXXForRangeStmt>(Up) && !InGraph)
      Declared = nullptr;
  // What is kept of a pointer is declared before it.
  if (!Declared || Declared->getBeginLoc().isMacroID() ||
      (!Own && (Declared->getEndLoc().isMacroID() ||
                Handle.Root->getEndLoc().isMacroID())))
    return "where the handle is declared is no place for a value";
  if (Context.getLangOpts().CPlusPlus && hasJumps())
    return "a jump would pass the value of the handle";
  if (Result.empty()) {
    Edits.push_back(FixItHint::CreateInsertion(
        Lexer::getLocForEndOfToken(Handle.Root->getEndLoc(), 0, SM,
                                   Context.getLangOpts()),
        " = " + null()));
    return "";
  }
  if (Own) {
    std::string Type = Handle.Root->getType().getUnqualifiedType().getAsString(
        Context.getPrintingPolicy());
    if (StringRef(Type).contains('('))
      return "the handle's type has no name";
    Edits.push_back(FixItHint::CreateInsertion(
        Declared->getBeginLoc(),
        Type + (StringRef(Type).ends_with("*") ? "" : " ") + Result + " = " +
            null() + ";" + indentOf(Declared->getBeginLoc())));
    return "";
  }
  Edits.push_back(FixItHint::CreateInsertion(
      behind(Declared), indentOf(Declared->getBeginLoc()) + "int " + Result +
                            " = " + (SuccessValue == -1 ? "0" : "-1") + ";"));
  return "";
}

std::string Memory::wrap(std::vector<FixItHint> &Edits) const {
  for (const Expr *Each : constructions()) {
    const Expr *Call = Each->IgnoreParenCasts();
    if (!isWholeExpansion(Call, Context))
      return "the construction is inside a macro";
    SourceLocation Begin = SM.getExpansionLoc(Call->getBeginLoc());
    SourceLocation End = SM.getExpansionRange(Call->getEndLoc()).getEnd();
    const Stmt *Parent = Parents.getParent(Call);
    bool Alone = isa_and_nonnull<CompoundStmt, IfStmt>(Parent);
    if (const auto *If = dyn_cast_or_null<IfStmt>(Parent))
      Alone = If->getCond() != Call;
    Edits.push_back(
        FixItHint::CreateInsertion(Begin, (Alone ? "" : "(") + Result + " = "));
    if (!Alone)
      Edits.push_back(FixItHint::CreateInsertion(
          Lexer::getLocForEndOfToken(End, 0, SM, Context.getLangOpts()), ")"));
  }
  return "";
}

std::string Memory::reset(const Stmt *S, std::vector<FixItHint> &Edits) const {
  SourceLocation End = behind(S);
  if (End.isInvalid() || End.isMacroID())
    return "the end of a release is a macro's";
  std::string Value = Result.empty() || Own ? null()
                      : SuccessValue == -1  ? "0"
                                            : "-1";
  std::string Text =
      (Result.empty() ? Handle.Written.Text : Result) + " = " + Value + ";";
  SourceLocation Begin = SM.getExpansionLoc(S->getBeginLoc());
  std::string Break = indentOf(Begin);
  if (isa_and_nonnull<CompoundStmt, LabelStmt, SwitchCase>(
          Parents.getParent(S))) {
    Edits.push_back(FixItHint::CreateInsertion(End, Break + Text));
    return "";
  }
  Edits.push_back(FixItHint::CreateInsertion(Begin, "{ "));
  Edits.push_back(FixItHint::CreateInsertion(End, Break + Text + " }"));
  return "";
}

FixProposal Memory::propose(CalleeEffects &Effects) {
  std::string Why = collectReleases(Effects);
  if (Why.empty() && isPointer() && Handle.holdsOthers(L))
    Why = prepareOwn();
  else if (Why.empty() && !isPointer())
    Why = prepareResult();
  constexpr unsigned MaxReleases = 5;
  if (Why.empty() && Releases.size() > MaxReleases)
    Why = "too many releases would have to be remembered";
  if (!Why.empty())
    return {{}, Why};
  Statements All;
  for (const auto &Each : Releases)
    All.insert(Each.first);
  FixProposal Best = tryWith({}, Why);
  if (!Best.Fixes.empty() || All.empty())
    return Best;
  Best = tryWith(All, Why);
  if (Best.Fixes.empty())
    return Best;
  // Most need not be remembered.
  for (const Stmt *S : Statements(All)) {
    All.erase(S);
    if (FixProposal Fewer = tryWith(All, Why);
        Fewer.Fixes.size() >= Best.Fixes.size())
      Best = std::move(Fewer);
    else
      All.insert(S);
  }
  return Best;
}

FixProposal rememberOpen(const LoweredFunction &L, SiteId Site,
                         const ASTContext &Context, ModelMatcher &Models,
                         CalleeEffects &Effects,
                         std::optional<int64_t> Answer) {
  const LoweredSite &S = L.Sites[Site];
  std::string Why;
  if (!S.Owner || !S.Construction || S.Frame || isInstantiated(L.Function))
    return {};
  std::optional<HandleVariable> Handle = HandleVariable::find(L, Site, Why);
  if (!Handle || Handle->Written.Text != Handle->Root->getName() ||
      !Handle->Root->hasLocalStorage() ||
      (isa<ParmVarDecl>(Handle->Root) &&
       !Handle->Root->getType()->isPointerType()) ||
      Handle->Root->getType()->isReferenceType() ||
      Handle->Root->getType()->isRecordType() ||
      Handle->Root->getType().isConstQualified())
    return {};
  // It can be released as it is; then another fix does that already.
  if (!insertReleases(L, Site, Context, Models).Fixes.empty())
    return {};
  // What is wrong already would be hidden.
  for (const Finding &F : solveSite(L.Graph, Site).Findings)
    if (F.Kind == FindingKind::DoubleRelease ||
        F.Kind == FindingKind::UseAfterRelease)
      return {};
  return Memory(L, Site, std::move(*Handle), Context, Models, Answer)
      .propose(Effects);
}

} // namespace poolguard
