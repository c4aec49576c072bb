// RUN: %check_tidy %s poolguard-unreleased-on-exception,poolguard-unreleased-pool -- -nostdinc++ -isystem %S/../Inputs/std -isystem %S/../Inputs/glib -std=c++17
// Constructors and function-try-blocks: a destructor does not run for an object that was never complete.
#include <glib.h>
#include <memory>
#include <thread>

bool ready();
void work();
void run(gpointer data, gpointer user_data);
#define MAKE g_thread_pool_new(run, nullptr, 4, FALSE, nullptr)
#define FREE(pool) g_thread_pool_free(pool, FALSE, TRUE)

struct Error {};
struct Freer {
  void operator()(GThreadPool *p) const { FREE(p); }
};
static int checked(int n) {
  if (n < 0)
    throw Error();
  return n;
}

struct After_ok {
  int n;
  GThreadPool *pool;
  explicit After_ok(int k) : n(checked(k)), pool(MAKE) {}
  ~After_ok() { FREE(pool); }
};

struct Guarded_ok {
  std::unique_ptr<GThreadPool, Freer> pool;
  int n;
  explicit Guarded_ok(int k) : pool(MAKE), n(checked(k)) {}
};

struct Released_ok {
  GThreadPool *pool;
  explicit Released_ok(int k) : pool(MAKE) {
    if (k < 0) {
      FREE(pool);
      throw Error();
    }
  }
  ~Released_ok() { FREE(pool); }
};

struct Delegating_ok {
  GThreadPool *pool;
  Delegating_ok() : pool(MAKE) {}
  explicit Delegating_ok(int k) : Delegating_ok() { checked(k); }
  ~Delegating_ok() { FREE(pool); }
};

struct InBody_bad {
  GThreadPool *pool;
  explicit InBody_bad(int k) : pool(MAKE) {
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'pool' is not released when an exception is thrown [poolguard-unreleased-on-exception]
    if (k < 0)
      throw Error();
  }
  ~InBody_bad() { FREE(pool); }
};

struct ByMember_bad {
  GThreadPool *pool;
  int n;
  explicit ByMember_bad(int k) : pool(MAKE), n(checked(k)) {}
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'pool' is not released when an exception is thrown [poolguard-unreleased-on-exception]
  ~ByMember_bad() { FREE(pool); }
};

struct Assigned_bad {
  GThreadPool *pool;
  explicit Assigned_bad(int k) {
    pool = MAKE;
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'pool' is not released when an exception is thrown [poolguard-unreleased-on-exception]
    checked(k);
  }
  ~Assigned_bad() { FREE(pool); }
};

struct Thread_bad {
  std::thread worker;
  explicit Thread_bad(int k) : worker(work) { checked(k); }
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 'worker' is still joinable when an exception is thrown, which calls std::terminate [poolguard-unreleased-on-exception]
  ~Thread_bad() { worker.join(); }
};

void whole_function_ok(int n) try {
  GThreadPool *p = MAKE;
  FREE(p);
  checked(n);
} catch (const Error &) {
}

void made_before_ok(int n, GThreadPool *p) try {
  checked(n);
  FREE(p);
} catch (const Error &) {
  FREE(p);
}

void whole_function_bad(int n) try {
  GThreadPool *p = MAKE;
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released when an exception is thrown [poolguard-unreleased-on-exception]
  checked(n);
  FREE(p);
} catch (const Error &) {
}
