// RUN: %check_tidy %s poolguard-unreleased-pool -- -nostdinc++ -isystem %S/../Inputs/std -isystem %S/../Inputs/glib -std=c++17
// Lambdas that hold the pool.
#include <functional>
#include <glib.h>
#include <utility>

void work(gpointer data, gpointer user_data);
bool condition();
void schedule(std::function<void()> task);
void defer(const std::function<void()> &task);

void callback_frees_ok() {
  GThreadPool *p = g_thread_pool_new(work, nullptr, 4, TRUE, nullptr);
  schedule([p] { g_thread_pool_free(p, FALSE, TRUE); });
}

void deferred_ok() {
  GThreadPool *p = g_thread_pool_new(work, nullptr, 4, TRUE, nullptr);
  defer([p] { g_thread_pool_free(p, FALSE, TRUE); });
}

void called_here_ok() {
  GThreadPool *p = g_thread_pool_new(work, nullptr, 4, TRUE, nullptr);
  auto close = [&] { g_thread_pool_free(p, FALSE, TRUE); };
  if (condition()) {
    close();
    return;
  }
  close();
}

void called_on_one_path_bad() {
  GThreadPool *p = g_thread_pool_new(work, nullptr, 4, TRUE, nullptr);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released on this path{{.*}} [poolguard-unreleased-pool]
  auto close = [&] { g_thread_pool_free(p, FALSE, TRUE); };
  if (condition())
    close();
}

void never_called_bad() {
  GThreadPool *p = g_thread_pool_new(work, nullptr, 4, TRUE, nullptr);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is never released
  auto close = [&] { g_thread_pool_free(p, FALSE, TRUE); };
  (void)close;
}

void only_used_bad() {
  GThreadPool *p = g_thread_pool_new(work, nullptr, 4, TRUE, nullptr);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is never released
  auto push = [p](int i) { g_thread_pool_push(p, GINT_TO_POINTER(i), nullptr); };
  push(1);
  push(2);
}

void only_used_ok() {
  GThreadPool *p = g_thread_pool_new(work, nullptr, 4, TRUE, nullptr);
  auto push = [p](int i) { g_thread_pool_push(p, GINT_TO_POINTER(i), nullptr); };
  push(1);
  g_thread_pool_free(p, FALSE, TRUE);
}

void immediately_called_ok() {
  GThreadPool *p = g_thread_pool_new(work, nullptr, 4, TRUE, nullptr);
  [&] { g_thread_pool_free(p, FALSE, TRUE); }();
}

std::function<void()> returned_ok() {
  GThreadPool *p = g_thread_pool_new(work, nullptr, 4, TRUE, nullptr);
  return [p] { g_thread_pool_free(p, FALSE, TRUE); };
}

class Owner {
  std::function<void()> on_stop;

public:
  void start_ok() {
    GThreadPool *p = g_thread_pool_new(work, nullptr, 4, TRUE, nullptr);
    on_stop = [p] { g_thread_pool_free(p, FALSE, TRUE); };
  }
};

// The pool is made inside the lambda: its body is a function of its own.
void made_inside_bad() {
  auto f = [] {
    GThreadPool *p = g_thread_pool_new(work, nullptr, 4, TRUE, nullptr);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is never released
    g_thread_pool_push(p, nullptr, nullptr);
  };
  f();
}

void made_inside_ok() {
  auto f = [] {
    GThreadPool *p = g_thread_pool_new(work, nullptr, 4, TRUE, nullptr);
    g_thread_pool_free(p, FALSE, TRUE);
  };
  f();
}

void made_in_capture_ok() {
  auto f = [p = g_thread_pool_new(work, nullptr, 4, TRUE, nullptr)] {
    g_thread_pool_free(p, FALSE, TRUE);
  };
  f();
}
