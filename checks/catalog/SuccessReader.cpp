//===-- SuccessReader.cpp -------------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "SuccessReader.h"
#include "PatternReader.h"

using namespace llvm;
using namespace poolguard;

SuccessPredicate poolguard::compareWithZero(Relation R) {
  SuccessPredicate P;
  P.What = SuccessPredicate::Compares;
  P.R = R;
  return P;
}

/// `{eq: NAME}` and the like.
static void readComparison(FieldReader &Fields, const TreeNode &Node,
                           SuccessPredicate &Out, ModelDiagnostics &Diags) {
  static constexpr std::pair<StringLiteral, Relation> Relations[] = {
      {"eq", Relation::Eq}, {"ne", Relation::Ne}, {"lt", Relation::Lt},
      {"le", Relation::Le}, {"gt", Relation::Gt}, {"ge", Relation::Ge}};
  FieldReader Comparison(Node, {"eq", "ne", "lt", "le", "gt", "ge"}, Diags);
  if (Comparison.failed())
    return Fields.fail();
  if (Node.Keys.size() != 1)
    return Fields.fail(Node, "'ok' wants one comparison: {eq: NAME}");
  std::optional<ModelConstant> C = parseConstant(Node.Items[0].Text);
  if (!C)
    return Fields.fail(Node.Items[0], "expected an integer or the name of an "
                                      "enumerator or macro");
  Out.What = SuccessPredicate::Compares;
  Out.C = *C;
  for (auto [Text, R] : Relations)
    if (Node.Keys[0].Text == Text)
      Out.R = R;
}

void poolguard::readSuccess(FieldReader &Fields, CallModel &Call,
                            ModelDiagnostics &Diags) {
  static constexpr std::pair<StringLiteral, Relation> Zero[] = {
      {"nonnull", Relation::Ne},  {"null", Relation::Eq},
      {"zero", Relation::Eq},     {"nonzero", Relation::Ne},
      {"true", Relation::Ne},     {"false", Relation::Eq},
      {"negative", Relation::Lt}, {"nonneg", Relation::Ge},
      {"positive", Relation::Gt}};
  const TreeNode *Node = Fields.find("ok");
  if (!Node)
    return;
  if (Node->isMap())
    return readComparison(Fields, *Node, Call.Success, Diags);
  Call.Success = {};
  SmallVector<StringRef, 16> Known = {"always", "throws", "not-minus-one",
                                      "not-err-ptr", "no-error"};
  for (auto [Text, R] : Zero) {
    Known.push_back(Text);
    if (Node->Text == Text)
      Call.Success = compareWithZero(R);
  }
  if (Node->Text == "throws")
    Call.Throws = true;
  if (Node->Text == "not-minus-one") {
    Call.Success = compareWithZero(Relation::Ne);
    Call.Success.C.Value = -1;
  }
  if (Node->Text == "not-err-ptr")
    Call.Success.What = SuccessPredicate::NoErrorPointer;
  if (Node->Text == "no-error")
    Call.Success.What = SuccessPredicate::NoError;
  if (!is_contained(Known, Node->Text))
    Fields.fail(*Node, "unknown value '" + Node->Text + "' of 'ok'" +
                           suggestion(Node->Text, Known) +
                           "; a comparison is written {eq: NAME}");
}
