//===-- MemberPlan.cpp ----------------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "MemberPlan.h"
#include "NameWords.h"
#include "ReleaseHazards.h"
#include "StmtWalk.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/Sequence.h"

using namespace clang;

namespace poolguard {

static constexpr llvm::StringLiteral NotMade =
    "the member may not hold the pool when the object goes";

//===----------------------------------------------------------------------===//
// Lives
//===----------------------------------------------------------------------===//

/// \p F mentions one of \p Members, or a method that it calls does.
static bool touches(const FunctionDecl *F,
                    llvm::ArrayRef<const FieldDecl *> Members, unsigned Depth) {
  const FunctionDecl *Body = nullptr;
  constexpr unsigned MaxDepth = 3;
  if (Depth == MaxDepth || !F->hasBody(Body))
    return false;
  return anyStmt(Body->getBody(), [&](const Stmt *S) {
    if (const auto *M = dyn_cast<MemberExpr>(S))
      return llvm::any_of(Members, [&](const FieldDecl *Field) {
        return M->getMemberDecl()->getCanonicalDecl() ==
               Field->getCanonicalDecl();
      });
    const auto *Call = dyn_cast<CXXMemberCallExpr>(S);
    return Call && Call->getMethodDecl() &&
           touches(Call->getMethodDecl(), Members, Depth + 1);
  });
}

std::string ClassLives::collect(const CXXRecordDecl *Class,
                                llvm::ArrayRef<const FieldDecl *> Members,
                                const MemberTools &Tools) {
  Constructors.assign(Tools.Constructors.begin(), Tools.Constructors.end());
  const CXXDestructorDecl *D = Class->getDestructor();
  const FunctionDecl *Body = nullptr;
  if (D && !D->isDefaulted() && D->hasBody(Body))
    Destructor = Tools.LowerBody(Body);
  llvm::SmallVector<const CXXMethodDecl *, 8> Methods;
  for (const CXXMethodDecl *M : Class->methods()) {
    if (!M->isInstance() || M->isImplicit() || M->isDeleted() ||
        isa<CXXConstructorDecl, CXXDestructorDecl>(M) ||
        M->isCopyAssignmentOperator() || M->isMoveAssignmentOperator() ||
        M->isPureVirtual())
      continue;
    if (!M->hasBody()) {
      if (!M->isConst())
        Unseen = M->getNameAsString();
      continue;
    }
    if (M->getAccess() != AS_private && touches(M, Members, 0))
      Methods.push_back(M);
  }
  // Who knows what these are made into.
  for (const Decl *D : Class->decls())
    if (const auto *T = dyn_cast<FunctionTemplateDecl>(D);
        T && (isa<CXXConstructorDecl>(T->getTemplatedDecl()) ||
              touches(T->getTemplatedDecl(), Members, 0)))
      Unseen = T->getTemplatedDecl()->getNameAsString();
  constexpr unsigned MaxMethods = 6;
  if (Methods.size() > MaxMethods)
    return "the class has too many methods to try a fix";
  for (const CXXConstructorDecl *C : Constructors) {
    std::vector<ObjectLife> Ways;
    if (C)
      Ways.push_back({Class, C, {}});
    for (const CXXMethodDecl *First : Methods) {
      Ways.push_back({Class, C, {First}});
      for (const CXXMethodDecl *Second : Methods)
        if (First != Second)
          Ways.push_back({Class, C, {First, Second}});
    }
    for (const ObjectLife &Each : Ways) {
      All.push_back(Tools.Lower(Each));
      if (!All.back())
        return "the class is too large to try a fix";
    }
  }
  return "";
}

/// Calls \p Do with the body of each function that is part of a life.
static void eachBody(const LoweredFunction &L,
                     llvm::function_ref<void(const Stmt *)> Do) {
  auto Visit = [&](const FunctionDecl *F) {
    if (const auto *C = dyn_cast_or_null<CXXConstructorDecl>(F))
      for (const CXXCtorInitializer *Init : C->inits())
        Do(Init->getInit());
    if (F && F->hasBody())
      Do(F->getBody());
  };
  Visit(L.Function);
  for (const InlinedFrame &Frame : L.Frames)
    Visit(Frame.Function);
}

bool isMadeByNew(const ClassLives &Lives, const Expr *Construction) {
  bool Found = isa<CXXNewExpr>(Construction->IgnoreParenCasts());
  for (const auto &L : Lives.All)
    eachBody(*L, [&](const Stmt *Code) {
      Found |= anyStmt(Code, [&](const Stmt *S) {
        const auto *New = dyn_cast<CXXNewExpr>(S);
        return New && !New->isArray() &&
               New->getConstructExpr() == Construction;
      });
    });
  return Found;
}

//===----------------------------------------------------------------------===//
// Trials
//===----------------------------------------------------------------------===//

MemberPlanner::MemberPlanner(const ClassLives &Lives, const OpenMember &Member,
                             const MemberHandle &Handle,
                             const CXXDestructorDecl *Body,
                             const ASTContext &Context)
    : Lives(Lives), Member(Member), Handle(Handle), Body(Body),
      Context(Context) {}

bool isFlag(QualType T) {
  if (T->isBooleanType())
    return true;
  const auto *Class = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
      T->getAsCXXRecordDecl());
  return Class && Class->isInStdNamespace() && Class->getName() == "atomic" &&
         Class->getTemplateArgs()[0].getKind() == TemplateArgument::Type &&
         Class->getTemplateArgs()[0].getAsType()->isBooleanType();
}

