// RUN: %check_tidy %s poolguard-unreleased-pool,poolguard-double-release -- -nostdinc++ -isystem %S/../Inputs/std -isystem %S/../Inputs/glib -std=c++17
// Objects with a pool that a class or an aggregate keeps on the heap.
#include <glib.h>
#include <memory>

void work(gpointer data, gpointer user_data);
bool condition();

static GThreadPool *make() {
  return g_thread_pool_new(work, nullptr, 4, TRUE, nullptr);
}

// What the members hold when a constructor is done is the object's.
class Kept_ok {
  struct Impl {
    GThreadPool *pool = make();
  };
  std::unique_ptr<Impl> impl;

public:
  Kept_ok() : impl(new Impl) {}
  ~Kept_ok();
};

struct Owner {
  GThreadPool *pool;
  explicit Owner(GThreadPool *p) : pool(p) {}
  Owner(Owner &&) = delete;
  ~Owner() { g_thread_pool_free(pool, FALSE, TRUE); }
};

struct Inherits : Owner {
  using Owner::Owner;
};

struct Aggregate {
  int n;
  Owner owner;
};

void inherited_constructor_ok() { Inherits i(make()); }

void aggregate_ok() {
  auto *a = new Aggregate{1, Owner(make())};
  delete a;
}

void aggregate_bad() {
  auto *a = new Aggregate{1, Owner(make())};
  g_thread_pool_free(a->owner.pool, FALSE, TRUE);
  delete a;
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'a->owner.pool' is released twice [poolguard-double-release]
}

void inherited_constructor_bad() {
  Inherits i(make());
  if (condition())
    g_thread_pool_free(i.pool, FALSE, TRUE);
}
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'i.pool' is released twice [poolguard-double-release]
