//===-- SummaryFactsTest.cpp - Summaries written down and read back -------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "../../../checks/summary/SummaryFacts.h"
#include "../../../checks/flow/CalleeEffect.h"
#include "llvm/Support/raw_ostream.h"
#include "gtest/gtest.h"

using namespace poolguard;

static CalleeOutcome releasedWith(ReleaseMode M, ValueSet Result) {
  CalleeOutcome O;
  O.State = CalleeOutcome::Released;
  O.Mode = M;
  O.Result = Result;
  O.Slot = ValueSet::constant(0);
  O.Kept = false;
  O.Parameters = {{1, ValueSet::nonZero()},
                  {2, ValueSet::satisfying(Relation::Ge, -3)}};
  return O;
}

static CalleeOutcome escaped() {
  CalleeOutcome O;
  O.State = CalleeOutcome::Escaped;
  O.Throws = true;
  return O;
}

static CalleeEffect effect() {
  CalleeEffect E;
  E.Outcomes = {releasedWith(ReleaseMode::Terminate, ValueSet::constant(7)),
                escaped(), CalleeOutcome()};
  E.AsksFirst = E.Uses = true;
  return E;
}

static std::vector<SummaryFacts> facts() {
  SummaryFacts Close{"c:@F@close#*$@S@Pool#I#", false, {}};
  Close.Handles.push_back(
      *factsOf({CalleeSlot::Parameter, 0, nullptr}, effect()));
  Close.Handles.push_back(
      *factsOf({CalleeSlot::Pointee, 3, nullptr}, CalleeEffect()));
  Family Owner;
  Owner.Id = "acme-pool";
  MakerEffect Made{&Owner, {CalleeSlot::Result, 0, nullptr}, {CalleeOutcome()}};
  Made.Outcomes[0].Slot = ValueSet::nonZero();
  Close.Handles.push_back(*factsOf(Made));
  return {Close, {"c:@F@die: 'now'", true, {}}};
}

static std::string printed(llvm::ArrayRef<SummaryFacts> All) {
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  printFacts(All, OS);
  return OS.str();
}

TEST(SummaryFacts, AreReadBackAsTheyWere) {
  std::string Error;
  auto Read = readFacts(printed(facts()), Error);
  ASSERT_TRUE(Read) << Error;
  EXPECT_EQ(facts().size(), Read->size());
  EXPECT_TRUE(facts() == *Read) << printed(*Read);
}

TEST(SummaryFacts, EffectsComeBack) {
  CalleeSlot Slot{CalleeSlot::Pointee, 2, nullptr};
  HandleFacts Facts = *factsOf(Slot, effect());
  EXPECT_TRUE(effectOf(Facts) == effect());
  EXPECT_FALSE(slotOf(Facts) < Slot || Slot < slotOf(Facts));
}

TEST(SummaryFacts, MakersComeBack) {
  Family Owner;
  Owner.Id = "acme-pool";
  MakerEffect Made{&Owner,
                   {CalleeSlot::Parameter, 1, nullptr},
                   {releasedWith(ReleaseMode::Close, ValueSet::any())}};
  Made.Outcomes[0].State = CalleeOutcome::Open;
  HandleFacts Facts = *factsOf(Made);
  EXPECT_EQ("acme-pool", Facts.Family);
  EXPECT_EQ(Role::Acquire, Facts.Ways[0].Does);
  EXPECT_TRUE(makerOf(Facts, Owner) == Made);
}

TEST(SummaryFacts, CapturesMeanNothingElsewhere) {
  EXPECT_FALSE(factsOf({CalleeSlot::Capture, 0, nullptr}, effect()));
}

TEST(SummaryFacts, WordsAreThoseOfTheModels) {
  std::string Text = printed(facts());
  EXPECT_NE(std::string::npos, Text.find("handle:          arg0")) << Text;
  EXPECT_NE(std::string::npos, Text.find("handle:          out3")) << Text;
  EXPECT_NE(std::string::npos, Text.find("does:            release")) << Text;
  EXPECT_NE(std::string::npos, Text.find("mode:            terminate")) << Text;
}

TEST(SummaryFacts, OtherTextIsRefused) {
  std::string Error;
  EXPECT_FALSE(
      readFacts("function: f\nhandles: [{handle: elsewhere}]\n", Error));
  EXPECT_NE(std::string::npos, Error.find("argN")) << Error;
  EXPECT_FALSE(readFacts("handles: []\n", Error));
  EXPECT_FALSE(readFacts("function: f\nhandles:\n  - handle: arg0\n    ways: "
                         "[{does: steal}]\n",
                         Error));
  EXPECT_FALSE(readFacts("function: f\nhandles:\n  - handle: arg0\n    ways: "
                         "[{does: take, result: many}]\n",
                         Error));
}
