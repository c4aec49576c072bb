//===-- JoiningThread.cpp -------------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "JoiningThread.h"
#include "GuardTrial.h"
#include "HandleVariable.h"
#include "OtherMentions.h"
#include "SharedLocals.h"
#include "StmtWalk.h"
#include "flow/KnownNames.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/ParentMap.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"

using namespace clang;

namespace poolguard {

static bool isThread(QualType T) {
  const CXXRecordDecl *R =
      T.isNull() ? nullptr : T.getNonReferenceType()->getAsCXXRecordDecl();
  return R && R->getDeclName().isIdentifier() && R->getName() == "thread" &&
         R->isInStdNamespace();
}

bool isStdThread(QualType T) {
  if (!T.isNull() && T->isPointerType())
    T = T->getPointeeType();
  return isThread(T);
}

bool hasJoiningThread(const ASTContext &Context) {
  if (!Context.getLangOpts().CPlusPlus20)
    return false;
  const IdentifierInfo *Std = findIdentifier("std", Context),
                       *Class = findIdentifier("jthread", Context);
  if (!Std || !Class)
    return false;
  for (const NamedDecl *Space : Context.getTranslationUnitDecl()->lookup(Std))
    if (const auto *N = dyn_cast<NamespaceDecl>(Space))
      for (const NamedDecl *D : N->lookup(Class))
        if (const auto *R = dyn_cast<CXXRecordDecl>(D); R && R->getDefinition())
          return true;
  return false;
}

bool mayTakeStopToken(const Expr *Callable) {
  const CXXRecordDecl *R = Callable->IgnoreImplicit()
                               ->getType()
                               .getNonReferenceType()
                               ->getAsCXXRecordDecl();
  if (!R || !R->hasDefinition() || R->isInStdNamespace())
    return false;
  // A template, or one of several that the other one would call.
  unsigned Calls = 0;
  for (const Decl *D : R->getDefinition()->decls())
    if (const auto *F = dyn_cast<NamedDecl>(D);
        F && F->getDeclName().getCXXOverloadedOperator() == OO_Call)
      Calls += isa<FunctionTemplateDecl>(F) ? 2 : 1;
  return Calls > 1;
}

static std::string checkCallable(const Expr *Callable) {
  return mayTakeStopToken(Callable)
             ? "the thread's function could take a stop token"
             : "";
}

namespace {

/// The edits for one variable and all that is done with it.
class Rewriter {
public:
  Rewriter(const LoweredFunction &L, const ASTContext &Context)
      : L(L), SM(Context.getSourceManager()), LangOpts(Context.getLangOpts()),
        Parents(writtenBody(L.Function)) {}

  /// \returns why the variable must stay what it is, or nothing.
  std::string rewrite(const VarDecl *V);

  SmallVector<FixItHint, 4> Edits;
  SharedLocals Shared;
  llvm::DenseSet<SourceLocation> Mentions; ///< In files.

private:
  std::string rewriteType(SourceRange Spelled);
  std::string rewriteUses(const Stmt *S, const VarDecl *V);
  std::string checkUse(const Expr *Use, const VarDecl *V);
  std::string checkThread(const Expr *Thread);
  std::string checkContainer(const Expr *Container);
  std::string checkLoop(const CXXForRangeStmt *Loop);
  /// A value that is to become a thread of V.
  std::string rewriteValue(const Expr *Value);

