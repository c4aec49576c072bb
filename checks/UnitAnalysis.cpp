//===-- UnitAnalysis.cpp --------------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "UnitAnalysis.h"
#include "FindingBuilder.h"
#include "ScopeGuards.h"
#include "flow/LibraryTypes.h"
#include "lifetime/Solver.h"
#include "summary/Summaries.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include <cstdlib>
#include <set>

using namespace clang;

namespace poolguard {

namespace {

using BodyMemo = llvm::DenseMap<const FunctionDecl *, bool>;

/// Decides cheaply whether a body has a site or a release at all, its own or
/// that of a function it calls.
class SiteFinder : public RecursiveASTVisitor<SiteFinder> {
public:
  SiteFinder(ModelMatcher &Models, BodyMemo &Known, unsigned Depth = 0)
      : Models(Models), Known(Known), Depth(Depth) {}
  bool Found = false, Broken = false;

  bool shouldVisitImplicitCode() const { return true; }
  bool VisitExpr(Expr *E) {
    Broken |= E->containsErrors();
    return !Broken;
  }
  bool VisitCallExpr(CallExpr *C) {
    const FunctionDecl *Callee = C->getDirectCallee();
    if (Callee && !Found)
      Found = matters(Callee, {C->getArgs(), C->getNumArgs()}) ||
              makesHandles(C, Callee) || calleeMatters(Callee);
    return true;
  }
  bool VisitCXXConstructExpr(CXXConstructExpr *C) {
    if (!Found)
      Found = matters(C->getConstructor(), {C->getArgs(), C->getNumArgs()});
    return true;
  }

private:
  bool matters(const FunctionDecl *Callee, llvm::ArrayRef<const Expr *> Args) {
    return llvm::any_of(Models.match(Callee, Args), [](const CallEntry &E) {
      return E.Call->What == Role::Acquire || E.Call->What == Role::Release;
    });
  }
  /// `threads.emplace_back(f)`, `std::make_unique<std::thread>(f)`.
  bool makesHandles(CallExpr *C, const FunctionDecl *Callee) {
    if (!Callee->getIdentifier() || !isInStd(Callee, true))
      return false;
    llvm::StringRef Name = Callee->getName();
    if (Name.starts_with("make_"))
      return Models.familyOf(templateArgument(C->getType(), 0));
    const auto *M = dyn_cast<CXXMemberCallExpr>(C);
    return M && Name.starts_with("emplace") &&
           Models.familyOf(templateArgument(objectType(M), 0));
  }

  /// A factory or a helper that releases, in this unit.
  bool calleeMatters(const FunctionDecl *Callee) {
    constexpr unsigned MaxDepth = 3; // As deep as factories are nested.
    const FunctionDecl *Body = nullptr;
    if (Depth >= MaxDepth || !Callee->hasBody(Body) || isInStd(Callee, true))
      return false;
    auto [It, New] = Known.try_emplace(Body, false);
    if (!New)
      return It->second;
    SiteFinder Inner(Models, Known, Depth + 1);
    Inner.TraverseStmt(Body->getBody());
    return Known[Body] = Inner.Found;
  }

  ModelMatcher &Models;
  BodyMemo &Known;
  unsigned Depth;
};

/// Visits every function body the user wrote, instantiations included.
class BodyVisitor : public RecursiveASTVisitor<BodyVisitor> {
public:
  BodyVisitor(ASTContext &Context, ModelMatcher &Models,
              const LoweringOptions &Options,
              std::vector<PoolFinding> &Findings)
      : Context(Context), Models(Models), Options(Options),
        Effects(Context, Models, Options), Findings(Findings) {}

  bool shouldVisitTemplateInstantiations() const { return true; }

  bool TraverseDecl(Decl *D) {
    if (D && !isa<TranslationUnitDecl>(D) &&
        D->getDeclContext()->getRedeclContext()->isFileContext() &&
        Context.getSourceManager().isInSystemHeader(D->getLocation()))
      return true;
    return RecursiveASTVisitor::TraverseDecl(D);
  }
  bool VisitFunctionDecl(FunctionDecl *F) {
    analyse(F);
    return true;
  }
  bool VisitLambdaExpr(LambdaExpr *L) {
    analyse(L->getCallOperator());
    if (const FunctionTemplateDecl *T = L->getDependentCallOperator())
      for (FunctionDecl *Each : T->specializations())
        analyse(Each);
    return true;
  }

private:
  void analyse(FunctionDecl *F) {
    if (!F || !F->doesThisDeclarationHaveABody() || F->isDependentContext() ||
        !Seen.insert(F).second)
      return;
    SiteFinder Finder(Models, Known);
    Finder.TraverseStmt(F->getBody());
    if (const auto *Ctor = dyn_cast<CXXConstructorDecl>(F))
      for (const CXXCtorInitializer *I : Ctor->inits())
        Finder.TraverseStmt(I->getInit());
    if (!Finder.Found || Finder.Broken)
      return;
    std::unique_ptr<LoweredFunction> L =
        lowerFunction(F, Context, Models, &Effects, Options);
    if (L)
      solve(*L);
  }

