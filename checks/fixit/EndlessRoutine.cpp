//===-- EndlessRoutine.cpp ------------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "EndlessRoutine.h"
#include "NameWords.h"
#include "StmtWalk.h"
#include "flow/BodyFacts.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Analysis/CFG.h"
#include "llvm/ADT/BitVector.h"

using namespace clang;

namespace poolguard {

void eachRoutine(const Expr *Given,
                 llvm::function_ref<void(const FunctionDecl *)> Do) {
  auto OfClass = [&](QualType T) {
    const CXXRecordDecl *R = T.getNonReferenceType()->getAsCXXRecordDecl();
    if (!R || !R->hasDefinition() || R->isInStdNamespace())
      return;
    for (const CXXMethodDecl *M : R->getDefinition()->methods())
      if (M->getOverloadedOperator() == OO_Call)
        Do(M);
  };
  std::function<void(const Stmt *)> Visit = [&](const Stmt *S) {
    if (!S)
      return;
    if (const auto *Lambda = dyn_cast<LambdaExpr>(S))
      return Do(Lambda->getCallOperator());
    if (const auto *Ref = dyn_cast<DeclRefExpr>(S)) {
      if (const auto *F = dyn_cast<FunctionDecl>(Ref->getDecl()))
        Do(F);
      else
        OfClass(Ref->getType());
    }
    if (const auto *Made = dyn_cast<CXXTemporaryObjectExpr>(S))
      OfClass(Made->getType());
    if (const auto *Call = dyn_cast<CallExpr>(S)) { // `std::bind(f, 1)`
      llvm::for_each(Call->arguments(), Visit);
      return;
    }
    llvm::for_each(S->children(), Visit);
  };
  Visit(Given);
}

namespace {

/// A condition whose answer the routine cannot change.
struct Leaf {
  const Expr *Asked;
  bool Negated = false;
};

/// `!x` and `x != y` ask what `x` and `x == y` do.
Leaf plainly(const Expr *E) {
  Leaf Found{E, false};
  while (true) {
    Found.Asked = Found.Asked->IgnoreParenImpCasts();
    const auto *Not = dyn_cast<UnaryOperator>(Found.Asked);
    if (!Not || Not->getOpcode() != UO_LNot)
      return Found;
    Found.Asked = Not->getSubExpr();
    Found.Negated = !Found.Negated;
  }
}

/// Finds out what a condition depends on.
class Dependence {
public:
  explicit Dependence(const FunctionDecl *Routine, unsigned Depth = 0)
      : Routine(Routine), Depth(Depth) {}

  /// Everything \p E depends on is Outside, or does not change.
  bool isStuck(const Expr *E) {
    return !E->isTypeDependent() && onlyOutside(E, false) && !Outside.empty() &&
           !mayChange(Routine->getBody(), Outside, true) &&
           !(ThroughPointer && mayChangePointee());
  }

  llvm::SmallVector<const ValueDecl *, 2> Outside;
  /// Some of Outside are the routine's own pointers or references.
  bool ThroughPointer = false;

private:
  bool pointee(const Expr *Pointer);
  /// \p AsBase: what \p E points to is asked.
  bool onlyOutside(const Expr *E, bool AsBase);
  bool onlyOutside(const VarDecl *V, bool AsBase);
  bool isQuestionOf(const CXXMemberCallExpr *Call);
  bool isAnsweredOutside(const CallExpr *Call, bool AsBase);
  bool mayChangePointee() const;

