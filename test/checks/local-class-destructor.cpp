// RUN: %check_tidy %s poolguard-unreleased-pool -- -nostdinc++ -isystem %S/../Inputs/std -isystem %S/../Inputs/glib -std=c++17
// A local object whose destructor releases is a guard.
#include <glib.h>
#include <utility>

void work(gpointer data, gpointer user_data);
bool condition();
void log_pool(GThreadPool *pool);

class Guard {
  GThreadPool *pool;

public:
  explicit Guard(GThreadPool *p) : pool(p) {}
  ~Guard() { g_thread_pool_free(pool, FALSE, TRUE); }
  Guard(const Guard &) = delete;
  Guard &operator=(const Guard &) = delete;
  GThreadPool *get() const { return pool; }
};

int guarded_ok() {
  Guard g(g_thread_pool_new(work, nullptr, 4, TRUE, nullptr));
  if (condition())
    return 1;
  g_thread_pool_push(g.get(), nullptr, nullptr);
  return 0;
}

int guarded_named_ok() {
  GThreadPool *p = g_thread_pool_new(work, nullptr, 4, TRUE, nullptr);
  Guard g(p);
  if (condition())
    return 1;
  return 0;
}

int guarded_too_late_bad() {
  GThreadPool *p = g_thread_pool_new(work, nullptr, 4, TRUE, nullptr);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released on this path [poolguard-unreleased-pool]
  if (condition())
    return 1;
  Guard g(p);
  return 0;
}

// The destructor tests for null and calls a method.
class Closer {
  GThreadPool *pool = nullptr;

public:
  void set(GThreadPool *p) { pool = p; }
  void close() {
    if (pool) {
      g_thread_pool_free(pool, FALSE, TRUE);
      pool = nullptr;
    }
  }
  ~Closer() { close(); }
};

int set_later_ok() {
  Closer c;
  c.set(g_thread_pool_new(work, nullptr, 4, TRUE, nullptr));
  if (condition())
    return 1;
  c.close();
  return 0;
}

// Only looks.
class View {
  GThreadPool *pool;

public:
  explicit View(GThreadPool *p) : pool(p) {}
  ~View() { log_pool(pool); }
};

// A destructor that passes its member on is taken to release it.
int viewed_bad() {
  GThreadPool *p = g_thread_pool_new(work, nullptr, 4, TRUE, nullptr);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is never released [poolguard-unreleased-pool]
  View v(p);
  return 0;
}

int viewed_ok() {
  GThreadPool *p = g_thread_pool_new(work, nullptr, 4, TRUE, nullptr);
  View v(p);
  g_thread_pool_free(p, FALSE, TRUE);
  return 0;
}

// The usual scope guard: runs any callable.
template <typename F> class ScopeExit {
  F f;

public:
  explicit ScopeExit(F f) : f(std::move(f)) {}
  ~ScopeExit() { f(); }
};

int scope_exit_ok() {
  GThreadPool *p = g_thread_pool_new(work, nullptr, 4, TRUE, nullptr);
  ScopeExit guard([&] { g_thread_pool_free(p, FALSE, TRUE); });
  if (condition())
    return 1;
  return 0;
}

int scope_exit_by_value_ok() {
  GThreadPool *p = g_thread_pool_new(work, nullptr, 4, TRUE, nullptr);
  ScopeExit guard([p] { g_thread_pool_free(p, FALSE, TRUE); });
  if (condition())
    return 1;
  return 0;
}

int scope_exit_only_logs_bad() {
  GThreadPool *p = g_thread_pool_new(work, nullptr, 4, TRUE, nullptr);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is never released [poolguard-unreleased-pool]
  ScopeExit guard([&] { log_pool(p); });
  return 0;
}

int local_struct_ok() {
  struct Local {
    GThreadPool *p;
    ~Local() { g_thread_pool_free(p, FALSE, TRUE); }
  };
  Local l{g_thread_pool_new(work, nullptr, 4, TRUE, nullptr)};
  if (condition())
    return 1;
  return 0;
}

// A declared destructor one cannot see is taken to do its work.
class Elsewhere {
  GThreadPool *pool;

public:
  explicit Elsewhere(GThreadPool *p);
  ~Elsewhere();
};

int elsewhere_ok() {
  GThreadPool *p = g_thread_pool_new(work, nullptr, 4, TRUE, nullptr);
  Elsewhere e(p);
  return 0;
}
