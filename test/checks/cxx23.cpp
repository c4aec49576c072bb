// RUN: %check_tidy %s poolguard-unreleased-pool -- -nostdinc++ -isystem %S/../Inputs/std -isystem %S/../Inputs/glib -std=c++23
// Concepts, `auto` parameters, consteval, an explicit object, loops with an
// initialiser, packs.
#include <glib.h>
#include <thread>
#include <vector>

void work(gpointer data, gpointer user_data);
void thread_work();
bool condition();

#define NEW_POOL() g_thread_pool_new(work, nullptr, 4, FALSE, nullptr)
#define FREE_POOL(p) g_thread_pool_free((p), FALSE, TRUE)

template <typename T>
concept Number = requires(T value) { value + 1; };

template <Number T> void constrained_bad(T value) {
  GThreadPool *p = NEW_POOL();
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released on this path
  if (value)
    return;
  FREE_POOL(p);
}

void abbreviated_ok(Number auto value) {
  GThreadPool *p = NEW_POOL();
  if (value) {
    FREE_POOL(p);
    return;
  }
  FREE_POOL(p);
}

void abbreviated_bad(auto value) {
  GThreadPool *p = NEW_POOL();
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released on this path
  if (value)
    return;
  FREE_POOL(p);
}

void instantiate() {
  constrained_bad(1);
  constrained_bad(2L);
  abbreviated_ok(1);
  abbreviated_bad('a');
  abbreviated_bad(1);
}

consteval int next(int value) { return value + 1; }

void consteval_ok() {
  GThreadPool *p = NEW_POOL();
  if (next(1) == 2)
    FREE_POOL(p);
}

void consteval_bad() {
  GThreadPool *p = NEW_POOL();
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is never released
  if (next(1) == 3)
    FREE_POOL(p);
}

void if_consteval_ok() {
  GThreadPool *p = NEW_POOL();
  if consteval {
  } else {
    FREE_POOL(p);
  }
}

struct Holder {
  GThreadPool *pool;

  template <typename Self> void close(this Self &&self) { FREE_POOL(self.pool); }
  void other_bad(this Holder &self) {
    GThreadPool *p = NEW_POOL();
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is never released
  }
};

void explicit_object_ok() {
  Holder h{NEW_POOL()};
  h.close();
}

void recursive_lambda_ok() {
  GThreadPool *p = NEW_POOL();
  auto down = [&](this auto &&self, int n) -> void {
    if (n)
      return self(n - 1);
    FREE_POOL(p);
  };
  down(3);
}

void designated_ok() {
  Holder h{.pool = NEW_POOL()};
  FREE_POOL(h.pool);
}

void designated_bad() {
  Holder h{.pool = NEW_POOL()};
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'h.pool' is not released on this path
  if (condition())
    FREE_POOL(h.pool);
}

void range_init_ok(int n) {
  for (std::vector<std::thread> threads(n); auto &t : threads) {
    t = std::thread(thread_work);
    t.join();
  }
}

void range_init_bad(std::vector<int> &values) {
  for (GThreadPool *p = NEW_POOL(); int value : values) {
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is never released
    g_thread_pool_push(p, nullptr, nullptr);
    if (value)
      break;
  }
}

template <typename... T> void close_all(T... pools) { (FREE_POOL(pools), ...); }
template <typename... T> void count_all(T... pools) {
  (g_thread_pool_get_num_threads(pools), ...);
}

void pack_ok() { close_all(NEW_POOL(), NEW_POOL()); }

void pack_bad() {
  GThreadPool *p = NEW_POOL(), *q = NEW_POOL();
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'q' is never released
  close_all(p);
  count_all(q);
}

template <auto Close> void by_argument_ok() {
  GThreadPool *p = NEW_POOL();
  Close(p);
}

void free_it(GThreadPool *pool) { FREE_POOL(pool); }
template void by_argument_ok<free_it>();

int initialised = [] {
  GThreadPool *p = NEW_POOL();
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released on this path
  if (condition())
    return 1;
  FREE_POOL(p);
  return 0;
}();

void array_binding_ok() {
  GThreadPool *pools[2] = {NEW_POOL(), NEW_POOL()};
  auto [a, b] = pools;
  FREE_POOL(a);
  FREE_POOL(b);
}

void array_binding_bad() {
  GThreadPool *pools[2] = {nullptr, NEW_POOL()};
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'pools[1]' is never released
  auto [a, b] = pools;
  (void)a;
  (void)b;
}

struct Outer {
  struct Inner {
    void nested_bad() {
      GThreadPool *p = NEW_POOL();
      // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is never released
    }
  };
  friend void befriended_bad() {
    GThreadPool *p = NEW_POOL();
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is never released
  }
};
