//===-- BuiltinTest.cpp --------------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

// What holds for every model that comes with PoolGuard, and the facts about
// the first of them that are easy to get wrong.

#include "catalog/EmbeddedModels.h"
#include "catalog/FamilyReader.h"
#include "llvm/ADT/STLExtras.h"
#include "gtest/gtest.h"
#include <map>
#include <set>

using namespace llvm;
using namespace poolguard;

static const Family &family(StringRef Id) {
  for (const Family &F : Catalog::builtin()->families())
    if (F.Id == Id)
      return F;
  ADD_FAILURE() << "no family " << Id.str();
  static const Family Absent;
  return Absent;
}

/// The entry for \p Name, a function or method, in \p F.
static const CallModel &call(const Family &F, StringRef Name) {
  for (const CallModel &Call : F.Calls)
    if (Call.Pattern.Name == Name)
      return Call;
  ADD_FAILURE() << F.Id << " has no " << Name.str();
  static const CallModel Absent;
  return Absent;
}

static bool has(const Family &F, Role What) {
  return any_of(F.Calls, [&](const CallModel &C) { return C.What == What; });
}

TEST(Builtin, ReadWithoutFault) {
  std::vector<ModelDiagnostic> Diags;
  for (const EmbeddedModel &M : embeddedModels())
    readFamilies(M.Text, M.Name, Diags);
  for (const ModelDiagnostic &D : Diags)
    ADD_FAILURE() << D.str();
  EXPECT_GE(embeddedModels().size(), 12u);
}

TEST(Builtin, FamiliesAreComplete) {
  std::set<std::string> Ids;
  for (const Family &F : Catalog::builtin()->families()) {
    EXPECT_TRUE(Ids.insert(F.Id).second) << F.Id << " is there twice";
    EXPECT_TRUE(has(F, Role::Acquire)) << F.Id;
    bool Guard = F.Destructor == DestructorKind::Releases ||
                 F.Destructor == DestructorKind::LosesWork;
    EXPECT_TRUE(Guard || has(F, Role::Release)) << F.Id;
    EXPECT_FALSE(F.Library.empty()) << F.Id;
    EXPECT_FALSE(F.Headers.empty()) << F.Id;
    EXPECT_FALSE(F.HandleType.empty()) << F.Id;
    EXPECT_TRUE(Guard || !F.Remedy.empty()) << F.Id;
    EXPECT_FALSE(F.Source.empty()) << F.Id;
  }
}

/// A call has one role in a family, unless its arguments decide.
TEST(Builtin, CallsHaveOneMeaning) {
  std::set<std::string> Seen;
  for (const Family &F : Catalog::builtin()->families())
    for (const CallModel &Call : F.Calls) {
      if (!Call.Pattern.Conditions.empty())
        continue;
      std::string Key = F.Id + " " + Call.Pattern.Class +
                        "::" + Call.Pattern.Name + " " +
                        std::to_string(Call.Handle.Where) + " " +
                        std::to_string(Call.Handle.Index) + " " +
                        std::to_string(Call.Pattern.MinArgs);
      EXPECT_TRUE(Seen.insert(Key).second) << Key;
    }
}

/// Nor does one call make a pool of two families.
TEST(Builtin, AcquiresBelongToOneFamily) {
  std::map<std::string, std::string> Owner;
  for (const Family &F : Catalog::builtin()->families())
    for (const CallModel &Call : F.Calls) {
      if (Call.What != Role::Acquire || !Call.Pattern.Conditions.empty())
        continue;
      std::string Key = Call.Pattern.Class + "::" + Call.Pattern.Name + " " +
                        std::to_string(Call.Handle.Where) + " " +
                        std::to_string(Call.Handle.Index) + " " +
                        std::to_string(Call.Pattern.MinArgs);
      auto [It, New] = Owner.try_emplace(Key, F.Id);
      EXPECT_TRUE(New || It->second == F.Id) << Key << ": " << It->second;
    }
}

/// Leases come from pools, which are of another class.
TEST(Builtin, PoolsAreMadeByTheirOwnClass) {
  for (const Family &F : Catalog::builtin()->families())
    for (const CallModel &Call : F.Calls)
      if (Call.Pattern.What != CallPattern::Function &&
          Call.What == Role::Acquire && F.Kind != PoolKind::Lease &&
          Call.Handle.Where == HandleSlot::This)
        EXPECT_TRUE(is_contained(F.Classes, Call.Pattern.Class))
            << F.Id << ": " << Call.Pattern.Class;
}

