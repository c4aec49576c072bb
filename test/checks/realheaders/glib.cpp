// RUN: %check_tidy %s poolguard-unreleased-pool -- %glib_flags -std=c++17
// REQUIRES: glib
// GLib as it is installed, behind libstdc++'s smart pointers.
#include <functional>
#include <glib.h>
#include <memory>
#include <vector>

static void work(gpointer, gpointer) {}
bool condition();

struct PoolCloser {
  void operator()(GThreadPool *p) const { g_thread_pool_free(p, FALSE, TRUE); }
};
using PoolPtr = std::unique_ptr<GThreadPool, PoolCloser>;

int guarded_ok() {
  PoolPtr p(g_thread_pool_new(work, nullptr, 4, TRUE, nullptr));
  if (condition())
    return 1;
  g_thread_pool_push(p.get(), GINT_TO_POINTER(1), nullptr);
  return 0;
}

int unguarded_bad() {
  GThreadPool *p = g_thread_pool_new(work, nullptr, 4, TRUE, nullptr);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released on this path{{.*}} [poolguard-unreleased-pool]
  if (condition())
    return 1;
  g_thread_pool_free(p, FALSE, TRUE);
  return 0;
}

void function_deleter_ok() {
  std::unique_ptr<GThread, decltype(&g_thread_unref)> t(
      g_thread_new("worker", [](gpointer p) { return p; }, nullptr),
      g_thread_unref);
}

void shared_ok() {
  std::shared_ptr<GThreadPool> p(
      g_thread_pool_new(work, nullptr, 4, TRUE, nullptr),
      [](GThreadPool *pool) { g_thread_pool_free(pool, TRUE, TRUE); });
}

void released_bad() {
  PoolPtr p(g_thread_pool_new(work, nullptr, 4, TRUE, nullptr));
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool{{.*}} is never released
  p.release();
}

void released_ok() {
  PoolPtr p(g_thread_pool_new(work, nullptr, 4, TRUE, nullptr));
  g_thread_pool_free(p.release(), FALSE, TRUE);
}

void vector_ok(int n) {
  std::vector<PoolPtr> pools;
  for (int i = 0; i < n; ++i)
    pools.emplace_back(g_thread_pool_new(work, nullptr, 4, TRUE, nullptr));
}

void raw_vector_bad(int n) {
  std::vector<GThreadPool *> pools;
  for (int i = 0; i < n; ++i)
    pools.push_back(g_thread_pool_new(work, nullptr, 4, TRUE, nullptr));
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool{{.*}} is never released
}

void raw_vector_ok(int n) {
  std::vector<GThreadPool *> pools;
  for (int i = 0; i < n; ++i)
    pools.push_back(g_thread_pool_new(work, nullptr, 4, TRUE, nullptr));
  for (GThreadPool *p : pools)
    g_thread_pool_free(p, FALSE, TRUE);
}

std::function<void()> captured_ok() {
  GThreadPool *p = g_thread_pool_new(work, nullptr, 4, TRUE, nullptr);
  return [p] { g_thread_pool_free(p, FALSE, TRUE); };
}
