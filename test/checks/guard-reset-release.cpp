// RUN: %check_tidy %s poolguard-unreleased-pool -- -nostdinc++ -isystem %S/../Inputs/std -isystem %S/../Inputs/glib -std=c++17
// reset() releases, release() gives the pool back unreleased.
#include <glib.h>
#include <memory>
#include <utility>

void work(gpointer data, gpointer user_data);
bool condition();

struct PoolCloser {
  void operator()(GThreadPool *p) const { g_thread_pool_free(p, FALSE, TRUE); }
};
using PoolPtr = std::unique_ptr<GThreadPool, PoolCloser>;

void reset_ok() {
  PoolPtr p(g_thread_pool_new(work, nullptr, 4, TRUE, nullptr));
  p.reset();
}

void reset_to_other_ok() {
  PoolPtr p(g_thread_pool_new(work, nullptr, 4, TRUE, nullptr));
  p.reset(g_thread_pool_new(work, nullptr, 8, TRUE, nullptr));
}

void reset_from_empty_ok() {
  PoolPtr p;
  if (condition())
    p.reset(g_thread_pool_new(work, nullptr, 4, TRUE, nullptr));
}

void assigned_null_ok() {
  PoolPtr p(g_thread_pool_new(work, nullptr, 4, TRUE, nullptr));
  p = nullptr;
}

void assigned_ok() {
  PoolPtr p;
  p = PoolPtr(g_thread_pool_new(work, nullptr, 4, TRUE, nullptr));
}

void released_and_dropped_bad() {
  PoolPtr p(g_thread_pool_new(work, nullptr, 4, TRUE, nullptr));
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool{{.*}} is never released{{.*}} [poolguard-unreleased-pool]
  p.release();
}

void released_and_kept_bad() {
  PoolPtr p(g_thread_pool_new(work, nullptr, 4, TRUE, nullptr));
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool{{.*}} is never released
  GThreadPool *raw = p.release();
  g_thread_pool_push(raw, nullptr, nullptr);
}

void released_and_freed_ok() {
  PoolPtr p(g_thread_pool_new(work, nullptr, 4, TRUE, nullptr));
  g_thread_pool_free(p.release(), FALSE, TRUE);
}

void released_on_one_path_bad() {
  PoolPtr p(g_thread_pool_new(work, nullptr, 4, TRUE, nullptr));
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool{{.*}} is not released on this path
  if (condition())
    p.release();
}

GThreadPool *released_to_caller_ok() {
  PoolPtr p(g_thread_pool_new(work, nullptr, 4, TRUE, nullptr));
  if (condition())
    return nullptr;
  return p.release();
}

void released_into_guard_ok() {
  PoolPtr p(g_thread_pool_new(work, nullptr, 4, TRUE, nullptr));
  PoolPtr q(p.release());
}

void released_into_parameter_ok(GThreadPool **out) {
  PoolPtr p(g_thread_pool_new(work, nullptr, 4, TRUE, nullptr));
  *out = p.release();
}

void got_but_not_released_ok() {
  PoolPtr p(g_thread_pool_new(work, nullptr, 4, TRUE, nullptr));
  GThreadPool *raw = p.get();
  g_thread_pool_push(raw, nullptr, nullptr);
}

void tested_ok() {
  PoolPtr p(g_thread_pool_new(work, nullptr, 4, TRUE, nullptr));
  if (!p)
    return;
  g_thread_pool_push(&*p, nullptr, nullptr);
}
