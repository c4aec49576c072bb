//===-- HeaderUsersTest.cpp - Units that include a header -----------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "HeaderUsers.h"
#include "Scratch.h"
#include <gtest/gtest.h>

using namespace poolguard;

namespace {
class HeaderUsersTest : public testing::Test {
protected:
  void unit(llvm::StringRef Name, llvm::StringRef Text,
            std::vector<std::string> Flags = {}) {
    std::string Path = Files.write(Name, Text);
    std::vector<std::string> Words = {"cc"};
    Words.insert(Words.end(), Flags.begin(), Flags.end());
    Words.push_back(Path);
    Units[Path].emplace_back(Files.path(""), Path, Words, "");
  }
  std::string find(llvm::StringRef Header) {
    std::string Found = HeaderUsers(Units).find(Files.path(Header));
    llvm::StringRef Name = Found;
    Name.consume_front(Files.path(""));
    return Name.str();
  }

  Scratch Files;
  HeaderUsers::Commands Units;
};
} // namespace

TEST_F(HeaderUsersTest, IncludesByWayOfAnother) {
  Files.write("a.h", "#pragma once\n  #  include \"b.h\"\n");
  Files.write("b.h", "#include \"a.h\"\n"); // A circle.
  unit("one.c", "int x;\n");
  unit("two.c", "#include \"a.h\"\n");
  EXPECT_EQ("two.c", find("b.h"));
  EXPECT_EQ("", find("c.h"));
}

TEST_F(HeaderUsersTest, TheNearestComesFirst) {
  Files.write("lib/pool.h", "");
  unit("a.c", "#include \"lib/pool.h\"\n");
  unit("lib/other.c", "#include \"pool.h\"\n");
  EXPECT_EQ("lib/other.c", find("lib/pool.h"));
  unit("test/pool.c", "#include \"../lib/pool.h\"\n");
  EXPECT_EQ("test/pool.c", find("lib/pool.h")); // It has the name.
  unit("lib/pool.c", "#include \"pool.h\"\n");
  EXPECT_EQ("lib/pool.c", find("lib/pool.h"));
}

TEST_F(HeaderUsersTest, LooksIntoTheDirectoriesOfTheCommand) {
  Files.write("include/x/pool.h", "");
  unit("a.c", "#include <x/pool.h>\n");
  EXPECT_EQ("", find("include/x/pool.h"));
  unit("b.c", "#include <x/pool.h>\n", {"-Iinclude"});
  EXPECT_EQ("b.c", find("include/x/pool.h"));
}

TEST_F(HeaderUsersTest, TheDirectoryMayBeAWordOfItsOwn) {
  Files.write("include/pool.h", "");
  unit("a.c", "#include <pool.h>\n", {"-isystem", "include"});
  EXPECT_EQ("a.c", find("include/pool.h"));
}

TEST_F(HeaderUsersTest, OtherLinesAreNone) {
  Files.write("pool.h", "");
  unit("a.c",
       "// #include \"pool.h\"\n#define include \"pool.h\"\n#include POOL");
  EXPECT_EQ("", find("pool.h"));
}
