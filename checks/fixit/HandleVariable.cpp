//===-- HandleVariable.cpp ------------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "HandleVariable.h"
#include "StmtWalk.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/StringExtras.h"

using namespace clang;

namespace poolguard {

namespace {

/// The declarations of one name in a body, each with the block it is in.
class Declarations {
public:
  Declarations(StringRef Name, const FunctionDecl *F) : Name(Name) {
    const auto *Body = dyn_cast<CompoundStmt>(writtenBody(F));
    for (const ParmVarDecl *P : F->parameters())
      add(P, Body);
    visit(writtenBody(F), Body);
  }

  /// Without a scope: of a loop's or condition's head.
  SmallVector<LocalVariable, 2> All;

private:
  void add(const Decl *D, const CompoundStmt *Scope,
           const Stmt *Head = nullptr) {
    const auto *Named = dyn_cast<NamedDecl>(D);
    if (const auto *Enum = dyn_cast<EnumDecl>(D))
      for (const EnumConstantDecl *Each : Enum->enumerators())
        add(Each, nullptr);
    if (!Named || !Named->getDeclName().isIdentifier() ||
        Named->getName() != Name)
      return;
    // The tags of C have names of their own.
    if (const auto *V = dyn_cast<VarDecl>(D))
      All.push_back({V, Scope, Head});
    else if (!isa<TagDecl>(D) || isa<CXXRecordDecl>(D) ||
             D->getLangOpts().CPlusPlus)
      All.push_back({});
  }

  void visit(const Stmt *S, const CompoundStmt *Scope,
             const Stmt *Head = nullptr) {
    if (!S)
      return;
    if (const auto *Block = dyn_cast<CompoundStmt>(S))
      Scope = Block;
    else if (isa<ForStmt, CXXForRangeStmt, LambdaExpr, CXXCatchStmt>(S))
      Scope = nullptr;
    if (const auto *Decls = dyn_cast<DeclStmt>(S))
      for (const Decl *D : Decls->decls())
        add(D, Scope, Head);
    bool HasHead = isa<IfStmt, SwitchStmt, WhileStmt>(S);
    for (const Stmt *Child : S->children()) {
      bool InHead = HasHead && isa_and_nonnull<DeclStmt>(Child);
      visit(Child, InHead ? nullptr : Scope,
            InHead && !isa<SwitchStmt>(S) ? S : nullptr);
    }
  }