std::vector<MemberPlanner::Question> MemberPlanner::questions() const {
  const HandleText &Text = Handle.Written;
  std::string Open = spellOpenQuestion(*Member.Site.Owner, Text);
  bool Starts = Handle.StartsAnyhow && Handle.Loop.empty() &&
                Member.Text == Member.Field->getName();
  bool Pointer = Text.Type->isPointerType();
  if (!Open.empty()) {
    std::vector<Question> Found = {{HandleTest::IsOpen, Open, ""}};
    if (Starts && Pointer)
      Found.push_back({HandleTest::IsOpen, Open, "", true});
    return Found;
  }
  // `delete p` asks by itself.
  if (!Handle.Loop.empty())
    return {{Pointer ? HandleTest::NotNull : HandleTest::NotNeeded,
             Pointer ? Text.Text : "", ""}};
  std::vector<Question> Found = {{HandleTest::NotNeeded, "", ""}};
  if (Pointer)
    Found.push_back({HandleTest::NotNull, Text.Text, ""});
  if (Pointer && Starts)
    Found.push_back({HandleTest::NotNull, Text.Text, "", true});
  const auto *Class = cast<CXXRecordDecl>(Member.Field->getParent());
  for (const FieldDecl *F : Class->fields())
    if (isFlag(F->getType()))
      Found.push_back(
          {HandleTest::Answers, F->getNameAsString(), F->getNameAsString()});
  return Found;
}

static std::vector<PlaceId> placesOf(const LoweredFunction &L, StringRef Name) {
  std::vector<PlaceId> Found;
  for (PlaceId P = 0; P < L.Graph.Places.size(); ++P)
    if (L.Graph.Places[P].Name == Name)
      Found.push_back(P);
  return Found;
}

