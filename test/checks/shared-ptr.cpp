// RUN: %check_tidy %s poolguard-unreleased-pool -- -nostdinc++ -isystem %S/../Inputs/std -isystem %S/../Inputs/glib -std=c++17
// shared_ptr guards with the deleter it was made with.
#include <glib.h>
#include <memory>
#include <thread>

void work(gpointer data, gpointer user_data);
void thread_work();
bool condition();
void log_pool(GThreadPool *pool);
void publish(std::shared_ptr<GThreadPool> pool);

static void close_pool(GThreadPool *p) { g_thread_pool_free(p, FALSE, TRUE); }

void lambda_ok() {
  std::shared_ptr<GThreadPool> p(
      g_thread_pool_new(work, nullptr, 4, TRUE, nullptr),
      [](GThreadPool *pool) { g_thread_pool_free(pool, FALSE, TRUE); });
  if (condition())
    return;
  g_thread_pool_push(p.get(), nullptr, nullptr);
}

void function_ok() {
  std::shared_ptr<GThreadPool> p(
      g_thread_pool_new(work, nullptr, 4, TRUE, nullptr), close_pool);
}

void lambda_bad() {
  std::shared_ptr<GThreadPool> p(
      g_thread_pool_new(work, nullptr, 4, TRUE, nullptr),
      // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool{{.*}} is never released{{.*}} [poolguard-unreleased-pool]
      [](GThreadPool *pool) { log_pool(pool); });
}

void copied_ok() {
  std::shared_ptr<GThreadPool> p(
      g_thread_pool_new(work, nullptr, 4, TRUE, nullptr), close_pool);
  std::shared_ptr<GThreadPool> q = p;
  publish(q);
}

void reset_with_deleter_ok() {
  std::shared_ptr<GThreadPool> p;
  if (condition())
    p.reset(g_thread_pool_new(work, nullptr, 4, TRUE, nullptr), close_pool);
}

// A raw pool made before, lost before the guard takes it.
void too_late_bad() {
  GThreadPool *raw = g_thread_pool_new(work, nullptr, 4, TRUE, nullptr);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'raw' is not released on this path
  if (condition())
    return;
  std::shared_ptr<GThreadPool> p(raw, close_pool);
}

void thread_joined_ok() {
  std::shared_ptr<std::thread> t(new std::thread(thread_work));
  t->join();
}

void thread_destroyed_bad() {
  std::shared_ptr<std::thread> t(new std::thread(thread_work));
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread{{.*}} is never released
}
