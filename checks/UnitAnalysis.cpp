//===-- UnitAnalysis.cpp --------------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "UnitAnalysis.h"
#include "ClassAnalysis.h"
#include "FindingBuilder.h"
#include "LoopPools.h"
#include "ScopeGuards.h"
#include "StaticPools.h"
#include "Triggers.h"
#include "UnitMemory.h"
#include "fixit/ClashingFixes.h"
#include "fixit/Configurations.h"
#include "fixit/HoistPool.h"
#include "fixit/InsertRelease.h"
#include "fixit/LentObject.h"
#include "fixit/MisplacedRelease.h"
#include "fixit/ObjectEnd.h"
#include "fixit/ScopeGuard.h"
#include "fixit/TemplateFixes.h"
#include "flow/BodyTables.h"
#include "flow/PoolMentions.h"
#include "lifetime/Solver.h"
#include "summary/Summaries.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include <cstdlib>
#include <map>
#include <set>

using namespace clang;

namespace poolguard {

namespace {

/// The pools of main that are still open when it returns and may be.
std::vector<Finding> openAtExit(PoolFlowGraph Graph) {
  std::vector<Finding> Open;
  for (SiteId Each = 0; Each < Graph.Sites.size(); ++Each) {
    if (Graph.Sites[Each].ReportAtProcessExit)
      continue;
    Graph.Sites[Each].ReportAtProcessExit = true;
    for (const Finding &F : solveSite(Graph, Each).Findings)
      if (F.Kind == FindingKind::Leak && F.LastEvent == None &&
          Graph.Blocks[F.Path.back()].Exit == ExitKind::Process)
        Open.push_back(F);
  }
  return Open;
}

/// Visits every function body the user wrote, instantiations included.
class BodyVisitor : public RecursiveASTVisitor<BodyVisitor> {
public:
  BodyVisitor(ASTContext &Context, ModelMatcher &Models,
              const LoweringOptions &Options, GuardKind Guards,
              StringRef Header, UnitMemory *Memory, UnitFindings &Findings)
      : Context(Context), Models(Models), Guards(Guards), Header(Header),
        Memory(Memory), Mentions(Models),
        Options(withTables(Options, Mentions, Bodies)),
        Effects(Context, Models, this->Options), Findings(Findings) {}

  bool shouldVisitTemplateInstantiations() const { return true; }

  bool TraverseDecl(Decl *D) {
    if (D && !isa<TranslationUnitDecl>(D) &&
        D->getDeclContext()->getRedeclContext()->isFileContext() &&
        Context.getSourceManager().isInSystemHeader(D->getLocation()))
      return true;
    const auto *F = dyn_cast_or_null<FunctionDecl>(D);
    if (Memory && F && F->doesThisDeclarationHaveABody())
      return traverseRemembered(F);
    return hasNoCode(D, Context) || RecursiveASTVisitor::TraverseDecl(D);
  }
  /// In C there is no code in types and declarations of functions.
  template <typename... Rest> bool TraverseTypeLoc(TypeLoc T, Rest... More) {
    return !Context.getLangOpts().CPlusPlus ||
           RecursiveASTVisitor::TraverseTypeLoc(T, More...);
  }
  bool VisitFunctionDecl(FunctionDecl *F) {
    analyse(F);
    return true;
  }
  bool VisitVarDecl(VarDecl *V) {
    Statics.consider(V);
    return true;
  }
  bool VisitCXXRecordDecl(CXXRecordDecl *R) {
    if (R->isThisDeclarationADefinition())
      Classes.push_back(R);
    return true;
  }
  /// To be called when all bodies were visited.
  void analyseClasses() {
    std::vector<PoolFinding> Found;
    ClassAnalysis Analysis(Context, Models, Effects, Options);
    for (const CXXRecordDecl *R : Classes) {
      UnitFindings Its;
      UnitMemory::Mark None(Its);
      if (!Memory || !Memory->recall(R, Its)) {
        Analysis.analyse(R, Its.Defects);
        if (Memory)
          Memory->note(R, Its, None);
      }
      llvm::move(Its.Defects, std::back_inserter(Found));
    }
    for (PoolFinding &F : Found)
      if (unsigned Where = F.Location.getRawEncoding();
          F.Member ? ReportedMembers.insert(Where).second
                   : Reported.insert({Where, F.Kind}).second)
        Findings.Defects.push_back(std::move(F));
  }
  bool VisitLambdaExpr(LambdaExpr *L) {
    analyse(L->getCallOperator());
    if (const FunctionTemplateDecl *T = L->getDependentCallOperator())
      for (FunctionDecl *Each : T->specializations())
        analyse(Each);
    return true;
  }

