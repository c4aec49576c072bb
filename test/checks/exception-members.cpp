// RUN: %check_tidy %s poolguard-unreleased-on-exception,poolguard-unreleased-pool,poolguard-double-release -- -nostdinc++ -isystem %S/../Inputs/std -isystem %S/../Inputs/glib -std=c++20
// A constructor that throws: its members are destroyed, its object's destructor does not run. Where others know the
// object, they may release what it holds.
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
struct Freer {
  void operator()(GThreadPool *p) const { FREE(p); }
};
using Owner = std::unique_ptr<GThreadPool, Freer>;
static int checked(int n) {
  if (n < 0)
    throw Error();
  return n;
}
void subscribe(void *object);
struct Listener {
  virtual ~Listener();
};
void add_listener(Listener *listener);
struct Registry {
  explicit Registry(Listener *);
  ~Registry();
};

struct Base {
  GThreadPool *base_pool;
  Base() : base_pool(nullptr) {}
  ~Base() {
    if (base_pool)
      FREE(base_pool);
  }
};
struct PlainBase {
  GThreadPool *plain_pool = nullptr;
};

struct Normal_ok {
  GThreadPool *pool;
  Normal_ok() : pool(MAKE) {}
  ~Normal_ok() { FREE(pool); }
};

struct BaseReleases_ok : Base {
  explicit BaseReleases_ok(int n) {
    base_pool = MAKE;
    checked(n);
  }
};

struct MemberReleases_ok {
  Owner pool;
  std::jthread worker;
  explicit MemberReleases_ok(int n) {
    pool.reset(MAKE);
    worker = std::jthread(work);
    checked(n);
  }
};

struct Caught_ok {
  GThreadPool *pool;
  explicit Caught_ok(int n) : pool(MAKE) {
    try {
      checked(n);
    } catch (...) {
      FREE(pool);
      throw;
    }
  }
  ~Caught_ok() { FREE(pool); }
};

struct FunctionTry_ok {
  GThreadPool *pool = nullptr;
  explicit FunctionTry_ok(int n) try {
    pool = MAKE;
    checked(n);
  } catch (...) {
    FREE(pool);
  }
  ~FunctionTry_ok() { FREE(pool); }
};

struct Subscribed_ok {
  GThreadPool *pool;
  explicit Subscribed_ok(int n) {
    subscribe(this);
    pool = MAKE;
    checked(n);
  }
  ~Subscribed_ok();
};

struct SubscribedLater_ok {
  GThreadPool *pool;
  explicit SubscribedLater_ok(int n) : pool(MAKE) {
    subscribe(this);
    checked(n);
  }
  ~SubscribedLater_ok();
};

struct Listening_ok : Listener {
  Registry registry;
  GThreadPool *pool;
  explicit Listening_ok(int n) : registry(this), pool(MAKE) { checked(n); }
  ~Listening_ok();
};

struct Lambda_ok {
  GThreadPool *pool;
  template <typename F> void onFailure(F f);
  explicit Lambda_ok(int n) {
    onFailure([this] { FREE(pool); });
    pool = MAKE;
    checked(n);
  }
};

struct OwnMethod_ok {
  GThreadPool *pool;
  void close();
  explicit OwnMethod_ok(int n) : pool(MAKE) {
    if (n < 0) {
      close();
      throw Error();
    }
  }
  ~OwnMethod_ok();
};

struct Shared_ok {
  std::vector<GThreadPool *> &all;
  GThreadPool *pool;
  Shared_ok(std::vector<GThreadPool *> &list, int n) : all(list), pool(MAKE) {
    all.push_back(pool);
    checked(n);
  }
};

struct Impl {
  GThreadPool *pool = nullptr;
  ~Impl();
};
struct Pimpl_ok {
  std::unique_ptr<Impl> impl;
  explicit Pimpl_ok(int n) : impl(new Impl) {
    impl->pool = MAKE;
    checked(n);
  }
};

