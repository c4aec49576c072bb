// RUN: %check_tidy %s poolguard-unreleased-pool -- -nostdinc++ -isystem %S/../Inputs/std -isystem %S/../Inputs/glib -std=c++17
// Members, containers and objects of others.
#include <glib.h>
#include <thread>
#include <utility>
#include <vector>

void work(gpointer data, gpointer user_data);
void thread_work();
bool condition();

class Service {
  GThreadPool *pool = nullptr;
  std::thread listener;
  std::vector<GThreadPool *> pools;

public:
  Service() : pool(g_thread_pool_new(work, this, 4, TRUE, nullptr)) {}
  void start_ok() {
    pool = g_thread_pool_new(work, this, 4, TRUE, nullptr);
    listener = std::thread(thread_work);
  }
  void start_via_local_ok() {
    std::thread t(thread_work);
    listener = std::move(t);
  }
  void add_ok() {
    pools.push_back(g_thread_pool_new(work, this, 4, TRUE, nullptr));
  }
  void local_bad() {
    GThreadPool *p = g_thread_pool_new(work, this, 4, TRUE, nullptr);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is never released{{.*}} [poolguard-unreleased-pool]
    g_thread_pool_push(p, this, nullptr);
  }
  void local_on_one_path_bad() {
    std::thread t(thread_work);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is not released on this path
    if (condition())
      listener = std::move(t);
  }
};

std::vector<GThreadPool *> all_pools;
std::thread background;

void in_global_container_ok() {
  all_pools.push_back(g_thread_pool_new(work, nullptr, 4, TRUE, nullptr));
}

void in_global_thread_ok() { background = std::thread(thread_work); }

void in_parameter_container_ok(std::vector<GThreadPool *> &out) {
  GThreadPool *p = g_thread_pool_new(work, nullptr, 4, TRUE, nullptr);
  out.push_back(p);
}

void in_local_container_bad() {
  std::vector<GThreadPool *> pools;
  pools.push_back(g_thread_pool_new(work, nullptr, 4, TRUE, nullptr));
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool{{.*}} is never released
}

void in_local_container_ok() {
  std::vector<GThreadPool *> pools;
  pools.push_back(g_thread_pool_new(work, nullptr, 4, TRUE, nullptr));
  for (GThreadPool *p : pools)
    g_thread_pool_free(p, FALSE, TRUE);
}

void in_reference_ok(GThreadPool *&out) {
  out = g_thread_pool_new(work, nullptr, 4, TRUE, nullptr);
}

void in_static_ok() {
  static GThreadPool *pool =
      g_thread_pool_new(work, nullptr, 4, TRUE, nullptr);
  g_thread_pool_push(pool, nullptr, nullptr);
}

// A namespace-scope pool lives as long as the process.
static GThreadPool *const process_pool =
    g_thread_pool_new(work, nullptr, 4, TRUE, nullptr);

void use_process_pool_ok() { g_thread_pool_push(process_pool, nullptr, nullptr); }
