// RUN: %check_tidy %s poolguard-unreleased-pool -- -nostdinc++ -isystem %S/../Inputs/std -isystem %S/../Inputs/glib -std=c++17
// A smart pointer to nothing, whose deleter has the pool.
#include <glib.h>
#include <memory>

void work(gpointer data, gpointer user_data);
bool condition();

void shared_ok() {
  GThreadPool *p = g_thread_pool_new(work, nullptr, 4, TRUE, nullptr);
  std::shared_ptr<void> guard(
      nullptr, [p](void *) { g_thread_pool_free(p, FALSE, TRUE); });
  g_thread_pool_push(p, nullptr, nullptr);
}

void unique_ok() {
  GThreadPool *p = g_thread_pool_new(work, nullptr, 4, TRUE, nullptr);
  auto close = [&p](void *) { g_thread_pool_free(p, FALSE, TRUE); };
  std::unique_ptr<void, decltype(close)> guard(&close, close);
  g_thread_pool_push(p, nullptr, nullptr);
}

void other_bad() {
  GThreadPool *p = g_thread_pool_new(work, nullptr, 4, TRUE, nullptr);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is never released [poolguard-unreleased-pool]
  auto nothing = [](void *) {};
  std::unique_ptr<void, decltype(nothing)> guard(&nothing, nothing);
  g_thread_pool_push(p, nullptr, nullptr);
}
