//===-- ThrowingBodies.cpp - What leaves a body ---------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LibraryTypes.h"
#include "Throwing.h"
#include "clang/AST/ExprConcepts.h"

using namespace clang;

namespace poolguard {

/// Collects what leaves one body.
class ThrowingBody {
public:
  ThrowingBody(ThrowAnalysis &A, const FunctionDecl *F)
      : A(A), F(F), InLibrary(isInStd(F, /*OrBoost=*/true)) {}

  ThrownTypes run() {
    const Stmt *Body = F->getBody();
    // A coroutine keeps its exceptions in its promise.
    if (!Body || isa<CoroutineBodyStmt>(Body))
      return {};
    if (const auto *Try = dyn_cast<CXXTryStmt>(Body))
      return ofTry(Try, /*WholeFunction=*/true);
    ThrownTypes T = ofInitializers();
    T.add(of(Body));
    return T;
  }

private:
  ThrownTypes ofInitializers() {
    ThrownTypes T;
    if (const auto *Ctor = dyn_cast<CXXConstructorDecl>(F))
      for (const CXXCtorInitializer *I : Ctor->inits())
        T.add(of(I->getInit()));
    return T;
  }

  ThrownTypes ofTry(const CXXTryStmt *Try, bool WholeFunction) {
    ThrownTypes Passing, Out;
    if (WholeFunction)
      Passing = ofInitializers();
    Passing.add(of(Try->getTryBlock()));
    for (unsigned I = 0; I < Try->getNumHandlers() && !Passing.empty(); ++I) {
      const CXXCatchStmt *Handler = Try->getHandler(I);
      const auto [Caught, Rest] = A.split(Handler, Passing);
      Passing = Rest;
      if (Caught.empty())
        continue;
      const ThrownTypes *Outer = std::exchange(Handled, &Caught);
      Out.add(of(Handler->getHandlerBlock()));
      Handled = Outer;
      // A constructor's or destructor's own handler throws again at its end.
      if (WholeFunction && isa<CXXConstructorDecl, CXXDestructorDecl>(F))
        Out.add(Caught);
    }
    Out.add(Passing);
    return Out;
  }

  ThrownTypes ofChildren(const Stmt *S) {
    ThrownTypes T;
    for (const Stmt *Child : S->children())
      T.add(of(Child));
    return T;
  }

  ThrownTypes of(const Stmt *S) {
    constexpr unsigned MaxDepth = 400; // The stack is finite.
    if (!S || Depth >= MaxDepth)
      return {};
    ++Depth;
    ThrownTypes T = ofStatement(S);
    --Depth;
    return T;
  }

  ThrownTypes ofStatement(const Stmt *S) {
    if (const auto *Try = dyn_cast<CXXTryStmt>(S))
      return ofTry(Try, /*WholeFunction=*/false);
    if (const auto *D = dyn_cast<DeclStmt>(S)) {
      ThrownTypes T = ofChildren(D);
      for (const Decl *Each : D->decls())
        if (const auto *V = dyn_cast<VarDecl>(Each))
          T.add(ofDestructor(V->getType()));
      return T;
    }
    const auto *E = dyn_cast<Expr>(S);
    if (!E)
      return ofChildren(S);
    ThrownTypes T = ofOperands(E);
    T.add(ofItself(E));
    return T;
  }

  /// What runs as part of \p E before \p E itself.
  ThrownTypes ofOperands(const Expr *E) {
    if (isa<BlockExpr, UnaryExprOrTypeTraitExpr, CXXNoexceptExpr, RequiresExpr,
            ConceptSpecializationExpr>(E))
      return {};
    if (const auto *Id = dyn_cast<CXXTypeidExpr>(E);
        Id && (Id->isTypeOperand() || !Id->isPotentiallyEvaluated()))
      return {};
    if (const auto *Lambda = dyn_cast<LambdaExpr>(E)) {
      ThrownTypes T;
      for (const Expr *Init : Lambda->capture_inits())
        T.add(of(Init));
      return T;
    }
    if (const auto *Default = dyn_cast<CXXDefaultArgExpr>(E))
      return of(Default->getExpr());
    if (const auto *Default = dyn_cast<CXXDefaultInitExpr>(E))
      return of(Default->getExpr());
    if (const auto *Choice = dyn_cast<GenericSelectionExpr>(E))
      return of(Choice->getResultExpr());
    return ofChildren(E);
  }

