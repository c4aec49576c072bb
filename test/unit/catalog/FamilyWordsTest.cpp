//===-- FamilyWordsTest.cpp ----------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

// One test for each word that a family may have.

#include "Read.h"

using namespace poolguard;

TEST(FamilyWords, FiveLines) {
  std::vector<Family> Families = readGood("- id: acme-pool\n"
                                          "  kind: thread-pool\n"
                                          "  acquire: acme_pool_new\n"
                                          "  release: acme_pool_free\n"
                                          "  submit: acme_pool_push\n");
  ASSERT_EQ(Families.size(), 1u);
  const Family &F = Families[0];
  EXPECT_EQ(F.Id, "acme-pool");
  EXPECT_EQ(F.Library, "acme-pool");
  EXPECT_EQ(F.Kind, PoolKind::ThreadPool);
  EXPECT_EQ(F.Prefixes, std::vector<std::string>{"acme_pool_"});
  EXPECT_EQ(F.Remedy, "acme_pool_free");
  EXPECT_EQ(F.Destructor, DestructorKind::NoDestructor);
  EXPECT_FALSE(F.ReportAtProcessExit);
  EXPECT_EQ(F.Calls.size(), 3u);
}

TEST(FamilyWords, Kinds) {
  for (auto [Word, Kind] :
       {std::pair("thread-pool", PoolKind::ThreadPool),
        std::pair("process-pool", PoolKind::ProcessPool),
        std::pair("connection-pool", PoolKind::ConnectionPool),
        std::pair("connection", PoolKind::Connection),
        std::pair("memory-pool", PoolKind::MemoryPool),
        std::pair("object-pool", PoolKind::ObjectPool),
        std::pair("work-queue", PoolKind::WorkQueue),
        std::pair("worker-thread", PoolKind::WorkerThread),
        std::pair("process", PoolKind::Process),
        std::pair("runtime", PoolKind::Runtime),
        std::pair("io-queue", PoolKind::IoQueue)}) {
    std::vector<Family> Families = readGood(
        "- {id: x, kind: " + std::string(Word) + ", acquire: a, release: b}\n");
    ASSERT_EQ(Families.size(), 1u);
    EXPECT_EQ(Families[0].Kind, Kind);
    std::string Name = Word;
    std::replace(Name.begin(), Name.end(), '-', ' ');
    EXPECT_EQ(kindName(Kind).str(), Name);
  }
}

TEST(FamilyWords, Texts) {
  Family F = readFamily("  library: ACME\n  headers: [acme.h, acme/pool.h]\n"
                        "  type: acme_pool *\n  prefix: [acme_, ac_]\n"
                        "  remedy: acme_done\n  source: acme.h\n"
                        "  acquire: acme_new\n  release: acme_free\n");
  EXPECT_EQ(F.Library, "ACME");
  EXPECT_EQ(F.Headers, (std::vector<std::string>{"acme.h", "acme/pool.h"}));
  EXPECT_EQ(F.HandleType, "acme_pool *");
  EXPECT_EQ(F.Types, std::vector<std::string>{"acme_pool *"});
  EXPECT_EQ(F.File, "good.yaml");
  EXPECT_EQ(F.Prefixes, (std::vector<std::string>{"acme_", "ac_"}));
  EXPECT_EQ(F.Remedy, "acme_done");
  EXPECT_EQ(F.Source, "acme.h");
}

TEST(FamilyWords, GuessedPrefix) {
  auto Prefixes = [](const char *Acquire, const char *Release) {
    return readFamily("  acquire: " + std::string(Acquire) +
                      "\n  release: " + Release + "\n")
        .Prefixes;
  };
  using Texts = std::vector<std::string>;
  EXPECT_EQ(Prefixes("thrd_create", "thrd_join"), Texts{"thrd_"});
  EXPECT_EQ(Prefixes("ZSTD_create", "ZSTD_free"), Texts{"ZSTD_"});
  EXPECT_EQ(Prefixes("CreatePool", "ClosePool"), Texts{});
  EXPECT_EQ(Prefixes("a_new", "a_free"), Texts{}); // Too short.
  EXPECT_EQ(Prefixes("x_pool_new", "y_pool_free"), Texts{});
  EXPECT_EQ(readFamily("  acquire: ab_new\n  release: ab_free\n  prefix: []\n")
                .Prefixes,
            Texts{});
}

TEST(FamilyWords, AtProcessExit) {
  llvm::StringRef Rest = "  acquire: a\n  release: b\n";
  EXPECT_TRUE(readFamily(("  at-process-exit: report\n" + Rest).str())
                  .ReportAtProcessExit);
  EXPECT_FALSE(readFamily(("  at-process-exit: ignore\n" + Rest).str())
                   .ReportAtProcessExit);
}