  const FunctionDecl *Routine;
  unsigned Depth; ///< Of the calls that are looked into.
  llvm::SmallPtrSet<const VarDecl *, 4> Initialisers; ///< Looked into.
};

} // namespace

bool Dependence::onlyOutside(const VarDecl *V, bool AsBase) {
  bool Own = V->getDeclContext()->getRedeclContext() ==
             cast<DeclContext>(Routine)->getRedeclContext();
  if (V->hasGlobalStorage() || !Own) {
    if (!AsBase || !V->getType().getNonReferenceType()->isPointerType())
      Outside.push_back(V);
    return true;
  }
  if (!AsBase && V->getType()->isReferenceType()) {
    Outside.push_back(V);
    ThroughPointer = true;
    return true;
  }
  // Its own: as long as it stays what it is, or is asked for in each round.
  bool Stays =
      (AsBase || !isa<ParmVarDecl>(V) || V->getType()->isReferenceType()) &&
      V->getType()->isScalarType() && !mayChange(Routine->getBody(), {V}, true);
  if (Stays && !AsBase && V->getInit() && Initialisers.insert(V).second)
    onlyOutside(V->getInit(), false);
  return Stays;
}

/// `while (more())`, where `more` asks what the routine does not change.
bool Dependence::isAnsweredOutside(const CallExpr *Call, bool AsBase) {
  const FunctionDecl *F = Call->getDirectCallee();
  const auto *Method = dyn_cast_or_null<CXXMethodDecl>(F);
  const Expr *Answer = F ? onlyReturned(F->getBody()) : nullptr;
  constexpr unsigned MaxDepth = 3;
  if (!Answer || Depth == MaxDepth || (Method && Method->isVirtual()) ||
      F->isDependentContext())
    return false;
  Dependence Its(F->getDefinition(), Depth + 1);
  if (!Its.onlyOutside(Answer, AsBase))
    return false;
  Outside.append(Its.Outside.begin(), Its.Outside.end());
  ThroughPointer |= Its.ThroughPointer;
  return true;
}

/// `stop.load()`, `queue.empty()`, a conversion: what a standard class answers
/// without a change.
bool Dependence::isQuestionOf(const CXXMemberCallExpr *Call) {
  const CXXMethodDecl *M = Call->getMethodDecl();
  if (!M || !M->isConst())
    return false;
  StringRef Name = standardClass(Call->getRecordDecl());
  return Name.contains("atomic") || Name == "vector" || Name == "queue" ||
         Name == "deque" || Name == "list";
}

/// `g_atomic_int_get(stop)`: nothing but a look at what its argument points to.
static const Expr *loadedFrom(const Expr *E) {
  const auto *Call = dyn_cast<CallExpr>(E);
  const FunctionDecl *F = Call ? Call->getDirectCallee() : nullptr;
  if (!F || Call->getNumArgs() == 0 || Call->getNumArgs() > 2 ||
      isa<CXXMethodDecl>(F))
    return nullptr;
  bool Loads =
      hasWord(F, {"atomic"}) && hasWord(F, {"get", "load", "read", "is"});
  return Loads ? Call->getArg(0) : nullptr;
}

/// The macro of that name.
static const Expr *loadedIn(const StmtExpr *E) {
  const Expr *Found = nullptr;
  unsigned Many = 0;
  eachStmt(E->getSubStmt(), [&](const Stmt *S) {
    if (const auto *Load = dyn_cast<AtomicExpr>(S)) {
      ++Many;
      Found = Load->getPtr();
    }
  });
  return Many == 1 ? Found : nullptr;
}

bool Dependence::pointee(const Expr *Pointer) {
  Pointer = Pointer->IgnoreParenCasts();
  if (const auto *Op = dyn_cast<UnaryOperator>(Pointer);
      Op && Op->getOpcode() == UO_AddrOf)
    return onlyOutside(Op->getSubExpr(), false);
  const auto *Ref = dyn_cast<DeclRefExpr>(Pointer);
  const auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  bool Own = V && V->hasLocalStorage() && V->getDeclContext() == Routine;
  if (!Own)
    return onlyOutside(Pointer, false);
  if (!V->getType()->isPointerType() ||
      mayChange(Routine->getBody(), {V}, true))
    return false;
  Outside.push_back(V);
  ThroughPointer = true;
  return true;
}

/// Something is stored through one of the pointers, or somebody else gets it.
bool Dependence::mayChangePointee() const {
  auto Names = [&](const Expr *E) {
    return E && anyStmt(E, [&](const Stmt *S) {
             const auto *Ref = dyn_cast<DeclRefExpr>(S);
             return Ref && llvm::is_contained(Outside, Ref->getDecl());
           });
  };
  return anyStmt(Routine->getBody(), [&](const Stmt *S) {
    if (const auto *Op = dyn_cast<BinaryOperator>(S))
      return Op->isAssignmentOp() && Names(Op->getLHS());
    if (const auto *Op = dyn_cast<UnaryOperator>(S))
      return Op->isIncrementDecrementOp() && Names(Op->getSubExpr());
    if (const auto *Call = dyn_cast<CallExpr>(S);
        Call && !isa<CXXMemberCallExpr, CXXOperatorCallExpr>(Call))
      return !loadedFrom(Call) && llvm::any_of(Call->arguments(), Names);
    return false;
  });
}

bool Dependence::onlyOutside(const Expr *E, bool AsBase) {
  E = E->IgnoreParenCasts();
  if (const Expr *Loaded = loadedFrom(E))
    return !AsBase && pointee(Loaded);
  if (const auto *Block = dyn_cast<StmtExpr>(E))
    if (const Expr *Loaded = loadedIn(Block))
      return !AsBase && pointee(Loaded);
  if (isa<IntegerLiteral, CharacterLiteral, CXXBoolLiteralExpr, GNUNullExpr,
          CXXNullPtrLiteralExpr, UnaryExprOrTypeTraitExpr>(E))
    return true;
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E)) {
    if (isa<EnumConstantDecl>(Ref->getDecl()))
      return true;
    const auto *V = dyn_cast<VarDecl>(Ref->getDecl());
    return V && onlyOutside(V, AsBase);
  }
  if (isa<CXXThisExpr>(E))
    return AsBase;
  if (const auto *Member = dyn_cast<MemberExpr>(E)) {
    const auto *F = dyn_cast<FieldDecl>(Member->getMemberDecl());
    if (!F || !onlyOutside(Member->getBase(), Member->isArrow() || AsBase))
      return false;
    if (!AsBase)
      Outside.push_back(F);
    return true;
  }
  if (const auto *Op = dyn_cast<UnaryOperator>(E);
      Op && Op->getOpcode() == UO_Deref && !AsBase &&
      isa<DeclRefExpr>(Op->getSubExpr()->IgnoreParenCasts()))
    return pointee(Op->getSubExpr());
  if (const auto *Op = dyn_cast<UnaryOperator>(E))
    return !Op->isIncrementDecrementOp() &&
           onlyOutside(Op->getSubExpr(), AsBase ||
                                             Op->getOpcode() == UO_Deref ||
                                             Op->getOpcode() == UO_AddrOf);
  if (const auto *Op = dyn_cast<BinaryOperator>(E))
    // `while ((now = state) != 2)` asks for the state.
    return !Op->isCommaOp() && !AsBase &&
           (Op->getOpcode() == BO_Assign ||
            (!Op->isAssignmentOp() && onlyOutside(Op->getLHS(), false))) &&
           onlyOutside(Op->getRHS(), false);
  if (const auto *Op = dyn_cast<CXXOperatorCallExpr>(E))
    return (Op->getOperator() == OO_Arrow || Op->getOperator() == OO_Star) &&
           Op->getNumArgs() == 1 && onlyOutside(Op->getArg(0), true);
  // Before a look into the library's bodies.
  if (const auto *Call = dyn_cast<CXXMemberCallExpr>(E);
      Call && isQuestionOf(Call))
    return Call->getImplicitObjectArgument()->getType()->isPointerType()
               ? pointee(Call->getImplicitObjectArgument())
               : onlyOutside(Call->getImplicitObjectArgument(), false);
  if (const auto *Call = dyn_cast<CallExpr>(E))
    return isAnsweredOutside(Call, AsBase);
  if (const auto *Load = dyn_cast<AtomicExpr>(E)) {
    return !AsBase && pointee(Load->getPtr());
  }
  return false;
}

