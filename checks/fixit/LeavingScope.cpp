//===-- LeavingScope.cpp --------------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LeavingScope.h"
#include "StmtWalk.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace poolguard {

LeavingScope::LeavingScope(const LoweredFunction &L, const Stmt *Scope,
                           std::vector<PlaceId> Handles, bool IsObject,
                           const SourceManager &SM)
    : L(L), Scope(Scope), Handles(std::move(Handles)), IsObject(IsObject),
      SM(SM), Parents(writtenBody(L.Function)) {
  SmallVector<const Stmt *, 2> Within = {Scope};
  if (const auto *If = dyn_cast<IfStmt>(Scope))
    Within = {If->getThen(), If->getElse()};
  else if (const auto *While = dyn_cast<WhileStmt>(Scope))
    Within = {While->getBody()};
  for (const Stmt *Each : Within)
    if (Each) {
      Regions.push_back({Each, {}, {}});
      classify(Regions.back());
    }
}

LeavingScope::Side LeavingScope::sideOf(const Origin &O,
                                        const Stmt *Region) const {
  if (O.Frame) // In a body that is called from either side.
    return Unknown;
  SourceLocation Loc = O.Code ? O.Code->getBeginLoc() : O.Location;
  if (Loc.isInvalid())
    return Unknown;
  Loc = SM.getFileLoc(Loc);
  SourceLocation End = Region->getEndLoc();
  if (O.What == Origin::FunctionEnd)
    return isa<CompoundStmt>(Region) && Loc == End ? Inside : Outside;
  return SM.isPointWithin(Loc, Region->getBeginLoc(), End) ? Inside : Outside;
}

LeavingScope::Side LeavingScope::sideOf(unsigned Number,
                                        const Stmt *Region) const {
  return Number == None ? Unknown : sideOf(L.Origins[Number], Region);
}

static const Stmt *jumpOf(const LoweredFunction &L, const FlowBlock &B) {
  for (const Event &E : llvm::reverse(B.Events))
    if (E.Origin != None && !L.Origins[E.Origin].Frame)
      if (const Stmt *S = L.Origins[E.Origin].Code;
          isa_and_nonnull<BreakStmt, ContinueStmt, GotoStmt>(S))
        return S;
  return nullptr;
}

/// The block ends in a jump out of \p Region.
bool LeavingScope::leavesByJump(BlockId Block, const Stmt *Region) const {
  const Stmt *Jump = jumpOf(L, L.Graph.Blocks[Block]);
  if (!Jump)
    return false;
  const Stmt *Target = nullptr;
  if (const auto *Goto = dyn_cast<GotoStmt>(Jump))
    Target = Goto->getLabel()->getStmt();
  for (const Stmt *Up = Jump; !isa<GotoStmt>(Jump) && Up && !Target;
       Up = Parents.getParent(Up))
    if (isa<ForStmt, WhileStmt, DoStmt, CXXForRangeStmt>(Up) ||
        (isa<BreakStmt>(Jump) && isa<SwitchStmt>(Up)))
      Target = Up;
  if (!Target)
    return false;
  SourceLocation Loc = SM.getFileLoc(Target->getBeginLoc());
  return !SM.isPointWithin(Loc, Region->getBeginLoc(), Region->getEndLoc());
}

bool LeavingScope::isEntry(unsigned Number, const Stmt *Arm) const {
  if (Number == None || Arm == Scope)
    return false;
  const Origin &O = L.Origins[Number];
  if (O.What != Origin::TrueBranch && O.What != Origin::FalseBranch)
    return false;
  bool Truth = O.What == Origin::TrueBranch;
  if (decidedBy(O) != Scope)
    return false;
  if (const auto *If = dyn_cast<IfStmt>(Scope))
    return Arm == (Truth ? If->getThen() : If->getElse());
  return Truth;
}

