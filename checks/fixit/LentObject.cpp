//===-- LentObject.cpp ----------------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LentObject.h"
#include "EndlessRoutine.h"
#include "InsertRelease.h"
#include "StmtWalk.h"
#include "flow/KnownNames.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"

using namespace clang;

namespace poolguard {

namespace {

struct Return {
  const CallExpr *Call = nullptr;
  std::string Text; ///< `push(pool, client)`
  ReleaseMode Mode = ReleaseMode::Close;
};

class Returns {
public:
  Returns(const LoweredFunction &L, SiteId Site, const HandleVariable &Handle,
          ASTContext &Context)
      : L(L), Handle(Handle), Context(Context),
        Made(L.Sites[Site].Construction->IgnoreParenCasts()),
        Owner(*L.Sites[Site].Owner) {}

  std::vector<Return> find();

private:
  void addFunction(const CallModel &Model);
  void addMethod(const CallModel &Model);
  bool isBefore(const FunctionDecl *D) const;
  /// The text of \p Lender, if it means the same wherever the handle can be
  /// named; else empty.
  std::string textOf(const Expr *Lender) const;
  Expr *handle() const;

  const LoweredFunction &L;
  const HandleVariable &Handle;
  ASTContext &Context;
  const Expr *Made;
  const Family &Owner;
  std::vector<Return> Found;
};

bool isSameType(QualType A, QualType B) {
  return A.getNonReferenceType().getCanonicalType().getUnqualifiedType() ==
         B.getNonReferenceType().getCanonicalType().getUnqualifiedType();
}

/// It gives the handle back, whatever else happens.
bool returns(const CallModel &Call) {
  return Call.What == Role::Release && Call.Final && Call.Needs.empty() &&
         !Call.ModeArgument && Call.Mode != ReleaseMode::Detach &&
         Call.Handle.Where == HandleSlot::Argument && Call.Handle.Index < 2 &&
         Call.Success.What == SuccessPredicate::Always;
}

} // namespace

bool Returns::isBefore(const FunctionDecl *D) const {
  return llvm::any_of(D->redecls(), [&](const FunctionDecl *Each) {
    return Context.getSourceManager().isBeforeInTranslationUnit(
        Each->getLocation(), Handle.Written.At);
  });
}

std::string Returns::textOf(const Expr *Lender) const {
  Lender = Lender->IgnoreParenImpCasts();
  const Expr *Base = Lender;
  if (const auto *Op = dyn_cast<UnaryOperator>(Base);
      Op && Op->getOpcode() == UO_AddrOf)
    Base = Op->getSubExpr()->IgnoreParenImpCasts();
  SmallVector<const ValueDecl *, 2> Names;
  while (const auto *Member = dyn_cast<MemberExpr>(Base)) {
    Names.push_back(Member->getMemberDecl());
    Base = Member->getBase()->IgnoreParenImpCasts();
  }
  const auto *Ref = dyn_cast<DeclRefExpr>(Base);
  const auto *Root = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  if (!isa<CXXThisExpr>(Base) && !Root)
    return "";
  std::string Why;
  if (Root && Root->isLocalVarDeclOrParm()) {
    std::optional<LocalVariable> Known =
        LocalVariable::find(L.Function, Root->getName(), Why);
    if (!Known || !Handle.Scope || !contains(Known->Scope, Handle.Scope) ||
        Context.getSourceManager().isBeforeInTranslationUnit(
            Handle.Root->getLocation(), Root->getLocation()))
      return "";
  }
  if (Root)
    Names.push_back(Root);
  // What is an object stays the same one.
  llvm::erase_if(Names, [](const ValueDecl *D) {
    return D->getType()->isReferenceType() || D->getType()->isRecordType();
  });
  if (mayChange(writtenBody(L.Function), Names, /*Trusting=*/true))
    return "";
  SourceRange Range = Lender->getSourceRange();
  if (Range.getBegin().isMacroID() || Range.getEnd().isMacroID())
    return "";
  return Lexer::getSourceText(CharSourceRange::getTokenRange(Range),
                              Context.getSourceManager(), Context.getLangOpts())
      .str();
}

Expr *Returns::handle() const {
  QualType T = Handle.Root->getType().getNonReferenceType();
  Expr *E =
      DeclRefExpr::Create(Context, NestedNameSpecifierLoc(), SourceLocation(),
                          const_cast<VarDecl *>(Handle.Root), false,
                          Handle.Written.At, T, VK_LValue);
  return T->isPointerType()
             ? ImplicitCastExpr::Create(Context, T.getUnqualifiedType(),
                                        CK_LValueToRValue, E, nullptr,
                                        VK_PRValue, FPOptionsOverride())
             : E;
}

void Returns::addFunction(const CallModel &Model) {
  const auto *Call = dyn_cast<CallExpr>(Made);
  const IdentifierInfo *Name = findIdentifier(Model.Pattern.Name, Context);
  if (!Call || !Name)
    return;
  for (const NamedDecl *D : Context.getTranslationUnitDecl()->lookup(Name)) {
    const auto *F = dyn_cast<FunctionDecl>(D);
    if (!F || F->getNumParams() != 2 || F->isVariadic() || !isBefore(F))
      continue;
    unsigned Other = 1 - Model.Handle.Index;
    for (const Expr *Arg : Call->arguments()) {
      std::string Lender =
          isSameType(Arg->getType(), F->getParamDecl(Other)->getType())
              ? textOf(Arg)
              : "";
      if (Lender.empty())
        continue;
      Expr *Given[2];
      Given[Model.Handle.Index] = handle();
      Given[Other] = const_cast<Expr *>(Arg);
      Expr *Callee = DeclRefExpr::Create(
          Context, NestedNameSpecifierLoc(), SourceLocation(),
          const_cast<FunctionDecl *>(F), false, Handle.Written.At, F->getType(),
          VK_LValue);
      Callee = ImplicitCastExpr::Create(
          Context, Context.getPointerType(F->getType()),
          CK_FunctionToPointerDecay, Callee, nullptr, VK_PRValue,
          FPOptionsOverride());
      std::string Text = Handle.Written.Text;
      Text = Other == 0 ? Lender + ", " + Text : Text + ", " + Lender;
      Found.push_back(
          {CallExpr::Create(Context, Callee, Given, F->getReturnType(),
                            VK_PRValue, Handle.Written.At, FPOptionsOverride()),
           F->getNameAsString() + "(" + Text + ")", Model.Mode});
      return;
    }
  }
}

void Returns::addMethod(const CallModel &Model) {
  const auto *Call = dyn_cast<CXXMemberCallExpr>(Made);
  const auto *Asked =
      Call ? dyn_cast<MemberExpr>(Call->getCallee()->IgnoreParens()) : nullptr;
  const CXXRecordDecl *Class = Call ? Call->getRecordDecl() : nullptr;
  Class = Class ? Class->getDefinition() : nullptr;
  if (!Asked || Asked->isImplicitAccess() || !Class || Model.Handle.Index != 0)
    return;
  std::string Lender = textOf(Asked->getBase());
  if (Lender.empty())
    return;
  for (const CXXMethodDecl *M : Class->methods()) {
    if (!M->getDeclName().isIdentifier() ||
        M->getName() != Model.Pattern.Name || M->getAccess() != AS_public ||
        M->isStatic() || M->getNumParams() != 1)
      continue;
    auto *Callee = MemberExpr::CreateImplicit(
        Context, Asked->getBase(), Asked->isArrow(),
        const_cast<CXXMethodDecl *>(M), Context.BoundMemberTy, VK_PRValue,
        OK_Ordinary);
    Found.push_back({CXXMemberCallExpr::Create(
                         Context, Callee, {handle()}, M->getReturnType(),
                         VK_PRValue, Handle.Written.At, FPOptionsOverride()),
                     Lender + (Asked->isArrow() ? "->" : ".") +
                         M->getNameAsString() + "(" + Handle.Written.Text + ")",
                     Model.Mode});
    return;
  }
}

std::vector<Return> Returns::find() {
  for (const CallModel &Model : Owner.Calls) {
    if (!returns(Model))
      continue;
    if (Model.Pattern.What == CallPattern::Function)
      addFunction(Model);
    else if (Model.Pattern.What == CallPattern::Method)
      addMethod(Model);
    if (!Found.empty())
      break; // The first way is the usual one.
  }
  return std::move(Found);
}

/// \p Blocks release \p Handle and lead to their end.
static bool releases(const LoweredFunction &L, PlaceId Handle,
                     const LoweredFunction::ExtraCall &Blocks) {
  bool Found = false;
  for (BlockId B = Blocks.First; B <= Blocks.Last; ++B) {
    for (const Event &E : L.Graph.Blocks[B].Events) {
      if (E.Kind == EventKind::Throw || E.Kind == EventKind::Construct)
        return false;
      if (E.Kind == EventKind::Release && E.Dst != Handle)
        return false;
      Found |= E.Kind == EventKind::Release;
    }
    for (BlockId To : L.Graph.Blocks[B].Succs)
      if (To < Blocks.First || To > Blocks.Last)
        return false;
  }
  return Found;
}

FixProposal returnToLender(const LoweredFunction &L, SiteId Site,
                           const ASTContext &Context,
                           const LowerWithCalls &Lower) {
  FixProposal Refused{{}, NoReleaseKnown.str()};
  const LoweredSite &S = L.Sites[Site];
  if (!S.Owner || S.Owner->Kind != PoolKind::Lease || !S.Construction ||
      S.Frame)
    return Refused;
  std::string Why;
  std::optional<HandleVariable> Handle =
      HandleVariable::find(L, Site, Why, /*Heads=*/true);
  if (!Handle || Handle->Written.Text != Handle->Root->getName())
    return Refused;
  std::vector<Return> Calls =
      Returns(L, Site, *Handle, const_cast<ASTContext &>(Context)).find();
  if (Calls.empty())
    return Refused;
  std::unique_ptr<LoweredFunction> Again = Lower({Calls.front().Call});
  SiteId Same = Again ? siteIn(*Again, L, Site) : None;
  if (Same == None || Again->Extras.size() != 1)
    return Refused;
  Handle = HandleVariable::find(*Again, Same, Why, /*Heads=*/true);
  const LoweredFunction::ExtraCall &Blocks = Again->Extras.front();
  if (!Handle || !releases(*Again, Handle->Place, Blocks))
    return Refused;
  ReleaseSpelling Spelling;
  Spelling.Call = Calls.front().Text;
  Spelling.Mode = Calls.front().Mode;
  Spelling.Helper = GraphRegion{Blocks.First, Blocks.Last, Blocks.End};
  ReleaseHazards Hazards(L, Site, Handle->Root, Context);
  if (std::optional<Fix> Made =
          insertHelper(*Again, Same, ReleaseTarget(std::move(*Handle)),
                       Spelling, Hazards, Context, Refused.Refusal))
    return {{std::move(*Made)}, ""};
  return Refused;
}

} // namespace poolguard