TEST(Builtin, StdThread) {
  const Family &F = family("std-thread");
  EXPECT_EQ(F.Destructor, DestructorKind::Terminates);
  EXPECT_TRUE(F.ReportAtProcessExit);
  auto Constructors = Catalog::builtin()->constructors("std::thread");
  ASSERT_EQ(Constructors.size(), 1u);
  EXPECT_EQ(Constructors[0].Call->Pattern.MinArgs, 1u);
  EXPECT_EQ(call(F, "join").LegalAfter, 0);
  EXPECT_EQ(call(F, "detach").Mode, ReleaseMode::Detach);
  EXPECT_EQ(call(F, "joinable").What, Role::Open);
  EXPECT_EQ(call(F, "get_id").What, Role::Borrow);
  EXPECT_EQ(family("std-jthread").Destructor, DestructorKind::Releases);
}

TEST(Builtin, Pthread) {
  const Family &F = family("posix-pthread");
  EXPECT_FALSE(F.ReportAtProcessExit);
  const CallModel &Create = call(F, "pthread_create");
  EXPECT_EQ(Create.Handle.Where, HandleSlot::Pointee);
  EXPECT_EQ(Create.Success.R, Relation::Eq);
  EXPECT_EQ(call(F, "pthread_join").Success.What, SuccessPredicate::Always);
  EXPECT_EQ(call(F, "pthread_tryjoin_np").Success.R, Relation::Eq);
  EXPECT_EQ(call(F, "pthread_cancel").What, Role::Use);
  EXPECT_EQ(call(family("c11-thrd"), "thrd_create").Success.C.Name,
            "thrd_success");
}

TEST(Builtin, GLib) {
  const CallModel &Free =
      call(family("glib-gthreadpool"), "g_thread_pool_free");
  EXPECT_EQ(Free.ModeArgument, 1u);
  ASSERT_EQ(Free.ModeValues.size(), 2u);
  EXPECT_EQ(Free.ModeValues[1].first.Value, 1);
  EXPECT_EQ(Free.ModeValues[1].second, ReleaseMode::Terminate);
  const Family &Thread = family("glib-gthread");
  EXPECT_EQ(call(Thread, "g_thread_new").Success.What,
            SuccessPredicate::Always);
  EXPECT_EQ(call(Thread, "g_thread_try_new").Error, 3u);
  EXPECT_EQ(call(Thread, "g_thread_unref").Mode, ReleaseMode::Detach);
  EXPECT_TRUE(Catalog::builtin()
                  ->function("g_thread_pool_stop_unused_threads")
                  .empty());
}

TEST(Builtin, Apr) {
  const CallModel &Create = call(family("apr-pool"), "apr_pool_create_ex");
  EXPECT_EQ(Create.Parent, 1u);
  EXPECT_EQ(Create.Macro, "apr_pool_create");
  EXPECT_EQ(call(family("apr-pool"), "apr_pool_clear").What, Role::Use);
  EXPECT_EQ(call(family("apr-thread"), "apr_thread_join").Handle.Index, 1u);
  EXPECT_EQ(call(family("apr-thread-pool"), "apr_thread_pool_destroy").Mode,
            ReleaseMode::Terminate);
}

TEST(Builtin, Boost) {
  const Family &Asio = family("boost-asio-thread-pool");
  EXPECT_EQ(Asio.Destructor, DestructorKind::LosesWork);
  EXPECT_FALSE(call(Asio, "stop").Final);
  EXPECT_EQ(call(Asio, "join").LegalAfter, AllReleaseModes);
  EXPECT_EQ(family("boost-thread").Destructor, DestructorKind::Leaks);
  EXPECT_EQ(family("boost-scoped-thread").Destructor, DestructorKind::Releases);
  EXPECT_EQ(call(family("boost-basic-thread-pool"), "join").Needs,
            (std::vector<std::string>{"close", "interrupt"}));
}

TEST(Builtin, Leases) {
  const Family &Client = family("libmongoc-client-pool/lease");
  EXPECT_EQ(Client.Kind, PoolKind::Lease);
  EXPECT_EQ(call(Client, "mongoc_client_pool_pop").What, Role::Acquire);
  EXPECT_EQ(call(Client, "mongoc_client_pool_push").Handle.Index, 1u);
  const CallModel &Unref =
      call(family("ffmpeg-av-buffer-pool/lease"), "av_buffer_unref");
  EXPECT_EQ(Unref.Handle.Where, HandleSlot::Pointee);
  EXPECT_TRUE(Unref.SetsNull);
}