/// Blocks that tell nothing themselves are where all of their predecessors
/// are.
void LeavingScope::classify(Region &R) const {
  std::vector<Side> &Sides = R.Sides, &Ends = R.Ends;
  const std::vector<FlowBlock> &Blocks = L.Graph.Blocks;
  Sides.assign(Blocks.size(), Unknown);
  Ends.assign(Blocks.size(), Unknown);
  std::vector<std::vector<BlockId>> Preds(Blocks.size());
  std::vector<bool> Told(Blocks.size());
  for (BlockId B = 0; B < Blocks.size(); ++B) {
    for (BlockId To : Blocks[B].Succs)
      Preds[To].push_back(B);
    // A branch's origin is the condition, which is left when it is taken: what
    // follows says where the block is.
    for (const Event &E : Blocks[B].Events)
      if (Side S = sideOf(E.Origin, R.Code)) {
        Sides[B] = Sides[B] ? Sides[B] : S;
        Ends[B] = S;
      }
    if (!Sides[B])
      Sides[B] = Ends[B] = sideOf(Blocks[B].Origin, R.Code);
    if (isEntry(Blocks[B].Origin, R.Code))
      Sides[B] = Ends[B] = Inside;
    Told[B] = Sides[B] != Unknown;
  }
  for (bool Changed = true; std::exchange(Changed, false);)
    for (BlockId B = 0; B < Blocks.size(); ++B) {
      if (Told[B] || Preds[B].empty())
        continue;
      Side Common = Unknown;
      for (BlockId P : Preds[B]) {
        Side End = leavesByJump(P, R.Code) ? Outside : Ends[P];
        if (End != Common && End != Unknown)
          Common = Common == Unknown ? End : Outside;
      }
      if (Common != Sides[B] && Common != Unknown && Sides[B] != Outside) {
        Sides[B] = Ends[B] = Common;
        Changed = true;
      }
    }
}

TextPoint LeavingScope::textOfEdge(BlockId From, const Region &R) const {
  if (const Stmt *Jump = jumpOf(L, L.Graph.Blocks[From]))
    return {TextPoint::Before, Jump};
  return {TextPoint::AtEndOf, R.Code};
}

std::optional<WayOut> LeavingScope::edgesLike(const TextPoint &Text,
                                              const Region &R) const {
  WayOut Way{Text, {}};
  const std::vector<FlowBlock> &Blocks = L.Graph.Blocks;
  for (BlockId B = 0; B < Blocks.size(); ++B)
    for (BlockId To : Blocks[B].Succs)
      if (R.Ends[B] == Inside && R.Sides[To] == Outside &&
          textOfEdge(B, R) == Text)
        Way.Points.push_back({B, 0, To});
  if (Way.Points.empty())
    return std::nullopt;
  return Way;
}

std::optional<WayOut> LeavingScope::exitsLike(BlockId Exit) const {
  const std::vector<FlowBlock> &Blocks = L.Graph.Blocks;
  if (Blocks[Exit].Origin == None)
    return std::nullopt;
  const Origin &O = L.Origins[Blocks[Exit].Origin];
  WayOut Way;
  const auto *Coreturn = dyn_cast_or_null<CoreturnStmt>(O.Code);
  bool Written = !Coreturn || !Coreturn->isImplicit();
  if (O.What == Origin::Return && Written)
    Way.Text = {TextPoint::Before, O.Code};
  else if (O.What == Origin::FunctionEnd || !Written)
    Way.Text = {TextPoint::AtEndOf, writtenBody(L.Function)};
  else
    return std::nullopt;
  // What is written there comes before the objects of the scopes end.
  for (BlockId B = 0; IsObject && B < Blocks.size(); ++B)
    for (auto [I, E] : llvm::enumerate(Blocks[B].Events)) {
      const Origin *End = E.Origin == None ? nullptr : &L.Origins[E.Origin];
      if (!End || End->What != Origin::ScopeEnd || End->Frame ||
          End->Code != Way.Text.Code)
        continue;
      Way.Points.push_back({B, unsigned(I)});
      break;
    }
  if (!Way.Points.empty())
    return Way;
  for (BlockId B = 0; B < Blocks.size(); ++B)
    if (Blocks[B].Exit == Blocks[Exit].Exit && Blocks[B].Origin != None) {
      const Origin &Other = L.Origins[Blocks[B].Origin];
      if (Other.What == O.What && Other.Code == O.Code && !Other.Frame)
        Way.Points.push_back({B, unsigned(Blocks[B].Events.size())});
    }
  return Way;
}

