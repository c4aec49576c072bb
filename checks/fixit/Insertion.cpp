//===-- Insertion.cpp -----------------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Insertion.h"
#include "OtherMentions.h"
#include "StatementRemoval.h"
#include "StmtWalk.h"
#include "TemplateFixes.h"
#include "flow/KnownNames.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/CharInfo.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"

using namespace clang;

namespace poolguard {

Inserter::Inserter(const FunctionDecl *F, const ASTContext &Context)
    : F(F), Context(Context), SM(Context.getSourceManager()),
      Parents(writtenBody(F)) {
  HasJumps = anyStmt(writtenBody(F), [](const Stmt *S) {
    return isa<LabelStmt, SwitchStmt>(S);
  });
}

SourceLocation Inserter::locationOf(const TextPoint &P) const {
  return P.Where == TextPoint::AtEndOf ? P.Code->getEndLoc()
                                       : P.Code->getBeginLoc();
}

std::string Inserter::insert(const TextPoint &P, const NewStatement &S) {
  SourceLocation Begin = P.Code->getBeginLoc(), End = P.Code->getEndLoc();
  // `return FALSE;` may end in a macro.
  if (Begin.isMacroID() || (P.Where == TextPoint::AtEndOf && End.isMacroID()))
    return "the place for the release is inside a macro";
  if (SM.getFileID(Begin) != SM.getFileID(writtenBody(F)->getBeginLoc()) ||
      SM.isInSystemHeader(Begin))
    return "the place for the release is in another file";
  if (P.Where == TextPoint::AtEndOf) {
    const auto *Block = dyn_cast<CompoundStmt>(P.Code);
    return Block ? insertAtEnd(Block, S) : insertBehind(P.Code, S);
  }
  if (P.Where == TextPoint::ElseOf)
    return insertElse(cast<IfStmt>(P.Code), S);
  if (P.Where == TextPoint::DefaultOf)
    return insertDefault(cast<SwitchStmt>(P.Code), S);
  if (const Expr *Value = returnedValue(P.Code);
      Value && !S.BeforeValue && mayDepend(Value)) {
    const auto *Return = dyn_cast<ReturnStmt>(P.Code);
    return Return ? insertInReturn(Return, S)
                  : "the value to return cannot be computed before the release";
  }
  return insertBefore(P.Code, S);
}

std::optional<std::string> indentationAt(const SourceManager &SM,
                                         SourceLocation Loc) {
  auto [File, Offset] = SM.getDecomposedExpansionLoc(Loc);
  StringRef Before = SM.getBufferData(File).take_front(Offset);
  StringRef Line = Before.substr(Before.rfind('\n') + 1);
  if (!Line.trim(" \t").empty())
    return std::nullopt;
  return Line.str();
}

SourceLocation placeBehind(const Stmt *Code, const ASTContext &Context,
                           std::string &Break) {
  const SourceManager &SM = Context.getSourceManager();
  SourceLocation End = Code->getEndLoc();
  if (Code->getBeginLoc().isMacroID() && !isa<Expr>(Code))
    return {};
  if (isa<Expr>(Code)) {
    std::optional<Token> Next = Lexer::findNextToken(
        SM.getExpansionRange(End).getEnd(), SM, Context.getLangOpts());
    End = Next ? Next->getLocation() : SourceLocation();
  }
  if (End.isInvalid() || End.isMacroID() || SM.isInSystemHeader(End))
    return {};
  auto [File, Offset] = SM.getDecomposedLoc(End);
  StringRef Rest = SM.getBufferData(File).drop_front(Offset);
  if (!Rest.consume_front(";"))
    return {};
  SourceLocation At = End.getLocWithOffset(1);
  Rest = Rest.take_until([](char C) { return C == '\n' || C == '\r'; });
  StringRef Remark = Rest.trim(" \t");
  std::optional<std::string> Indent =
      indentationAt(SM, SM.getExpansionLoc(Code->getBeginLoc()));
  bool Ends =
      Remark.empty() || (Remark.starts_with("//") && !Remark.ends_with("\\"));
  Break = Indent && Ends ? "\n" + *Indent : " ";
  return Indent && Ends ? At.getLocWithOffset(Rest.size()) : At;
}

/// The white space that the line of \p Loc begins with: of `} else if` that of
/// the brace.
static std::string lineIndentation(const SourceManager &SM,
                                   SourceLocation Loc) {
  auto [File, Offset] = SM.getDecomposedExpansionLoc(Loc);
  StringRef Before = SM.getBufferData(File).take_front(Offset);
  StringRef Line = Before.substr(Before.rfind('\n') + 1);
  return Line.take_while([](char C) { return C == ' ' || C == '\t'; }).str();
}

static std::string oneLine(const NewStatement &S) {
  if (!S.Several.empty())
    return S.Several;
  std::string Body = S.Text + ";";
  if (S.Condition.empty() && S.Loop.empty())
    return Body;
  // A release may be two statements.
  if (StringRef(S.Text).contains(';'))
    Body = "{ " + Body + " }";
  return S.Loop + (S.Condition.empty() ? "" : "if (" + S.Condition + ") ") +
         Body;
}

std::string Inserter::insertAll(const TextPoint &P,
                                ArrayRef<NewStatement> All) {
  if (All.size() == 1)
    return insert(P, All.front());
  const Stmt *Beside = P.Code;
  if (const auto *Block = dyn_cast<CompoundStmt>(P.Code);
      Block && P.Where == TextPoint::AtEndOf && !Block->body_empty())
    Beside = Block->body_back();
  std::optional<std::string> Indent = indentationAt(SM, Beside->getBeginLoc());
  if (Indent && P.Where == TextPoint::ElseOf)
    *Indent += "  ";
  NewStatement Joined;
  Joined.BeforeValue = All.front().BeforeValue;
  if (llvm::any_of(All, [&](const NewStatement &Each) {
        return Each.BeforeValue != Joined.BeforeValue;
      }))
    return "one release comes before the value to return, one behind it";
  for (const NewStatement &Each : All)
    Joined.Several += (Joined.Several.empty() ? ""
                       : Indent               ? "\n" + *Indent
                                              : " ") +
                      oneLine(Each);
  return insert(P, Joined);
}

SourceLocation Inserter::semicolonAfter(const Stmt *Code) const {
  std::optional<Token> Next =
      Lexer::findNextToken(SM.getExpansionRange(Code->getEndLoc()).getEnd(), SM,
                           Context.getLangOpts());
  if (!Next || Next->isNot(tok::semi))
    return {};
  return Next->getLocation();
}

/// Behind a comment that ends the line of \p Loc, or \p Loc itself.
static SourceLocation behindComment(SourceLocation Loc,
                                    const SourceManager &SM) {
  auto [File, Offset] = SM.getDecomposedLoc(Loc);
  StringRef Line = SM.getBufferData(File).substr(Offset);
  Line = Line.take_until([](char C) { return C == '\n' || C == '\r'; });
  StringRef Text = Line.rtrim(" \t");
  StringRef Comment = Text.ltrim(" \t");
  bool Whole = Comment.starts_with("//") ||
               (Comment.starts_with("/*") && Comment.size() >= 4 &&
                Comment.find("*/", 2) == Comment.size() - 2);
  return Whole && !Comment.ends_with("\\") ? Loc.getLocWithOffset(Text.size())
                                           : Loc;
}

/// Where `{` goes so that \p Code, alone below \p Parent, gets braces.
static SourceLocation beforeBody(const Stmt *Code, const Stmt *Parent) {
  if (const auto *If = dyn_cast<IfStmt>(Parent))
    return If->getElse() == Code ? If->getElseLoc() : If->getRParenLoc();
  if (const auto *While = dyn_cast<WhileStmt>(Parent))
    return While->getRParenLoc();
  if (const auto *For = dyn_cast<ForStmt>(Parent))
    return For->getRParenLoc();
  if (const auto *For = dyn_cast<CXXForRangeStmt>(Parent))
    return For->getRParenLoc();
  return {};
}

/// \p Text replaces nothing but goes before \p Code; both are put in braces.
std::string Inserter::insertBraced(const Stmt *Code, const Stmt *Parent,
                                   const std::string &Text) {
  SourceLocation Open = beforeBody(Code, Parent);
  SourceLocation Semicolon = semicolonAfter(Code);
  if (Open.isInvalid() || Open.isMacroID() || Semicolon.isInvalid() ||
      hasDirectiveBetween(Open, Semicolon, SM))
    return "the statement cannot be put in braces";
  Open = Lexer::getLocForEndOfToken(Open, 0, SM, Context.getLangOpts());
  Semicolon = Semicolon.getLocWithOffset(1);
  std::optional<std::string> Indent = indentationAt(SM, Code->getBeginLoc());
  std::string After =
      Indent ? "\n" + lineIndentation(SM, Parent->getBeginLoc()) + "}" : " }";
  if (Indent)
    Semicolon = behindComment(Semicolon, SM);
  Edits.push_back(FixItHint::CreateInsertion(Open, " {"));
  Edits.push_back(FixItHint::CreateInsertion(
      Code->getBeginLoc(), Text + (Indent ? "\n" + *Indent : " ")));
  Edits.push_back(FixItHint::CreateInsertion(Semicolon, After));
  return "";
}

std::string Inserter::insertBefore(const Stmt *Code, const NewStatement &S) {
  const Stmt *Parent = Parents.getParent(Code);
  if (isa_and_nonnull<IfStmt, WhileStmt, ForStmt, CXXForRangeStmt>(Parent))
    return insertBraced(Code, Parent, oneLine(S));
  if (!isa_and_nonnull<CompoundStmt, LabelStmt, SwitchCase>(Parent))
    return "the statement has no place for another one before it";
  std::optional<std::string> Indent = indentationAt(SM, Code->getBeginLoc());
  Edits.push_back(FixItHint::CreateInsertion(
      Code->getBeginLoc(), oneLine(S) + (Indent ? "\n" + *Indent : " ")));
  return "";
}

std::string Inserter::insertAtEnd(const CompoundStmt *Block,
                                  const NewStatement &S) {
  SourceLocation Brace = Block->getRBracLoc();
  std::optional<std::string> Outer = indentationAt(SM, Brace);
  if (!Outer) {
    char Before = *(SM.getCharacterData(Brace) - 1);
    Edits.push_back(FixItHint::CreateInsertion(
        Brace, (isWhitespace(Before) ? "" : " ") + oneLine(S) + " "));
    return "";
  }
  std::optional<std::string> Inner;
  if (!Block->body_empty())
    Inner = indentationAt(SM, Block->body_back()->getBeginLoc());
  std::string Extra = "  ";
  if (Inner && StringRef(*Inner).starts_with(*Outer))
    Extra = Inner->substr(Outer->size());
  Edits.push_back(
      FixItHint::CreateInsertion(Brace, Extra + oneLine(S) + "\n" + *Outer));
  return "";
}

std::string Inserter::insertBehind(const Stmt *Code, const NewStatement &S) {
  const Stmt *Parent = Parents.getParent(Code);
  SourceLocation Open =
      Parent && isa<Expr>(Code) ? beforeBody(Code, Parent) : SourceLocation();
  SourceLocation Semicolon = semicolonAfter(Code);
  if (Open.isInvalid() || Open.isMacroID() || Semicolon.isInvalid() ||
      Semicolon.isMacroID() || hasDirectiveBetween(Open, Semicolon, SM))
    return "the statement cannot be put in braces";
  std::optional<std::string> Indent = indentationAt(SM, Code->getBeginLoc());
  std::optional<std::string> Outer = indentationAt(SM, Parent->getBeginLoc());
  Edits.push_back(FixItHint::CreateInsertion(
      Lexer::getLocForEndOfToken(Open, 0, SM, Context.getLangOpts()), " {"));
  Edits.push_back(FixItHint::CreateInsertion(
      Semicolon.getLocWithOffset(1),
      (Indent ? "\n" + *Indent : " ") + oneLine(S) +
          (Indent ? "\n" + Outer.value_or("") : " ") + "}"));
  return "";
}

std::string Inserter::insertElse(const IfStmt *If, const NewStatement &S) {
  const Stmt *Then = If->getThen();
  bool Braced = isa<CompoundStmt>(Then);
  // `if (a) if (b) f();`: an `else` would be the inner one's.
  if (!Braced && !isa<Expr, DoStmt>(Then))
    return "the statement has no place for an 'else'";
  if (!isWholeExpansion(Then, Context))
    return "the place for the release is inside a macro";
  SourceLocation End = Braced ? Then->getEndLoc() : semicolonAfter(Then);
  std::optional<std::string> Indent = indentationAt(SM, If->getBeginLoc());
  if (End.isInvalid() || End.isMacroID())
    return "the statement has no place for an 'else'";
  std::string Text = Braced || !Indent ? " else" : "\n" + *Indent + "else";
  // What is asked first would take the `else` of the user's next edit.
  bool Block = Braced || !S.Condition.empty() || !S.Several.empty();
  Text += Block ? " {" : "";
  Text += Indent ? "\n" + *Indent + "  " : " ";
  Text += oneLine(S);
  if (Block)
    Text += Indent ? "\n" + *Indent + "}" : " }";
  Edits.push_back(FixItHint::CreateInsertion(End.getLocWithOffset(1), Text));
  return "";
}

std::string Inserter::insertDefault(const SwitchStmt *Switch,
                                    const NewStatement &S) {
  const auto *Body = dyn_cast<CompoundStmt>(Switch->getBody());
  const Stmt *Last = Body && !Body->body_empty() ? Body->body_back() : nullptr;
  std::optional<std::string> Label =
      Switch->getSwitchCaseList()
          ? indentationAt(SM, Switch->getSwitchCaseList()->getBeginLoc())
          : std::nullopt;
  while (const auto *Case = dyn_cast_or_null<SwitchCase>(Last))
    Last = Case->getSubStmt();
  // What falls out of the last case would fall into the new one.
  if (!isa_and_nonnull<BreakStmt, ReturnStmt, CoreturnStmt, GotoStmt,
                       ContinueStmt>(Last) ||
      !Label || Body->getRBracLoc().isMacroID())
    return "the statement has no place for a 'default'";
  std::optional<std::string> Outer = indentationAt(SM, Body->getRBracLoc());
  std::optional<std::string> Inner = indentationAt(SM, Last->getBeginLoc());
  if (!Outer)
    return "the statement has no place for a 'default'";
  std::string Break = "\n" + Inner.value_or(*Label + "  ");
  std::string Extra =
      StringRef(*Label).starts_with(*Outer) ? Label->substr(Outer->size()) : "";
  Edits.push_back(FixItHint::CreateInsertion(
      Body->getRBracLoc(),
      Extra + "default:" + Break + oneLine(S) + Break + "break;\n" + *Outer));
  return "";
}

//===----------------------------------------------------------------------===//
// Values of returns
//===----------------------------------------------------------------------===//

/// A local number that nothing else can change: no address of it is taken and
/// no lambda refers to it.
static bool isPrivateScalar(const VarDecl *V, const Stmt *Body) {
  if (!V || !V->hasLocalStorage() || !V->getType()->isScalarType() ||
      V->getType().isVolatileQualified())
    return false;
  return !anyStmt(Body, [&](const Stmt *S) {
    if (const auto *Op = dyn_cast<UnaryOperator>(S);
        Op && Op->getOpcode() == UO_AddrOf) {
      const auto *Ref =
          dyn_cast<DeclRefExpr>(Op->getSubExpr()->IgnoreParenCasts());
      return Ref && Ref->getDecl() == V;
    }
    if (const auto *Decls = dyn_cast<DeclStmt>(S))
      return llvm::any_of(Decls->decls(), [](const Decl *D) {
        const auto *Each = dyn_cast<VarDecl>(D);
        return Each && Each->getType()->isReferenceType();
      });
    return isa<LambdaExpr>(S);
  });
}

bool Inserter::mayDepend(const Expr *Value) const {
  Value = Value->IgnoreUnlessSpelledInSource()->IgnoreParenCasts();
  if (isa<IntegerLiteral, FloatingLiteral, CharacterLiteral, StringLiteral,
          CXXBoolLiteralExpr, CXXNullPtrLiteralExpr, GNUNullExpr,
          UnaryExprOrTypeTraitExpr>(Value) ||
      (!Value->isValueDependent() && Value->isEvaluatable(Context)))
    return false;
  // `return {};`, `return std::string();`
  auto MayDepend = [&](const Expr *Part) { return mayDepend(Part); };
  if (const auto *List = dyn_cast<InitListExpr>(Value))
    return llvm::any_of(List->inits(), MayDepend);
  if (const auto *Made = dyn_cast<CXXConstructExpr>(Value);
      Made && Made->getConstructor()->getParent()->isInStdNamespace())
    return llvm::any_of(Made->arguments(), MayDepend);
  if (isa<CXXDefaultArgExpr, CXXScalarValueInitExpr>(Value))
    return false;
  if (const auto *Ref = dyn_cast<DeclRefExpr>(Value)) {
    if (isa<EnumConstantDecl>(Ref->getDecl()))
      return false;
    const auto *V = dyn_cast<VarDecl>(Ref->getDecl());
    // An object that is returned by its name is there until the end.
    if (V && V->hasLocalStorage() && V->getType()->isRecordType() &&
        Context.getLangOpts().CPlusPlus)
      return false;
    // A number is where it is; what tasks make of it they have made by then.
    if (V && V->hasLocalStorage() && V->getType()->isArithmeticType() &&
        !V->getType().isVolatileQualified())
      return false;
    return !isPrivateScalar(V, writtenBody(F));
  }
  if (const auto *Op = dyn_cast<UnaryOperator>(Value);
      Op && (Op->getOpcode() == UO_Minus || Op->getOpcode() == UO_LNot ||
             Op->getOpcode() == UO_Not))
    return mayDepend(Op->getSubExpr());
  if (const auto *Op = dyn_cast<BinaryOperator>(Value);
      Op && !Op->isAssignmentOp() && !Op->isCommaOp())
    return mayDepend(Op->getLHS()) || mayDepend(Op->getRHS());
  return true;
}

/// A variable of the class may stand in a `return`.
static bool canBeReturned(const CXXRecordDecl *Class) {
  bool Moves = Class->needsImplicitMoveConstructor(), Copies = false;
  for (const CXXConstructorDecl *C : Class->ctors()) {
    if (C->isMoveConstructor() && C->isDeleted())
      return false;
    Moves |= C->isMoveConstructor();
    Copies |= C->isCopyConstructor() && !C->isDeleted();
  }
  Copies |= Class->needsImplicitCopyConstructor() &&
            !Class->defaultedCopyConstructorIsDeleted();
  return Moves || Copies;
}

std::string Inserter::freshName() const {
  for (const char *Name : {"result", "value", "outcome", "returned"})
    if (!findIdentifier(Name, Context))
      return Name;
  for (unsigned N = 2; N < 100; ++N)
    if (std::string Name = "result" + std::to_string(N);
        !findIdentifier(Name, Context))
      return Name;
  return "";
}

std::string Inserter::resultDeclaration(const std::string &Name) const {
  QualType T = F->getReturnType();
  // Of an instantiation, as the template has it.
  if (isInstantiated(F)) {
    const FunctionDecl *Pattern = F->getTemplateInstantiationPattern();
    if (!Pattern || Pattern->getReturnType()->isInstantiationDependentType())
      return "";
  }
  if (Name.empty() || T->isVoidType() || T->isReferenceType() ||
      T->isDependentType() || T->getContainedDeducedType())
    return "";
  if (const CXXRecordDecl *Class = T->getAsCXXRecordDecl())
    if (!canBeReturned(Class))
      return "";
  T = T.getUnqualifiedType();
  if (T->isFunctionPointerType() || T->isMemberPointerType() ||
      T->isBlockPointerType())
    return "";
  PrintingPolicy Policy(Context.getLangOpts());
  Policy.SuppressScope = false;
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  T.print(OS, Policy, Name);
  if (StringRef(Text).contains("(unnamed") ||
      StringRef(Text).contains("(anonymous") ||
      StringRef(Text).contains("(lambda"))
    return "";
  return Text;
}

/// `return f();` becomes `int result = f(); free(p); return result;`
std::string Inserter::insertInReturn(const ReturnStmt *Return,
                                     const NewStatement &S) {
  const Expr *Value = Return->getRetValue();
  std::string Name = freshName();
  std::string Declaration = resultDeclaration(Name);
  SourceLocation Semicolon = semicolonAfter(Return);
  if (Declaration.empty() || Semicolon.isInvalid())
    return "the value to return cannot be computed before the release";
  const Stmt *Parent = Parents.getParent(Return);
  bool Alone =
      isa_and_nonnull<IfStmt, WhileStmt, ForStmt, CXXForRangeStmt>(Parent);
  if (!Alone && !isa_and_nonnull<CompoundStmt, LabelStmt, SwitchCase>(Parent))
    return "the statement has no place for another one before it";
  bool Braces = Alone || HasJumps;
  std::optional<std::string> Indent = indentationAt(SM, Return->getBeginLoc());
  std::string Break = Indent ? "\n" + *Indent : " ";
  SourceLocation Open = Alone ? beforeBody(Return, Parent) : SourceLocation();
  bool OpensAbove = Open.isValid() && Open.isFileID();
  std::string Before = Braces && !OpensAbove ? "{" + Break : "";
  std::string After = Break + oneLine(S) + Break + "return " + Name + ";";
  if (Braces)
    After += (Indent && OpensAbove
                  ? "\n" + lineIndentation(SM, Parent->getBeginLoc())
                  : Break) +
             "}";
  SourceLocation Begin = Return->getBeginLoc();
  // `T result = u;` copies where `return u;` moves, or converts.
  const Expr *Spelled = Value->IgnoreUnlessSpelledInSource();
  if (F->getReturnType()->isRecordType() && !isa<InitListExpr>(Spelled) &&
      !Spelled->isPRValue())
    return "the value to return cannot be computed before the release";
  // `return {a, b};` initialises as the declaration does without `=`.
  bool Listed = isa<InitListExpr>(Value->IgnoreImplicit());
  SourceLocation KeywordEnd =
      Lexer::getLocForEndOfToken(Begin, 0, SM, Context.getLangOpts());
  // `return a, b;`: the comma would end the declarator.
  const auto *Op = dyn_cast<BinaryOperator>(Value->IgnoreImplicit());
  bool Comma = Op && Op->isCommaOp();
  if (const auto *Call = dyn_cast<CXXOperatorCallExpr>(Value->IgnoreImplicit()))
    Comma |= Call->getOperator() == OO_Comma;
  std::string Equals = Comma ? " = (" : " =";
  if (Comma) {
    if (Value->getBeginLoc() == KeywordEnd.getLocWithOffset(1))
      KeywordEnd = Value->getBeginLoc();
    After = ");" + After;
  }
  if (OpensAbove)
    Edits.push_back(FixItHint::CreateInsertion(
        Lexer::getLocForEndOfToken(Open, 0, SM, Context.getLangOpts()), " {"));
  Edits.push_back(FixItHint::CreateReplacement(
      CharSourceRange::getCharRange(Begin, KeywordEnd),
      Before + Declaration + (Listed ? "" : Equals)));
  if (Comma)
    Edits.push_back(FixItHint::CreateReplacement(
        CharSourceRange::getCharRange(Semicolon, Semicolon.getLocWithOffset(1)),
        After));
  else
    Edits.push_back(FixItHint::CreateInsertion(
        Indent ? behindComment(Semicolon.getLocWithOffset(1), SM)
               : Semicolon.getLocWithOffset(1),
        After));
  return "";
}

} // namespace poolguard