/// The constructions of other pools of \p Handle's, and attempts that nobody
/// asks the result of.
static std::vector<GraphPoint> alsoMade(const LoweredFunction &L, SiteId Site,
                                        StringRef Name) {
  std::vector<GraphPoint> Points;
  auto IsIgnored = [&](const Expr *Construction) {
    bool Found = false;
    eachBody(L, [&](const Stmt *Code) {
      Found |= anyStmt(Code, [&](const Stmt *S) {
        return isa<CompoundStmt>(S) &&
               llvm::is_contained(S->children(), Construction);
      });
    });
    return Found;
  };
  for (BlockId B = 0; B < L.Graph.Blocks.size(); ++B)
    for (auto [I, E] : llvm::enumerate(L.Graph.Blocks[B].Events)) {
      bool Other = E.Kind == EventKind::Construct && E.Site != Site &&
                   L.Graph.Sites[E.Site].Name == Name;
      bool Attempt = false;
      if (E.Origin != None)
        if (const Stmt *Code = L.Origins[E.Origin].Code)
          Attempt =
              llvm::any_of(llvm::seq<SiteId>(0, L.Sites.size()), [&](SiteId S) {
                return L.Sites[S].Construction == Code &&
                       L.Graph.Sites[S].Name == Name &&
                       IsIgnored(L.Sites[S].Construction);
              });
      if (Other || Attempt)
        Points.push_back({B, unsigned(I)});
    }
  return Points;
}

std::string MemberPlanner::tryOn(const LoweredFunction &L,
                                 const PoolFlowGraph &Graph,
                                 std::vector<PlaceId> Handles, Remedy What,
                                 const ReleaseTest &Test, GraphPoint P) const {
  std::vector<SiteId> Sites;
  for (SiteId S = 0; S < Graph.Sites.size(); ++S)
    if (Graph.Sites[S].Name == Member.Text && Graph.Sites[S].Obligation)
      Sites.push_back(S);
  if (Sites.empty())
    Sites.push_back(None);
  for (SiteId S : Sites) {
    ReleaseTrial Trial(Graph, S, Handles, What);
    Trial.countAsMade(alsoMade(L, S, Member.Text));
    // Open questions have an answer of their own.
    if (Handle.Loop.empty() && Test.What != HandleTest::IsOpen &&
        (!Trial.isMadeAt({P}, Test) || !Trial.isFullAt({P}, Test)))
      return NotMade.str();
    Trial.add({P}, Test);
    if (!Trial.isHarmless())
      return "a release in the destructor would be wrong after a method";
    bool GaveUp = false;
    if (S == None)
      continue;
    if (std::string Others = Trial.othersOwn(); !Others.empty())
      return Others;
    if (Trial.nextLeak(GaveUp) || GaveUp)
      return "a release in the destructor would not be enough";
  }
  return "";
}

std::optional<ReleaseTest> MemberPlanner::testOf(const LoweredFunction &L,
                                                 const Question &Q) {
  ReleaseTest Test(Q.What);
  if (Q.Flag.empty())
    return Test;
  std::vector<PlaceId> Flags = placesOf(L, Q.Flag);
  if (Flags.size() != 1)
    return std::nullopt;
  Event E;
  E.Kind = EventKind::Assume;
  E.Dst = Flags.front();
  E.Values = ValueSet::satisfying(Relation::Ne, 0);
  Test.Yes = {E};
  E.Values = ValueSet::constant(0);
  Test.No = {E};
  return Test;
}

std::string MemberPlanner::tryIn(const LoweredFunction &L,
                                 const ReleaseSpelling &Release,
                                 const Question &Q, bool AtEnd) const {
  GraphPoint P{AtEnd ? L.MembersEnd : L.DestructionBegins, 0};
  if (P.Block == None)
    return "the end of the destructor is not known";
  PoolFlowGraph Graph = L.Graph;
  std::vector<PlaceId> Places = placesOf(L, Member.Text);
  std::optional<ReleaseTest> Asked = testOf(L, Q);
  if (!Asked)
    return NotMade.str();
  const ReleaseTest &Test = *Asked;
  if (Places.empty()) { // Nothing happens to it in this life.
    bool Known = Q.Initialise || Member.Field->hasInClassInitializer() ||
                 !Handle.StartsAnyhow;
    if (!Known && !Q.Flag.empty())
      Known = ReleaseTrial(Graph, None, Test.Yes.front().Dst, Release.Mode)
                  .isMadeAt({P}, Test);
    return Known ? "" : NotMade.str();
  }
  if (Q.Initialise)
    for (PlaceId Each : Places) {
      Event E;
      E.Kind = EventKind::Set;
      E.Dst = Each;
      E.Values = ValueSet::constant(0);
      std::vector<Event> &First = Graph.Blocks.front().Events;
      if (!Graph.Places[Each].Collection)
        First.insert(First.begin(), E);
    }
  if (Q.Initialise && P.Block == 0)
    return NotMade.str();
  Remedy What{FindingKind::Leak, Release.Step, Release.Mode};
  if (!Handle.Loop.empty())
    return tryOn(L, Graph, Places, What, Test, P);
  // A smart pointer and what it points to have one name.
  std::string Why = NotMade.str();
  for (PlaceId Each : Places) {
    if (Graph.Places[Each].Collection)
      continue;
    std::string Reason = tryOn(L, Graph, {Each}, What, Test, P);
    if (Reason.empty())
      return "";
    if (Reason != NotMade)
      Why = Reason;
  }
  return Why;
}