  ThrownTypes ofItself(const Expr *E) {
    if (const auto *Throw = dyn_cast<CXXThrowExpr>(E)) {
      // Of the library, the table says what it throws; only the program's own
      // code that it calls is looked for here.
      if (Throw->getSubExpr())
        return InLibrary || isExhaustion(Throw) ? ThrownTypes()
                                                : A.ofThrow(Throw, nullptr);
      ThrownTypes Again = Handled ? *Handled : ThrownTypes::unknown();
      A.Rethrown[Throw].add(Again);
      return Again;
    }
    if (const auto *Bound = dyn_cast<CXXBindTemporaryExpr>(E))
      return ofDestructor(Bound->getType());
    return A.ofNode(E, InLibrary);
  }

  /// A header of some library throws because the system refused: that a mutex
  /// cannot be locked is as likely as that there is no memory.
  bool isExhaustion(const CXXThrowExpr *Throw) const {
    const CXXRecordDecl *R =
        Throw->getSubExpr()->getType()->getAsCXXRecordDecl();
    return A.Level != ThrowLevel::Any && R && R->getIdentifier() &&
           (R->getName() == "system_error" ||
            R->getName() == "SystemException") &&
           A.Context.getSourceManager().isInSystemHeader(Throw->getThrowLoc());
  }

  ThrownTypes ofDestructor(QualType T) {
    if (InLibrary)
      return {};
    const CXXRecordDecl *R =
        T->isReferenceType()
            ? nullptr
            : T->getBaseElementTypeUnsafe()->getAsCXXRecordDecl();
    const CXXDestructorDecl *D =
        R && R->hasDefinition() ? R->getDestructor() : nullptr;
    return D && A.mayLeave(D) ? A.ofFunction(D) : ThrownTypes();
  }

  ThrowAnalysis &A;
  const FunctionDecl *F;
  bool InLibrary;
  unsigned Depth = 0;
  /// What the handler around may have caught.
  const ThrownTypes *Handled = nullptr;
};

ThrownTypes ThrowAnalysis::ofBody(const FunctionDecl *Body) {
  constexpr unsigned MaxOpen = 40; // Deeper chains: nothing is known of them.
  BodyEntry &E = Bodies[Body];
  if (E.State == BodyEntry::Done)
    return E.Types;
  if (E.State == BodyEntry::Open || E.Round == Round) {
    Lowest = std::min(Lowest, E.Lowest);
    return E.Types;
  }
  if (NumOpen >= MaxOpen)
    return {};
  unsigned Index = NumOpen++, OuterLowest = Lowest;
  size_t FirstPartial = Partials.size();
  E.State = BodyEntry::Open;
  E.Lowest = Index;
  for (;; ++Round) {
    Lowest = None;
    E.Round = Round;
    if (!E.Types.add(ThrowingBody(*this, Body).run()) || Lowest != Index)
      break;
  }
  --NumOpen;
  if (Lowest < Index) { // Part of the recursion of a body still open.
    E.State = BodyEntry::Partial;
    E.Lowest = Lowest;
    Partials.push_back(&E);
  } else {
    E.State = BodyEntry::Done;
    for (size_t I = FirstPartial; I < Partials.size(); ++I)
      Partials[I]->State = BodyEntry::Done;
    Partials.resize(FirstPartial);
    Lowest = None;
  }
  Lowest = std::min(Lowest, OuterLowest);
  return E.Types;
}

} // namespace poolguard