  /// After the traversal: what only the whole unit tells.
  void finish() {
    decideTemplates();
    Statics.addFindings(Findings);
  }

private:
  /// What an editor's last version had is not looked for again.
  bool traverseRemembered(const FunctionDecl *F) {
    UnitMemory::Mark Before(Findings);
    if (Memory->recall(F, Findings)) {
      for (size_t I = Before.Defects; I < Findings.Defects.size(); ++I)
        Reported.insert({Findings.Defects[I].Location.getRawEncoding(),
                         Findings.Defects[I].Kind});
      for (size_t I = Before.InLoops; I < Findings.InLoops.size(); ++I)
        InLoop.insert(Findings.InLoops[I].Location.getRawEncoding());
      return true;
    }
    auto CountOthers = [&] {
      return Classes.size() + Statics.size() + Undecided.size();
    };
    size_t Others = CountOthers();
    RecursiveASTVisitor::TraverseDecl(const_cast<FunctionDecl *>(F));
    // Those are for the whole unit to judge.
    if (CountOthers() == Others)
      Memory->note(F, Findings, Before);
    return true;
  }

  void analyse(FunctionDecl *F) {
    if (!F || !F->doesThisDeclarationHaveABody() || F->isDependentContext() ||
        !Seen.insert(F).second)
      return;
    Instances.meet(F);
    bool Broken = false;
    if (!Mentions.inBody(F, &Broken) || Broken)
      return;
    std::unique_ptr<LoweredFunction> L =
        lowerFunction(F, Context, Models, &Effects, Options);
    if (L)
      solve(*L);
  }

  using Settling = llvm::function_ref<FixProposal(FixProposal)>;

  static SourceLocation constructionOf(const LoweredFunction &L,
                                       const Finding &F) {
    const Expr *E = L.Sites[F.Site].Construction;
    return E && !L.Sites[F.Site].Frame ? E->getBeginLoc() : SourceLocation();
  }

  /// The smallest change that does: releases where they are missing or, where
  /// that is not enough, a guard. \p Fitting: it fits to the others.
  FixProposal fixesFor(const LoweredFunction &L, const Finding &F,
                       Settling Fitting) {
    auto Settle = [&](FixProposal Each) {
      return Fitting(inAnyConfiguration(std::move(Each), L.Function,
                                        constructionOf(L, F)));
    };
    bool Leak = F.Kind == FindingKind::Leak;
    if (F.Kind == FindingKind::DiscardedWork ||
        F.Kind == FindingKind::JoinBeforeClose) {
      FixProposal Steps = finishInstead(L, F, Context, Models);
      if (Steps.Fixes.empty())
        Steps = insertSteps(L, F.Site, F.Kind, Context, Models);
      return Settle(std::move(Steps));
    }
    if (!Leak && F.Kind != FindingKind::ExceptionLeak)
      return Settle(mendRelease(L, F, Context, Models));
    auto LowerWith = [&](std::vector<const CallExpr *> Calls) {
      LoweringOptions WithCalls = Options;
      WithCalls.Extras = std::move(Calls);
      return lowerFunction(L.Function, Context, Models, &Effects, WithCalls);
    };
    FixProposal Inserted, Ended;
    if (Leak && L.Sites[F.Site].Frame)
      Ended = Settle(endObject(L, F.Site, Context, LowerWith));
    if (!Ended.Fixes.empty() || Ended.Refusal == ClashingFixes::DoneByAnother)
      return Ended;
    if (Leak)
      Inserted = Settle(insertReleases(L, F.Site, Context, Models));
    if (Inserted.Fixes.empty() && !Ended.Refusal.empty())
      Inserted.Refusal = Ended.Refusal;
    if (Leak && Inserted.Refusal == NoReleaseKnown)
      Inserted = Settle(returnToLender(L, F.Site, Context, LowerWith));
    if (!Inserted.Fixes.empty() ||
        Inserted.Refusal == ClashingFixes::DoneByAnother)
      return Inserted;
    if (Guards == GuardKind::None)
      return Leak ? Inserted : FixProposal{{}, "guards are not wanted"};
    GuardTools Tools{
        Context,
        Models,
        Effects,
        Guards == GuardKind::Cleanup,
        Guards == GuardKind::ScopeExit,
        Header,
        [&](const VarDecl *V) {
          LoweringOptions WithEnd = Options;
          WithEnd.Ends = V;
          return lowerFunction(L.Function, Context, Models, &Effects, WithEnd);
        },
        [&](const FunctionDecl *Callee) {
          return lowerFunction(Callee, Context, Models, &Effects, Options);
        }};
    FixProposal Guard = Settle(bindToGuard(L, F, Tools));
    return Leak && Guard.Fixes.empty() ? Inserted : Guard;
  }