  const LoweredFunction &L;
  const SourceManager &SM;
  const LangOptions &LangOpts;
  ParentMap Parents;
};

} // namespace

static constexpr llvm::StringLiteral OtherUse =
    "the thread is used in a way that 'std::jthread' does not offer";

/// Writes `j` in front of `thread` in the one `std::thread` of \p Spelled.
std::string Rewriter::rewriteType(SourceRange Spelled) {
  // What is declared beside it has the same type.
  bool IsShared = anyStmt(writtenBody(L.Function), [&](const Stmt *S) {
    const auto *Decls = dyn_cast<DeclStmt>(S);
    return Decls && !Decls->isSingleDecl() &&
           SM.isPointWithin(Spelled.getBegin(), Decls->getBeginLoc(),
                            Decls->getEndLoc());
  });
  if (IsShared)
    return "the type is that of several variables";
  if (Spelled.isInvalid() || Spelled.getBegin().isMacroID() ||
      Spelled.getEnd().isMacroID())
    return "the type is written in a macro";
  SmallVector<SourceLocation, 2> Found;
  StringRef Before[2];
  for (SourceLocation At = Spelled.getBegin(); At <= Spelled.getEnd();) {
    Token T;
    if (Lexer::getRawToken(At, T, SM, LangOpts, /*IgnoreWhiteSpace=*/true))
      break;
    StringRef Word(SM.getCharacterData(T.getLocation()), T.getLength());
    if (Word == "thread" && Before[0] == "std" && Before[1] == "::")
      Found.push_back(T.getLocation());
    Before[0] = std::exchange(Before[1], Word);
    At = T.getEndLoc();
  }
  if (Found.size() != 1)
    return "the type is not written 'std::thread'";
  Edits.push_back(FixItHint::CreateInsertion(Found.front(), "j"));
  return "";
}

static const CXXConstructExpr *constructionIn(const Expr *E) {
  E = E->IgnoreImplicit();
  if (const auto *Cast = dyn_cast<CXXFunctionalCastExpr>(E))
    E = Cast->getSubExpr()->IgnoreImplicit();
  return dyn_cast<CXXConstructExpr>(E);
}

std::string Rewriter::rewriteValue(const Expr *Value) {
  Value = Value->IgnoreImplicit()->IgnoreParens();
  if (const auto *C = dyn_cast<CXXConstructExpr>(Value);
      C && C->isElidable() && C->getNumArgs() == 1)
    Value = C->getArg(0)->IgnoreImplicit();
  SourceRange Spelled;
  if (const auto *C = dyn_cast<CXXTemporaryObjectExpr>(Value))
    Spelled = C->getTypeSourceInfo()->getTypeLoc().getSourceRange();
  else if (const auto *C = dyn_cast<CXXFunctionalCastExpr>(Value))
    Spelled = C->getTypeInfoAsWritten()->getTypeLoc().getSourceRange();
  const CXXConstructExpr *Made = constructionIn(Value);
  if (Spelled.isInvalid() || !Made || !isThread(Made->getType()))
    return "a thread comes from elsewhere";
  Shared.add(Value);
  if (Made->getNumArgs())
    if (std::string Why = checkCallable(Made->getArg(0)); !Why.empty())
      return Why;
  return rewriteType(Spelled);
}

std::string Rewriter::checkThread(const Expr *Thread) {
  const Stmt *Parent =
      Parents.getParentIgnoreParens(const_cast<Expr *>(Thread));
  while (isa_and_nonnull<ImplicitCastExpr>(Parent)) // `const` is added.
    Parent = Parents.getParentIgnoreParens(const_cast<Stmt *>(Parent));
  if (const auto *Member = dyn_cast_or_null<MemberExpr>(Parent)) {
    const ValueDecl *D = Member->getMemberDecl();
    if (!D->getDeclName().isIdentifier())
      return OtherUse.str();
    if (D->getName() == "detach")
      return "the thread may be detached";
    if (D->getName() == "native_handle")
      return "the thread's native handle is asked for";
    bool Same = D->getName() == "join" || D->getName() == "joinable" ||
                D->getName() == "get_id";
    return Same ? "" : OtherUse.str();
  }
  const auto *Op = dyn_cast_or_null<CXXOperatorCallExpr>(Parent);
  if (Op && Op->getOperator() == OO_Equal && Op->getNumArgs() == 2 &&
      Op->getArg(0)->IgnoreParens() == Thread)
    return rewriteValue(Op->getArg(1));
  return "the thread is handed on";
}

std::string Rewriter::checkLoop(const CXXForRangeStmt *Loop) {
  const VarDecl *Each = Loop->getLoopVariable();
  if (!isThread(Each->getType()))
    return OtherUse.str();
  if (!Each->getType().getNonReferenceType().isConstQualified() &&
      !Each->getType()->isReferenceType())
    return OtherUse.str();
  if (!Each->getTypeSourceInfo()->getType()->getContainedDeducedType())
    if (std::string Why = rewriteType(
            Each->getTypeSourceInfo()->getTypeLoc().getSourceRange());
        !Why.empty())
      return Why;
  return rewriteUses(Loop->getBody(), Each);
}

std::string Rewriter::checkContainer(const Expr *Container) {
  const Stmt *Parent =
      Parents.getParentIgnoreParens(const_cast<Expr *>(Container));
  while (isa_and_nonnull<ImplicitCastExpr>(Parent)) { // An array's decay.
    Container = cast<Expr>(Parent);
    Parent = Parents.getParentIgnoreParens(const_cast<Stmt *>(Parent));
  }
  if (const auto *Element = dyn_cast_or_null<ArraySubscriptExpr>(Parent))
    return checkThread(Element);
  const auto *Op = dyn_cast_or_null<CXXOperatorCallExpr>(Parent);
  if (Op && Op->getOperator() == OO_Subscript && Op->getArg(0) == Container)
    return checkThread(Op);
  if (const auto *Decls = dyn_cast_or_null<DeclStmt>(Parent))
    if (const auto *Loop = dyn_cast_or_null<CXXForRangeStmt>(
            Parents.getParent(const_cast<DeclStmt *>(Decls)));
        Loop && Loop->getRangeStmt() == Decls)
      return checkLoop(Loop);
  const auto *Member = dyn_cast_or_null<MemberExpr>(Parent);
  const auto *Call = dyn_cast_or_null<CXXMemberCallExpr>(
      Member ? Parents.getParentIgnoreParens(const_cast<MemberExpr *>(Member))
             : nullptr);
  if (!Call || !Member->getMemberDecl()->getDeclName().isIdentifier())
    return OtherUse.str();
  StringRef Name = Member->getMemberDecl()->getName();
  if (Name == "back" || Name == "front" || Name == "at")
    return checkThread(Call);
  if (Name == "emplace_back" || Name == "emplace_front" ||
      Name == "push_back" || Name == "push_front") {
    if (Call->getNumArgs() == 1 && isThread(Call->getArg(0)->getType()))
      return rewriteValue(Call->getArg(0));
    for (const Expr *Arg : Call->arguments())
      Shared.add(Arg);
    if (Name.starts_with("push") || !Call->getNumArgs())
      return Name.starts_with("push") ? OtherUse.str() : "";
    const Stmt *Outer =
        Parents.getParent(const_cast<CXXMemberCallExpr *>(Call));
    if (isa_and_nonnull<Expr>(Outer) && !isa<FullExpr>(Outer))
      return OtherUse.str(); // The new element.
    return checkCallable(Call->getArg(0));
  }
  bool Same = Name == "size" || Name == "empty" || Name == "reserve" ||
              Name == "capacity" || Name == "clear";
  return Same ? "" : OtherUse.str();
}

std::string Rewriter::checkUse(const Expr *Use, const VarDecl *V) {
  if (Use->getExprLoc().isMacroID())
    return "the thread is used in a macro";
  Mentions.insert(Use->getExprLoc());
  return isThread(V->getType()) ? checkThread(Use) : checkContainer(Use);
}

std::string Rewriter::rewriteUses(const Stmt *S, const VarDecl *V) {
  if (!S)
    return "";
  if (const auto *Ref = dyn_cast<DeclRefExpr>(S); Ref && Ref->getDecl() == V)
    return checkUse(Ref, V);
  if (const auto *Lambda = dyn_cast<LambdaExpr>(S)) {
    for (const LambdaCapture &C : Lambda->captures())
      if (C.capturesVariable() && C.getCapturedVar() == V) {
        if (C.getCaptureKind() != LCK_ByRef)
          return "the thread is handed on";
        Mentions.insert(SM.getFileLoc(C.getLocation()));
      }
    for (const Expr *Init : Lambda->capture_inits())
      if (Init && !isa<DeclRefExpr>(Init))
        if (std::string Why = rewriteUses(Init, V); !Why.empty())
          return Why;
    return rewriteUses(Lambda->getBody(), V);
  }
  for (const Stmt *Child : S->children()) {
    std::string Why = rewriteUses(Child, V);
    if (!Why.empty())
      return Why;
  }
  return "";
}

std::string Rewriter::rewrite(const VarDecl *V) {
  const Expr *Init = V->getInit();
  bool Deduced = V->getTypeSourceInfo()->getType()->getContainedDeducedType();
  std::string Why;
  if (!Deduced)
    Why = rewriteType(V->getTypeSourceInfo()->getTypeLoc().getSourceRange());
  if (Why.empty() && Init && isThread(V->getType())) {
    const auto *Made = dyn_cast<CXXConstructExpr>(Init->IgnoreImplicit());
    bool Direct = V->getInitStyle() != VarDecl::CInit && Made &&
                  !(Made->getNumArgs() && isThread(Made->getArg(0)->getType()));
    bool Default = Made && Made->getNumArgs() == 0;
    if (Direct || Default) {
      Shared.add(Made);
      if (Made->getNumArgs())
        Why = checkCallable(Made->getArg(0));
    } else {
      Why = rewriteValue(Init);
    }
  }
  if (Why.empty())
    Why = rewriteUses(writtenBody(L.Function), V);
  if (Why.empty() && isMentionedElsewhere(L.Function, V, Mentions))
    Why = "the thread is mentioned in code that is not seen";
  return Why;
}

/// The steps that a joining variable \p V takes otherwise.
static GuardSteps joiningSteps(const LoweredFunction &L, const VarDecl *V) {
  GuardSteps Steps;
  Steps.KnowsItself = Steps.MayBeGivenAway = true;
  std::vector<bool> Own(L.Graph.Places.size());
  for (const FlowBlock &B : L.Graph.Blocks)
    for (const Event &E : B.Events)
      if (E.Kind == EventKind::Destroy && E.Origin != None &&
          L.Origins[E.Origin].What == Origin::ScopeEnd &&
          L.Origins[E.Origin].Variable == V)
        Own[E.Dst] = true;
  for (BlockId B = 0; B < L.Graph.Blocks.size(); ++B)
    for (auto [I, E] : llvm::enumerate(L.Graph.Blocks[B].Events))
      if (E.Kind == EventKind::Destroy && Own[E.Dst])
        Steps.At[{B, unsigned(I)}] = GuardSteps::Ends;
  return Steps;
}

FixProposal makeJoiningThread(const LoweredFunction &L, SiteId Site,
                              const ASTContext &Context) {
  if (!hasJoiningThread(Context))
    return {{}, "there is no 'std::jthread'"};
  FixProposal Proposal;
  const std::string &Name = L.Graph.Sites[Site].Name;
  std::optional<LocalVariable> Found =
      LocalVariable::find(L.Function, Name, Proposal.Refusal);
  if (!Found)
    return Proposal;
  const VarDecl *V = Found->Variable;
  if (isa<ParmVarDecl>(V) || !V->hasLocalStorage() ||
      V->getType()->isReferenceType() || V->getType()->isPointerType())
    return {{}, "the handle is not a local variable's"};
  Rewriter Text(L, Context);
  std::string Why = Text.rewrite(V);
  if (Why.empty())
    Why = tryGuard(L.Graph, L.Graph, joiningSteps(L, V), Site).Why;
  const VarDecl *Short = Text.Shared.diesBefore(V);
  if (Why.empty() && Short)
    Why = "'" + Short->getNameAsString() + "', which the thread uses, " +
          "does not outlive it";
  if (!Why.empty())
    return {{}, Why};
  Fix Made;
  bool One = isThread(V->getType());
  Made.Message = "make '" + Name + "' " +
                 (One ? "a 'std::jthread'" : "hold 'std::jthread'") +
                 ", which joins wherever it is left";
  Made.At = V->getLocation();
  Made.Handle = Name;
  Made.Guarded = V;
  Made.KeepsBehaviour = !Text.Shared.Any;
  Made.Edits.assign(Text.Edits.begin(), Text.Edits.end());
  Proposal.Fixes.push_back(std::move(Made));
  return Proposal;
}

} // namespace poolguard
