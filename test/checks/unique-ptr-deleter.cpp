// RUN: %check_tidy %s poolguard-unreleased-pool -- -nostdinc++ -isystem %S/../Inputs/std -isystem %S/../Inputs/glib -std=c++17
// unique_ptr guards when its deleter releases.
#include <glib.h>
#include <memory>
#include <utility>

void work(gpointer data, gpointer user_data);
bool condition();
void log_pool(GThreadPool *pool);

static void close_pool(GThreadPool *p) { g_thread_pool_free(p, FALSE, TRUE); }
static void only_log(GThreadPool *p) { log_pool(p); }
void close_elsewhere(GThreadPool *p);

struct PoolCloser {
  void operator()(GThreadPool *p) const { g_thread_pool_free(p, FALSE, TRUE); }
};
struct PoolLogger {
  void operator()(GThreadPool *p) const { log_pool(p); }
};

int functor_ok() {
  std::unique_ptr<GThreadPool, PoolCloser> p(
      g_thread_pool_new(work, nullptr, 4, TRUE, nullptr));
  if (condition())
    return 1;
  return 0;
}

int functor_bad() {
  std::unique_ptr<GThreadPool, PoolLogger> p(
      g_thread_pool_new(work, nullptr, 4, TRUE, nullptr));
      // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool{{.*}} is never released{{.*}} [poolguard-unreleased-pool]
  if (condition())
    return 1;
  return 0;
}

int function_pointer_ok() {
  std::unique_ptr<GThreadPool, void (*)(GThreadPool *)> p(
      g_thread_pool_new(work, nullptr, 4, TRUE, nullptr), close_pool);
  if (condition())
    return 1;
  g_thread_pool_push(p.get(), nullptr, nullptr);
  return 0;
}

int function_pointer_bad() {
  std::unique_ptr<GThreadPool, void (*)(GThreadPool *)> p(
      g_thread_pool_new(work, nullptr, 4, TRUE, nullptr), only_log);
      // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool{{.*}} is never released
  return 0;
}

int function_address_ok() {
  std::unique_ptr<GThreadPool, decltype(&close_pool)> p(
      g_thread_pool_new(work, nullptr, 4, TRUE, nullptr), &close_pool);
  return 0;
}

// A deleter one cannot see is taken to do its work.
int function_elsewhere_ok() {
  std::unique_ptr<GThreadPool, decltype(&close_elsewhere)> p(
      g_thread_pool_new(work, nullptr, 4, TRUE, nullptr), &close_elsewhere);
  return 0;
}

int lambda_ok() {
  auto closer = [](GThreadPool *p) { g_thread_pool_free(p, FALSE, TRUE); };
  std::unique_ptr<GThreadPool, decltype(closer)> p(
      g_thread_pool_new(work, nullptr, 4, TRUE, nullptr), closer);
  if (condition())
    return 1;
  return 0;
}

int lambda_bad() {
  auto logger = [](GThreadPool *p) { log_pool(p); };
  std::unique_ptr<GThreadPool, decltype(logger)> p(
      g_thread_pool_new(work, nullptr, 4, TRUE, nullptr), logger);
      // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool{{.*}} is never released
  return 0;
}

int lambda_as_pointer_ok() {
  std::unique_ptr<GThreadPool, void (*)(GThreadPool *)> p(
      g_thread_pool_new(work, nullptr, 4, TRUE, nullptr),
      [](GThreadPool *pool) { g_thread_pool_free(pool, TRUE, TRUE); });
  return 0;
}

using PoolPtr = std::unique_ptr<GThreadPool, PoolCloser>;

int raw_first_ok() {
  GThreadPool *raw = g_thread_pool_new(work, nullptr, 4, TRUE, nullptr);
  PoolPtr p(raw);
  if (condition())
    return 1;
  return 0;
}

int raw_first_too_late_bad() {
  GThreadPool *raw = g_thread_pool_new(work, nullptr, 4, TRUE, nullptr);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'raw' is not released on this path
  if (condition())
    return 1;
  PoolPtr p(raw);
  return 0;
}

PoolPtr returned_ok() {
  return PoolPtr(g_thread_pool_new(work, nullptr, 4, TRUE, nullptr));
}

PoolPtr returned_named_ok() {
  PoolPtr p(g_thread_pool_new(work, nullptr, 4, TRUE, nullptr));
  g_thread_pool_set_max_threads(p.get(), 2, nullptr);
  return p;
}

void moved_ok() {
  PoolPtr a(g_thread_pool_new(work, nullptr, 4, TRUE, nullptr));
  PoolPtr b = std::move(a);
  g_thread_pool_push(b.get(), nullptr, nullptr);
}

void temporary_ok() {
  PoolPtr(g_thread_pool_new(work, nullptr, 4, TRUE, nullptr));
}

class Service {
  PoolPtr pool;

public:
  Service() : pool(g_thread_pool_new(work, this, 4, TRUE, nullptr)) {}
  void restart_ok() {
    pool.reset(g_thread_pool_new(work, this, 8, TRUE, nullptr));
  }
};
