// RUN: %check_tidy %s 'poolguard-unreleased-pool,poolguard-use-after-release,poolguard-double-release' -- -nostdinc++ -isystem %S/../Inputs/std -isystem %S/../Inputs/glib -std=c++20
// A coroutine is a function that others run in between. That it may be
// destroyed where it waits is for whoever does that.
#include <coroutine>
#include <glib.h>
#include <thread>

void work(gpointer data, gpointer user_data);
void thread_work();
bool condition();

struct Task {
  struct promise_type {
    Task get_return_object();
    std::suspend_always initial_suspend();
    std::suspend_always final_suspend() noexcept;
    void return_void();
    void unhandled_exception();
    std::suspend_always yield_value(int value);
  };
  bool await_ready() const;
  void await_suspend(std::coroutine_handle<> h) const;
  void await_resume() const;
};

struct PoolTask {
  struct promise_type {
    PoolTask get_return_object();
    std::suspend_never initial_suspend();
    std::suspend_always final_suspend() noexcept;
    void return_value(GThreadPool *pool);
    void unhandled_exception();
    std::suspend_always yield_value(GThreadPool *pool);
  };
  bool await_ready() const;
  void await_suspend(std::coroutine_handle<> h) const;
  GThreadPool *await_resume() const;
};

Task other();
Task ping(GThreadPool *pool);
Task finish(GThreadPool *pool) {
  co_await other();
  g_thread_pool_free(pool, FALSE, TRUE);
}

#define NEW_POOL() g_thread_pool_new(work, nullptr, 4, FALSE, nullptr)

Task freed_after_await_ok() {
  GThreadPool *p = NEW_POOL();
  co_await other();
  g_thread_pool_free(p, FALSE, TRUE);
}

Task early_co_return_bad() {
  GThreadPool *p = NEW_POOL();
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released on this path
  co_await other();
  if (condition())
    co_return;
  g_thread_pool_free(p, FALSE, TRUE);
}

Task freed_on_both_ok() {
  GThreadPool *p = NEW_POOL();
  if (condition()) {
    g_thread_pool_free(p, FALSE, TRUE);
    co_return;
  }
  co_await other();
  g_thread_pool_free(p, FALSE, TRUE);
}

Task never_bad() {
  GThreadPool *p = NEW_POOL();
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is never released
  co_await other();
  g_thread_pool_push(p, nullptr, nullptr);
}

Task generator_ok() {
  GThreadPool *p = NEW_POOL();
  for (;;)
    co_yield 1;
  g_thread_pool_free(p, FALSE, TRUE);
}

Task generator_that_ends_bad(int n) {
  GThreadPool *p = NEW_POOL();
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is never released
  for (int i = 0; i < n; ++i)
    co_yield i;
}

PoolTask returned_ok() {
  GThreadPool *p = NEW_POOL();
  co_await other();
  co_return p;
}

PoolTask yielded_ok() {
  GThreadPool *p = NEW_POOL();
  co_yield p;
  co_return nullptr;
}

// What a coroutine does with its argument it does when it is resumed.
Task handed_to_coroutine_ok() {
  GThreadPool *p = NEW_POOL();
  co_await finish(p);
}

void started_by_function_ok() {
  GThreadPool *p = NEW_POOL();
  finish(p);
}

Task handed_to_unseen_bad() {
  GThreadPool *p = NEW_POOL();
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is never released
  co_await ping(p);
}

Task thread_ok() {
  std::thread t(thread_work);
  co_await other();
  t.join();
}

Task thread_bad() {
  std::thread t(thread_work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is not released on this path
  if (condition())
    co_return;
  co_await other();
  t.join();
}

Task used_after_bad() {
  GThreadPool *p = NEW_POOL();
  g_thread_pool_free(p, FALSE, TRUE);
  co_await other();
  g_thread_pool_push(p, nullptr, nullptr);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is used after it was released
}

struct Server {
  GThreadPool *pool;

  // Somebody may have opened it again while the coroutine waited.
  Task restarted_ok() {
    g_thread_pool_free(pool, FALSE, TRUE);
    co_await other();
    g_thread_pool_push(pool, nullptr, nullptr);
  }

  Task stored_ok() {
    pool = NEW_POOL();
    co_await other();
  }
};

void lambda_coroutine_ok() {
  auto run = [](GThreadPool *pool) -> Task {
    co_await other();
    g_thread_pool_free(pool, FALSE, TRUE);
  };
  GThreadPool *p = NEW_POOL();
  run(p);
}

void lambda_coroutine_bad() {
  auto run = []() -> Task {
    GThreadPool *p = NEW_POOL();
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released on this path
    if (condition())
      co_return;
    co_await other();
    g_thread_pool_free(p, FALSE, TRUE);
  };
  run();
}

Task in_try_ok() {
  GThreadPool *p = NEW_POOL();
  try {
    co_await other();
  } catch (...) {
  }
  g_thread_pool_free(p, FALSE, TRUE);
}

template <typename T> Task template_bad(T value) {
  GThreadPool *p = NEW_POOL();
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released on this path
  if (value)
    co_return;
  g_thread_pool_free(p, FALSE, TRUE);
}
template Task template_bad(int);
template Task template_bad(long);
