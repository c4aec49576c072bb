// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The integers branch facts are made of.

#include "flow/ValueSet.h"
#include "llvm/Support/raw_ostream.h"
#include "gtest/gtest.h"

using namespace poolguard;

namespace {

constexpr Relation Relations[] = {Relation::Eq, Relation::Ne, Relation::Lt,
                                  Relation::Le, Relation::Gt, Relation::Ge};
constexpr int64_t Samples[] = {ValueSet::Min, -2, -1, 0, 1, 2, 3,
                               ValueSet::Max};

bool holds(int64_t A, Relation R, int64_t B) {
  switch (R) {
  case Relation::Eq:
    return A == B;
  case Relation::Ne:
    return A != B;
  case Relation::Lt:
    return A < B;
  case Relation::Le:
    return A <= B;
  case Relation::Gt:
    return A > B;
  case Relation::Ge:
    return A >= B;
  }
  return false;
}

std::string printed(const ValueSet &Values) {
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  Values.print(OS);
  return OS.str();
}

/// Sets of every form: bounds, holes in the middle and at the bounds, none.
std::vector<ValueSet> someSets() {
  std::vector<ValueSet> Sets = {ValueSet::any(),
                                ValueSet::nonZero().refine(Relation::Ne, 2)};
  for (Relation R : Relations)
    for (int64_t C : Samples) {
      Sets.push_back(ValueSet::satisfying(R, C));
      Sets.push_back(ValueSet::nonZero().refine(R, C));
    }
  return Sets;
}

} // namespace

TEST(ValueSet, HoldsWhatSatisfies) {
  for (Relation R : Relations)
    for (int64_t C : Samples)
      for (int64_t X : Samples)
        EXPECT_EQ(ValueSet::satisfying(R, C).contains(X), holds(X, R, C));
}

TEST(ValueSet, NegateAndMirror) {
  for (Relation R : Relations)
    for (int64_t A : Samples)
      for (int64_t B : Samples) {
        EXPECT_NE(holds(A, R, B), holds(A, negate(R), B));
        EXPECT_EQ(holds(A, R, B), holds(B, mirror(R), A));
      }
}

TEST(ValueSet, IntersectIsExactAndHasOneSpelling) {
  std::vector<ValueSet> Sets = someSets();
  for (const ValueSet &A : Sets)
    for (const ValueSet &B : Sets) {
      ValueSet Both = A.intersect(B);
      for (int64_t X : Samples)
        EXPECT_EQ(Both.contains(X), A.contains(X) && B.contains(X))
            << printed(A) << " & " << printed(B) << " = " << printed(Both);
      EXPECT_EQ(Both, B.intersect(A));
      EXPECT_EQ(A.intersect(A), A);
    }
}

TEST(ValueSet, HolesAtABoundMoveIt) {
  ValueSet Values = ValueSet::satisfying(Relation::Ge, 0)
                        .refine(Relation::Le, 3)
                        .refine(Relation::Ne, 1)
                        .refine(Relation::Ne, 2);
  EXPECT_EQ(printed(Values), "[0,3]\\{1,2}");
  EXPECT_EQ(Values.refine(Relation::Ne, 0), ValueSet::constant(3));
  EXPECT_EQ(Values.refine(Relation::Ne, 3), ValueSet::constant(0));
  EXPECT_EQ(Values.refine(Relation::Lt, 3), ValueSet::constant(0));
  EXPECT_TRUE(Values.refine(Relation::Gt, 0).isConstant());
  EXPECT_TRUE(Values.refine(Relation::Eq, 1).isEmpty());
  EXPECT_TRUE(ValueSet::constant(5).refine(Relation::Ne, 5).isEmpty());
}

TEST(ValueSet, TooManyHolesOnlyMakeItLarger) {
  ValueSet Values = ValueSet::any();
  for (int64_t C = 1; C <= 6; ++C)
    Values = Values.refine(Relation::Ne, C * 10);
  EXPECT_EQ(Values.holes().size(), size_t(ValueSet::MaxHoles));
  EXPECT_TRUE(Values.contains(60));
  EXPECT_FALSE(Values.contains(10));
}

TEST(ValueSet, Prints) {
  EXPECT_EQ(printed(ValueSet::any()), "any");
  EXPECT_EQ(printed(ValueSet::constant(1).refine(Relation::Eq, 2)), "none");
  EXPECT_EQ(printed(ValueSet::constant(-7)), "[-7,-7]");
  EXPECT_EQ(printed(ValueSet::satisfying(Relation::Ge, 0)), "[0,+inf]");
  EXPECT_EQ(printed(ValueSet::nonZero()), "[-inf,+inf]\\{0}");
}
