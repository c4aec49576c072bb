// RUN: %check_tidy %s poolguard-unreleased-pool,poolguard-double-release -- -nostdinc++ -isystem %S/../Inputs/std -isystem %S/../Inputs/glib -std=c++17
// The empty state of a handle is what a function always returns.
#include <glib.h>
#include <utility>

void run(gpointer data, gpointer user_data);
bool ready();

#define MAKE g_thread_pool_new(run, nullptr, 4, FALSE, nullptr)

struct PoolTraits {
  static GThreadPool *none() { return nullptr; }
  static void close(GThreadPool *pool) { g_thread_pool_free(pool, FALSE, TRUE); }
};

template <typename Traits> class Handle {
public:
  explicit Handle(GThreadPool *pool = Traits::none()) : Pool(pool) {}
  Handle(Handle &&other) : Pool(other.release()) {}
  Handle &operator=(Handle &&other) {
    reset(other.release());
    return *this;
  }
  ~Handle() { reset(); }
  GThreadPool *release() {
    GThreadPool *pool = Pool;
    Pool = Traits::none();
    return pool;
  }
  void reset(GThreadPool *pool = Traits::none()) {
    if (Pool != Traits::none())
      Traits::close(Pool);
    Pool = pool;
  }

private:
  GThreadPool *Pool;
};

void moved_ok() {
  Handle<PoolTraits> a(MAKE);
  Handle<PoolTraits> b(std::move(a));
}

void assigned_ok() {
  Handle<PoolTraits> a(MAKE);
  Handle<PoolTraits> b(MAKE);
  b = std::move(a);
}

void reset_ok() {
  Handle<PoolTraits> a(MAKE);
  a.reset();
  a.reset(MAKE);
}

void handed_back_ok() {
  Handle<PoolTraits> a(MAKE);
  PoolTraits::close(a.release());
}

void forgotten_bad() {
  Handle<PoolTraits> a(MAKE);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'a.Pool' is never released [poolguard-unreleased-pool]
  a.release();
}

void sometimes_forgotten_bad() {
  Handle<PoolTraits> a(MAKE);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'a.Pool' is not released on this path [poolguard-unreleased-pool]
  if (ready())
    a.release();
}
