//===-- BadModelsTest.cpp ------------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

// Each file of test/Inputs/models/bad holds what its reading must say, as
// comments: `# line:column: severity: text` and `# families: those left`.

#include "catalog/FamilyReader.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "gtest/gtest.h"

using namespace llvm;
using namespace poolguard;

static std::vector<std::string> expectations(StringRef Text) {
  std::vector<std::string> Lines;
  SmallVector<StringRef, 64> All;
  Text.split(All, '\n');
  for (StringRef Line : All)
    if (Line.consume_front("# ") && !Line.empty() &&
        (isDigit(Line[0]) || Line.starts_with("families:")))
      Lines.push_back(Line.str());
  return Lines;
}

static std::vector<std::string> results(StringRef Text) {
  std::vector<ModelDiagnostic> Diags;
  std::vector<Family> Families = readFamilies(Text, "f", Diags);
  std::vector<std::string> Lines;
  for (const ModelDiagnostic &D : Diags)
    Lines.push_back(D.str().substr(strlen("f:")));
  std::string Ids = "families:";
  for (const Family &F : Families)
    Ids += " " + F.Id;
  Lines.push_back(Ids);
  return Lines;
}

TEST(BadModels, SayWhatIsWrongAndWhere) {
  unsigned Files = 0;
  std::error_code Error;
  for (sys::fs::directory_iterator
           File(POOLGUARD_TEST_INPUTS "/models/bad", Error),
       End;
       !Error && File != End; File.increment(Error), ++Files) {
    auto Text = MemoryBuffer::getFile(File->path());
    ASSERT_TRUE(bool(Text)) << File->path();
    EXPECT_EQ(results((*Text)->getBuffer()), expectations((*Text)->getBuffer()))
        << File->path();
  }
  EXPECT_FALSE(Error) << Error.message();
  EXPECT_GT(Files, 10u);
}

using Lines = std::vector<std::string>;

TEST(BadModels, Empty) {
  EXPECT_EQ(results(""), Lines{"families:"});
  EXPECT_EQ(results("# nothing but a comment\n"), Lines{"families:"});
  EXPECT_EQ(results("[]\n"), Lines{"families:"});
}

TEST(BadModels, NotAList) {
  EXPECT_EQ(results("no model\n"),
            (Lines{"1:1: error: a model file is a list of families; begin each "
                   "with '- id: name'",
                   "families:"}));
}

TEST(BadModels, TooLarge) {
  EXPECT_EQ(results("# " + std::string(1 << 18, 'x')),
            (Lines{" error: too large for a model file (over 256 KiB)",
                   "families:"}));
}

TEST(BadModels, InputThatTheParserChokesOn) {
  // Each of these would recurse without bounds, or take minutes.
  Lines Expected = {
      " error: too many separators in a row; is this a model file?",
      "families:"};
  EXPECT_EQ(results("[" + std::string(100000, ',')), Expected);
  std::string Commas = "[", Dots;
  for (unsigned I = 0; I != 50000; ++I) {
    Commas += ", #\n";
    Dots += "...\n";
  }
  EXPECT_EQ(results(Commas), Expected);
  EXPECT_EQ(results(Dots), Expected);
  EXPECT_EQ(results("- {a: \" #\"" + std::string(1000, ',') + "}"), Expected);
  EXPECT_EQ(
      results(std::string(100000, '[')),
      (Lines{"1:19: error: nested too deep for a model file", "families:"}));
  std::string Long = "- id: a\n  acquire: [";
  for (unsigned I = 0; I != 5000; ++I)
    Long += "f, ";
  EXPECT_EQ(
      results(Long + "f]\n"),
      (Lines{"2:13: error: more than 4096 entries in one place", "families:"}));
}