  StringRef Name;
};

/// A name, fields and elements of it: `p`, `s->pool`, `s.io.pool`, `t[0]`.
bool isSimplePath(StringRef Text) {
  bool Word = false;
  for (; !Text.empty(); Text = Text.drop_front()) {
    if (llvm::isAlnum(Text.front()) || Text.front() == '_') {
      Word = true;
      continue;
    }
    if (!Word)
      return false;
    if (Text.front() == '[') {
      StringRef Index = Text.drop_front().take_while(llvm::isDigit);
      Text = Text.drop_front(Index.size() + 1);
      if (Index.empty() || !Text.starts_with("]"))
        return false;
      continue;
    }
    Word = false;
    if (Text.starts_with("->"))
      Text = Text.drop_front();
    else if (Text.front() != '.')
      return false;
  }
  return Word;
}

const VarDecl *variableOf(const Expr *E) {
  const auto *Ref = dyn_cast<DeclRefExpr>(E->IgnoreParenImpCasts());
  return Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
}

/// \p E asks something of \p V itself, not of what a function makes of it, nor
/// whether another variable has the same value.
bool asks(const Expr *E, const VarDecl *V) {
  if (!E || isa<CallExpr>(E->IgnoreParenImpCasts()))
    return false;
  if (const auto *Op = dyn_cast<BinaryOperator>(E->IgnoreParenImpCasts());
      Op && Op->isEqualityOp() && variableOf(Op->getLHS()) &&
      variableOf(Op->getRHS()))
    return false;
  if (variableOf(E) == V)
    return true;
  return llvm::any_of(E->children(), [&](const Stmt *Child) {
    const auto *Part = dyn_cast_or_null<Expr>(Child);
    return Part && asks(Part, V);
  });
}

/// A condition of \p S, none that is read before \p From, asks something of
/// \p V.
bool hasQuestion(const Stmt *S, const VarDecl *V, SourceLocation From,
                 const SourceManager &SM) {
  if (!S)
    return false;
  const Expr *Condition = nullptr;
  if (const auto *If = dyn_cast<IfStmt>(S))
    Condition = If->getCond();
  else if (const auto *While = dyn_cast<WhileStmt>(S))
    Condition = While->getCond();
  else if (const auto *Do = dyn_cast<DoStmt>(S))
    Condition = Do->getCond();
  else if (const auto *For = dyn_cast<ForStmt>(S))
    Condition = For->getCond();
  else if (const auto *Choice = dyn_cast<AbstractConditionalOperator>(S))
    Condition = Choice->getCond();
  else if (const auto *Op = dyn_cast<BinaryOperator>(S);
           Op && (Op->isLogicalOp() || Op->isComparisonOp()))
    Condition = Op;
  if (asks(Condition, V) &&
      !(From.isValid() && SM.isBeforeInTranslationUnit(
                              SM.getFileLoc(Condition->getEndLoc()), From)))
    return true;
  return llvm::any_of(S->children(), [&](const Stmt *Child) {
    return hasQuestion(Child, V, From, SM);
  });
}

/// Behind this place, \p Body asks whether \p Construction succeeded, if it
/// ever does; invalid: anywhere.
SourceLocation beginOfQuestions(const Stmt *Body, const Expr *Construction,
                                const SourceManager &SM) {
  bool ComesBack = anyStmt(Body, [&](const Stmt *S) {
    return isa<LabelStmt, LambdaExpr>(S) ||
           (isa<ForStmt, WhileStmt, DoStmt, CXXForRangeStmt>(S) &&
            contains(S, Construction));
  });
  return ComesBack ? SourceLocation()
                   : SM.getFileLoc(Construction->getBeginLoc());
}

/// Nothing is done with the value of \p E in \p S.
bool isDiscardedIn(const Stmt *S, const Expr *E) {
  if (!S)
    return false;
  for (const Stmt *Child : S->children())
    if (Child == E)
      return isa<CompoundStmt, LabelStmt, SwitchCase>(S);
  return llvm::any_of(S->children(), [&](const Stmt *Child) {
    return isDiscardedIn(Child, E);
  });
}

/// \p Construction is what a `new` in \p S does.
bool newOf(const Stmt *S, const Expr *Construction) {
  return anyStmt(S, [&](const Stmt *Each) {
    const auto *New = dyn_cast<CXXNewExpr>(Each);
    return New && !New->isArray() && New->getConstructExpr() == Construction;
  });
}

bool isSame(QualType A, QualType B) {
  return !A.isNull() && !B.isNull() &&
         A.getCanonicalType().getUnqualifiedType() ==
             B.getCanonicalType().getUnqualifiedType();
}

} // namespace

/// \p S mentions a field called \p Name.
static bool mentionsField(const Stmt *S, StringRef Name) {
  return anyStmt(S, [&](const Stmt *Each) {
    const auto *M = dyn_cast<MemberExpr>(Each);
    return M && M->getMemberDecl()->getDeclName().isIdentifier() &&
           M->getMemberDecl()->getName() == Name;
  });
}

bool HandleVariable::isOnlyAssignedIn(const Stmt *Code) const {
  if (const auto *E = dyn_cast<Expr>(Code))
    Code = E->IgnoreImplicit();
  StringRef Text = Written.Text;
  // Of `s->pool`, the rest of `s` may be used: `free(s)`.
  bool IsField = Text != Root->getName();
  StringRef Field = Text.drop_front(Text.find_last_of(">.") + 1);
  auto Uses = [&](const Stmt *S) {
    return IsField ? mentionsField(S, Field) : mentions(S, Root);
  };
  const Expr *To = nullptr, *Value = nullptr;
  if (const auto *B = dyn_cast<BinaryOperator>(Code);
      B && B->getOpcode() == BO_Assign) {
    To = B->getLHS();
    Value = B->getRHS();
  } else if (const auto *Op = dyn_cast<CXXOperatorCallExpr>(Code);
             Op && Op->getOperator() == OO_Equal && Op->getNumArgs() == 2) {
    To = Op->getArg(0);
    Value = Op->getArg(1);
  }
  if (!To || !Uses(To))
    return !Uses(Code);
  bool Whole = IsField ? isa<MemberExpr>(To->IgnoreParenImpCasts())
                       : variableOf(To) == Root;
  return Whole && !Uses(Value);
}

/// \p Value is null, a local variable's, or made by a construction of \p L.
static bool isOwn(const Expr *Value, const LoweredFunction &L) {
  Value = Value->IgnoreParenCasts();
  if (const auto *Choice = dyn_cast<ConditionalOperator>(Value))
    return isOwn(Choice->getTrueExpr(), L) && isOwn(Choice->getFalseExpr(), L);
  if (const VarDecl *V = variableOf(Value))
    return V->isLocalVarDecl();
  return Value->isNullPointerConstant(L.Function->getASTContext(),
                                      Expr::NPC_ValueDependentIsNotNull) ||
         anyStmt(Value, [&](const Stmt *Each) {
           return llvm::any_of(L.Sites, [&](const LoweredSite &S) {
             return S.Construction && S.Construction == Each;
           });
         });
}

bool HandleVariable::holdsOthers(const LoweredFunction &L) const {
  if (isa<ParmVarDecl>(Root) || (Root->hasInit() && !isOwn(Root->getInit(), L)))
    return true;
  return anyStmt(writtenBody(L.Function), [&](const Stmt *Each) {
    const auto *Op = dyn_cast<BinaryOperator>(Each);
    return Op && Op->getOpcode() == BO_Assign &&
           variableOf(Op->getLHS()) == Root && !isOwn(Op->getRHS(), L);
  });
}

std::optional<LocalVariable> LocalVariable::find(const FunctionDecl *F,
                                                 StringRef Name,
                                                 std::string &Why, bool Heads) {
  Declarations Found(Name, F);
  if (Found.All.size() == 1 &&
      (Found.All.front().Scope || (Heads && Found.All.front().Head)))
    return Found.All.front();
  Why = Found.All.empty() ? "the handle is not a local variable's"
                          : "several variables have the handle's name";
  return std::nullopt;
}

/// What a `std::unique_ptr` or `std::shared_ptr` points to; null for others.
static QualType pointeeOfSmart(QualType T) {
  const auto *R = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
      T->getAsCXXRecordDecl());
  if (!R || !R->isInStdNamespace() || !R->getDeclName().isIdentifier() ||
      (R->getName() != "unique_ptr" && R->getName() != "shared_ptr"))
    return QualType();
  const TemplateArgument &First = R->getTemplateArgs().get(0);
  return First.getKind() == TemplateArgument::Type ? First.getAsType()
                                                   : QualType();
}