  FixProposal withoutClash(FixProposal Proposal, const FunctionDecl *F) {
    return Clashes.settle(std::move(Proposal), F, Findings.Defects.size());
  }

  /// Instantiations of one template tell the same once, and are changed once.
  void report(const LoweredFunction &L, const Finding &F, PoolFinding P) {
    bool Shared = isInstantiated(L.Function);
    if (Shared)
      Instances.add(L, F, P.Location, [&] {
        return fixesFor(L, F, [](FixProposal Each) { return Each; });
      });
    if (!Reported.insert({P.Location.getRawEncoding(), F.Kind}).second)
      return;
    if (Shared)
      Undecided.push_back({Findings.Defects.size(), L.Function});
    else
      P.Fixes = fixesFor(L, F, [&](FixProposal Each) {
        return withoutClash(std::move(Each), L.Function);
      });
    Findings.Defects.push_back(std::move(P));
  }

  void decideTemplates() {
    for (auto [Number, F] : Undecided) {
      PoolFinding &P = Findings.Defects[Number];
      FixProposal Agreed = Instances.agreed(F, P.Kind, P.Location, F);
      P.Fixes = Clashes.settle(std::move(Agreed), F, Number);
    }
  }

  void solve(const LoweredFunction &L) {
    // For those who work on the checker: see docs/architecture.md.
    static const bool Dump = std::getenv("POOLGUARD_DUMP_GRAPH");
    if (Dump) {
      llvm::errs() << "# " << L.Function->getNameAsString() << "\n";
      L.Graph.print(llvm::errs());
    }
    const SourceManager &SM = Context.getSourceManager();
    Solver S(L.Graph);
    LoopPoolFinder Loops(L);
    for (SiteId Site = 0; Site < L.Graph.Sites.size(); ++Site) {
      bool Leaks = false, Defective = false;
      for (const Finding &F : S.solve(Site, SolverOptions()).Findings) {
        Defective = true;
        Leaks |= F.Kind == FindingKind::Leak;
        PoolFinding P = buildFinding(L, F, SM);
        if (F.Kind == FindingKind::ExceptionLeak)
          P.Advice = scopeGuardAdvice(P.Owner, L.Sites[Site].HandleType,
                                      Models.catalog(), Context);
        if (P.Location.isValid())
          report(L, F, std::move(P));
      }
      if (Leaks)
        continue;
      if (std::optional<LoopPool> Loop = Loops.find(Site)) {
        PoolFinding P = buildLoopFinding(L, Site, *Loop, SM);
        if (!InLoop.insert(P.Location.getRawEncoding()).second)
          continue;
        P.Fixes = FixProposal{{}, "the pool has a defect that comes first"};
        if (!Defective)
          P.Fixes = withoutClash(
              hoistPool(L, Site, Loop->Loop, Context, Models), L.Function);
        Findings.InLoops.push_back(std::move(P));
      }
    }
    if (L.Function->isMain())
      for (const Finding &F : openAtExit(L.Graph))
        Findings.ProcessLong.push_back(buildFinding(L, F, SM));
  }

  ASTContext &Context;
  static LoweringOptions withTables(LoweringOptions Options,
                                    PoolMentions &Mentions, BodyCache &Bodies) {
    Options.Mentions = &Mentions;
    Options.Bodies = &Bodies;
    return Options;
  }

