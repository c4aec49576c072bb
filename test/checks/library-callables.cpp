// RUN: %check_tidy %s 'poolguard-unreleased-pool,poolguard-use-after-release,poolguard-double-release' -- -nostdinc++ -isystem %S/../Inputs/std -isystem %S/../Inputs/glib -std=c++17
// Library functions that run a callable do what the callable does.
#include <functional>
#include <glib.h>
#include <thread>
#include <utility>

void work(gpointer data, gpointer user_data);
void thread_work();
bool condition();

#define NEW_POOL() g_thread_pool_new(work, nullptr, 4, FALSE, nullptr)
#define FREE_POOL(p) g_thread_pool_free((p), FALSE, TRUE)

void close_it(GThreadPool *pool) { FREE_POOL(pool); }
void close_if(GThreadPool *pool, bool really) {
  if (really)
    FREE_POOL(pool);
}
void look_at(GThreadPool *pool) { g_thread_pool_get_num_threads(pool); }
GThreadPool *make() { return NEW_POOL(); }
void keep(std::function<void()> f);

void invoked_function_ok() {
  GThreadPool *p = NEW_POOL();
  std::invoke(close_it, p);
}

void invoked_function_bad() {
  GThreadPool *p = NEW_POOL();
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is never released
  std::invoke(look_at, p);
}

void invoked_library_function_ok() {
  GThreadPool *p = NEW_POOL();
  std::invoke(g_thread_pool_free, p, FALSE, TRUE);
}

void invoked_twice_bad() {
  GThreadPool *p = NEW_POOL();
  std::invoke(&close_it, p);
  std::invoke(&close_it, p);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is released twice
}

void argument_decides_ok() {
  GThreadPool *p = NEW_POOL();
  std::invoke(close_if, p, true);
}

void argument_decides_bad() {
  GThreadPool *p = NEW_POOL();
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is never released
  std::invoke(close_if, p, false);
}

void lambda_argument_decides_bad() {
  auto close = [](GThreadPool *pool, bool really) {
    if (really)
      FREE_POOL(pool);
  };
  GThreadPool *p = NEW_POOL();
  close(p, true);
  GThreadPool *q = NEW_POOL();
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'q' is never released
  close(q, false);
}

void invoked_method_ok() {
  std::thread t(thread_work);
  std::invoke(&std::thread::join, t);
}

void invoked_method_by_reference_ok() {
  std::thread t(thread_work);
  std::invoke(&std::thread::join, std::ref(t));
}

void invoked_method_on_one_path_bad() {
  std::thread t(thread_work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is not released on this path
  if (condition())
    std::invoke(&std::thread::join, &t);
}

void invoked_lambda_ok() {
  GThreadPool *p = NEW_POOL();
  std::invoke([&] { FREE_POOL(p); });
}

void invoked_lambda_bad() {
  GThreadPool *p = NEW_POOL();
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released on this path
  std::invoke([&] {
    if (condition())
      FREE_POOL(p);
  });
}

void named_lambda_bad() {
  GThreadPool *p = NEW_POOL();
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released on this path
  auto close = [p](bool really) {
    if (really)
      FREE_POOL(p);
  };
  std::invoke(close, condition());
}

void made_by_invoke_ok() {
  GThreadPool *p = std::invoke(make);
  FREE_POOL(p);
}

void function_called_ok() {
  GThreadPool *p = NEW_POOL();
  std::function<void()> close = [&] { FREE_POOL(p); };
  close();
}

void function_called_bad() {
  GThreadPool *p = NEW_POOL();
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released on this path
  std::function<void()> close = [&] { FREE_POOL(p); };
  if (condition())
    close();
}

void function_of_argument_ok() {
  GThreadPool *p = NEW_POOL();
  std::function<void(GThreadPool *)> close = close_it;
  close(p);
}

void function_of_argument_bad() {
  GThreadPool *p = NEW_POOL();
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is never released
  std::function<void(GThreadPool *)> look = look_at;
  look(p);
}

// It may hold something else by now.
void function_assigned_ok() {
  GThreadPool *p = NEW_POOL();
  std::function<void(GThreadPool *)> f = look_at;
  if (condition())
    f = close_it;
  f(p);
}

void function_kept_ok() {
  GThreadPool *p = NEW_POOL();
  std::function<void()> close = [p] { FREE_POOL(p); };
  keep(close);
}

void function_from_elsewhere_ok(std::function<void(GThreadPool *)> close) {
  GThreadPool *p = NEW_POOL();
  close(p);
}

void bound_ok() {
  GThreadPool *p = NEW_POOL();
  auto close = std::bind(close_it, p);
  (void)close;
}