/// A condition in \p S mentions \p V.
static bool isInCondition(const Stmt *S, const VarDecl *V) {
  return anyStmt(S, [&](const Stmt *Each) {
    const Expr *Condition = nullptr;
    if (const auto *If = dyn_cast<IfStmt>(Each))
      Condition = If->getCond();
    else if (const auto *While = dyn_cast<WhileStmt>(Each))
      Condition = While->getCond();
    else if (const auto *Do = dyn_cast<DoStmt>(Each))
      Condition = Do->getCond();
    else if (const auto *For = dyn_cast<ForStmt>(Each))
      Condition = For->getCond();
    else if (const auto *Choice = dyn_cast<AbstractConditionalOperator>(Each))
      Condition = Choice->getCond();
    else if (const auto *Op = dyn_cast<BinaryOperator>(Each);
             Op && (Op->isLogicalOp() || Op->isComparisonOp()))
      Condition = Op;
    return Condition && mentions(Condition, V);
  });
}

/// The type of the handle that a variable of type \p T gives where it is asked
/// for in some way, which \p Written gets to know; else \p T.
static QualType lookThrough(QualType T, QualType Made, HandleText &Written,
                            const ASTContext &Context) {
  if (T->isVoidPointerType() && !Made.isNull() && Made->isPointerType() &&
      !T->getPointeeType().hasQualifiers()) {
    if (Context.getLangOpts().CPlusPlus)
      Written.Cast =
          Made.getUnqualifiedType().getAsString(Context.getPrintingPolicy());
    return Made;
  }
  const auto *R = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
      T->getAsCXXRecordDecl());
  if (!R || !R->isInStdNamespace() || R->getName() != "optional" ||
      T.isConstQualified())
    return T;
  const TemplateArgument &First = R->getTemplateArgs().get(0);
  if (First.getKind() != TemplateArgument::Type ||
      !isSame(First.getAsType(), Made))
    return T;
  Written.Optional = true;
  Written.Smart = Made->isRecordType();
  return Written.Smart ? Context.getPointerType(Made) : Made;
}

