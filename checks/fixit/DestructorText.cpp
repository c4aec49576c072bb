//===-- DestructorText.cpp ------------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "DestructorText.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"

using namespace clang;

namespace poolguard {

DestructorText::DestructorText(const CXXRecordDecl *Class,
                               const ASTContext &Context)
    : Class(Class), Context(Context), SM(Context.getSourceManager()),
      Name(Class->getNameAsString()) {}

std::string DestructorText::refusal(SourceLocation Where) const {
  if (Name.empty())
    return "the class has no name";
  SourceRange Braces = Class->getBraceRange();
  if (Class->getLocation().isMacroID() || Braces.getBegin().isMacroID() ||
      Braces.getEnd().isMacroID())
    return "the class is a macro's";
  // What other files see before the class is not known.
  if (SM.getFileID(Class->getLocation()) != SM.getFileID(SM.getFileLoc(Where)))
    return "the class is in another file";
  return "";
}

/// Behind \p Loc there is nothing but a comment in its line: the end of it.
SourceLocation DestructorText::endOfLine(SourceLocation Loc) const {
  auto [File, Offset] = SM.getDecomposedLoc(Loc);
  StringRef Rest = SM.getBufferData(File).drop_front(Offset);
  Rest = Rest.take_until([](char C) { return C == '\n' || C == '\r'; });
  StringRef Text = Rest.trim(" \t");
  bool Comment = Text.starts_with("//") && !Text.ends_with("\\");
  return Text.empty() || Comment ? Loc.getLocWithOffset(Rest.size()) : Loc;
}

/// Behind the `;` or the brace of \p D, if no macro is in the way.
SourceLocation DestructorText::endOf(const Decl *D) const {
  const LangOptions &Language = Context.getLangOpts();
  const FunctionDecl *F = D->getAsFunction();
  SourceLocation End = D->getEndLoc();
  if (!F || End.isMacroID() || D->getBeginLoc().isMacroID())
    return {};
  bool Braced =
      F->doesThisDeclarationHaveABody() && !F->isDefaulted() && !F->isDeleted();
  constexpr unsigned MaxTokens = 8; // `= default;`
  for (unsigned I = 0; I < MaxTokens; ++I) {
    std::optional<Token> Next = Lexer::findNextToken(End, SM, Language);
    if (Next && Next->is(tok::semi))
      return Next->getLocation().getLocWithOffset(1);
    if (Braced)
      return Lexer::getLocForEndOfToken(End, 0, SM, Language);
    if (!Next || Next->isOneOf(tok::l_brace, tok::r_brace))
      return {};
    End = Next->getLocation();
  }
  return {};
}

std::string DestructorText::memberIndent() const {
  for (const Decl *D : Class->decls())
    if (!D->isImplicit() && !isa<AccessSpecDecl>(D) &&
        D->getBeginLoc().isFileID())
      if (std::optional<std::string> Indent =
              indentationAt(SM, D->getBeginLoc()))
        return *Indent;
  return indentationAt(SM, Class->getBeginLoc()).value_or("") + "  ";
}

/// Behind the last public constructor, else at the beginning of a public
/// section, else at the end of the class.
std::string DestructorText::findPlace(Place &Found) const {
  const Decl *Last = nullptr;
  const AccessSpecDecl *Public = nullptr;
  bool Sections = false;
  for (const Decl *D : Class->decls()) {
    const FunctionDecl *F = D->getAsFunction();
    if (isa_and_nonnull<CXXConstructorDecl>(F) && !F->isImplicit() &&
        D->getAccess() == AS_public)
      Last = D;
    const auto *Section = dyn_cast<AccessSpecDecl>(D);
    Sections |= Section != nullptr;
    if (Section && !Public && Section->getAccess() == AS_public &&
        Section->getColonLoc().isFileID())
      Public = Section;
  }
  Found.Indent = memberIndent();
  Found.Between = "\n";
  SourceLocation End;
  if (Last)
    End = endOf(Last);
  else if (Public)
    End = Public->getColonLoc().getLocWithOffset(1);
  if (End.isValid()) {
    Found.At = endOfLine(End);
    Found.Before = "\n";
    return "";
  }
  if (Last)
    return "the constructor's end is a macro's";
  SourceLocation Brace = Class->getBraceRange().getEnd();
  std::optional<std::string> Outer = indentationAt(SM, Brace);
  bool Opens = Sections || !(Class->isStruct() || Class->isUnion());
  if (!Outer) {
    Found.At = Brace;
    auto [File, Offset] = SM.getDecomposedLoc(Brace);
    bool Spaced = Offset && SM.getBufferData(File)[Offset - 1] == ' ';
    Found.Before = Spaced ? "" : " ";
    Found.Before += Opens ? "public: " : "";
    Found.Indent = "";
    Found.Between = Found.After = " ";
    return "";
  }
  Found.At = Brace.getLocWithOffset(-int(Outer->size()));
  Found.Before = "\n" + (Opens ? *Outer + "public:\n" : "");
  Found.After = "\n";
  return "";
}

std::string DestructorText::write(llvm::ArrayRef<std::string> Members) {
  Place Where;
  if (std::string Why = findPlace(Where); !Why.empty())
    return Why;
  std::string Text = Where.Before;
  for (const std::string &Each : Members) {
    if (&Each != Members.begin())
      Text += Where.Between;
    Text += Where.Indent + Each;
  }
  Edits.push_back(FixItHint::CreateInsertion(Where.At, Text + Where.After));
  if (At.isInvalid())
    At = Class->getLocation();
  return "";
}

std::vector<std::string> DestructorText::membersOf(const CopyRule &Rule) const {
  std::vector<std::string> Members;
  if (Rule.Add == CopyRule::Nothing)
    return Members;
  if (Rule.DefaultConstructor)
    Members.push_back(Name + "() = default;");
  bool Deletes = Rule.Add == CopyRule::DeleteCopies;
  std::string Taken = Deletes ? "(const " + Name + " &)" : "(" + Name + " &&)";
  std::string End = Deletes ? " = delete;" : " = default;";
  Members.push_back(Name + Taken + End);
  Members.push_back(Name + " &operator=" + Taken + End);
  return Members;
}

static std::string oneLine(const NewStatement &S) {
  bool Block = StringRef(S.Text).contains(';');
  return S.Loop + (S.Condition.empty() ? "" : "if (" + S.Condition + ") ") +
         (Block ? "{ " + S.Text + "; }" : S.Text + ";");
}

std::string DestructorText::bodyOf(llvm::ArrayRef<NewStatement> Releases,
                                   const std::string &Indent) const {
  constexpr unsigned MaxLine = 80;
  const NewStatement &First = Releases.front();
  std::string Short = " { " + oneLine(First) + " }";
  if (!indentationAt(SM, Class->getBraceRange().getEnd())) {
    Short = " { ";
    for (const NewStatement &Each : Releases)
      Short += oneLine(Each) + " ";
    return Short + "}";
  }
  if (Releases.size() == 1 && First.Condition.empty() &&
      Indent.size() + Name.size() + Short.size() + 3 <= MaxLine)
    return Short;
  std::string Text = " {";
  for (const NewStatement &Each : Releases) {
    std::string Line = "\n" + Indent + "  ";
    if (!Each.Loop.empty()) {
      Text += Line + StringRef(Each.Loop).rtrim().str();
      Line += "  ";
    }
    if (!Each.Condition.empty()) {
      Text += Line + "if (" + Each.Condition + ")";
      Line += "  ";
    }
    std::string Call = oneLine({"", "", Each.Text});
    Text += (Call.front() == '{' ? " " : Line) + Call;
  }
  return Text + "\n" + Indent + "}";
}

std::string DestructorText::addDestructor(llvm::ArrayRef<NewStatement> Releases,
                                          const CopyRule &Rule) {
  std::vector<std::string> Members = membersOf(Rule);
  bool Overrides =
      Context.getLangOpts().CPlusPlus11 &&
      llvm::any_of(Class->bases(), [](const CXXBaseSpecifier &Base) {
        const CXXRecordDecl *B = Base.getType()->getAsCXXRecordDecl();
        const CXXDestructorDecl *D = B && B->hasDefinition()
                                         ? B->getDefinition()->getDestructor()
                                         : nullptr;
        return D && D->isVirtual();
      });
  Members.push_back("~" + Name + "()" + (Overrides ? " override" : "") +
                    bodyOf(Releases, memberIndent()));
  return write(Members);
}

std::string DestructorText::addRule(const CopyRule &Rule) {
  std::vector<std::string> Members = membersOf(Rule);
  return Members.empty() ? "" : write(Members);
}

std::string
DestructorText::defineDefaulted(const CXXDestructorDecl *Defaulted,
                                llvm::ArrayRef<NewStatement> Releases) {
  const LangOptions &Language = Context.getLangOpts();
  SourceLocation Equals, End;
  SourceLocation Loc = Defaulted->getLocation();
  constexpr unsigned MaxTokens = 16;
  for (unsigned I = 0; I < MaxTokens && End.isInvalid(); ++I) {
    std::optional<Token> Next = Loc.isMacroID()
                                    ? std::nullopt
                                    : Lexer::findNextToken(Loc, SM, Language);
    if (!Next)
      break;
    Loc = Next->getLocation();
    if (Next->is(tok::equal))
      Equals = Loc;
    else if (Next->is(tok::semi))
      End = Loc.getLocWithOffset(1);
  }
  if (Equals.isInvalid() || End.isInvalid())
    return "where the destructor is defaulted is a macro's";
  std::string Indent = indentationAt(SM, Defaulted->getBeginLoc()).value_or("");
  std::string Body = StringRef(bodyOf(Releases, Indent)).ltrim().str();
  Edits.push_back(FixItHint::CreateReplacement(
      CharSourceRange::getCharRange(Equals, End), Body));
  At = Defaulted->getLocation();
  return "";
}

std::string DestructorText::insertInto(const CXXDestructorDecl *D,
                                       unsigned Index,
                                       llvm::ArrayRef<NewStatement> Releases) {
  const auto *Body = cast<CompoundStmt>(D->getBody());
  Inserter Text(D, Context);
  TextPoint P{TextPoint::AtEndOf, Body};
  if (Index < Body->size())
    P = {TextPoint::Before, *(Body->body_begin() + Index)};
  At = Text.locationOf(P);
  bool Alone = indentationAt(SM, At).has_value();
  StringRef Within = Lexer::getSourceText(
      CharSourceRange::getCharRange(Body->getLBracLoc().getLocWithOffset(1),
                                    Body->getRBracLoc()),
      SM, Context.getLangOpts());
  if (Body->body_empty() && !Alone && Within.trim().empty()) {
    std::string Indent = indentationAt(SM, D->getBeginLoc()).value_or("");
    Edits.push_back(FixItHint::CreateReplacement(
        Body->getSourceRange(),
        StringRef(bodyOf(Releases, Indent)).ltrim().str()));
    return "";
  }
  std::string Break = " ";
  if (Alone)
    Break = "\n" + *indentationAt(SM, At) +
            (P.Where == TextPoint::Before ? "" : "  ");
  NewStatement Joined = Releases.back();
  std::string Earlier;
  for (const NewStatement &Each : Releases.drop_back())
    Earlier += oneLine(Each) + Break;
  Joined.Loop = Earlier + Joined.Loop;
  std::string Why = Text.insert(P, Joined);
  Edits.append(Text.Edits.begin(), Text.Edits.end());
  return Why;
}

std::string DestructorText::initialise(const FieldDecl *Member) {
  SourceLocation End = Member->getEndLoc();
  if (End.isMacroID() || Member->hasInClassInitializer() ||
      Member->isBitField() || !Context.getLangOpts().CPlusPlus11 ||
      (Class->isAggregate() && !Context.getLangOpts().CPlusPlus14))
    return "the member has no value at first";
  Edits.push_back(FixItHint::CreateInsertion(
      Lexer::getLocForEndOfToken(End, 0, SM, Context.getLangOpts()),
      " = nullptr"));
  return "";
}

} // namespace poolguard
