//===-- LowerLambdas.cpp - What lambdas do to what they capture -----------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FunctionLowering.h"
#include "LibraryTypes.h"
#include "clang/AST/RecursiveASTVisitor.h"

using namespace clang;

namespace poolguard {

bool FunctionLowering::isOnlyCalled(const VarDecl *V) const {
  return !Tables->isUsedOtherwise(V);
}

bool FunctionLowering::isOnlyCalled(const LambdaExpr *L) {
  const Stmt *Up = parents().getParent(L);
  while (isa_and_nonnull<ImplicitCastExpr, ParenExpr, FullExpr,
                         MaterializeTemporaryExpr, CXXBindTemporaryExpr,
                         CXXConstructExpr>(Up))
    Up = parents().getParent(Up);
  // `[&] { ... }()`.
  if (const auto *C = dyn_cast_or_null<CXXOperatorCallExpr>(Up))
    return C->getOperator() == OO_Call &&
           C->getArg(0)->IgnoreImplicit()->IgnoreParenImpCasts() == L;
  if (const auto *C = dyn_cast_or_null<CallExpr>(Up)) {
    std::optional<LibraryInvocation> I = libraryInvocation(C);
    return I && callableTarget(L) &&
           callableTarget(I->Callable) == callableTarget(L);
  }
  const auto *D = dyn_cast_or_null<DeclStmt>(Up);
  const auto *V =
      D && D->isSingleDecl() ? dyn_cast<VarDecl>(D->getSingleDecl()) : nullptr;
  if (!V || V->getType()->isReferenceType())
    return false;
  bool Itself = V->getType()->getAsCXXRecordDecl() == L->getLambdaClass();
  bool Wrapped = isLibraryFunctor(V->getType()) && callableTarget(L);
  return (Itself || Wrapped) && isOnlyCalled(V);
}

void FunctionLowering::lowerLambda(const LambdaExpr *L) {
  const CXXMethodDecl *Call = L->getCallOperator();
  // Then callLambda() does to the captures what the body does.
  bool OnlyCalled = Call && isOnlyCalled(L);
  for (const LambdaCapture &C : L->captures()) {
    if (C.capturesThis())
      captureThis(L);
    if (!C.capturesVariable())
      continue;
    const auto *V = dyn_cast<VarDecl>(C.getCapturedVar());
    if (!V)
      continue;
    V = V->getCanonicalDecl();
    PlaceId P = variablePlace(V);
    if (P == None)
      continue;
    if (V->isInitCapture() || OnlyCalled ||
        (Call && onlyBorrows(Call->getBody(), V)))
      continue;
    capture(L, C, V, P);
  }
  unsigned I = 0;
  for (const Expr *Init : L->capture_inits()) {
    const LambdaCapture &C = *(L->capture_begin() + I++);
    if (C.capturesThis())
      if (PlaceId Field = captureField(L, nullptr); Field != None)
        recordTarget(Field, thisPlace(Init->getType()->getPointeeType()));
    // `[t = std::move(t)]` owns what it took.
    if (C.capturesVariable() && Init && C.getCapturedVar()->isInitCapture())
      captureValue(L, cast<VarDecl>(C.getCapturedVar()), Init);
  }
}

void FunctionLowering::lowerBlockLiteral(const BlockExpr *B) {
  for (const BlockDecl::Capture &C : B->getBlockDecl()->captures())
    if (!onlyBorrows(B->getBody(), C.getVariable()->getCanonicalDecl()))
      retain(variablePlace(C.getVariable()));
}

PlaceId FunctionLowering::captureField(const LambdaExpr *L, const VarDecl *V) {
  const FieldDecl *Field = fieldOfCapture(L->getLambdaClass(), V);
  return Field && Options.Mentions ? Places.field(Places.temporary(L), Field)
                                   : None;
}

void FunctionLowering::capture(const LambdaExpr *L, const LambdaCapture &C,
                               const VarDecl *V, PlaceId P) {
  PlaceId Field = captureField(L, V);
  bool Followed = Field != None && !Places.info(P).External;
  if (C.getCaptureKind() == LCK_ByRef) {
    if (!Followed || !recordTarget(Field, P))
      retain(P);
  } else if (Followed && V->getType()->isScalarType()) {
    HoldsCopy.insert(static_cast<const FieldDecl *>(Places.info(Field).Entity));
    copy(Field, P);
  } else {
    escape(P);
  }
}

void FunctionLowering::captureValue(const LambdaExpr *L, const VarDecl *V,
                                    const Expr *Init) {
  PlaceId Field = captureField(L, V);
  if (Field == None || V->getType()->isReferenceType()) {
    sink(Init);
    return;
  }
  HoldsCopy.insert(static_cast<const FieldDecl *>(Places.info(Field).Entity));
  initialise(Field, V->getType(), Init);
}

void FunctionLowering::callLambda(const CallExpr *C, const FunctionDecl *F) {
  const auto *Method = dyn_cast<CXXMethodDecl>(F);
  if (!Method || !Method->getParent()->isLambda() || !Effects)
    return;
  for (const LambdaCapture &Capture : Method->getParent()->captures()) {
    if (!Capture.capturesVariable())
      continue;
    const auto *V = dyn_cast<VarDecl>(Capture.getCapturedVar());
    PlaceId P = V ? variablePlace(V) : None;
    if (P == None)
      continue;
    CalleeSlot Slot{CalleeSlot::Capture, 0, V->getCanonicalDecl()};
    if (!lowerVisible(C, F, Slot, P))
      escape(P);
  }
}

namespace {
/// Finds uses of a variable that may release or keep what it holds.
class TakingUseFinder : public RecursiveASTVisitor<TakingUseFinder> {
public:
  TakingUseFinder(const VarDecl *V, ModelMatcher &Models)
      : V(V), Models(Models) {}
  bool Found = false;

