//===-- ReleaseLoop.cpp ---------------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ReleaseLoop.h"
#include "../flow/BodyFacts.h"
#include "EndlessRoutine.h"
#include "NameWords.h"
#include "OtherMentions.h"
#include "StmtWalk.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"

using namespace clang;

namespace poolguard {

class ReleaseLoop::Finder {
public:
  Finder(const LoweredFunction &L, const VarDecl *Array,
         ArrayRef<PlaceId> Places, ArrayRef<const Expr *> Constructions,
         const ASTContext &Context)
      : L(L), Array(Array), Places(Places), Constructions(Constructions),
        SM(Context.getSourceManager()), Parents(writtenBody(L.Function)) {}

  std::optional<ReleaseLoop> find();

private:
  bool findReleases();
  bool findWhole();
  bool isPlain(const Stmt *S);
  bool isHarmless(const Expr *E) const;
  bool isOwn(const VarDecl *V) const;
  void noteWrite(const Expr *To);
  void collect();
  bool isKept() const;
  bool mayChangeBehind(const Stmt *S) const;

  const LoweredFunction &L;
  const VarDecl *Array;
  ArrayRef<PlaceId> Places;
  ArrayRef<const Expr *> Constructions;
  const SourceManager &SM;
  ParentMap Parents;
  llvm::SetVector<const Stmt *> Releases;
  ReleaseLoop Found;
};

/// The releases of the last of several statements.
bool ReleaseLoop::Finder::findReleases() {
  for (const FlowBlock &B : L.Graph.Blocks)
    for (const Event &E : B.Events)
      if (E.Kind == EventKind::Release && E.Origin != None &&
          !L.Origins[E.Origin].Frame && L.Origins[E.Origin].Code &&
          llvm::is_contained(Places, E.Dst)) {
        Releases.insert(L.Origins[E.Origin].Code);
        Found.Mode = E.Mode;
      }
  return !Releases.empty();
}

bool ReleaseLoop::Finder::findWhole() {
  auto Makes = [&](const Stmt *S) {
    return llvm::any_of(Constructions,
                        [&](const Expr *C) { return contains(S, C); });
  };
  const Stmt *Last = *std::max_element(
      Releases.begin(), Releases.end(), [&](const Stmt *A, const Stmt *B) {
        return SM.isBeforeInTranslationUnit(A->getBeginLoc(), B->getBeginLoc());
      });
  const CompoundStmt *Block = nullptr;
  for (const Stmt *Up = Last; Up && !Block; Up = Parents.getParent(Up)) {
    Found.Whole = Up;
    const auto *Around = dyn_cast_or_null<CompoundStmt>(Parents.getParent(Up));
    if (Around && Makes(Around))
      Block = Around;
  }
  if (!Block || Makes(Found.Whole) ||
      !isa<ForStmt, WhileStmt, IfStmt, CXXForRangeStmt>(Found.Whole))
    return false;
  Releases.remove_if([&](const Stmt *R) { return !contains(Found.Whole, R); });
  // All that makes pools stands before it, and there is no way round that.
  bool Behind = false;
  unsigned Made = 0;
  for (const Stmt *Each : Block->body()) {
    if (Each == Found.Whole)
      break;
    unsigned Here = llvm::count_if(
        Constructions, [&](const Expr *C) { return contains(Each, C); });
    Made += Here;
    if (Here)
      Found.Between.clear();
    Behind |= Here > 0;
    if (Behind && !Here)
      Found.Between.push_back(Each);
  }
  return Made == Constructions.size() && !Found.Between.empty();
}

bool ReleaseLoop::Finder::isOwn(const VarDecl *V) const {
  return declarationIn(Found.Whole, V);
}

/// `n--`, `t[i] = NULL`, `it = v.erase(it)`
void ReleaseLoop::Finder::noteWrite(const Expr *To) {
  if (const auto *V = referencedVariable(To); V && !isOwn(V))
    Found.Written.insert(V);
}

/// \p E, a call, releases a pool or the array, or steps through a container.
bool ReleaseLoop::Finder::isHarmless(const Expr *E) const {
  if (llvm::any_of(Releases, [&](const Stmt *R) { return contains(R, E); }))
    return true;
  if (const auto *Delete = dyn_cast<CXXDeleteExpr>(E))
    return referencedVariable(Delete->getArgument()) == Array;
  const auto *Call = dyn_cast<CallExpr>(E);
  const FunctionDecl *F = Call ? Call->getDirectCallee() : nullptr;
  if (!F)
    return false;
  if (isa<CXXOperatorCallExpr>(Call) || isa<CXXMemberCallExpr>(Call)) {
    static const StringRef Steps[] = {"begin", "end",  "rbegin",   "rend",
                                      "size",  "back", "joinable", "empty",
                                      "front", "get",  "data",     "at"};
    return F->isInStdNamespace() && (isa<CXXOperatorCallExpr>(Call) ||
                                     (F->getDeclName().isIdentifier() &&
                                      llvm::is_contained(Steps, F->getName())));
  }
  return Call->getNumArgs() == 1 && hasWord(F, {"free"}) &&
         referencedVariable(Call->getArg(0)) == Array;
}

bool ReleaseLoop::Finder::isPlain(const Stmt *S) {
  return !anyStmt(S, [&](const Stmt *Each) {
    if (const auto *Op = dyn_cast<BinaryOperator>(Each);
        Op && Op->isAssignmentOp())
      noteWrite(Op->getLHS());
    if (const auto *Op = dyn_cast<UnaryOperator>(Each);
        Op && Op->isIncrementDecrementOp())
      noteWrite(Op->getSubExpr());
    if (isa<CallExpr, CXXDeleteExpr>(Each))
      return !isHarmless(cast<Expr>(Each));
    return isa<ReturnStmt, BreakStmt, ContinueStmt, GotoStmt, LabelStmt,
               SwitchStmt, SwitchCase, LambdaExpr, StmtExpr, CXXNewExpr,
               CXXThrowExpr, CXXTryStmt, AsmStmt>(Each);
  });
}

void ReleaseLoop::Finder::collect() {
  eachStmt(Found.Whole, [&](const Stmt *S) {
    const auto *Ref = dyn_cast<DeclRefExpr>(S);
    const auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
    if (V && !isOwn(V))
      Found.Named.insert(V);
  });
}

/// \p S changes what one of the pointers leads to, or gives it to somebody.
bool ReleaseLoop::Finder::mayChangeBehind(const Stmt *S) const {
  auto Leads = [&](const Expr *E) {
    return anyStmt(E, [&](const Stmt *Each) {
      const auto *Ref = dyn_cast<DeclRefExpr>(Each);
      const auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
      return V && V != Array && V->getType()->isPointerType() &&
             Found.Named.contains(V);
    });
  };
  return anyStmt(S, [&](const Stmt *Each) {
    if (const auto *Op = dyn_cast<BinaryOperator>(Each))
      return Op->isAssignmentOp() && Leads(Op->getLHS());
    if (const auto *Op = dyn_cast<UnaryOperator>(Each))
      return Op->isIncrementDecrementOp() && Leads(Op->getSubExpr());
    const auto *Call = dyn_cast<CallExpr>(Each);
    return Call && llvm::any_of(Call->arguments(), [&](const Expr *Arg) {
             return Arg->getType()->isPointerType() && Leads(Arg);
           });
  });
}

/// What it names is the same from the last construction on, but for the
/// counters to which it gives their first value.
bool ReleaseLoop::Finder::isKept() const {
  llvm::SmallVector<const ValueDecl *, 8> Kept;
  for (const ValueDecl *V : Found.Named) {
    const auto *For = dyn_cast<ForStmt>(Found.Whole);
    const auto *Init =
        For ? dyn_cast_or_null<BinaryOperator>(For->getInit()) : nullptr;
    bool Begins = Init && Init->getOpcode() == BO_Assign &&
                  referencedVariable(Init->getLHS()) == V &&
                  !mentions(Init->getRHS(), cast<VarDecl>(V));
    bool IsAsked = V != Array || anyStmt(Found.Whole, [&](const Stmt *S) {
                     const auto *If = dyn_cast<IfStmt>(S);
                     return If && mentions(If->getCond(), Array);
                   });
    if (!Begins && IsAsked)
      Kept.push_back(V);
  }
  return llvm::none_of(Found.Between, [&](const Stmt *S) {
    return isa<SwitchCase>(S) || anyStmt(S, llvm::IsaPred<LabelStmt>) ||
           mayChange(S, Kept, true) || mayChangeBehind(S);
  });
}

std::optional<ReleaseLoop> ReleaseLoop::Finder::find() {
  if (!findReleases() || !findWhole() || !isPlain(Found.Whole))
    return std::nullopt;
  collect();
  if (!isKept())
    return std::nullopt;
  return Found;
}

std::optional<ReleaseLoop> ReleaseLoop::find(
    const LoweredFunction &L, const VarDecl *Array, ArrayRef<PlaceId> Places,
    ArrayRef<const Expr *> Constructions, const ASTContext &Context) {
  return Finder(L, Array, Places, Constructions, Context).find();
}

/// \p Text with \p Indent in place of what its lines begin with.
static std::string moved(StringRef Text, StringRef From, StringRef Indent) {
  std::string Moved;
  while (!Text.empty()) {
    auto [Line, Rest] = Text.split('\n');
    if (!Moved.empty()) {
      Line.consume_front(From);
      Moved += "\n" + Indent.str();
    }
    Moved += Line.rtrim("\r");
    Text = Rest;
  }
  return Moved;
}

std::string ReleaseLoop::textAt(const TextPoint &P,
                                const ASTContext &Context) const {
  const SourceManager &SM = Context.getSourceManager();
  const auto *Return = dyn_cast_or_null<ReturnStmt>(P.Code);
  auto In = llvm::find_if(Between,
                          [&](const Stmt *S) { return contains(S, P.Code); });
  if (!Return || P.Where != TextPoint::Before || In == Between.end())
    return "";
  for (const ValueDecl *V : Written)
    if (Return->getRetValue() &&
        mentions(Return->getRetValue(), cast<VarDecl>(V)))
      return "";
  // The names have to mean the same there.
  bool Hidden = anyStmt(*In, [&](const Stmt *S) {
    const auto *Decls = dyn_cast<DeclStmt>(S);
    return Decls && llvm::any_of(Decls->decls(), [&](const Decl *D) {
             const auto *New = dyn_cast<NamedDecl>(D);
             return New && llvm::any_of(Named, [&](const ValueDecl *V) {
                      return V->getDeclName() == New->getDeclName();
                    });
           });
  });
  for (const ValueDecl *V : Named)
    Hidden |=
        SM.isBeforeInTranslationUnit(Return->getBeginLoc(), V->getLocation());
  SourceLocation Begin = Whole->getBeginLoc(), End = Whole->getEndLoc();
  std::optional<std::string> From = indentationAt(SM, Begin);
  if (Hidden || Begin.isMacroID() || !From)
    return "";
  // The semicolon behind its last statement.
  End = SM.getExpansionRange(End).getEnd();
  if (std::optional<Token> Next =
          Lexer::findNextToken(End, SM, Context.getLangOpts());
      Next && Next->is(tok::semi) && *SM.getCharacterData(End) != '}')
    End = Next->getLocation();
  StringRef Text = Lexer::getSourceText(
      CharSourceRange::getTokenRange(Begin, End), SM, Context.getLangOpts());
  constexpr unsigned MaxLines = 12;
  std::optional<std::string> Indent = indentationAt(SM, Return->getBeginLoc());
  if (Text.empty() || hasDirective(Text) || Text.count('\n') >= MaxLines ||
      (!Indent && Text.contains("//")))
    return "";
  return moved(Text, *From, Indent.value_or(*From));
}

} // namespace poolguard