/// The handle is overwritten, or the object that it is ends.
std::optional<WayOut> LeavingScope::eventLike(BlockId Block,
                                              unsigned Index) const {
  if (Index >= L.Graph.Blocks[Block].Events.size())
    return std::nullopt; // In what is tried.
  const Event &E = L.Graph.Blocks[Block].Events[Index];
  if (E.Origin == None)
    return std::nullopt;
  const Origin &O = ownOrigin(E.Origin);
  if (O.Frame || !O.Code)
    return std::nullopt;
  WayOut Way{{TextPoint::Before, O.Code}, {}};
  if (O.What == Origin::ScopeEnd && isa<CompoundStmt>(O.Code))
    Way.Text.Where = TextPoint::AtEndOf;
  if (L.Origins[E.Origin].Frame) { // Lost in a body that is called here.
    Way.Points = beginOf([&](const Origin &Other) {
      return Other.What == O.What && Other.Code == O.Code;
    });
    Way.AtStatement = O.What != Origin::ScopeEnd;
    return Way;
  }
  for (BlockId B = 0; B < L.Graph.Blocks.size(); ++B)
    for (auto [I, Other] : llvm::enumerate(L.Graph.Blocks[B].Events)) {
      if (Other.Origin == None || Other.Kind != E.Kind || Other.Dst != E.Dst)
        continue;
      const Origin &From = L.Origins[Other.Origin];
      if (From.What == O.What && From.Code == O.Code)
        Way.Points.push_back({B, unsigned(I)});
    }
  Way.AtStatement = Way.Text.Where == TextPoint::Before;
  return Way;
}

std::optional<WayOut> LeavingScope::edgeOf(const RemainingLeak &Leak) const {
  for (unsigned I = 1; I < Leak.Path.size(); ++I) {
    BlockId From = Leak.Path[I - 1], To = Leak.Path[I];
    for (const Region &R : Regions)
      if (From != To && R.Ends[From] == Inside && R.Sides[To] == Outside)
        return edgesLike(textOfEdge(From, R), R);
  }
  return std::nullopt;
}

std::vector<GraphPoint> LeavingScope::answersOf(const IfStmt *If,
                                                bool Truth) const {
  Origin::Kind Wanted = Truth ? Origin::TrueBranch : Origin::FalseBranch;
  std::vector<GraphPoint> Points;
  for (BlockId B = 0; B < L.Graph.Blocks.size(); ++B)
    if (unsigned Number = L.Graph.Blocks[B].Origin;
        Number != None && L.Origins[Number].What == Wanted &&
        decidedBy(L.Origins[Number]) == If)
      Points.push_back({B, 0});
  return Points;
}

std::optional<WayOut> LeavingScope::noArm(const RemainingLeak &Leak) const {
  const auto *If = dyn_cast<IfStmt>(Scope);
  if (!If || If->getElse())
    return std::nullopt;
  WayOut Way{{TextPoint::ElseOf, If}, answersOf(If, false)};
  bool Passes = llvm::any_of(Way.Points, [&](const GraphPoint &P) {
    return llvm::is_contained(Leak.Path, P.Block);
  });
  return Passes ? std::optional(Way) : std::nullopt;
}

std::optional<WayOut> LeavingScope::find(const RemainingLeak &Leak) const {
  if (std::optional<WayOut> Edge = edgeOf(Leak))
    return Edge;
  if (std::optional<WayOut> Arm = noArm(Leak))
    return Arm;
  if (Leak.LastEvent == None)
    return exitsLike(Leak.Path.back());
  return eventLike(Leak.Path.back(), Leak.LastEvent);
}

const Origin &LeavingScope::ownOrigin(unsigned Number) const {
  while (L.Origins[Number].Frame) {
    unsigned Call = L.Frames[L.Origins[Number].Frame].Call;
    if (Call == None)
      break;
    Number = Call;
  }
  return L.Origins[Number];
}

std::vector<GraphPoint> LeavingScope::beginOf(const Stmt *Code) const {
  return beginOf([&](const Origin &O) {
    const Stmt *S = O.Code;
    while (S && S != Code)
      S = Parents.getParent(S);
    return S == Code;
  });
}