  void solve(const LoweredFunction &L) {
    // For those who work on the checker: see docs/architecture.md.
    static const bool Dump = std::getenv("POOLGUARD_DUMP_GRAPH");
    if (Dump) {
      llvm::errs() << "# " << L.Function->getNameAsString() << "\n";
      L.Graph.print(llvm::errs());
    }
    Solver S(L.Graph);
    for (SiteId Site = 0; Site < L.Graph.Sites.size(); ++Site)
      for (const Finding &F : S.solve(Site, SolverOptions()).Findings) {
        PoolFinding P = buildFinding(L, F, Context.getSourceManager());
        if (F.Kind == FindingKind::ExceptionLeak)
          P.Advice = scopeGuardAdvice(P.Owner, L.Sites[Site].HandleType,
                                      Models.catalog(), Context);
        // Instantiations of one template tell the same once.
        if (P.Location.isValid() &&
            Reported.insert({P.Location.getRawEncoding(), F.Kind}).second)
          Findings.push_back(std::move(P));
      }
  }

  ASTContext &Context;
  ModelMatcher &Models;
  LoweringOptions Options;
  Summaries Effects;
  std::vector<PoolFinding> &Findings;
  llvm::DenseSet<const FunctionDecl *> Seen;
  BodyMemo Known;
  std::set<std::pair<unsigned, FindingKind>> Reported;
};

} // namespace

std::vector<std::string> UnitAnalysis::modelFiles() const {
  std::vector<std::string> Files;
  const SourceManager &SM = Context.getSourceManager();
  if (auto Main = SM.getFileEntryRefForID(SM.getMainFileID()))
    if (std::string File = Catalog::findProjectFile(Main->getName());
        !File.empty())
      Files.push_back(File);
  llvm::SmallVector<llvm::StringRef, 4> Listed;
  llvm::StringRef(Options.Models).split(Listed, ';', -1, /*KeepEmpty=*/false);
  for (llvm::StringRef File : Listed)
    Files.push_back(File.trim().str());
  return Files;
}

/// Names of the built-in models one of which every unit with a site mentions.
static const llvm::StringRef BuiltinTriggers[] = {
#include "Triggers.inc"
};

template <typename Range>
static bool mentionsAny(const Range &Names, const IdentifierTable &Table) {
  return llvm::any_of(Names, [&](llvm::StringRef Name) {
    return Table.find(Name) != Table.end();
  });
}

/// What leaks on a normal path is no matter of exceptions.
static void dropSaidTwice(std::vector<PoolFinding> &Findings) {
  llvm::DenseSet<SourceLocation> Leaks;
  for (const PoolFinding &F : Findings)
    if (F.Kind == FindingKind::Leak)
      Leaks.insert(F.Location);
  llvm::erase_if(Findings, [&](const PoolFinding &F) {
    return F.Kind == FindingKind::ExceptionLeak && Leaks.contains(F.Location);
  });
}

UnitAnalysis::UnitAnalysis(ASTContext &Context, const AnalysisOptions &Options)
    : Context(Context), Options(Options) {
  std::vector<std::string> Files = modelFiles();
  // Most units have nothing to do with pools: do not even read the models.
  Derived = std::make_unique<DerivedFamilies>(Context);
  if (Files.empty() && !Derived->any() &&
      !mentionsAny(BuiltinTriggers, Context.Idents))
    return;
  Models = Files.empty() ? Catalog::builtin()
                         : Catalog::withFiles(Files, Diagnostics);
  if (!Derived->any() && !mentionsAny(Models->triggerNames(), Context.Idents))
    return;
  ModelMatcher Matcher(*Models, Context, Derived.get());
  LoweringOptions Lowering;
  Lowering.ReportParented = Options.ReportParented;
  Lowering.Throws = Options.Throws;
  BodyVisitor(Context, Matcher, Lowering, Findings)
      .TraverseDecl(Context.getTranslationUnitDecl());
  dropSaidTwice(Findings);
}

std::vector<ModelDiagnostic> UnitAnalysis::takeModelDiagnostics() {
  return std::exchange(Diagnostics, {});
}

std::vector<DeclarationProblem> UnitAnalysis::takeDeclarationProblems() {
  if (!std::exchange(ProblemsTaken, true))
    return Derived->problems();
  return {};
}

std::shared_ptr<UnitAnalysis>
UnitAnalysis::get(ASTContext &Context, const AnalysisOptions &Options) {
  // The checks of a unit run on one thread and hold the result until its end.
  static thread_local std::weak_ptr<UnitAnalysis> Latest;
  std::shared_ptr<UnitAnalysis> Known = Latest.lock();
  if (Known && &Known->Context == &Context && Known->Options == Options)
    return Known;
  std::shared_ptr<UnitAnalysis> Made(new UnitAnalysis(Context, Options));
  Latest = Made;
  return Made;
}

} // namespace poolguard