namespace {

/// The branches of one routine that depend on what it does not change.
class StuckBranches {
public:
  StuckBranches(const FunctionDecl *F, const CFG &Graph) : Graph(Graph) {
    for (const CFGBlock *B : Graph) {
      const Expr *E = B->succ_size() == 2 ? B->getLastCondition() : nullptr;
      // What is asked once keeps nobody.
      if (!E || isa_and_nonnull<SwitchStmt>(B->getTerminatorStmt()) ||
          !isRepeated(B))
        continue;
      Leaf L = plainly(E);
      Dependence On(F);
      if (!On.isStuck(L.Asked))
        continue;
      llvm::FoldingSetNodeID Id;
      L.Asked->Profile(Id, F->getASTContext(), /*Canonical=*/true);
      unsigned Key = 0;
      while (Key < Keys.size() && Keys[Key].Id != Id)
        ++Key;
      if (Key == Keys.size())
        Keys.push_back({Id, On.Outside, On.ThroughPointer});
      Branches.insert({B, {Key, L.Negated}});
    }
  }

  /// Answers with which the routine never ends, or nothing.
  std::optional<EndlessRoutine> find() const {
    constexpr unsigned MaxKeys = 6;
    EndlessRoutine Found;
    if (!reachesExit(0, 0))
      return Found;
    if (Keys.size() > MaxKeys)
      return std::nullopt;
    // The fewest questions that do it.
    for (unsigned Many = 1; Many <= Keys.size(); ++Many)
      for (unsigned Fixed = 1; Fixed < (1u << Keys.size()); ++Fixed) {
        if (unsigned(llvm::popcount(Fixed)) != Many)
          continue;
        for (unsigned Values = 0; Values <= Fixed; ++Values) {
          if ((Values & ~Fixed) || reachesExit(Fixed, Values))
            continue;
          for (unsigned K = 0; K < Keys.size(); ++K)
            if (Fixed & (1u << K)) {
              Found.WaitsFor.append(Keys[K].On);
              Found.ThroughPointer |= Keys[K].ThroughPointer;
            }
          return Found;
        }
      }
    return std::nullopt;
  }

private:
  bool isRepeated(const CFGBlock *Block) const {
    llvm::BitVector Seen(Graph.getNumBlockIDs());
    llvm::SmallVector<const CFGBlock *, 16> Work = {Block};
    while (!Work.empty())
      for (const CFGBlock *To : Work.pop_back_val()->succs()) {
        if (To == Block)
          return true;
        if (!To || Seen.test(To->getBlockID()))
          continue;
        Seen.set(To->getBlockID());
        Work.push_back(To);
      }
    return false;
  }