  ModelMatcher &Models;
  GuardKind Guards;   ///< What fixes may make.
  std::string Header; ///< What brings it.
  UnitMemory *Memory; ///< Null: there is none.
  PoolMentions Mentions;
  BodyCache Bodies;
  LoweringOptions Options;
  Summaries Effects;
  UnitFindings &Findings;
  StaticPools Statics{Context, Models};
  llvm::DenseSet<const FunctionDecl *> Seen;
  std::vector<const CXXRecordDecl *> Classes;
  std::set<std::pair<unsigned, FindingKind>> Reported;
  llvm::DenseSet<unsigned> ReportedMembers;
  std::set<unsigned> InLoop;
  ClashingFixes Clashes{Context, [this](unsigned Number) -> FixProposal & {
                          return Findings.Defects[Number].Fixes;
                        }};
  TemplateFixes Instances;
  /// The findings in templates, and an instantiation that has each.
  std::vector<std::pair<unsigned, const FunctionDecl *>> Undecided;
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

/// What leaks on a normal path is no matter of exceptions; what only the class
/// can release is no matter of its users.
static void dropSaidTwice(std::vector<PoolFinding> &Findings) {
  llvm::DenseSet<SourceLocation> Leaks, Classes;
  for (const PoolFinding &F : Findings)
    if (F.Kind == FindingKind::Leak)
      (F.Member && !F.Member->ByHand ? Classes : Leaks).insert(F.Location);
  llvm::erase_if(Findings, [&](const PoolFinding &F) {
    if (!F.Member && F.Inner.isValid() && Classes.contains(F.Inner))
      return true;
    return F.Kind == FindingKind::ExceptionLeak && Leaks.contains(F.Location);
  });
}

UnitAnalysis::UnitAnalysis(ASTContext &Context, const AnalysisOptions &Options,
                           Preprocessor *PP)
    : Context(Context), Options(Options) {
  std::vector<std::string> Files = modelFiles();
  // Most units have nothing to do with pools: do not even read the models.
  Derived = std::make_unique<DerivedFamilies>(Context, Options.Guess);
  if (Files.empty() && !Derived->any() && !mentionsBuiltinModels(Context))
    return;
  Models = Catalog::forUnit(selectBuiltinModels(Context), Files, Diagnostics);
  if (!Derived->any() && !mentionsModels(*Models, Context))
    return;
  ModelMatcher Matcher(*Models, Context, Derived.get(), PP);
  LoweringOptions Lowering;
  Lowering.ReportParented = Options.ReportParented;
  Lowering.Throws = Options.Throws;
  std::unique_ptr<UnitMemory> Memory =
      UnitMemory::open(Context, PP, Options, Models);
  BodyVisitor Visitor(Context, Matcher, Lowering, Options.Guard, Options.Header,
                      Memory.get(), Findings);
  Visitor.TraverseDecl(Context.getTranslationUnitDecl());
  Visitor.analyseClasses();
  if (Memory)
    Memory->keep();
  Visitor.finish();
  dropSaidTwice(Findings.Defects);
}

std::vector<ModelDiagnostic> UnitAnalysis::takeModelDiagnostics() {
  return std::exchange(Diagnostics, {});
}

std::vector<DeclarationProblem> UnitAnalysis::takeDeclarationProblems() {
  if (!std::exchange(ProblemsTaken, true))
    return Derived->problems();
  return {};
}

FileID UnitAnalysis::fileOf(const Fix &F) const {
  const SourceManager &SM = Context.getSourceManager();
  return SM.getFileID(SM.getFileLoc(F.At));
}

bool UnitAnalysis::claimHeader(const Fix &F) {
  return !F.Include.empty() && Headers.insert({fileOf(F), F.Include}).second;
}

std::shared_ptr<UnitAnalysis> UnitAnalysis::get(ASTContext &Context,
                                                const AnalysisOptions &Options,
                                                Preprocessor *PP) {
  // The checks of a unit run on one thread and hold the result until its end.
  static thread_local std::weak_ptr<UnitAnalysis> Latest;
  std::shared_ptr<UnitAnalysis> Known = Latest.lock();
  if (Known && &Known->Context == &Context && Known->Options == Options)
    return Known;
  std::shared_ptr<UnitAnalysis> Made(new UnitAnalysis(Context, Options, PP));
  Latest = Made;
  return Made;
}

} // namespace poolguard
