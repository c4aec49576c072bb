// RUN: %check_tidy %s poolguard-unreleased-pool -- -nostdinc++ -isystem %S/../Inputs/std -isystem %S/../Inputs/glib -std=c++17
// A return inside a lambda leaves the lambda only.
#include <glib.h>
#include <thread>

void work(gpointer data, gpointer user_data);
bool condition();

int lambda_returns_ok() {
  GThreadPool *p = g_thread_pool_new(work, nullptr, 4, TRUE, nullptr);
  auto ask = [&]() -> int {
    if (condition())
      return 1;
    return 0;
  };
  int n = ask();
  g_thread_pool_free(p, FALSE, TRUE);
  return n;
}

int function_returns_bad() {
  GThreadPool *p = g_thread_pool_new(work, nullptr, 4, TRUE, nullptr);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released on this path [poolguard-unreleased-pool]
  auto ask = [&]() -> int {
    if (condition())
      return 1;
    return 0;
  };
  if (ask())
    return 1;
  g_thread_pool_free(p, FALSE, TRUE);
  return 0;
}

void thread_body_returns_ok() {
  std::thread t([] {
    if (condition())
      return;
    condition();
  });
  t.join();
}

void thread_body_returns_bad() {
  std::thread t([] {
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is never released; it is still joinable when destroyed, which calls std::terminate [poolguard-unreleased-pool]
    if (condition())
      return;
    condition();
  });
}

void lambda_in_condition_ok() {
  GThreadPool *p = g_thread_pool_new(work, nullptr, 4, TRUE, nullptr);
  if ([] { return condition(); }())
    g_thread_pool_push(p, nullptr, nullptr);
  g_thread_pool_free(p, FALSE, TRUE);
}

void leak_inside_lambda_bad() {
  auto f = [](int n) {
    GThreadPool *p = g_thread_pool_new(work, nullptr, 4, TRUE, nullptr);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released on this path [poolguard-unreleased-pool]
    if (n > 3)
      return;
    g_thread_pool_free(p, FALSE, TRUE);
  };
  f(4);
}