  bool reachesExit(unsigned Fixed, unsigned Values) const {
    llvm::BitVector Seen(Graph.getNumBlockIDs());
    llvm::SmallVector<const CFGBlock *, 16> Work = {&Graph.getEntry()};
    while (!Work.empty()) {
      const CFGBlock *B = Work.pop_back_val();
      if (B == &Graph.getExit())
        return true;
      if (Seen.test(B->getBlockID()))
        continue;
      Seen.set(B->getBlockID());
      auto It = Branches.find(B);
      unsigned Index = 0;
      for (const CFGBlock::AdjacentBlock &To : B->succs()) {
        bool Truth = Index++ == 0;
        if (It != Branches.end() && (Fixed & (1u << It->second.first)) &&
            (bool(Values & (1u << It->second.first)) != It->second.second) !=
                Truth)
          continue;
        if (To.isReachable() && To.getReachableBlock())
          Work.push_back(To.getReachableBlock());
      }
    }
    return false;
  }

  struct Question {
    llvm::FoldingSetNodeID Id;
    llvm::SmallVector<const ValueDecl *, 2> On;
    bool ThroughPointer;
  };
  const CFG &Graph;
  std::vector<Question> Keys;
  /// The key, and whether the branch asks the contrary.
  llvm::DenseMap<const CFGBlock *, std::pair<unsigned, bool>> Branches;
};

} // namespace

