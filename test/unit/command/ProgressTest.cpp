//===-- ProgressTest.cpp - The bar on a terminal --------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Progress.h"
#include <gtest/gtest.h>

using namespace poolguard;

static Progress after(unsigned Done, unsigned Units, unsigned Findings) {
  Progress P(Units, /*Shown=*/false);
  for (unsigned I = 0; I < Done; ++I)
    P.unitDone(I ? 0 : Findings);
  return P;
}

TEST(Progress, TellsUnitsRateTimeAndFindings) {
  EXPECT_EQ("[..............................] 0/4 units, 0 findings",
            after(0, 4, 0).text(0, 80));
  EXPECT_EQ("[###############...............] 2/4 units, 1.0/s, 0:02 left, "
            "1 finding",
            after(2, 4, 1).text(2, 80));
  EXPECT_EQ("[##############################] 4/4 units, 2.0/s, 0:00 left, "
            "7 findings",
            after(4, 4, 7).text(2, 80));
}

TEST(Progress, CountsHours) {
  EXPECT_NE(std::string::npos,
            after(1, 121, 0).text(60, 80).find("2:00:00 left"));
  EXPECT_NE(std::string::npos,
            after(1, 2, 0).text(599.6, 80).find(" 10:00 left"));
}

TEST(Progress, FitsIntoTheLine) {
  Progress P = after(50, 1000, 12);
  for (unsigned Width = 0; Width < 200; ++Width)
    EXPECT_LE(P.text(10, Width).size(), std::max(1u, Width) - 1) << Width;
  // Too narrow for a bar: what counts stands first.
  EXPECT_EQ("50/1000 units, 5.0/", P.text(10, 20));
}

TEST(Progress, OfNoUnits) {
  EXPECT_EQ("[##############################] 0/0 units, 0 findings",
            after(0, 0, 0).text(1, 80));
}
