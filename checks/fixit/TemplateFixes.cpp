//===-- TemplateFixes.cpp -------------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TemplateFixes.h"
#include "StmtWalk.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;

namespace poolguard {

/// The outermost function around \p F that is an instantiation, or null.
static const FunctionDecl *instantiationAround(const FunctionDecl *F) {
  const FunctionDecl *Found = nullptr;
  for (const DeclContext *Each = F; Each; Each = Each->getParent())
    if (const auto *Outer = dyn_cast<FunctionDecl>(Each);
        Outer && Outer->isTemplateInstantiation())
      Found = Outer;
  return Found;
}

bool isInstantiated(const FunctionDecl *F) { return instantiationAround(F); }

//===----------------------------------------------------------------------===//
// What depends on the arguments
//===----------------------------------------------------------------------===//

static const Expr *conditionOf(const Stmt *S) {
  if (const auto *If = dyn_cast<IfStmt>(S))
    return If->getCond();
  if (const auto *While = dyn_cast<WhileStmt>(S))
    return While->getCond();
  if (const auto *Do = dyn_cast<DoStmt>(S))
    return Do->getCond();
  if (const auto *For = dyn_cast<ForStmt>(S))
    return For->getCond();
  if (const auto *Switch = dyn_cast<SwitchStmt>(S))
    return Switch->getCond();
  if (const auto *Choice = dyn_cast<AbstractConditionalOperator>(S))
    return Choice->getCond();
  return nullptr;
}

/// Some instantiations always answer \p Condition in one way.
static bool isDecidedByArguments(const Stmt *S) {
  const Expr *Condition = conditionOf(S);
  const auto *If = dyn_cast<IfStmt>(S);
  if (!Condition || !Condition->isInstantiationDependent())
    return false;
  bool AtRunTime = anyStmt(Condition, [](const Stmt *Each) {
    const auto *Ref = dyn_cast<DeclRefExpr>(Each);
    return isa<CallExpr>(Each) || (Ref && isa<VarDecl>(Ref->getDecl()));
  });
  return (If && If->isConstexpr()) || !AtRunTime;
}

/// Why a fix for \p Handle in \p F would not be right for every instantiation
/// there may be, or nothing.
static std::string whyNot(const FunctionDecl *F, StringRef Handle) {
  const FunctionDecl *Outer = instantiationAround(F);
  const FunctionDecl *Pattern = Outer->getTemplateInstantiationPattern();
  const Stmt *Body = Pattern ? Pattern->getBody() : nullptr;
  if (!Body)
    return "the function is a template";
  StringRef Name = Handle.take_until(
      [](char C) { return C == '.' || C == '-' || C == '['; });
  unsigned Known = 0, Dependent = 0;
  auto Count = [&](const Decl *D) {
    const auto *V = dyn_cast<VarDecl>(D);
    if (!V || !V->getDeclName().isIdentifier() || V->getName() != Name)
      return;
    ++Known;
    Dependent += V->getType()->isInstantiationDependentType() ||
                 V->getType()->isUndeducedType();
  };
  std::string Why;
  llvm::for_each(Pattern->parameters(), Count);
  eachStmt(Body, [&](const Stmt *S) {
    if (const auto *Decls = dyn_cast<DeclStmt>(S))
      llvm::for_each(Decls->decls(), Count);
    if (const auto *Lambda = dyn_cast<LambdaExpr>(S))
      llvm::for_each(Lambda->getCallOperator()->parameters(), Count);
    if (isDecidedByArguments(S))
      Why = "the code depends on the template's arguments";
  });
  if (Name.empty() || !Known)
    return "the function is a template";
  return Dependent ? "the handle's type depends on the template's arguments"
                   : Why;
}

//===----------------------------------------------------------------------===//
// What the instantiations say
//===----------------------------------------------------------------------===//

void TemplateFixes::meet(const FunctionDecl *F) {
  if (isInstantiated(F))
    Templates[F->getLocation().getRawEncoding()].push_back({F, {}});
}

void TemplateFixes::add(const LoweredFunction &L, const Finding &F,
                        SourceLocation Where,
                        llvm::function_ref<FixProposal()> Make) {
  constexpr unsigned MaxInstances = 12;
  auto It = Templates.find(L.Function->getLocation().getRawEncoding());
  if (It == Templates.end() || It->second.size() > MaxInstances ||
      It->second.back().Function != L.Function)
    return;
  FixProposal Proposal;
  Proposal.Refusal = whyNot(L.Function, L.Graph.Sites[F.Site].Name);
  if (Proposal.Refusal.empty())
    Proposal = Make();
  It->second.back().Proposals[{Where.getRawEncoding(), F.Kind}] =
      std::move(Proposal);
}

static bool isSameEdit(const FixItHint &A, const FixItHint &B) {
  return A.RemoveRange.getAsRange() == B.RemoveRange.getAsRange() &&
         A.RemoveRange.isTokenRange() == B.RemoveRange.isTokenRange() &&
         A.InsertFromRange.getAsRange() == B.InsertFromRange.getAsRange() &&
         A.CodeToInsert == B.CodeToInsert;
}

static bool isSameFix(const Fix &A, const Fix &B) {
  return A.Message == B.Message && A.Mode == B.Mode && A.Include == B.Include &&
         llvm::equal(A.Edits, B.Edits, isSameEdit);
}

FixProposal TemplateFixes::agreed(const FunctionDecl *F, FindingKind Kind,
                                  SourceLocation Where,
                                  const FunctionDecl *&For) const {
  const FixProposal *First = nullptr;
  auto It = Templates.find(F->getLocation().getRawEncoding());
  if (It == Templates.end())
    return {{}, "the function is a template"};
  for (const Instance &Each : It->second) {
    auto Own = Each.Proposals.find({Where.getRawEncoding(), Kind});
    if (Own == Each.Proposals.end() ||
        (First && !llvm::equal(First->Fixes, Own->second.Fixes, isSameFix)))
      return {{}, "the instantiations of the template differ"};
    if (First)
      continue;
    First = &Own->second;
    For = Each.Function;
  }
  return *First;
}

} // namespace poolguard
