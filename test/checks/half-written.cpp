// RUN: not %tidy --checks='-*,poolguard-*' %s -- -std=c++17 -I %S/../Inputs/glib > %t.out 2>&1
// RUN: %FileCheck %s --input-file=%t.out --implicit-check-not=poolguard-
// RUN: grep -q poolguard-unreleased-pool %t.out
// What has errors says nothing of pools, neither its own nor those it is given.
#include <glib.h>

#define NEW_POOL() g_thread_pool_new(nullptr, nullptr, 4, FALSE, nullptr)

void whole_bad() {
  GThreadPool *p = NEW_POOL();
  // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is never released [poolguard-unreleased-pool]
  g_thread_pool_push(p, nullptr, nullptr);
}

void unknown_name_ok() {
  GThreadPool *p = NEW_POOL();
  clos(p);
}

void unknown_type_ok() {
  GThreadPool *p = NEW_POOL();
  unknown variable(p);
}

void being_written(GThreadPool *pool) { g_thread_pool_get_co_await number(pool); }
void passed_on_ok() {
  GThreadPool *p = NEW_POOL();
  being_written(p);
}

void finish(GThreadPool *pool) { g_thread_pool_free(pool, FALS, TRUE); }
void finished_ok() {
  GThreadPool *p = NEW_POOL();
  finish(p);
}

struct Holder {
  GThreadPool *Pool;
  explicit Holder(GThreadPool *p) : Pool(p) {}
  ~Holder() { g_thread_pool_free(Pool, FALSE, tru); }
};
void held_ok() {
  Holder h(NEW_POOL());
}