const Expr *ownConstruction(const LoweredFunction &L, SiteId Site) {
  const LoweredSite &S = L.Sites[Site];
  if (!S.Frame)
    return S.Construction;
  unsigned Frame = S.Frame;
  while (L.Frames[Frame].Parent)
    Frame = L.Frames[Frame].Parent;
  unsigned Call = L.Frames[Frame].Call;
  return Call == None ? nullptr : dyn_cast_or_null<Expr>(L.Origins[Call].Code);
}

/// The field \p Name of \p T or of what it points to; null: none.
static const FieldDecl *fieldOf(QualType T, StringRef Name) {
  if (T->isPointerType())
    T = T->getPointeeType();
  const RecordDecl *R = T->getAsRecordDecl();
  R = R ? R->getDefinition() : nullptr;
  if (R)
    for (const FieldDecl *Field : R->fields())
      if (Field->getName() == Name)
        return Field;
  return nullptr;
}

QualType partType(const LoweredFunction &L, SiteId Site, bool &Open) {
  StringRef Rest = L.Graph.Sites[Site].Name;
  std::string Unknown;
  auto TakeName = [&] {
    StringRef Name =
        Rest.take_while([](char C) { return llvm::isAlnum(C) || C == '_'; });
    Rest = Rest.drop_front(Name.size());
    return Name;
  };
  std::optional<LocalVariable> Root =
      LocalVariable::find(L.Function, TakeName(), Unknown, /*Heads=*/true);
  if (!Root || Rest.empty())
    return QualType();
  Open = true;
  QualType T = Root->Variable->getType().getNonReferenceType();
  while (!Rest.empty()) {
    if (Rest.consume_front("->") != T->isPointerType() ||
        (!T->isPointerType() && !Rest.consume_front(".")))
      return QualType();
    const FieldDecl *Field = fieldOf(T, TakeName());
    if (!Field)
      return QualType();
    Open &= Field->getAccess() == AS_public || Field->getAccess() == AS_none;
    T = Field->getType();
  }
  return T;
}

bool isOpenPart(const LoweredFunction &L, SiteId Site) {
  bool Open = false;
  QualType T = partType(L, Site, Open);
  return Open && ownConstruction(L, Site) &&
         isSame(T, L.Sites[Site].HandleType);
}

bool isResultDropped(const LoweredFunction &L, SiteId Site) {
  const LoweredSite &S = L.Sites[Site];
  const Stmt *Body = writtenBody(L.Frames[S.Frame].Function);
  if (!S.Frame || L.Frames[S.Frame].Parent)
    return isDiscardedIn(Body, S.Construction);
  // What a body only hands on is looked at by its caller.
  bool HandsOn = anyStmt(Body, [&](const Stmt *Each) {
    const auto *Return = dyn_cast<ReturnStmt>(Each);
    return Return && Return->getRetValue() &&
           Return->getRetValue()->IgnoreParenImpCasts() == S.Construction;
  });
  return isDiscardedIn(HandsOn ? writtenBody(L.Function) : Body,
                       HandsOn ? ownConstruction(L, Site) : S.Construction);
}

std::optional<HandleVariable> HandleVariable::find(const LoweredFunction &L,
                                                   SiteId Site,
                                                   std::string &Why,
                                                   bool Heads) {
  return named(L.Graph.Sites[Site].Name, L, Site, Why, Heads);
}

