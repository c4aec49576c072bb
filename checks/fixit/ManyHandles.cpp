//===-- ManyHandles.cpp ---------------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ManyHandles.h"
#include "StmtWalk.h"
#include "flow/KnownNames.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;

namespace poolguard {

/// The block that declares \p V, if a block does.
static const CompoundStmt *blockOf(const FunctionDecl *F, const VarDecl *V) {
  if (isa<ParmVarDecl>(V))
    return dyn_cast<CompoundStmt>(writtenBody(F));
  return blockDeclaring(writtenBody(F), V);
}

QualType elementOf(QualType T, const ASTContext &Context) {
  if (const auto *A = Context.getAsConstantArrayType(T))
    return A->getElementType();
  const auto *Class = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
      T->getAsCXXRecordDecl());
  if (!Class || !Class->isInStdNamespace() ||
      !llvm::is_contained({"vector", "array", "list", "deque", "forward_list"},
                          Class->getName()))
    return {};
  const TemplateArgument &First = Class->getTemplateArgs()[0];
  return First.getKind() == TemplateArgument::Type ? First.getAsType()
                                                   : QualType();
}

static bool isSame(QualType A, QualType B) {
  return !A.isNull() && !B.isNull() &&
         A.getCanonicalType().getUnqualifiedType() ==
             B.getCanonicalType().getUnqualifiedType();
}

/// A container that only ever gets what makes a pool.
static bool holdsPoolsOnly(const LoweredFunction &L, const VarDecl *Container,
                           const Family *Owner) {
  const Expr *Init = Container->getInit();
  const auto *Made = dyn_cast_or_null<CXXConstructExpr>(
      Init ? Init->IgnoreImplicit() : nullptr);
  if (!Made || Made->getNumArgs() != 0)
    return false;
  auto Makes = [&](const Expr *E) {
    E = E->IgnoreParenCasts();
    return llvm::any_of(L.Sites, [&](const LoweredSite &S) {
      return S.Owner == Owner && S.Construction &&
             S.Construction->IgnoreParenCasts() == E;
    });
  };
  unsigned Known = 0, All = 0;
  eachStmt(writtenBody(L.Function), [&](const Stmt *S) {
    if (const auto *Ref = dyn_cast<DeclRefExpr>(S))
      All += Ref->getDecl() == Container;
    const auto *Call = dyn_cast<CXXMemberCallExpr>(S);
    const auto *Object =
        Call ? dyn_cast_or_null<DeclRefExpr>(
                   Call->getImplicitObjectArgument()->IgnoreParenImpCasts())
             : nullptr;
    if (!Object || Object->getDecl() != Container || !Call->getMethodDecl() ||
        !Call->getMethodDecl()->getDeclName().isIdentifier())
      return;
    StringRef Name = Call->getMethodDecl()->getName();
    bool Adds = Name == "push_back" || Name == "emplace_back";
    Known += Adds ? Call->getNumArgs() == 1 &&
                        Makes(Call->getArg(0)->IgnoreImplicit())
                  : Call->getMethodDecl()->isConst() || Name == "reserve";
  });
  return Known == All;
}

static std::string freshElement(const ASTContext &Context) {
  for (const char *Name : {"each", "element", "item", "one"})
    if (!findIdentifier(Name, Context))
      return Name;
  return "";
}

/// The variables of \p F that are called \p Name.
static SmallVector<const VarDecl *, 2> variablesOf(const FunctionDecl *F,
                                                   StringRef Name) {
  SmallVector<const VarDecl *, 2> Found;
  auto Add = [&](const Decl *D) {
    const auto *V = dyn_cast<VarDecl>(D);
    if (V && V->getDeclName().isIdentifier() && V->getName() == Name)
      Found.push_back(V);
  };
  llvm::for_each(F->parameters(), Add);
  eachStmt(writtenBody(F), [&](const Stmt *S) {
    if (const auto *Decls = dyn_cast<DeclStmt>(S))
      llvm::for_each(Decls->decls(), Add);
  });
  return Found;
}

/// The variable that `w.thread` begins with, and its block.
static bool findRoot(const LoweredFunction &L, StringRef Text,
                     ManyHandles &Many) {
  StringRef Name =
      Text.take_until([](char C) { return C == '.' || C == '-' || C == '['; });
  SmallVector<const VarDecl *, 2> Own = variablesOf(L.Function, Name);
  if (Own.size() != 1 || !Own.front()->hasLocalStorage())
    return false;
  Many.Root = Own.front();
  // A body in the place of a call may have such a variable, too.
  for (const InlinedFrame &Frame : llvm::drop_begin(L.Frames))
    if (Frame.Function && !variablesOf(Frame.Function, Name).empty())
      return false;
  for (PlaceId P = 0; P < L.Graph.Places.size(); ++P)
    if (L.Graph.Places[P].Name == Text)
      Many.Places.push_back(P);
  Many.Scope = blockOf(L.Function, Many.Root);
  return Many.Scope && Many.Places.size() > 1;
}

