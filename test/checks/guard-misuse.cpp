// RUN: %check_tidy %s poolguard-double-release,poolguard-use-after-release -- -nostdinc++ -isystem %S/../Inputs/std -isystem %S/../Inputs/glib -std=c++17
// A guard releases once more what was released by hand.
#include <glib.h>
#include <memory>

void work(gpointer data, gpointer user_data);

struct PoolCloser {
  void operator()(GThreadPool *p) const { g_thread_pool_free(p, FALSE, TRUE); }
};
using PoolPtr = std::unique_ptr<GThreadPool, PoolCloser>;

void freed_and_disarmed_ok() {
  PoolPtr p(g_thread_pool_new(work, nullptr, 4, TRUE, nullptr));
  GThreadPool *raw = p.get();
  g_thread_pool_free(raw, FALSE, TRUE);
  p.release();
}

void used_after_reset_bad() {
  PoolPtr p(g_thread_pool_new(work, nullptr, 4, TRUE, nullptr));
  GThreadPool *raw = p.get();
  p.reset();
  g_thread_pool_push(raw, nullptr, nullptr);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool{{.*}} is used after it was released [poolguard-use-after-release]
}

void used_before_reset_ok() {
  PoolPtr p(g_thread_pool_new(work, nullptr, 4, TRUE, nullptr));
  g_thread_pool_push(p.get(), nullptr, nullptr);
  p.reset();
}

void reset_twice_ok() {
  PoolPtr p(g_thread_pool_new(work, nullptr, 4, TRUE, nullptr));
  p.reset();
  p.reset();
}

void freed_then_reset_bad() {
  PoolPtr p(g_thread_pool_new(work, nullptr, 4, TRUE, nullptr));
  g_thread_pool_free(p.get(), FALSE, TRUE);
  p.reset();
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool{{.*}} is released twice [poolguard-double-release]
}
