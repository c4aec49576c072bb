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
#include "fixit/HoistPool.h"
#include "fixit/InsertRelease.h"
#include "fixit/MisplacedRelease.h"
#include "fixit/ScopeGuard.h"
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

constexpr llvm::StringLiteral DoneByAnother =
    "the fix for another pool does that as well";

/// Visits every function body the user wrote, instantiations included.
class BodyVisitor : public RecursiveASTVisitor<BodyVisitor> {
public:
  BodyVisitor(ASTContext &Context, ModelMatcher &Models,
              const LoweringOptions &Options, GuardKind Guards,
              StringRef Header, UnitFindings &Findings)
      : Context(Context), Models(Models), Guards(Guards), Header(Header),
        Mentions(Models), Options(withTables(Options, Mentions, Bodies)),
        Effects(Context, Models, this->Options), Findings(Findings) {}

  bool shouldVisitTemplateInstantiations() const { return true; }

  bool TraverseDecl(Decl *D) {
    if (D && !isa<TranslationUnitDecl>(D) &&
        D->getDeclContext()->getRedeclContext()->isFileContext() &&
        Context.getSourceManager().isInSystemHeader(D->getLocation()))
      return true;
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
    for (const CXXRecordDecl *R : Classes)
      Analysis.analyse(R, Found);
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
  void finish() { Statics.addFindings(Findings); }

private:
  void analyse(FunctionDecl *F) {
    if (!F || !F->doesThisDeclarationHaveABody() || F->isDependentContext() ||
        !Seen.insert(F).second)
      return;
    bool Broken = false;
    if (!Mentions.inBody(F, &Broken) || Broken)
      return;
    std::unique_ptr<LoweredFunction> L =
        lowerFunction(F, Context, Models, &Effects, Options);
    if (L)
      solve(*L);
  }

  /// The smallest change that does: releases where they are missing or, where
  /// that is not enough, a guard.
  FixProposal fixesFor(const LoweredFunction &L, const Finding &F) {
    bool Leak = F.Kind == FindingKind::Leak;
    if (F.Kind == FindingKind::DiscardedWork ||
        F.Kind == FindingKind::JoinBeforeClose) {
      FixProposal Steps = finishInstead(L, F, Context, Models);
      if (Steps.Fixes.empty())
        Steps = insertSteps(L, F.Site, F.Kind, Context, Models);
      return withoutClash(std::move(Steps), L.Function);
    }
    if (!Leak && F.Kind != FindingKind::ExceptionLeak)
      return withoutClash(mendRelease(L, F, Context, Models), L.Function);
    FixProposal Inserted;
    if (Leak)
      Inserted =
          withoutClash(insertReleases(L, F.Site, Context, Models), L.Function);
    if (!Inserted.Fixes.empty() || Inserted.Refusal == DoneByAnother)
      return Inserted;
    if (Guards == GuardKind::None)
      return Leak ? Inserted : FixProposal{{}, "guards are not wanted"};
    GuardTools Tools{Context,
                     Models,
                     Effects,
                     Guards == GuardKind::Cleanup,
                     Guards == GuardKind::ScopeExit,
                     Header,
                     [&](const VarDecl *V) {
                       LoweringOptions WithEnd = Options;
                       WithEnd.Ends = V;
                       return lowerFunction(L.Function, Context, Models,
                                            &Effects, WithEnd);
                     }};
    FixProposal Guard = withoutClash(bindToGuard(L, F, Tools), L.Function);
    return Leak && Guard.Fixes.empty() ? Inserted : Guard;
  }

  /// Tools apply neither of two fixes where one replaces what the other
  /// changes. What defect \p But would change is left out.
  bool overlapsAnother(const Fix &New, unsigned But = None) const {
    return llvm::any_of(New.Edits, [&](const FixItHint &Edit) {
      unsigned Begin = Edit.RemoveRange.getBegin().getRawEncoding();
      unsigned End = Edit.RemoveRange.getEnd().getRawEncoding();
      return llvm::any_of(Written, [&](const auto &Each) {
        const auto &[Range, By] = Each;
        bool Replaces = Begin < End || Range.first < Range.second;
        // What is put right behind belongs to what is taken out.
        bool Inserts = Begin == End || Range.first == Range.second;
        bool Touches =
            Replaces && Inserts && Begin <= Range.second && Range.first <= End;
        return By != But && (Touches || (Replaces && Begin == Range.first) ||
                             (Begin < Range.second && Range.first < End));
      });
    });
  }

  /// The defect whose fix writes where \p New does, for another handle.
  std::optional<unsigned> sharesPoint(const Fix &New) const {
    for (const PlannedStatement &Each : New.Planned)
      if (auto It = PlannedAt.find({Each.Where.Code, Each.Where.Where});
          It != PlannedAt.end() &&
          llvm::none_of(Findings.Defects[It->second].Fixes.Fixes,
                        [&](const Fix &F) { return F.Handle == New.Handle; }))
        return It->second;
    return std::nullopt;
  }

  /// Two pools that leave by one return are released by one fix, that of the
  /// first: the second would have to know what the first made of the return.
  bool join(const FixProposal &More, const FunctionDecl *F) {
    std::optional<unsigned> Index =
        More.Fixes.empty() ? std::nullopt : sharesPoint(More.Fixes.front());
    if (!Index || overlapsAnother(More.Fixes.front(), *Index))
      return false;
    FixProposal &Known = Findings.Defects[*Index].Fixes;
    std::vector<Fix> Joined;
    for (const Fix &Each : Known.Fixes) {
      auto Same = llvm::find_if(
          More.Fixes, [&](const Fix &M) { return M.Mode == Each.Mode; });
      if (Same == More.Fixes.end())
        Same = More.Fixes.begin();
      std::optional<Fix> Both = joinFixes(Each, *Same, F, Context);
      if (!Both)
        return false;
      Joined.push_back(std::move(*Both));
    }
    Known.Fixes = std::move(Joined);
    for (const Fix &Each : Known.Fixes)
      remember(Each, F, *Index);
    Repaired[{F, variableOf(More.Fixes.front())}] = false;
    return true;
  }

  static std::string variableOf(const Fix &Each) {
    StringRef Variable = StringRef(Each.Handle).split('.').first;
    return Variable.split('-').first.str();
  }

  void remember(const Fix &Each, const FunctionDecl *F, unsigned Index) {
    Repaired[{F, variableOf(Each)}] = Each.Guarded;
    for (const FixItHint &Edit : Each.Edits) {
      unsigned Begin = Edit.RemoveRange.getBegin().getRawEncoding();
      FixedAt.insert({Begin, Each.Handle});
      Written[{Begin, Edit.RemoveRange.getEnd().getRawEncoding()}] = Index;
    }
    for (const PlannedStatement &P : Each.Planned)
      PlannedAt[{P.Where.Code, P.Where.Where}] = Index;
  }

  /// Two pools that one handle holds by turns would be released twice where
  /// both fixes write at one place.
  FixProposal withoutClash(FixProposal Proposal, const FunctionDecl *F) {
    for (const Fix &Each : Proposal.Fixes) {
      if (auto It = Repaired.find({F, variableOf(Each)});
          It != Repaired.end() && (Each.Guarded || It->second))
        return {{}, "the fix for another pool changes the same handle"};
      for (const FixItHint &Edit : Each.Edits)
        if (FixedAt.count(
                {Edit.RemoveRange.getBegin().getRawEncoding(), Each.Handle}))
          return {{}, "the fix for another pool writes the same"};
    }
    if (join(Proposal, F))
      return {{}, DoneByAnother.str()};
    if (llvm::any_of(Proposal.Fixes,
                     [&](const Fix &Each) { return overlapsAnother(Each); }))
      return {{}, "the fix for another pool replaces the same"};
    for (const Fix &Each : Proposal.Fixes)
      remember(Each, F, Findings.Defects.size());
    return Proposal;
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
        // Instantiations of one template tell the same once.
        if (!P.Location.isValid() ||
            !Reported.insert({P.Location.getRawEncoding(), F.Kind}).second)
          continue;
        P.Fixes = fixesFor(L, F);
        Findings.Defects.push_back(std::move(P));
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
  std::set<std::pair<unsigned, std::string>> FixedAt;
  /// What fixes change, and the fix of which defect does.
  std::map<std::pair<unsigned, unsigned>, unsigned> Written;
  std::map<std::pair<const Stmt *, unsigned>, unsigned> PlannedAt;
  /// By function and variable: a fix makes it a guard.
  std::map<std::pair<const FunctionDecl *, std::string>, bool> Repaired;
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
  BodyVisitor Visitor(Context, Matcher, Lowering, Options.Guard, Options.Header,
                      Findings);
  Visitor.TraverseDecl(Context.getTranslationUnitDecl());
  Visitor.analyseClasses();
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
