// RUN: %check_tidy %s poolguard-unreleased-on-exception,poolguard-unreleased-pool -- -nostdinc++ -isystem %S/../Inputs/std -isystem %S/../Inputs/glib -std=c++20
// A scope guard releases on the way out.
#include <glib.h>
#include <memory>
#include <thread>
#include <vector>

bool ready();
void work();
void run(gpointer data, gpointer user_data);
#define MAKE g_thread_pool_new(run, nullptr, 4, FALSE, nullptr)
#define FREE(pool) g_thread_pool_free(pool, FALSE, TRUE)

struct Error {};
static void fails() {
  if (ready())
    throw Error();
}

struct Freer {
  void operator()(GThreadPool *p) const { FREE(p); }
};
using PoolPtr = std::unique_ptr<GThreadPool, Freer>;

struct Guard {
  GThreadPool *pool;
  explicit Guard(GThreadPool *p) : pool(p) {}
  ~Guard() { FREE(pool); }
};

struct Joiner {
  std::thread &thread;
  ~Joiner() {
    if (thread.joinable())
      thread.join();
  }
};

static void free_pool(GThreadPool **p) { FREE(*p); }

void unique_ptr_ok() {
  PoolPtr p(MAKE);
  fails();
}

void guard_ok() {
  Guard g(MAKE);
  fails();
}

void guard_of_variable_ok() {
  GThreadPool *p = MAKE;
  Guard g(p);
  fails();
}

void cleanup_ok() {
  __attribute__((cleanup(free_pool))) GThreadPool *p = MAKE;
  fails();
}

void shared_ptr_ok() {
  std::shared_ptr<GThreadPool> p(MAKE, [](GThreadPool *q) { FREE(q); });
  fails();
}

void jthread_ok() {
  std::jthread t(work);
  fails();
}

void joiner_ok() {
  std::thread t(work);
  Joiner join{t};
  fails();
}

void jthreads_ok() {
  std::vector<std::jthread> v;
  v.emplace_back(work);
  fails();
}

void released_from_guard_bad() {
  PoolPtr p(MAKE);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released when an exception is thrown [poolguard-unreleased-on-exception]
  GThreadPool *q = p.release();
  fails();
  FREE(q);
}

void guarded_too_late_bad() {
  GThreadPool *p = MAKE;
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released when an exception is thrown [poolguard-unreleased-on-exception]
  fails();
  Guard g(p);
}

void guard_gone_bad() {
  GThreadPool *p = nullptr;
  {
    PoolPtr g(MAKE);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'g' is not released when an exception is thrown [poolguard-unreleased-on-exception]
    p = g.release();
  }
  fails();
  FREE(p);
}

void thread_bad() {
  std::thread t(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is still joinable when an exception is thrown, which calls std::terminate [poolguard-unreleased-on-exception]
  fails();
  t.join();
}

void threads_bad() {
  std::vector<std::thread> v;
  v.emplace_back(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 'v' is still joinable when an exception is thrown, which calls std::terminate [poolguard-unreleased-on-exception]
  fails();
  for (auto &t : v)
    t.join();
}

void guarded_by_the_wrong_one_bad() {
  GThreadPool *p = MAKE, *q = MAKE;
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released when an exception is thrown [poolguard-unreleased-on-exception]
  Guard g(q);
  fails();
  FREE(p);
}
