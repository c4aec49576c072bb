// RUN: %check_tidy %s poolguard-unreleased-pool -- -nostdinc++ -isystem %S/../Inputs/std -isystem %S/../Inputs/glib -std=c++17
// Pools in braces.
#include <glib.h>
#include <initializer_list>
#include <thread>
#include <vector>

void work(gpointer data, gpointer user_data);
void thread_work();
bool condition();

void array_of_threads_ok() {
  std::thread threads[] = {std::thread(thread_work), std::thread(thread_work)};
  for (auto &t : threads)
    t.join();
}

void array_of_threads_bad() {
  std::thread threads[] = {std::thread(thread_work)};
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread{{.*}} is never released{{.*}} [poolguard-unreleased-pool]
  (void)threads;
}

void vector_ok() {
  std::vector<GThreadPool *> pools{
      g_thread_pool_new(work, nullptr, 4, TRUE, nullptr),
      g_thread_pool_new(work, nullptr, 1, TRUE, nullptr)};
  for (GThreadPool *p : pools)
    g_thread_pool_free(p, FALSE, TRUE);
}

void vector_bad() {
  std::vector<GThreadPool *> pools{
      g_thread_pool_new(work, nullptr, 4, TRUE, nullptr),
      // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool{{.*}} is not released on this path
      g_thread_pool_new(work, nullptr, 1, TRUE, nullptr)};
      // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool{{.*}} is not released on this path
  if (condition())
    return;
  for (GThreadPool *p : pools)
    g_thread_pool_free(p, FALSE, TRUE);
}

void loop_over_list_ok() {
  GThreadPool *a = g_thread_pool_new(work, nullptr, 4, TRUE, nullptr);
  GThreadPool *b = g_thread_pool_new(work, nullptr, 4, TRUE, nullptr);
  for (GThreadPool *p : {a, b})
    g_thread_pool_free(p, FALSE, TRUE);
}

void loop_over_list_bad() {
  GThreadPool *a = g_thread_pool_new(work, nullptr, 4, TRUE, nullptr);
  GThreadPool *b = g_thread_pool_new(work, nullptr, 4, TRUE, nullptr);
  GThreadPool *c = g_thread_pool_new(work, nullptr, 4, TRUE, nullptr);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'c' is never released
  g_thread_pool_push(c, nullptr, nullptr);
  for (GThreadPool *p : {a, b})
    g_thread_pool_free(p, FALSE, TRUE);
}

void pointers_to_threads_ok() {
  std::thread a(thread_work), b(thread_work);
  for (std::thread *t : {&a, &b})
    t->join();
}

void plain_array_of_pools_ok() {
  GThreadPool *pools[] = {g_thread_pool_new(work, nullptr, 4, TRUE, nullptr),
                          nullptr};
  for (auto *p : pools)
    if (p)
      g_thread_pool_free(p, FALSE, TRUE);
}