std::optional<HandleVariable>
HandleVariable::named(StringRef Text, const LoweredFunction &L, SiteId Site,
                      std::string &Why, bool Heads) {
  HandleVariable Handle;
  if (!L.Sites[Site].Construction) {
    Why = "the pool is not made by this function";
    return std::nullopt;
  }
  if (!isSimplePath(Text) || !isa<CompoundStmt>(writtenBody(L.Function))) {
    Why = "the handle has no simple name";
    return std::nullopt;
  }
  StringRef Name =
      Text.take_while([](char C) { return llvm::isAlnum(C) || C == '_'; });
  std::optional<LocalVariable> Found =
      LocalVariable::find(L.Function, Name, Why, Heads);
  if (!Found)
    return std::nullopt;
  const SourceManager &SM = L.Function->getASTContext().getSourceManager();
  if (SM.isMacroBodyExpansion(Found->Variable->getLocation())) {
    Why = "the handle's variable is a macro's";
    return std::nullopt;
  }
  Handle.Root = Found->Variable;
  Handle.Scope = Found->Scope;
  Handle.Head = Found->Head;
  for (PlaceId P = 0; P < L.Graph.Places.size(); ++P)
    if (L.Graph.Places[P].Name == Text && !L.Graph.Places[P].Collection) {
      if (Handle.Place != None) {
        Why = "several places have the handle's name";
        return std::nullopt;
      }
      Handle.Place = P;
    }
  if (Handle.Place == None) {
    Why = "the handle is one of many";
    return std::nullopt;
  }
  QualType T = Name == Text ? Handle.Root->getType().getNonReferenceType()
                            : L.Sites[Site].HandleType;
  // The handle of `new T` is the object.
  const Expr *Construction = L.Sites[Site].Construction;
  bool Object = !T.isNull() && T->isPointerType() &&
                newOf(writtenBody(L.Function), Construction);
  QualType Made = L.Sites[Site].HandleType;
  if (Text.contains('[')) {
    const auto *Array = L.Function->getASTContext().getAsArrayType(
        Handle.Root->getType().getNonReferenceType());
    if (!Array || !Text.ends_with("]") ||
        !isSame(Array->getElementType(), Made)) {
      Why = "the handle has no simple name";
      return std::nullopt;
    }
  }
  if (QualType Pointee = T.isNull() ? T : pointeeOfSmart(T);
      !Pointee.isNull() && !Made.isNull()) {
    Handle.Written.Shared = T->getAsCXXRecordDecl()->getName() != "unique_ptr";
    T = L.Function->getASTContext().getPointerType(Pointee);
    Handle.Written.Smart = isSame(Pointee, Made) || isSame(T, Made);
  }
  if (Heads && Name == Text && !T.isNull())
    T = lookThrough(T, Made, Handle.Written, L.Function->getASTContext());
  if (T.isNull() || (!Handle.Written.Smart &&
                     !isSame(Object ? T->getPointeeType() : T, Made))) {
    Why = "the variable's type is not the handle's";
    return std::nullopt;
  }
  Handle.Written.Text = Text.str();
  Handle.Written.Type = T.getCanonicalType();
  Handle.Written.At = ownConstruction(L, Site)->getExprLoc();
  // `made = create(&p) == 0;` asks in another way.
  bool ByResult = T->isPointerType() && Name == Text &&
                  !(Handle.Written.Optional &&
                    isInCondition(writtenBody(L.Function), Handle.Root)) &&
                  !mentions(Construction, Handle.Root);
  Handle.FailureIgnored =
      isResultDropped(L, Site) ||
      (ByResult && !L.Sites[Site].Frame &&
       !hasQuestion(writtenBody(L.Function), Handle.Root,
                    beginOfQuestions(writtenBody(L.Function), Construction, SM),
                    SM));
  Handle.Written.MadeByNew =
      !Handle.Written.Smart &&
      (Object || isa<CXXNewExpr>(Construction->IgnoreParenCasts()));
  return Handle;
}

} // namespace poolguard
