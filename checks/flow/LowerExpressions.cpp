//===-- LowerExpressions.cpp - What an expression denotes -----------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Nothing here emits events: side effects are lowered where the CFG lists
/// them, and what they bring about is found again by the expression.
///
//===----------------------------------------------------------------------===//

#include "FunctionLowering.h"
#include "LibraryTypes.h"
#include "LowerAnswers.h"
#include "LowerAtomic.h"
#include "LowerElements.h"
#include "LowerResults.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;

namespace poolguard {

bool FunctionLowering::isHandleLike(QualType T) const {
  T = T.getNonReferenceType();
  return T->isAnyPointerType() || T->isRecordType() ||
         T->isIntegralOrEnumerationType() || T->isArrayType();
}

bool FunctionLowering::isElementsPlace(PlaceId P) const {
  return P != None && Places.place(P).Collection;
}

/// The function whose variable \p V is. A region that is outlined later, as
/// those of OpenMP, still belongs to the function around it.
static const DeclContext *owner(const VarDecl *V) {
  const DeclContext *Owner = V->getDeclContext();
  while (isa<CapturedDecl>(Owner))
    Owner = Owner->getParent();
  return Owner;
}

PlaceId FunctionLowering::variablePlace(const VarDecl *V) {
  V = V->getCanonicalDecl();
  if (auto It = Aliases.find(V); It != Aliases.end())
    return It->second;
  if (PlaceId P = capturedPlace(V); P != None)
    return P;
  // A variable of an enclosing function (captured) outlives this one.
  bool Local = V->hasLocalStorage() && owner(V) == F;
  bool ByReference = V->getType()->isReferenceType();
  return Places.variable(V, !Local || ByReference);
}

Operand FunctionLowering::dereference(const Operand &Pointer,
                                      QualType Pointee) {
  if (Pointer.isAddress()) {
    // A pointer to an array is a pointer to its first element.
    QualType T = Places.info(Pointer.P).Type;
    if (!T.isNull() && T->isArrayType() && !Pointee->isArrayType())
      return Operand::content(Places.element(Pointer.P, int64_t(0), Pointee));
    return Operand::content(Pointer.P);
  }
  if (!Pointer.isContent())
    return {};
  if (PlaceId Target = targetOf(Pointer.P); Target != None)
    return Operand::content(Target);
  // An object of a handle class is known by whatever points to it.
  if (Models.familyOf(Pointee))
    return Pointer;
  return Operand::content(Places.pointee(Pointer.P, Pointee));
}

/// The one local variable \p E computes with, or null.
static const VarDecl *onlyVariable(const Expr *E) {
  E = E->IgnoreParenCasts();
  if (const VarDecl *V = referencedVariable(E))
    return V->hasLocalStorage() ? V : nullptr;
  if (const auto *U = dyn_cast<UnaryOperator>(E))
    return U->getOpcode() == UO_Deref ? nullptr : onlyVariable(U->getSubExpr());
  const auto *B = dyn_cast<BinaryOperator>(E);
  if (!B || B->isAssignmentOp())
    return nullptr;
  const VarDecl *L = onlyVariable(B->getLHS());
  const VarDecl *R = onlyVariable(B->getRHS());
  return !R || L == R ? L : L ? nullptr : R;
}

PlaceId FunctionLowering::elementOf(PlaceId Container, const Expr *Index,
                                    QualType T) {
  if (Container == None)
    return None;
  if (Index)
    if (std::optional<int64_t> C = Models.evaluate(Index))
      return Places.element(Container, *C, T);
  const VarDecl *V = referencedVariable(Index);
  if (V && V->hasLocalStorage())
    return Places.element(Container, V, T);
  // `crew.threads[crew.n]`: of one object.
  if (const auto *Member = dyn_cast_or_null<FieldDecl>(indexVariable(Index)))
    if (PlaceId P = placeOf(Index);
        P != None && Places.isWithin(Container, Places.info(P).Parent))
      return Places.element(Container, Member, T);
  // `t[--n]`, `t[i - 1]`: an element that goes with the variable.
  if (const VarDecl *Base = Index ? onlyVariable(Index) : nullptr)
    return Places.element(Container, Base, T, Index);
  return Places.elements(Container, T);
}

/// What `t[...]` in `base[index]` is an element of.
static PlaceId containerOf(const Operand &Base) {
  return Base.isAddress() || Base.isContent() ? Base.P : None;
}

Operand FunctionLowering::memberOf(const MemberExpr *M) {
  const auto *Field = dyn_cast<FieldDecl>(M->getMemberDecl());
  if (!Field) {
    if (const auto *V = dyn_cast<VarDecl>(M->getMemberDecl()))
      return Operand::content(variablePlace(V));
    return {};
  }
  Operand Base = operandOf(M->getBase());
  if (M->isArrow()) {
    QualType Pointee = M->getBase()->getType()->getPointeeType();
    if (Pointee.isNull())
      return {};
    PlaceId Element = walkedElement(M->getBase());
    Base = Element != None ? Operand::content(Element)
                           : dereference(Base, Pointee);
  }
  if (!Base.isContent())
    return {};
  // Anonymous structs only group; members of a union are one place.
  if (Field->isAnonymousStructOrUnion() || Field->getParent()->isUnion())
    return Base;
  PlaceId P = Places.field(Base.P, Field);
  if (P != None && Field->getType()->isReferenceType())
    if (PlaceId Target = targetOf(P); Target != None)
      return Operand::content(Target);
  return Operand::content(P);
}

/// What an argument was before a parameter made a transparent union of it, as
/// in `dispatch_release(queue)`.
static const Expr *transparentUnionMember(const Expr *E) {
  const RecordType *Union = E->getType()->getAsUnionType();
  if (!Union || !Union->getDecl()->hasAttr<TransparentUnionAttr>())
    return nullptr;
  const auto *List = dyn_cast<InitListExpr>(
      cast<CompoundLiteralExpr>(E)->getInitializer()->IgnoreParenImpCasts());
  return List && List->getNumInits() == 1 ? List->getInit(0) : nullptr;
}

Operand FunctionLowering::operandOfUnary(const UnaryOperator *U) {
  switch (U->getOpcode()) {
  case UO_AddrOf: {
    Operand O = operandOf(U->getSubExpr());
    return O.isContent() ? Operand::address(O.P) : Operand();
  }
  case UO_Deref: {
    if (PlaceId Element = walkedElement(U->getSubExpr()); Element != None)
      return Operand::content(Element);
    return dereference(operandOf(U->getSubExpr()), U->getType());
  }
  case UO_LNot:
    return Operand::condition(conditionOf(U->getSubExpr()).negated());
  case UO_Plus:
  case UO_Extension:
    return operandOf(U->getSubExpr());
  case UO_PreInc:
  case UO_PreDec:
    return operandOf(U->getSubExpr());
  case UO_PostInc:
  case UO_PostDec: // See lowerIncrement.
    return U->getType()->isIntegerType() &&
                   !isElementsPlace(placeOf(U->getSubExpr()))
               ? Operand::content(Places.temporary(U))
               : Operand();
  default:
    return {};
  }
}

Operand FunctionLowering::operandOfBinary(const BinaryOperator *B) {
  if (B->getOpcode() == BO_Comma)
    return operandOf(B->getRHS());
  if (B->isAssignmentOp())
    return operandOf(B->getLHS());
  bool Bitwise = B->getOpcode() == BO_And || B->getOpcode() == BO_Or;
  if (B->isLogicalOp() || B->isComparisonOp() ||
      (Bitwise && B->isKnownToHaveBooleanValue()))
    return Operand::condition(conditionOf(B));
  // `mask & 2`.
  if (B->getOpcode() == BO_And)
    for (const auto &[Of, Mask] : {std::pair(B->getLHS(), B->getRHS()),
                                   std::pair(B->getRHS(), B->getLHS())})
      if (std::optional<int64_t> C = Models.evaluate(Mask))
        if (PlaceId P = placeOf(Of); P != None && !isElementsPlace(P))
          return Operand::content(Places.bits(P, *C));
  // `threads + i`: the address of an element.
  if (B->isAdditiveOp() && B->getType()->isPointerType()) {
    const Expr *Pointer = B->getLHS(), *Index = B->getRHS();
    if (!Pointer->getType()->isPointerType())
      std::swap(Pointer, Index);
    QualType T = B->getType()->getPointeeType();
    bool Array =
        isa<ImplicitCastExpr>(Pointer->IgnoreParens()) &&
        cast<ImplicitCastExpr>(Pointer->IgnoreParens())->getCastKind() ==
            CK_ArrayToPointerDecay;
    if (B->getOpcode() == BO_Add &&
        (Array || !T->isRecordType() || referencedVariable(Pointer)))
      return Operand::address(
          elementOf(containerOf(operandOf(Pointer)), Index, T));
  }
  return {};
}

static bool asksWhetherEmpty(const CallExpr *C) {
  const auto *M = dyn_cast<CXXMemberCallExpr>(C);
  return M && methodName(M->getMethodDecl()) == "empty" &&
         isSequence(libraryType(objectType(M)));
}

Operand FunctionLowering::operandOfCall(const CallExpr *C) {
  const FunctionDecl *Callee = C->getDirectCallee();
  if (Callee) {
    // These name their argument.
    if (isTransparentCall(Callee) && C->getNumArgs() >= 1)
      return operandOf(C->getArg(0));
    if (isAddressOfCall(Callee) && C->getNumArgs() == 1) {
      Operand O = operandOf(C->getArg(0));
      return O.isContent() ? Operand::address(O.P) : Operand();
    }
    if (Callee->getIdentifier() && isInStd(Callee) &&
        Callee->getName().starts_with("uncaught_exception"))
      return Operand::integer(isUnwinding());
    if (PlaceId Part = gottenPart(C); Part != None)
      return Operand::content(Part);
    if (Callee->getBuiltinID() && Callee->getIdentifier() &&
        Callee->getName().starts_with("__builtin_expect"))
      return operandOf(C->getArg(0));
  }
  if (const auto *Op = dyn_cast<CXXOperatorCallExpr>(C)) {
    const Expr *Object = Op->getArg(0);
    LibraryType Kind = libraryType(Object->IgnoreParenImpCasts()->getType());
    if (Op->getOperator() == OO_Subscript && isSequence(Kind))
      return Operand::content(elementOf(placeOf(Object), Op->getArg(1),
                                        C->getType().getNonReferenceType()));
    if (Op->getOperator() == OO_Subscript && Kind == LibraryType::UniquePtr)
      return Operand::content(elementOf(placeOf(Object), Op->getArg(1),
                                        C->getType().getNonReferenceType()));
    if (Op->getOperator() == OO_Star || Op->getOperator() == OO_Arrow) {
      if (PlaceId P = walkedElement(Object); P != None)
        return Op->getOperator() == OO_Star ? Operand::content(P)
                                            : Operand::address(P);
      if (Kind == LibraryType::Optional)
        return Op->getOperator() == OO_Star ? Operand::content(placeOf(Object))
                                            : Operand::address(placeOf(Object));
      if (Kind == LibraryType::UniquePtr || Kind == LibraryType::SharedPtr) {
        Operand O = Operand::content(placeOf(Object));
        return Op->getOperator() == OO_Star
                   ? dereference(O, C->getType().getNonReferenceType())
                   : O;
      }
    }
    if (Op->isAssignmentOp())
      return operandOf(Object);
    if (Op->getOperator() == OO_Exclaim || Op->isComparisonOp())
      return Operand::condition(conditionOf(Op));
  }
  if (asksWhetherEmpty(C) || AnswerLowering(*this).question(C) ||
      AnswerLowering(*this).comparesThreads(C))
    return Operand::condition(conditionOf(C));
  if (PlaceId P = AnswerLowering(*this).number(C); P != None)
    return Operand::content(P);
  if (std::optional<Operand> O = AtomicLowering(*this).operandOf(C))
    return *O;
  if (const auto *M = dyn_cast<CXXMemberCallExpr>(C)) {
    const Expr *Object = M->getImplicitObjectArgument();
    const CXXMethodDecl *Method = M->getMethodDecl();
    if (Method && Object && isAtomic(objectType(M)) &&
        (isa<CXXConversionDecl>(Method) ||
         (Method->getIdentifier() && Method->getName() == "load")))
      return Operand::content(objectPlace(Object));
    if (Method && Object) {
      LibraryType Kind = libraryType(objectType(M));
      llvm::StringRef Name =
          Method->getIdentifier() ? Method->getName() : llvm::StringRef();
      if (isSequence(Kind)) {
        if (Name == "at" && M->getNumArgs() == 1)
          return Operand::content(
              elementOf(objectPlace(Object), M->getArg(0),
                        C->getType().getNonReferenceType()));
        if (Name == "back" || Name == "front" || Name == "top" ||
            (Name.starts_with("emplace") && C->isLValue()))
          return Operand::content(Places.elements(
              objectPlace(Object), C->getType().getNonReferenceType()));
        if (Name == "data" || Name.ends_with("begin"))
          return Operand::address(objectPlace(Object));
      }
      if (Kind == LibraryType::UniquePtr || Kind == LibraryType::SharedPtr) {
        if (Name == "get")
          return Operand::content(objectPlace(Object));
        if (isa<CXXConversionDecl>(Method))
          return Operand::content(objectPlace(Object));
      }
      if (Kind == LibraryType::Optional) {
        PlaceId P = objectPlace(Object);
        // Whether a number is there is not told by the number.
        bool Number = templateArgument(objectType(M), 0)->isArithmeticType();
        if (Number && (isa<CXXConversionDecl>(Method) || Name == "has_value" ||
                       Name == "is_initialized"))
          return Operand::content(Places.temporary(C));
        if (Number && Name.ends_with("_or") &&
            Models.evaluate(C->getArg(0)) != 0)
          return Operand::content(Places.temporary(C));
        if (isa<CXXConversionDecl>(Method) || returnsOptionalsValue(Name))
          return Operand::content(P);
        if (Name == "get_ptr")
          return Operand::address(P);
      }
      if (Kind == LibraryType::ReferenceWrapper)
        return Operand::content(objectPlace(Object));
    }
  }
  if (C->getType()->isVoidType())
    return {};
  if (auto It = Returned.find(C); It != Returned.end())
    return It->second;
  if (Callee && asksWhetherOpen(C))
    return Operand::condition(conditionOf(C));
  if (std::optional<ConditionTree> T = answerOfTest(C))
    return Operand::condition(*T);
  if (C->getType()->isScalarType())
    if (std::optional<ConditionTree> T = answerOfCall(C))
      return Operand::condition(*T);
  // `bool bad = is_error(code);`
  if (C->getType()->isBooleanType() && Callee)
    if (std::optional<ConditionTree> T = ResultLowering(*this).ofCode(C))
      return Operand::condition(*T);
  return Operand::content(Places.temporary(C));
}

PlaceId FunctionLowering::walkedElement(const Expr *Iterator) {
  const VarDecl *V = walkingVariable(Iterator);
  auto It = V ? Walks.find(V) : Walks.end();
  if (It == Walks.end())
    return None;
  QualType T = Places.info(It->second).Type;
  if (!T.isNull() && T->isArrayType())
    T = Context.getAsArrayType(T)->getElementType();
  else if (!T.isNull())
    T = T->isPointerType() ? T->getPointeeType() : templateArgument(T, 0);
  return Places.element(It->second, V, T, steppedAfter(Iterator));
}

Operand FunctionLowering::operandOf(const Expr *E) {
  if (!E)
    return {};
  if (const auto *Cast = dyn_cast<CastExpr>(E)) {
    if (Cast->getCastKind() == CK_ToVoid)
      return {};
    return operandOf(Cast->getSubExpr());
  }
  if (std::optional<int64_t> C = Models.evaluate(E))
    return Operand::integer(*C);
  switch (E->getStmtClass()) {
  case Stmt::ParenExprClass:
    return operandOf(cast<ParenExpr>(E)->getSubExpr());
  case Stmt::ConstantExprClass:
  case Stmt::ExprWithCleanupsClass:
    return operandOf(cast<FullExpr>(E)->getSubExpr());
  case Stmt::MaterializeTemporaryExprClass:
    return operandOf(cast<MaterializeTemporaryExpr>(E)->getSubExpr());
  case Stmt::CXXBindTemporaryExprClass:
    return operandOf(cast<CXXBindTemporaryExpr>(E)->getSubExpr());
  case Stmt::SubstNonTypeTemplateParmExprClass:
    return operandOf(cast<SubstNonTypeTemplateParmExpr>(E)->getReplacement());
  case Stmt::OpaqueValueExprClass:
    return operandOf(cast<OpaqueValueExpr>(E)->getSourceExpr());
  case Stmt::CXXDefaultArgExprClass:
    return operandOf(cast<CXXDefaultArgExpr>(E)->getExpr());
  case Stmt::CXXDefaultInitExprClass:
    return operandOf(cast<CXXDefaultInitExpr>(E)->getExpr());
  case Stmt::ArrayInitLoopExprClass: // `auto [a, b] = array;`
    return Context.getBaseElementType(E->getType())
                   .isTriviallyCopyableType(Context)
               ? operandOf(cast<ArrayInitLoopExpr>(E)->getCommonExpr())
               : Operand();
  case Stmt::CXXStdInitializerListExprClass:
    return operandOf(cast<CXXStdInitializerListExpr>(E)->getSubExpr());
  case Stmt::ImplicitValueInitExprClass:
  case Stmt::CXXScalarValueInitExprClass:
    return E->getType()->isScalarType() ? Operand::integer(0) : Operand();
  case Stmt::InitListExprClass: {
    const auto *List = cast<InitListExpr>(E);
    if (E->getType()->isRecordType() || E->getType()->isArrayType())
      return Operand::content(Places.temporary(E));
    return List->getNumInits() == 1 ? operandOf(List->getInit(0))
                                    : Operand::integer(0);
  }
  case Stmt::StmtExprClass: {
    const CompoundStmt *Body = cast<StmtExpr>(E)->getSubStmt();
    return Body->body_empty() ? Operand()
                              : operandOf(dyn_cast<Expr>(Body->body_back()));
  }
  case Stmt::ChooseExprClass:
    return operandOf(cast<ChooseExpr>(E)->getChosenSubExpr());
  case Stmt::GenericSelectionExprClass:
    return operandOf(cast<GenericSelectionExpr>(E)->getResultExpr());
  case Stmt::DeclRefExprClass: {
    const ValueDecl *D = cast<DeclRefExpr>(E)->getDecl();
    if (auto It = Substituted.find(D); It != Substituted.end())
      return operandOf(It->second);
    if (const auto *V = dyn_cast<VarDecl>(D)) {
      V = V->getCanonicalDecl();
      if (const FunctionLowering *Home = homeOf(V))
        if (auto It = Home->PointsTo.find(V); It != Home->PointsTo.end())
          return Operand::address(It->second);
      PlaceId P = variablePlace(V);
      // An array where a pointer is wanted is the address of its elements.
      return Operand::content(P);
    }
    if (const auto *B = dyn_cast<BindingDecl>(D)) {
      if (const VarDecl *Holding = B->getHoldingVar())
        return Operand::content(variablePlace(Holding));
      return operandOf(B->getBinding());
    }
    return {};
  }
  case Stmt::CXXThisExprClass:
    return Operand::address(thisPlace(E->getType()->getPointeeType()));
  case Stmt::MemberExprClass:
    return memberOf(cast<MemberExpr>(E));
  case Stmt::ArraySubscriptExprClass: {
    const auto *A = cast<ArraySubscriptExpr>(E);
    return Operand::content(elementOf(containerOf(operandOf(A->getBase())),
                                      A->getIdx(), A->getType()));
  }
  case Stmt::UnaryOperatorClass:
    return operandOfUnary(cast<UnaryOperator>(E));
  case Stmt::BinaryOperatorClass:
  case Stmt::CompoundAssignOperatorClass:
    return operandOfBinary(cast<BinaryOperator>(E));
  case Stmt::CXXRewrittenBinaryOperatorClass:
    return operandOf(cast<CXXRewrittenBinaryOperator>(E)->getSemanticForm());
  case Stmt::CallExprClass:
  case Stmt::CXXMemberCallExprClass:
  case Stmt::CXXOperatorCallExprClass:
  case Stmt::UserDefinedLiteralClass:
    return operandOfCall(cast<CallExpr>(E));
  case Stmt::CXXConstructExprClass:
  case Stmt::CXXTemporaryObjectExprClass: {
    const auto *C = cast<CXXConstructExpr>(E);
    if (C->isElidable() && C->getNumArgs() == 1)
      return operandOf(C->getArg(0));
    return Operand::content(constructedPlace(C));
  }
  case Stmt::AtomicExprClass:
    return AtomicLowering(*this).operandOf(E).value_or(Operand());
  case Stmt::CXXNewExprClass:
  case Stmt::ConditionalOperatorClass:
  case Stmt::BinaryConditionalOperatorClass:
  case Stmt::LambdaExprClass:
    return Operand::content(Places.temporary(E));
  case Stmt::CompoundLiteralExprClass:
    if (const Expr *Member = transparentUnionMember(E))
      return operandOf(Member);
    return Operand::content(Places.temporary(E));
  default:
    return {};
  }
}

PlaceId FunctionLowering::placeOf(const Expr *E) {
  Operand O = operandOf(E);
  return O.isContent() ? O.P : None;
}

PlaceId FunctionLowering::objectPlace(const Expr *Object) {
  Operand O = operandOf(Object);
  if (O.isAddress())
    return O.P;
  if (!O.isContent())
    return None;
  if (!Object->getType()->isPointerType())
    return O.P;
  if (PlaceId Element = walkedElement(Object); Element != None)
    return Element;
  Operand D = dereference(O, Object->getType()->getPointeeType());
  return D.isContent() ? D.P : None;
}

} // namespace poolguard
