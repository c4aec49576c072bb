//===-- LowerSwitch.cpp - Switch statements to assumptions ----------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FunctionLowering.h"
#include "LowerResults.h"
#include "clang/AST/Stmt.h"

using namespace clang;

namespace poolguard {

void FunctionLowering::lowerSwitch(const CFGBlock &B, const SwitchStmt *S) {
  Operand Value = operandOf(S->getCond());
  // `switch (check(code))`.
  if (isa<CallExpr>(S->getCond()->IgnoreParenCasts()))
    if (auto T = ResultLowering(*this).ofCode(S->getCond());
        T && T->What == ConditionTree::Unclear)
      assume(*T, true);
  BlockId Fork = Current;
  ValueSet Rest = ValueSet::any();
  for (const SwitchCase *C = S->getSwitchCaseList(); C;
       C = C->getNextSwitchCase())
    if (const auto *Case = dyn_cast<CaseStmt>(C); Case && !Case->getRHS())
      if (std::optional<int64_t> V = Models.evaluate(Case->getLHS()))
        Rest = Rest.refine(Relation::Ne, *V);
  auto Take = [&](const CFGBlock &To, ValueSet V) {
    Origin O;
    O.What = Origin::CaseBranch;
    O.Code = To.getLabel() ? To.getLabel() : S;
    O.Location = O.Code->getBeginLoc();
    Current = newBlock(origin(O));
    Out->Graph.Blocks[Fork].Succs.push_back(Current);
    if (Value.isContent() && !Places.place(Value.P).Collection) {
      Event E;
      E.Kind = EventKind::Assume;
      E.Dst = Value.P;
      E.Values = V;
      emit(E);
    }
    leaveFor(B, To);
  };
  for (unsigned I = 0; I < B.succ_size(); ++I) {
    const CFGBlock *To = (B.succ_begin() + I)->getReachableBlock();
    if (!To)
      continue;
    const auto *Label = dyn_cast_or_null<SwitchCase>(To->getLabel());
    if (!Label) {
      Take(*To, Rest); // What stands after the switch.
      continue;
    }
    // `case 1: case 2:` share a block; each label is a way in.
    for (; Label; Label = dyn_cast<SwitchCase>(Label->getSubStmt())) {
      const auto *Case = dyn_cast<CaseStmt>(Label);
      if (!Case) {
        Take(*To, Rest);
        continue;
      }
      ValueSet V = ValueSet::any();
      if (auto Low = Models.evaluate(Case->getLHS())) {
        auto High = Case->getRHS() ? Models.evaluate(Case->getRHS()) : Low;
        V = ValueSet::satisfying(Relation::Ge, *Low);
        if (High)
          V = V.refine(Relation::Le, *High);
      }
      Take(*To, V);
    }
  }
  Current = Fork;
}

} // namespace poolguard