std::string MemberPlanner::tryAlone(const ReleaseSpelling &Release,
                                    const Question &Q) const {
  const LoweredFunction *L = Lives.Destructor.get();
  std::optional<ReleaseTest> Test = L ? testOf(*L, Q) : std::nullopt;
  if (!Test)
    return "";
  // Behind the handles that were there before.
  unsigned Begin = 0;
  for (auto [I, E] : llvm::enumerate(L->Graph.Blocks.front().Events))
    if (E.Kind == EventKind::Construct && !L->Sites[E.Site].Construction)
      Begin = I + 1;
  std::vector<PlaceId> Places = placesOf(*L, Member.Text);
  if (Places.empty())
    return "";
  Remedy What{FindingKind::Leak, Release.Step, Release.Mode};
  ReleaseTrial Trial(L->Graph, None, Places, What);
  Trial.add({{0, Begin}}, *Test);
  return Trial.isHarmless()
             ? ""
             : "a release in the destructor would be wrong on another path";
}

std::string MemberPlanner::tryAll(const ReleaseSpelling &Release,
                                  const Question &Q, bool AtEnd) const {
  for (const auto &Each : Lives.All)
    if (std::string Why = tryIn(*Each, Release, Q, AtEnd); !Why.empty())
      return Why;
  return AtEnd ? "" : tryAlone(Release, Q);
}

bool MemberPlanner::holdsOwnOnly() const {
  const FieldDecl *Field = Member.Field;
  // A class says itself what it holds.
  if (Member.Site.HandleType->isRecordType() &&
      !Handle.Written.Type->isPointerType())
    return true;
  if (Handle.Fixed)
    return Handle.Smart || (Handle.Written.Type->isPointerType() &&
                            Field->hasInClassInitializer());
  auto Makes = [&](const LoweredFunction &L, const Expr *E) {
    E = E->IgnoreImplicit()->IgnoreParenCasts();
    const auto *New = dyn_cast<CXXNewExpr>(E);
    return llvm::any_of(L.Sites, [&](const LoweredSite &S) {
      return S.Construction &&
             (S.Construction->IgnoreParenCasts() == E ||
              (New && New->getConstructExpr() == S.Construction));
    });
  };
  bool Own = true;
  for (const auto &L : Lives.All)
    eachBody(*L, [&](const Stmt *Code) {
      eachStmt(Code, [&](const Stmt *S) {
        const auto *Call = dyn_cast<CallExpr>(S);
        const auto *M = dyn_cast_or_null<CXXMethodDecl>(
            Call ? Call->getDirectCallee() : nullptr);
        const auto *Method = dyn_cast<CXXMemberCallExpr>(S);
        const Expr *Object = Method ? Method->getImplicitObjectArgument()
                             : M && Call->getNumArgs() ? Call->getArg(0)
                                                       : nullptr;
        const auto *On =
            Object ? dyn_cast<MemberExpr>(Object->IgnoreParenImpCasts())
                   : nullptr;
        if (!On || On->getMemberDecl() != Field || !M)
          return;
        bool Adds = hasWord(M, {"push", "emplace", "insert", "assign", "swap"});
        Adds |= M->getOverloadedOperator() == OO_Equal;
        bool Makers =
            Method && Call->getNumArgs() == 1 && Makes(*L, Call->getArg(0));
        Own &= !Adds || Makers || Handle.Smart;
      });
    });
  return Own;
}

