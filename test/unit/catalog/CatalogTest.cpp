//===-- CatalogTest.cpp --------------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "catalog/Catalog.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
#include "gtest/gtest.h"
#include <thread>

using namespace llvm;
using namespace poolguard;

static std::shared_ptr<const Catalog> read(StringRef Text) {
  std::vector<ModelDiagnostic> Diags;
  auto C = Catalog::fromText(Text, "test.yaml", Diags);
  for (const ModelDiagnostic &D : Diags)
    ADD_FAILURE() << D.str();
  return C;
}

namespace {
/// A directory of files that is gone after the test.
class TempDir {
public:
  TempDir() { EXPECT_FALSE(sys::fs::createUniqueDirectory("catalog", Root)); }
  ~TempDir() { sys::fs::remove_directories(Root); }

  std::string path(StringRef Name) const {
    SmallString<128> Path(Root);
    sys::path::append(Path, Name);
    return Path.str().str();
  }
  std::string write(StringRef Name, StringRef Text) const {
    std::string Path = path(Name);
    EXPECT_FALSE(sys::fs::create_directories(sys::path::parent_path(Path)));
    std::error_code Error;
    raw_fd_ostream(Path, Error) << Text;
    EXPECT_FALSE(Error) << Error.message();
    return Path;
  }

private:
  SmallString<128> Root;
};
} // namespace

static std::vector<std::string> namesOfTriggers(const Catalog &C) {
  std::vector<std::string> Names;
  for (const Trigger &T : C.triggers())
    Names.push_back(T.Name);
  return Names;
}

TEST(Catalog, LookUp) {
  auto C = read("- id: a\n  kind: thread-pool\n  class: ns::Pool\n"
                "  release: [close, ns::free_pool]\n"
                "- id: b\n  kind: thread-pool\n  acquire: pool_new\n"
                "  release: [pool_free, ns::free_pool]\n");
  ASSERT_EQ(C->families().size(), 2u);
  const Family *A = &C->families()[0], *B = &C->families()[1];
  EXPECT_EQ(C->classFamily("ns::Pool"), A);
  EXPECT_EQ(C->classFamily("Pool"), nullptr);
  ASSERT_EQ(C->method("ns::Pool", "close").size(), 1u);
  EXPECT_EQ(C->method("ns::Pool", "close")[0].Owner, A);
  EXPECT_TRUE(C->method("ns::Pool", "open").empty());
  EXPECT_EQ(C->constructors("ns::Pool").size(), 1u);
  EXPECT_EQ(C->function("ns::free_pool").size(), 2u);
  EXPECT_EQ(C->function("pool_new")[0].Owner, B);
  EXPECT_FALSE(C->hasLibraryPrefix(*B, "pool_size"));
  EXPECT_EQ(namesOfTriggers(*C),
            std::vector<std::string>({"Pool", "pool_new"}));
}

TEST(Catalog, FunctionPrefix) {
  auto C = read("- id: b\n  kind: runtime\n  release: enc_close\n"
                "  acquire: {fn-prefix: enc_open_, macro: enc_open}\n");
  EXPECT_EQ(C->function("enc_open_164").size(), 1u);
  EXPECT_TRUE(C->function("enc_open_").empty());
  EXPECT_TRUE(C->function("enc_open_file").empty());
  EXPECT_TRUE(C->function("my_enc_open_164").empty());
  EXPECT_EQ(namesOfTriggers(*C), std::vector<std::string>({"enc_open"}));
}

TEST(Catalog, TriggerOfMethods) {
  auto C = read("- id: b\n  kind: worker-thread\n  class: ns::Worker\n"
                "  acquire: start\n  release: join\n");
  EXPECT_EQ(namesOfTriggers(*C), std::vector<std::string>({"Worker"}));
}

TEST(Catalog, LibraryPrefix) {
  auto C = read("- {id: b, kind: thread-pool, acquire: pool_new, "
                "release: pool_free}\n");
  const Family &F = C->families()[0];
  EXPECT_TRUE(C->hasLibraryPrefix(F, "pool_size"));
  EXPECT_FALSE(C->hasLibraryPrefix(F, "my_pool_size"));
}

TEST(Catalog, LaterFamilyOfSameIdReplaces) {
  TempDir Dir;
  std::vector<std::string> Files = {
      Dir.write("1.yaml", "- {id: x, kind: thread-pool, acquire: a_new, "
                          "release: a_free, lease: {get: g, put: p}}\n"),
      Dir.write("2.yaml", "- {id: x, kind: thread-pool, acquire: b_new, "
                          "release: b_free}\n"
                          "- {id: std-thread, enabled: no}\n")};
  std::vector<ModelDiagnostic> Diags;
  auto C = Catalog::withFiles(Files, Diags);
  EXPECT_TRUE(Diags.empty());
  EXPECT_TRUE(C->function("a_new").empty());
  EXPECT_TRUE(C->function("g").empty());
  EXPECT_FALSE(C->function("b_new").empty());
  EXPECT_EQ(C->classFamily("std::thread"), nullptr);
  EXPECT_NE(C->classFamily("std::jthread"), nullptr);
}

TEST(Catalog, FileThatCannotBeRead) {
  TempDir Dir;
  std::vector<std::string> Files = {
      Dir.path("absent.yaml"),
      Dir.write("good.yaml", "- {id: x, kind: thread-pool, acquire: a, "
                             "release: b}\n")};
  std::vector<ModelDiagnostic> Diags;
  auto C = Catalog::withFiles(Files, Diags);
  ASSERT_EQ(Diags.size(), 1u);
  EXPECT_EQ(Diags[0].Level, ModelDiagnostic::Error);
  EXPECT_EQ(Diags[0].str(), Files[0] + ": error: cannot read the model file: " +
                                "No such file or directory");
  EXPECT_FALSE(C->function("a").empty());
}

TEST(Catalog, ProjectFile) {
  TempDir Dir;
  std::string Outer = Dir.write(".poolguard.yaml", "[]");
  std::string Inner = Dir.write("a/b/.poolguard.yaml", "[]");
  EXPECT_EQ(Catalog::findProjectFile(Dir.path("main.c")), Outer);
  EXPECT_EQ(Catalog::findProjectFile(Dir.path("a/main.c")), Outer);
  EXPECT_EQ(Catalog::findProjectFile(Dir.path("a/b/c/main.c")), Inner);
  EXPECT_EQ(Catalog::findProjectFile(Dir.path("a/b/../main.c")), Outer);
}

TEST(Catalog, BuiltinIsOneForAllThreads) {
  std::vector<std::shared_ptr<const Catalog>> Seen(8);
  std::vector<std::thread> Threads;
  for (auto &Slot : Seen)
    Threads.emplace_back([&Slot] { Slot = Catalog::builtin(); });
  for (std::thread &T : Threads)
    T.join();
  EXPECT_TRUE(all_equal(Seen));
  std::vector<ModelDiagnostic> Diags;
  EXPECT_EQ(Catalog::withFiles({}, Diags), Catalog::builtin());
}
