// RUN: %check_fix %s poolguard-* -- -std=c++17 -nostdinc++ -isystem %root/test/Inputs/std -I %root/test/Inputs/glib
// Pools in containers.
#include <array>
#include <glib.h>
#include <thread>
#include <vector>

void work(int) noexcept;
void job(void *, void *) noexcept;
bool condition() noexcept;

bool while_starting(int n) {
  std::vector<std::thread> threads;
  for (int i = 0; i < n; ++i) {
    if (condition())
      return false;
    threads.emplace_back(work, i);
  }
  for (auto &t : threads)
    t.join();
  return true;
}
// CHECK-FIXES-LABEL: bool while_starting
// CHECK-FIXES: if (condition()) {
// CHECK-FIXES-NEXT: for (auto &each : threads) if (each.joinable()) each.join();
// CHECK-FIXES-NEXT: return false;

void plain_array() {
  std::thread threads[4];
  for (int i = 0; i < 4; ++i)
    threads[i] = std::thread(work, i);
}
// CHECK-FIXES-LABEL: void plain_array
// CHECK-FIXES: for (auto &each : threads) if (each.joinable()) each.join();

void pointers(int n) {
  std::vector<GThreadPool *> pools;
  pools.push_back(g_thread_pool_new(job, nullptr, n, FALSE, nullptr));
}
// CHECK-FIXES-LABEL: void pointers
// CHECK-FIXES: for (auto &each : pools) if (each) g_thread_pool_free(each, FALSE, TRUE);

void with_others(GThreadPool *given) {
  std::vector<GThreadPool *> pools;
  pools.push_back(given);
  pools.push_back(g_thread_pool_new(job, nullptr, 4, FALSE, nullptr)); // no fix: how many of the handles hold a pool is not known
}

void temporary() {
  std::thread(work, 1);
}
// CHECK-FIXES-LABEL: void temporary
// CHECK-FIXES: std::thread worker(work, 1); worker.join();