std::string MemberPlanner::withoutValue() const {
  for (const std::string &Each : Handle.Behind) {
    if (Each != Member.Field->getName())
      continue; // Of an object that was made as a whole.
    if (Member.Field->getType()->isRecordType() ||
        Member.Field->hasInClassInitializer())
      continue;
    for (const CXXConstructorDecl *C : Lives.Constructors) {
      const FunctionDecl *Body = nullptr;
      const auto *Definition =
          C && C->hasBody(Body) ? dyn_cast<CXXConstructorDecl>(Body) : nullptr;
      bool Set = Definition &&
                 llvm::any_of(Definition->inits(),
                              [&](const CXXCtorInitializer *Init) {
                                return Init->getMember() == Member.Field ||
                                       Init->isDelegatingInitializer();
                              });
      if (const auto *Block = dyn_cast_or_null<CompoundStmt>(
              Definition ? Definition->getBody() : nullptr))
        for (const Stmt *S : Block->body()) {
          const auto *B = dyn_cast<BinaryOperator>(S);
          const auto *M =
              B && B->getOpcode() == BO_Assign
                  ? dyn_cast<MemberExpr>(B->getLHS()->IgnoreParenImpCasts())
                  : nullptr;
          Set |= M && M->getMemberDecl() == Member.Field;
        }
      if (!Set)
        return Each;
    }
  }
  return "";
}

std::optional<MemberPlan> MemberPlanner::find(const ReleaseSpelling &Release,
                                              std::string &Why) const {
  MemberPlan Plan;
  Plan.Mode = Release.Mode;
  unsigned Earliest = 0;
  Why = place(Earliest, Plan.Before);
  if (!Why.empty())
    return std::nullopt;
  const auto *Block = Body ? cast<CompoundStmt>(Body->getBody()) : nullptr;
  bool Returns = Block && anyStmt(Block, llvm::IsaPred<ReturnStmt, GotoStmt>);
  bool Unset = !withoutValue().empty();
  if (!Handle.Loop.empty() && !holdsOwnOnly()) {
    Why = "how many of the handles hold a pool is not known";
    return std::nullopt;
  }
  Why = NotMade.str();
  for (const Question &Q : questions()) {
    if (Unset && !Q.Initialise)
      continue;
    std::string Reason = tryAll(Release, Q, /*AtEnd=*/false);
    Plan.Index = Earliest;
    bool Later = Earliest > 0; // Between the beginning and the end.
    if (Body && !Returns && (!Reason.empty() || Later)) {
      std::string AtEnd = tryAll(Release, Q, /*AtEnd=*/true);
      if (!Reason.empty() || !AtEnd.empty())
        Plan.Index = Block->size();
      Reason = AtEnd;
    } else if (Later && Reason.empty()) {
      Reason = "the destructor returns early";
    }
    if (!Reason.empty()) {
      if (Reason != NotMade)
        Why = Reason;
      continue;
    }
    Why.clear();
    std::string Condition;
    for (const std::string &Each : Handle.Behind)
      if (Each != Q.Text)
        Condition += (Condition.empty() ? "" : " && ") + Each;
    if (!Q.Text.empty())
      Condition += (Condition.empty() ? "" : " && ") + Q.Text;
    if (!Release.Model && StringRef(Release.Call).starts_with("delete "))
      if (Condition == Handle.Written.Text)
        Condition.clear(); // It asks by itself.
    Plan.Statement = {Handle.Loop, Condition, Release.Call};
    Plan.Initialise = Q.Initialise;
    return Plan;
  }
  return std::nullopt;
}

} // namespace poolguard
