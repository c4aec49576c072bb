//===-- DocumentationTest.cpp -------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

// Every family that docs/models.md shows must be read without a fault.

#include "Read.h"
#include "llvm/Support/MemoryBuffer.h"

using namespace llvm;
using namespace poolguard;

TEST(Documentation, ExamplesAreModels) {
  auto Page = MemoryBuffer::getFile(POOLGUARD_DOCS "/models.md");
  ASSERT_TRUE(bool(Page));
  unsigned Examples = 0;
  StringRef Rest = (*Page)->getBuffer();
  while (true) {
    Rest = Rest.split("```yaml\n").second;
    if (Rest.empty())
      break;
    StringRef Example = Rest.split("```").first;
    if (!Example.starts_with("- id:"))
      continue; // A part of a family.
    ++Examples;
    EXPECT_FALSE(readGood(Example).empty()) << Example.str();
  }
  EXPECT_GE(Examples, 3u);
}
