// RUN: %check_tidy %s 'poolguard-unreleased-pool,poolguard-unreleased-on-exception' -- -nostdinc++ -isystem %S/../Inputs/std -isystem %S/../Inputs/glib -std=c++20 -fexceptions
// Exceptions out of callables that the library runs, and in coroutines.
#include <coroutine>
#include <functional>
#include <glib.h>

void work(gpointer data, gpointer user_data);
bool condition();

#define NEW_POOL() g_thread_pool_new(work, nullptr, 4, FALSE, nullptr)
#define FREE_POOL(p) g_thread_pool_free((p), FALSE, TRUE)

void close_and_throw(GThreadPool *pool) {
  FREE_POOL(pool);
  throw 1;
}

void throw_sometimes(GThreadPool *pool) {
  if (condition())
    throw 1;
  g_thread_pool_push(pool, nullptr, nullptr);
}

void released_before_ok() {
  GThreadPool *p = NEW_POOL();
  std::invoke(close_and_throw, p);
}

void released_in_lambda_before_ok() {
  GThreadPool *p = NEW_POOL();
  std::invoke([&] {
    FREE_POOL(p);
    if (condition())
      throw 1;
  });
}

void released_by_function_before_ok() {
  GThreadPool *p = NEW_POOL();
  std::function<void()> close = [&] {
    FREE_POOL(p);
    if (condition())
      throw 1;
  };
  close();
}

void thrown_before_release_bad() {
  GThreadPool *p = NEW_POOL();
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released when an exception is thrown [poolguard-unreleased-on-exception]
  std::invoke(throw_sometimes, p);
  FREE_POOL(p);
}

void thrown_in_lambda_bad() {
  GThreadPool *p = NEW_POOL();
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released when an exception is thrown [poolguard-unreleased-on-exception]
  std::invoke([&] {
    if (condition())
      throw 1;
    FREE_POOL(p);
  });
}

struct Task {
  struct promise_type {
    Task get_return_object();
    std::suspend_always initial_suspend();
    std::suspend_always final_suspend() noexcept;
    void return_void();
    void unhandled_exception();
  };
};

Task released_before_throw_ok() {
  GThreadPool *p = NEW_POOL();
  co_await std::suspend_always();
  FREE_POOL(p);
  throw 1;
}

Task caught_ok() {
  GThreadPool *p = NEW_POOL();
  try {
    if (condition())
      throw 1;
  } catch (int) {
  }
  FREE_POOL(p);
}

Task thrown_bad() {
  GThreadPool *p = NEW_POOL();
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released when an exception is thrown [poolguard-unreleased-on-exception]
  co_await std::suspend_always();
  if (condition())
    throw 1;
  FREE_POOL(p);
}