struct NotYetMade_ok {
  std::thread worker;
  GThreadPool *pool = nullptr;
  int n;
  explicit NotYetMade_ok(int k) : n(checked(k)) {
    worker = std::thread(work);
    pool = MAKE;
  }
  ~NotYetMade_ok();
};

struct Union_ok {
  union {
    GThreadPool *pool;
    int number;
  };
  Union_ok() : pool(MAKE) {}
  ~Union_ok() { FREE(pool); }
};

struct Delegating_ok {
  GThreadPool *pool;
  Delegating_ok() : pool(MAKE) {}
  explicit Delegating_ok(int n) : Delegating_ok() {
    GThreadPool *old = pool;
    FREE(old);
    pool = MAKE;
    checked(n);
  }
  ~Delegating_ok() { FREE(pool); }
};

struct Noexcept_ok {
  GThreadPool *pool;
  explicit Noexcept_ok(int n) noexcept : pool(MAKE) { checked(n); }
  ~Noexcept_ok() { FREE(pool); }
};

struct Second_bad {
  GThreadPool *first, *second;
  explicit Second_bad(int n) : first(MAKE), second(checked(n) ? MAKE : nullptr) {}
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'first' is not released when an exception is thrown [poolguard-unreleased-on-exception]
  ~Second_bad();
};

struct PlainBase_bad : PlainBase {
  explicit PlainBase_bad(int n) {
    plain_pool = MAKE;
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'plain_pool' is not released when an exception is thrown [poolguard-unreleased-on-exception]
    checked(n);
  }
};

struct Workers_bad {
  std::vector<std::thread> workers;
  explicit Workers_bad(int n) {
    for (int i = 0; i < 4; i++)
      workers.emplace_back(work);
      // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 'workers' is still joinable when an exception is thrown, which calls std::terminate [poolguard-unreleased-on-exception]
    checked(n);
  }
  ~Workers_bad();
};

struct OwnThread_bad {
  std::thread worker;
  void loop();
  explicit OwnThread_bad(int n) {
    worker = std::thread([this] { loop(); });
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 'worker' is still joinable when an exception is thrown, which calls std::terminate [poolguard-unreleased-on-exception]
    checked(n);
  }
  ~OwnThread_bad() { worker.join(); }
};

struct OwnWorkers_bad {
  std::vector<std::thread> workers;
  void loop();
  explicit OwnWorkers_bad(int n) {
    for (int i = 0; i < 4; i++)
      workers.emplace_back([this] { loop(); });
      // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 'workers' is still joinable when an exception is thrown, which calls std::terminate [poolguard-unreleased-on-exception]
    checked(n);
  }
  ~OwnWorkers_bad();
};

struct MethodOfThread_bad {
  std::thread worker;
  void loop();
  explicit MethodOfThread_bad(int n) : worker(&MethodOfThread_bad::loop, this) { checked(n); }
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 'worker' is still joinable when an exception is thrown, which calls std::terminate [poolguard-unreleased-on-exception]
  ~MethodOfThread_bad() { worker.join(); }
};

struct DefaultInitialiser_bad {
  GThreadPool *pool = MAKE;
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'pool' is not released when an exception is thrown [poolguard-unreleased-on-exception]
  int n = checked(ready());
  DefaultInitialiser_bad() {}
  ~DefaultInitialiser_bad();
};

struct FunctionTry_bad {
  GThreadPool *pool = nullptr;
  explicit FunctionTry_bad(int n) try {
    pool = MAKE;
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'pool' is not released when an exception is thrown [poolguard-unreleased-on-exception]
    checked(n);
  } catch (...) {
    ready();
  }
  ~FunctionTry_bad();
};

struct Overwritten_bad {
  GThreadPool *pool;
  Overwritten_bad() : pool(MAKE) { pool = MAKE; }
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'pool' is never released; its handle is overwritten [poolguard-unreleased-pool]
  ~Overwritten_bad();
};