/// `ready.wait(lock, [&] { return stop; });`
static std::optional<EndlessRoutine> waitIn(const FunctionDecl *Routine) {
  EndlessRoutine Found;
  bool Waits = anyStmt(Routine->getBody(), [&](const Stmt *S) {
    const auto *Call = dyn_cast<CXXMemberCallExpr>(S);
    const CXXMethodDecl *M = Call ? Call->getMethodDecl() : nullptr;
    if (!M || !M->getDeclName().isIdentifier() || M->getName() != "wait" ||
        Call->getNumArgs() != 2)
      return false;
    const auto *Asks = dyn_cast<LambdaExpr>(Call->getArg(1)->IgnoreImplicit());
    const Expr *Answer = Asks ? onlyReturned(Asks->getBody()) : nullptr;
    Dependence On(Routine);
    if (!Answer || !On.isStuck(Answer))
      return false;
    Found.WaitsFor.append(On.Outside);
    return true;
  });
  if (!Waits)
    return std::nullopt;
  return Found;
}

static std::optional<EndlessRoutine> findEndless(const FunctionDecl *Routine,
                                                 const ASTContext &Context,
                                                 unsigned Depth);

/// `static void run(void *a) { serve(a); }`: it ends when what it calls in any
/// case does.
static std::optional<EndlessRoutine> endlessCallee(const FunctionDecl *Routine,
                                                   const ASTContext &Context,
                                                   unsigned Depth) {
  constexpr unsigned MaxDepth = 3;
  const auto *Block = dyn_cast<CompoundStmt>(Routine->getBody());
  if (!Block || Depth == MaxDepth)
    return std::nullopt;
  for (const Stmt *S : Block->body()) {
    const auto *Return = dyn_cast<ReturnStmt>(S);
    const Stmt *What = Return ? Return->getRetValue() : S;
    const auto *E = dyn_cast_or_null<Expr>(What);
    const auto *Call =
        E ? dyn_cast<CallExpr>(E->IgnoreParenImpCasts()) : nullptr;
    const FunctionDecl *F = Call ? Call->getDirectCallee() : nullptr;
    if (F && F->getCanonicalDecl() != Routine->getCanonicalDecl())
      if (auto Found = findEndless(F, Context, Depth + 1))
        return Found;
  }
  return std::nullopt;
}

std::optional<EndlessRoutine> findEndless(const FunctionDecl *Routine,
                                          const ASTContext &Context) {
  return findEndless(Routine, Context, 0);
}

static std::optional<EndlessRoutine> findEndless(const FunctionDecl *Routine,
                                                 const ASTContext &Context,
                                                 unsigned Depth) {
  const FunctionDecl *Body = nullptr;
  if (!Routine->hasBody(Body) || !Body->getBody() || Body->isDependentContext())
    return std::nullopt;
  bool Repeats =
      anyStmt(Body->getBody(),
              llvm::IsaPred<ForStmt, WhileStmt, DoStmt, CXXForRangeStmt,
                            GotoStmt, IndirectGotoStmt>);
  auto Otherwise = [&] {
    std::optional<EndlessRoutine> Found = waitIn(Body);
    return Found ? Found : endlessCallee(Body, Context, Depth);
  };
  if (!Repeats)
    return Otherwise();
  CFG::BuildOptions Options;
  std::unique_ptr<CFG> Graph = CFG::buildCFG(
      Body, Body->getBody(), const_cast<ASTContext *>(&Context), Options);
  if (!Graph)
    return std::nullopt;
  if (std::optional<EndlessRoutine> Found = StuckBranches(Body, *Graph).find())
    return Found;
  return Otherwise();
}

} // namespace poolguard
