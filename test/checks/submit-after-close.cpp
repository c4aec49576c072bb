// RUN: %check_tidy %s poolguard-use-after-release -- -nostdinc++ -isystem %S/../Inputs/std -isystem %S/../Inputs/glib -std=c++17
// Members used after they were released.
#include <glib.h>

void work(gpointer data, gpointer user_data);
bool condition();

class Service {
  GThreadPool *pool = nullptr;
  GThreadPool *spare = nullptr;

public:
  void stop_bad() {
    g_thread_pool_free(pool, FALSE, TRUE);
    g_thread_pool_push(pool, this, nullptr);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool{{.*}} is used after it was released [poolguard-use-after-release]
  }
  void stop_ok() {
    g_thread_pool_push(pool, this, nullptr);
    g_thread_pool_free(pool, FALSE, TRUE);
    pool = nullptr;
  }
  void stop_other_ok() {
    g_thread_pool_free(pool, FALSE, TRUE);
    g_thread_pool_push(spare, this, nullptr);
  }
  void stop_explicit_this_bad() {
    g_thread_pool_free(this->pool, FALSE, TRUE);
    g_thread_pool_push(pool, this, nullptr);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool{{.*}} is used after it was released
  }
  void stop_guarded_ok() {
    if (!pool)
      return;
    g_thread_pool_free(pool, FALSE, TRUE);
    pool = nullptr;
  }
  void other_object_ok(Service &other) {
    g_thread_pool_free(other.pool, FALSE, TRUE);
    g_thread_pool_push(pool, this, nullptr);
  }
};

void reference_bad(GThreadPool *&pool) {
  g_thread_pool_free(pool, FALSE, TRUE);
  g_thread_pool_push(pool, nullptr, nullptr);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'pool' is used after it was released
}

void reference_ok(GThreadPool *&pool) {
  g_thread_pool_free(pool, FALSE, TRUE);
  pool = nullptr;
}