  bool TraverseCallExpr(CallExpr *C) { return visitCall(C); }
  bool TraverseCXXMemberCallExpr(CXXMemberCallExpr *C) { return visitCall(C); }
  bool VisitDeclRefExpr(DeclRefExpr *Ref) {
    // Seen outside a call that is known to borrow.
    if (Ref->getDecl()->getCanonicalDecl() == V)
      Found = true;
    return !Found;
  }

private:
  bool visitCall(CallExpr *C) {
    const FunctionDecl *Callee = C->getDirectCallee();
    llvm::ArrayRef<const Expr *> A(C->getArgs(), C->getNumArgs());
    bool Releases = false, Modelled = false;
    if (Callee)
      for (const CallEntry &E : Models.match(Callee, A)) {
        Modelled = true;
        Releases |= E.Call->What == Role::Release ||
                    E.Call->What == Role::Take || E.Call->What == Role::Acquire;
      }
    if (auto *M = dyn_cast<CXXMemberCallExpr>(C)) {
      bool OnHandle = referencedVariable(M->getImplicitObjectArgument()) == V;
      if (!OnHandle)
        TraverseStmt(M->getCallee());
      else if (Releases || !Callee ||
               (!Modelled &&
                nameMayTakeOwnership(Callee->getNameAsString(), true)))
        Found = true;
    }
    for (unsigned I = 0; I < A.size() && !Found; ++I) {
      bool IsHandle = referencedVariable(A[I]) == V;
      bool Borrows = Callee && !Releases &&
                     (Modelled || Models.isLibraryFunction(Callee) ||
                      unseenCalleeBorrows(Callee, I, A[I]->getType()));
      if (IsHandle && !Borrows)
        Found = true;
      else if (!IsHandle)
        TraverseStmt(const_cast<Expr *>(A[I]));
    }
    return !Found;
  }

  const VarDecl *V;
  ModelMatcher &Models;
};
} // namespace

bool FunctionLowering::onlyBorrows(const Stmt *Body, const VarDecl *V) {
  if (!Body)
    return false;
  TakingUseFinder Finder(V, Models);
  Finder.TraverseStmt(const_cast<Stmt *>(Body));
  return !Finder.Found;
}

} // namespace poolguard
