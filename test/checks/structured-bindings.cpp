// RUN: %check_tidy %s poolguard-unreleased-pool -- -nostdinc++ -isystem %S/../Inputs/std -isystem %S/../Inputs/glib -std=c++17
// Names bound to the fields of a structure.
#include <glib.h>
#include <thread>
#include <utility>

void work(gpointer data, gpointer user_data);
void thread_work();
bool condition();

struct Job {
  GThreadPool *pool;
  int n;
};
struct Threads {
  std::thread first, second;
};

void by_value_ok() {
  auto [pool, n] = Job{g_thread_pool_new(work, nullptr, 4, TRUE, nullptr), 1};
  g_thread_pool_push(pool, GINT_TO_POINTER(n), nullptr);
  g_thread_pool_free(pool, FALSE, TRUE);
}

void by_value_bad() {
  auto [pool, n] = Job{g_thread_pool_new(work, nullptr, 4, TRUE, nullptr), 1};
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool{{.*}} is never released{{.*}} [poolguard-unreleased-pool]
  g_thread_pool_push(pool, GINT_TO_POINTER(n), nullptr);
}

void by_reference_ok() {
  Job job{g_thread_pool_new(work, nullptr, 4, TRUE, nullptr), 1};
  auto &[pool, n] = job;
  g_thread_pool_free(pool, FALSE, TRUE);
}

void by_reference_bad() {
  Job job{g_thread_pool_new(work, nullptr, 4, TRUE, nullptr), 1};
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool{{.*}} is not released on this path
  auto &[pool, n] = job;
  if (n > condition())
    return;
  g_thread_pool_free(pool, FALSE, TRUE);
}

void freed_through_structure_ok() {
  Job job{nullptr, 1};
  auto &[pool, n] = job;
  pool = g_thread_pool_new(work, nullptr, 4, TRUE, nullptr);
  g_thread_pool_free(job.pool, FALSE, TRUE);
}

void threads_ok() {
  Threads threads{std::thread(thread_work), std::thread(thread_work)};
  auto &[a, b] = threads;
  a.join();
  b.join();
}

void threads_bad() {
  Threads threads{std::thread(thread_work), //
                  std::thread(thread_work)};
                  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread{{.*}} is never released
  auto &[a, b] = threads;
  a.join();
}

void pair_ok() {
  auto [pool, n] = std::pair<GThreadPool *, int>{
      g_thread_pool_new(work, nullptr, 4, TRUE, nullptr), 1};
  g_thread_pool_free(pool, FALSE, TRUE);
}
