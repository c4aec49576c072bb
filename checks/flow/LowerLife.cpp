//===-- LowerLife.cpp - The life of an object -----------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What a class keeps in its members is in order if each life of its objects
/// is: made, used by one method and destroyed is a run that the class itself
/// allows. Such a life is lowered as one body, the constructor's, with the rest
/// behind each of its ends, so that flags and members agree with each other.
///
//===----------------------------------------------------------------------===//

#include "../Compat.h"
#include "FunctionLowering.h"
#include "LibraryTypes.h"

using namespace clang;

namespace poolguard {

static const FunctionDecl *firstBody(const ObjectLife &Life) {
  const FunctionDecl *First = Life.Constructor;
  if (!First)
    First = Life.Methods.front();
  const FunctionDecl *Body = nullptr;
  First->hasBody(Body);
  return Body;
}

FunctionLowering::FunctionLowering(const ObjectLife &Life, ASTContext &Context,
                                   ModelMatcher &Models, CalleeEffects *Effects,
                                   const LoweringOptions &Options)
    : FunctionLowering(firstBody(Life), Context, Models, Effects, Options,
                       /*ForSummary=*/false) {
  this->Life = &Life;
  Throws = nullptr; // Who is made has not been left by an exception.
  ThisPlace = Places.ownObject(recordType(Life.Class, Context));
}

/// The members of the object itself that \p S mentions.
static void collectMembers(const Stmt *S,
                           llvm::SmallVectorImpl<const MemberExpr *> &Out) {
  if (const auto *M = dyn_cast_or_null<MemberExpr>(S);
      M && isa<CXXThisExpr>(M->getBase()->IgnoreParenImpCasts()))
    Out.push_back(M);
  if (S)
    for (const Stmt *Child : S->children())
      collectMembers(Child, Out);
}

void FunctionLowering::initialiseMembers() {
  for (const FieldDecl *Field : Life->Class->fields())
    if (const Expr *Init = Field->getInClassInitializer()) {
      const auto *C = dyn_cast<CXXConstructExpr>(Init->IgnoreImplicit());
      if (C && C->getNumArgs() == 1 && isAtomic(Field->getType()))
        Init = C->getArg(0);
      if (Operand O = operandOf(Init); O.What == Operand::Integer)
        set(Places.field(ThisPlace, Field), ValueSet::constant(O.Value));
      // `Joiner joiner{thread};`
      llvm::SmallVector<const MemberExpr *, 2> Given;
      if (Field->getType()->isRecordType())
        collectMembers(Init, Given);
      for (const MemberExpr *M : Given)
        retain(placeOf(M));
    }
}

void FunctionLowering::lowerRestOfLife() {
  Current = AfterFirst;
  CurrentCFGBlock = nullptr;
  Origin End;
  End.What = Origin::ScopeEnd;
  const CXXDestructorDecl *D = Life->Class->getDestructor();
  End.Location =
      D && !D->isImplicit() ? D->getLocation() : Life->Class->getLocation();
  for (const CXXMethodDecl *Method : Life->Methods) {
    const FunctionDecl *Body = inlinableBody(Method);
    if (!Body)
      continue;
    Origin Call;
    Call.Location = Body->getLocation();
    CurrentOrigin = origin(Call);
    FunctionLowering *Inner = frameFor(Method, Body, ThisPlace);
    if (!Inner)
      continue;
    for (const ParmVarDecl *P : Body->parameters())
      bindParameter(*Inner, P, nullptr);
    enter(*Inner);
  }
  CurrentOrigin = origin(End);
  Out->DestructionBegins = newBlock(CurrentOrigin);
  jump(Out->DestructionBegins);
  Current = Out->DestructionBegins;
  destroyRecord(ThisPlace, Life->Class);
  BlockId Exit = newBlock(CurrentOrigin);
  jump(Exit);
  Out->Graph.Blocks[Exit].Exit = ExitKind::Normal;
}

void FunctionLowering::lowerExtras() {
  if (Outer)
    return;
  for (const CallExpr *C : Options.Extras) {
    BlockId First = Current = newBlock();
    CurrentCFGBlock = nullptr;
    CurrentOrigin = None;
    lowerStatement(C);
    if (FlowBlock &B = Out->Graph.Blocks[Current]; B.Exit == ExitKind::None)
      B.Exit = ExitKind::Abort;
    BlockId Last = Out->Graph.Blocks.size() - 1;
    Out->Extras.push_back({C, First, Last, Current});
  }
}

std::unique_ptr<LoweredFunction>
lowerLife(const ObjectLife &Life, ASTContext &Context, ModelMatcher &Models,
          CalleeEffects *Effects, const LoweringOptions &Options) {
  const FunctionDecl *F = firstBody(Life);
  if (!F || F->isDependentContext() || F->isInvalidDecl() || !Options.Mentions)
    return nullptr;
  return FunctionLowering(Life, Context, Models, Effects, Options).run();
}

} // namespace poolguard
