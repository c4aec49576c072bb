//===-- DiffFilterTest.cpp - What changed since another version -----------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "DiffFilter.h"
#include "Scratch.h"
#include <gtest/gtest.h>

using namespace poolguard;

namespace {
class DiffFilterTest : public testing::Test {
protected:
  void SetUp() override {
    // Line N begins at 2 * (N - 1).
    Files.write("a.c", "1\n2\n3\n4\n5\n6\n7\n8\n9\n");
    Files.write("b.h", "1\n2\n3\n4\n5\n6\n7\n8\n9\n");
  }

  /// Whether a finding at line \p Line of a.c with notes at \p Notes (file and
  /// line) is kept.
  bool keeps(llvm::StringRef Diff, unsigned Line,
             std::vector<std::pair<const char *, unsigned>> Notes = {}) {
    DiffFilter Filter;
    Filter.read(Diff, Files.path(""));
    clang::tidy::ClangTidyError E("poolguard-unreleased-pool",
                                  clang::tooling::Diagnostic::Warning,
                                  Files.path(""), false);
    for (auto [Name, At] : Notes) {
      clang::tooling::DiagnosticMessage Note("step");
      Note.FilePath = Name; // Relative to the build directory.
      Note.FileOffset = 2 * (At - 1);
      E.Notes.push_back(std::move(Note));
    }
    Report R;
    R.Findings.push_back(
        {{std::move(E), {}}, 0, Files.path("a.c"), {Line, 1}, false, ""});
    SourceTexts Texts;
    Filter.apply(R, Texts);
    return !R.Findings.empty();
  }

  Scratch Files;
};

constexpr llvm::StringLiteral Changed = "diff --git a/a.c b/a.c\n"
                                        "--- a/a.c\n"
                                        "+++ b/a.c\n"
                                        "@@ -4,1 +4,2 @@ int f(void)\n"
                                        "-old\n"
                                        "+new\n"
                                        "+++ b/b.h\n";
constexpr llvm::StringLiteral Lost = "--- a/a.c\n"
                                     "+++ b/a.c\n"
                                     "@@ -6 +5,0 @@\n"
                                     "-gone\n"
                                     "\\ No newline at end of file\n";
} // namespace

TEST_F(DiffFilterTest, TheWarningsOwnLine) {
  EXPECT_FALSE(keeps(Changed, 3));
  EXPECT_TRUE(keeps(Changed, 4));
  EXPECT_TRUE(keeps(Changed, 5));
  EXPECT_FALSE(keeps(Changed, 6));
}

TEST_F(DiffFilterTest, ALineOfThePath) {
  EXPECT_TRUE(keeps(Changed, 1, {{"a.c", 5}}));
  EXPECT_FALSE(keeps(Changed, 1, {{"a.c", 9}}));
  // What looks like a header is a line that was put in.
  EXPECT_FALSE(keeps(Changed, 1, {{"b.h", 4}}));
}

TEST_F(DiffFilterTest, WhatWasTakenOutOfThePath) {
  EXPECT_TRUE(keeps(Lost, 2, {{"a.c", 9}}));
  EXPECT_TRUE(keeps(Lost, 6));
  EXPECT_FALSE(keeps(Lost, 2, {{"a.c", 4}}));
  EXPECT_FALSE(keeps(Lost, 7, {{"a.c", 9}}));
  EXPECT_FALSE(keeps(Lost, 2, {{"b.h", 9}}));
}

TEST_F(DiffFilterTest, NamesThatGitQuotes) {
  Files.write("caf\xc3\xa9 \"x\".h", "1\n2\n");
  constexpr llvm::StringLiteral Quoted = "--- \"a/caf\\303\\251 \\\"x\\\".h\"\n"
                                         "+++ \"b/caf\\303\\251 \\\"x\\\".h\"\n"
                                         "@@ -0,0 +2 @@\n"
                                         "+2\n";
  EXPECT_TRUE(keeps(Quoted, 1, {{"caf\xc3\xa9 \"x\".h", 2}}));
  EXPECT_FALSE(keeps(Quoted, 1, {{"caf\xc3\xa9 \"x\".h", 1}}));
}

TEST_F(DiffFilterTest, AFileThatWasRemoved) {
  EXPECT_FALSE(keeps("--- a/a.c\n+++ /dev/null\n@@ -1,9 +0,0 @@\n-1\n", 1));
}