std::vector<GraphPoint>
LeavingScope::beginOf(llvm::function_ref<bool(const Origin &)> Matches) const {
  auto IsPart = [&](unsigned Number) {
    if (Number == None)
      return false;
    const Origin &O = ownOrigin(Number);
    return !O.Frame && O.Code && Matches(O);
  };
  // Dominators are told of what can be reached alone.
  std::vector<bool> Reached(L.Graph.Blocks.size());
  SmallVector<BlockId, 16> Worklist = {0};
  while (!Worklist.empty()) {
    BlockId B = Worklist.pop_back_val();
    if (Reached[B])
      continue;
    Reached[B] = true;
    llvm::append_range(Worklist, L.Graph.Blocks[B].Succs);
  }
  Dominators Dom(L.Graph);
  BlockId First = None;
  for (BlockId B = 0; B < L.Graph.Blocks.size(); ++B)
    if (Reached[B] &&
        llvm::any_of(L.Graph.Blocks[B].Events,
                     [&](const Event &E) { return IsPart(E.Origin); }))
      First = First == None ? B : Dom.nearestCommon(First, B);
  if (First == None)
    return {};
  const std::vector<Event> &Events = L.Graph.Blocks[First].Events;
  auto Begin =
      llvm::find_if(Events, [&](const Event &E) { return IsPart(E.Origin); });
  return {{First, unsigned(Begin - Events.begin())}};
}

//===----------------------------------------------------------------------===//
// Arms of branches
//===----------------------------------------------------------------------===//

/// All of \p Condition has the value that one of its operands has: `a && b`
/// where one is false, or where the second is true.
static bool isDecidedBy(const Expr *Condition, const Expr *Part, bool Truth) {
  Condition = Condition->IgnoreParenImpCasts();
  if (Condition == Part->IgnoreParenImpCasts())
    return true;
  const auto *Op = dyn_cast<BinaryOperator>(Condition);
  if (!Op || !Op->isLogicalOp())
    return false;
  // Whoever gets to the second operand has an answer of the first that decides
  // nothing.
  bool Either = Op->getOpcode() == (Truth ? BO_LOr : BO_LAnd);
  return (Either && isDecidedBy(Op->getLHS(), Part, Truth)) ||
         isDecidedBy(Op->getRHS(), Part, Truth);
}

const Stmt *LeavingScope::decidedBy(const Origin &O) const {
  const auto *Part = dyn_cast_or_null<Expr>(O.Code);
  if (!Part || O.Frame)
    return nullptr;
  const Stmt *Up = Part;
  while (Up && !isa<IfStmt, WhileStmt>(Up))
    Up = isa<Expr>(Up) ? Parents.getParent(Up) : nullptr;
  const Expr *Condition = nullptr;
  if (const auto *If = dyn_cast_or_null<IfStmt>(Up))
    Condition = If->getCond();
  else if (const auto *While = dyn_cast_or_null<WhileStmt>(Up))
    Condition = While->getCond();
  if (!Condition || !isDecidedBy(Condition, Part, O.What == Origin::TrueBranch))
    return nullptr;
  return Up;
}

bool LeavingScope::anyIn(const Stmt *Arm,
                         llvm::function_ref<bool(const Event &)> Is) const {
  if (!Arm)
    return false;
  // `FREE(p)` may be all of it.
  SourceLocation Begin = SM.getFileLoc(Arm->getBeginLoc());
  SourceLocation End = SM.getExpansionRange(Arm->getEndLoc()).getEnd();
  for (const FlowBlock &B : L.Graph.Blocks)
    for (const Event &E : B.Events) {
      if (E.Origin == None || !Is(E))
        continue;
      const Origin &O = ownOrigin(E.Origin);
      SourceLocation Loc = SM.getFileLoc(O.Location);
      bool Extra = llvm::any_of(
          L.Extras, [&](const auto &Each) { return Each.Call == O.Code; });
      if (!O.Frame && !Extra && Loc.isValid() &&
          SM.isPointWithin(Loc, Begin, End))
        return true;
    }
  return false;
}

bool LeavingScope::endsIn(const Stmt *Arm) const {
  return anyIn(Arm, [&](const Event &E) {
    bool Passes = E.Kind == EventKind::Copy || E.Kind == EventKind::Move;
    return E.Kind == EventKind::Release ||
           (Passes && llvm::is_contained(Handles, E.Src) &&
            !L.Graph.Places[E.Dst].Name.empty()) ||
           (E.Kind == EventKind::Escape && llvm::is_contained(Handles, E.Dst));
  });
}

bool LeavingScope::writesIn(const Stmt *Arm) const {
  return anyIn(Arm, [&](const Event &E) {
    bool Writes = E.Kind == EventKind::Set || E.Kind == EventKind::Copy ||
                  E.Kind == EventKind::Move || E.Kind == EventKind::Construct;
    return Writes && llvm::is_contained(Handles, E.Dst);
  });
}

