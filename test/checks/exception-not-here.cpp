// RUN: %check_tidy %s poolguard-unreleased-pool -- -nostdinc++ -isystem %S/../Inputs/std -isystem %S/../Inputs/glib -std=c++17
// What an exception does is another check's business.
#include <exception>
#include <glib.h>
#include <thread>

void work(gpointer data, gpointer user_data);
void thread_work();
bool condition();
void may_throw();

void callee_throws_ok() {
  GThreadPool *p = g_thread_pool_new(work, nullptr, 4, TRUE, nullptr);
  may_throw();
  g_thread_pool_free(p, FALSE, TRUE);
}

void throws_ok() {
  GThreadPool *p = g_thread_pool_new(work, nullptr, 4, TRUE, nullptr);
  if (condition())
    throw std::runtime_error("cannot go on");
  g_thread_pool_free(p, FALSE, TRUE);
}

void thread_ok() {
  std::thread t(thread_work);
  may_throw();
  t.join();
}

void returns_bad() {
  GThreadPool *p = g_thread_pool_new(work, nullptr, 4, TRUE, nullptr);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released on this path{{.*}} [poolguard-unreleased-pool]
  if (condition())
    return;
  may_throw();
  g_thread_pool_free(p, FALSE, TRUE);
}

void inside_try_bad() {
  try {
    GThreadPool *p = g_thread_pool_new(work, nullptr, 4, TRUE, nullptr);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released on this path
    if (condition())
      return;
    g_thread_pool_free(p, FALSE, TRUE);
  } catch (...) {
  }
}

void inside_try_ok() {
  GThreadPool *p = g_thread_pool_new(work, nullptr, 4, TRUE, nullptr);
  try {
    may_throw();
  } catch (const std::exception &) {
    g_thread_pool_free(p, TRUE, TRUE);
    throw;
  }
  g_thread_pool_free(p, FALSE, TRUE);
}