TEST(FamilyWords, Class) {
  Family F = readFamily("  class: ns::Pool\n  release: close\n"
                        "  submit: [push, ns::post]\n");
  EXPECT_EQ(F.Classes, std::vector<std::string>{"ns::Pool"});
  EXPECT_EQ(F.HandleType, "ns::Pool");
  EXPECT_EQ(F.Destructor, DestructorKind::Leaks);
  EXPECT_EQ(F.Remedy, "close");
  ASSERT_EQ(F.Calls.size(), 4u);
  EXPECT_EQ(F.Calls[0].Pattern.What, CallPattern::Method);
  EXPECT_EQ(F.Calls[0].Pattern.Class, "ns::Pool");
  // A qualified name is a function, also in a family of a class.
  EXPECT_EQ(F.Calls[2].Pattern.What, CallPattern::Function);
  EXPECT_EQ(F.Calls[2].Handle.Where, HandleSlot::Argument);
  // Without `acquire` every constructor makes a pool.
  EXPECT_EQ(F.Calls[3].Pattern.What, CallPattern::Constructor);
  EXPECT_EQ(F.Calls[3].Pattern.MinArgs, 0u);
}

TEST(FamilyWords, SeveralClasses) {
  Family F = readFamily("  class: [A, B]\n  release: close\n");
  EXPECT_EQ(F.Calls.size(), 4u); // close and a constructor of each.
}

TEST(FamilyWords, Guard) {
  auto Read = [](const char *Line) {
    return readFamily("  class: P\n  release: close\n  " + std::string(Line) +
                      "\n");
  };
  EXPECT_EQ(Read("guard: yes").Destructor, DestructorKind::Releases);
  EXPECT_EQ(Read("guard: yes").DestructorMode, ReleaseMode::Close);
  EXPECT_EQ(Read("guard: partial").Destructor, DestructorKind::LosesWork);
  EXPECT_EQ(Read("guard: partial").DestructorMode, ReleaseMode::Terminate);
  EXPECT_EQ(Read("guard: no").Destructor, DestructorKind::Leaks);
  EXPECT_EQ(Read("unreleased: leaks").Destructor, DestructorKind::Leaks);
  EXPECT_EQ(Read("unreleased: terminates").Destructor,
            DestructorKind::Terminates);
}

TEST(FamilyWords, Lease) {
  std::vector<Family> Families = readGood(
      "- id: pool\n  kind: connection-pool\n  class: Pool\n  release: close\n"
      "  lease:\n    type: Client *\n    get: pop\n    put: push\n"
      "    use: client_ask\n    borrow: {class: Client, method: name}\n");
  ASSERT_EQ(Families.size(), 2u);
  const Family &Lease = Families[1];
  EXPECT_EQ(Lease.Id, "pool/lease");
  EXPECT_EQ(Lease.Kind, PoolKind::Lease);
  EXPECT_EQ(Lease.HandleType, "Client *");
  EXPECT_EQ(Lease.Remedy, "push");
  ASSERT_EQ(Lease.Calls.size(), 4u);
  const CallModel &Get = Lease.Calls[0], &Put = Lease.Calls[1];
  EXPECT_EQ(Get.What, Role::Acquire);
  EXPECT_EQ(Get.Pattern.Class, "Pool");
  EXPECT_EQ(Get.Handle.Where, HandleSlot::Return);
  EXPECT_EQ(Get.Success.R, Relation::Ne);
  EXPECT_EQ(Put.What, Role::Release);
  EXPECT_EQ(Put.Pattern.Class, "Pool");
  EXPECT_EQ(Put.Handle.Where, HandleSlot::Argument);
  EXPECT_EQ(Put.Handle.Index, 0u);
  EXPECT_EQ(Lease.Calls[2].Pattern.What, CallPattern::Function);
  EXPECT_EQ(Lease.Calls[3].Pattern.Class, "Client");
  EXPECT_EQ(Lease.Calls[3].Handle.Where, HandleSlot::This);
}

TEST(FamilyWords, Enabled) {
  std::vector<Family> Families = readGood("- {id: off, enabled: no}\n");
  ASSERT_EQ(Families.size(), 1u);
  EXPECT_TRUE(Families[0].Calls.empty());
}

TEST(FamilyWords, OwnPoolOfTheTests) {
  std::vector<ModelDiagnostic> Diags;
  auto C = Catalog::withFiles(
      {POOLGUARD_TEST_INPUTS "/models/own-pool.poolguard.yaml"}, Diags);
  EXPECT_TRUE(Diags.empty());
  ASSERT_EQ(C->method("own::Pool", "join").size(), 1u);
  const CallModel &Join = *C->method("own::Pool", "join")[0].Call;
  EXPECT_EQ(Join.Needs, (std::vector<std::string>{"close", "terminate"}));
  const CallModel &Terminate = *C->method("own::Pool", "terminate")[0].Call;
  EXPECT_TRUE(Terminate.LegalAfter & modeBit(ReleaseMode::Close));
}