/// No case is taken of a switch that has no `default`, but a release in it.
std::optional<WayOut> LeavingScope::defaultAt(unsigned Number) const {
  auto SwitchOf = [&](unsigned N) -> const SwitchStmt * {
    if (N == None || L.Origins[N].What != Origin::CaseBranch ||
        L.Origins[N].Frame)
      return nullptr;
    return dyn_cast<SwitchStmt>(L.Origins[N].Code);
  };
  const SwitchStmt *Switch = SwitchOf(Number);
  if (!Switch || sideOf(Number, Scope) != Inside || !endsIn(Switch->getBody()))
    return std::nullopt;
  for (const SwitchCase *C = Switch->getSwitchCaseList(); C;
       C = C->getNextSwitchCase())
    if (isa<DefaultStmt>(C))
      return std::nullopt;
  WayOut Way{{TextPoint::DefaultOf, Switch}, {}};
  for (BlockId B = 0; B < L.Graph.Blocks.size(); ++B)
    if (SwitchOf(L.Graph.Blocks[B].Origin) == Switch)
      Way.Points.push_back({B, 0});
  return Way;
}

static bool mayJump(const Stmt *S) {
  return anyStmt(S, [](const Stmt *Each) {
    return isa<ReturnStmt, BreakStmt, ContinueStmt, GotoStmt, IndirectGotoStmt,
               LabelStmt, CXXThrowExpr, CoreturnStmt>(Each);
  });
}

std::optional<WayOut> LeavingScope::armAt(unsigned Number) const {
  if (Number == None || (L.Origins[Number].What != Origin::TrueBranch &&
                         L.Origins[Number].What != Origin::FalseBranch))
    return std::nullopt;
  const Origin &O = L.Origins[Number];
  const auto *If = dyn_cast_or_null<IfStmt>(decidedBy(O));
  if (!If || If->getBeginLoc().isMacroID() || sideOf(O, Scope) != Inside)
    return std::nullopt;
  bool Truth = O.What == Origin::TrueBranch;
  const Stmt *Arm = Truth ? If->getThen() : If->getElse();
  if (!endsIn(Truth ? If->getElse() : If->getThen()) || writesIn(Arm))
    return std::nullopt;
  WayOut Way;
  if (!Arm)
    Way.Text = {TextPoint::ElseOf, If};
  else if (const auto *Block = dyn_cast<CompoundStmt>(Arm);
           Block && !Block->body_empty())
    // What the arm does may end the tasks.
    Way.Text = mayJump(Block)
                   ? TextPoint{TextPoint::Before, Block->body_front()}
                   : TextPoint{TextPoint::AtEndOf, Block};
  else if (!Block &&
           anyStmt(Arm, [](const Stmt *S) { return isa<CallExpr>(S); }))
    Way.Text = {TextPoint::AtEndOf, Arm};
  else
    Way.Text = {Block ? TextPoint::AtEndOf : TextPoint::Before, Arm};
  Way.Points = answersOf(If, Truth);
  return Way;
}

std::optional<WayOut> LeavingScope::jumpAt(BlockId Block) const {
  const Stmt *Jump = jumpOf(L, L.Graph.Blocks[Block]);
  if (!Jump)
    return std::nullopt;
  WayOut Way{{TextPoint::Before, Jump}, {}};
  for (BlockId B = 0; B < L.Graph.Blocks.size(); ++B)
    for (auto [I, E] : llvm::enumerate(L.Graph.Blocks[B].Events))
      if (E.Origin != None && !L.Origins[E.Origin].Frame &&
          L.Origins[E.Origin].Code == Jump) {
        Way.Points.push_back({B, unsigned(I)});
        break;
      }
  return Way;
}

std::vector<WayOut> LeavingScope::turns(const RemainingLeak &Leak) const {
  std::vector<WayOut> Ways;
  for (unsigned I = Leak.Path.size(); I-- > 0;) {
    if (std::optional<WayOut> Jump = jumpAt(Leak.Path[I]))
      Ways.push_back(std::move(*Jump));
    if (I == 0)
      break;
    unsigned Branch = L.Graph.Blocks[Leak.Path[I]].Origin;
    for (std::optional<WayOut> Arm : {armAt(Branch), defaultAt(Branch)})
      if (Arm)
        Ways.push_back(std::move(*Arm));
  }
  return Ways;
}

} // namespace poolguard