/// What makes the pools that come into the places called \p Name.
static SmallVector<const Expr *, 2> constructionsOf(const LoweredFunction &L,
                                                    StringRef Name) {
  SmallVector<const Expr *, 2> Found;
  for (SiteId S = 0; S < L.Sites.size(); ++S)
    if (const Expr *E = L.Sites[S].Construction;
        E && L.Graph.Sites[S].Name == Name && !llvm::is_contained(Found, E))
      Found.push_back(E);
  return Found;
}

/// `error[i] = create(&t[i])`
static bool keepsOutcome(const Expr *Construction, const FunctionDecl *F) {
  return anyStmt(writtenBody(F), [&](const Stmt *S) {
    const auto *Op = dyn_cast<BinaryOperator>(S);
    return Op && Op->getOpcode() == BO_Assign &&
           Construction->getType()->isIntegerType() &&
           isa<ArraySubscriptExpr, MemberExpr>(
               Op->getLHS()->IgnoreParenImpCasts()) &&
           contains(Op->getRHS(), Construction);
  });
}

std::optional<ManyHandles>
ManyHandles::named(StringRef Text, const LoweredFunction &L, SiteId Site,
                   const ASTContext &Context, std::string &Why) {
  ManyHandles Many;
  const LoweredSite &S = L.Sites[Site];
  if (!findRoot(L, Text, Many))
    return std::nullopt;
  Many.Element.Type = S.HandleType.getCanonicalType();
  Many.Element.At = S.Construction->getExprLoc();
  Many.Element.MadeByNew = isa<CXXNewExpr>(S.Construction->IgnoreParenCasts());
  QualType T = Many.Root->getType().getNonReferenceType();
  bool Asks = Context.getLangOpts().CPlusPlus11 &&
              isSame(elementOf(T, Context), S.HandleType);
  std::string Name = freshElement(Context);
  if (Asks && !Name.empty()) {
    Many.Element.Text = Name;
    if (!spellOpenQuestion(*S.Owner, Many.Element).empty() ||
        holdsPoolsOnly(L, Many.Root, S.Owner)) {
      Many.ByRange = true;
      return Many;
    }
  }
  Many.Filled = FillLoop::find(L.Function, Many.Root, S.Construction, Context);
  SmallVector<const Expr *, 2> Makers = constructionsOf(L, Text);
  Many.Counted = SlotCounter::find(L.Function, Many.Root, Makers, Context);
  if (Text == Many.Root->getName())
    Many.Slots = EmptySlots::find(L.Function, Many.Root, Makers, Context);
  Many.Elsewhere =
      ReleaseLoop::find(L, Many.Root, Many.Places, Makers, Context);
  Many.Index = freshIndex(L.Function);
  bool Counts = (Many.Filled || Many.Counted || Many.Slots) &&
                !Many.Index.empty() &&
                (Context.getLangOpts().C99 || Context.getLangOpts().CPlusPlus);
  // Who keeps what came of each does not count on all.
  if (keepsOutcome(S.Construction, L.Function))
    Counts = false;
  if (!Counts) {
    Many.Filled.reset();
    Many.Counted.reset();
    Many.Slots.reset();
  }
  if (!Counts && !Many.Elsewhere) {
    Why = "how many of the handles hold a pool is not known";
    return std::nullopt;
  }
  StringRef Rest = Text.drop_front(Many.Root->getName().size());
  Many.Element.Text =
      Many.Counted
          ? Many.Counted->element(Many.Index)
          : (Many.Root->getName() + "[" + Many.Index + "]" + Rest).str();
  return Many;
}

std::string ManyHandles::loopAt(SourceLocation Where, LastAttempt Last,
                                const ASTContext &Context) const {
  if (ByRange)
    return "for (auto &" + Element.Text + " : " + Root->getNameAsString() +
           ") ";
  auto Spelled = [&](QualType T) {
    return T.getUnqualifiedType().getAsString(Context.getPrintingPolicy());
  };
  std::string Made, Type;
  if (Filled) {
    Made = Filled->madeAt(Where, Last, Context);
    Type = Spelled(Filled->Counter->getType());
  }
  if (Made.empty() && Counted) {
    Made = Counted->madeAt(Where, Last, Context);
    Type = Spelled(Counted->type());
  }
  if (Made.empty() && Slots) {
    Made = Slots->Bound;
    Type = Slots->Type;
  }
  if (Made.empty())
    return "";
  return "for (" + Type + " " + Index + " = 0; " + Index + " < " + Made + "; " +
         Index + "++) ";
}

} // namespace poolguard
