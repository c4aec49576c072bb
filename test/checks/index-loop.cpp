// RUN: %check_tidy %s poolguard-unreleased-pool -- -nostdinc++ -isystem %S/../Inputs/std -std=c++17
// Loops over indexes.
#include <array>
#include <thread>
#include <vector>

void work(int part);
bool condition();

void index_ok(int n) {
  std::vector<std::thread> threads;
  for (int i = 0; i < n; ++i)
    threads.push_back(std::thread(work, i));
  for (std::size_t i = 0; i < threads.size(); ++i)
    threads[i].join();
}

void at_ok(int n) {
  std::vector<std::thread> threads;
  for (int i = 0; i < n; ++i)
    threads.push_back(std::thread(work, i));
  for (std::size_t i = 0; i != threads.size(); i++)
    threads.at(i).join();
}

void same_bound_ok(int n) {
  std::vector<std::thread> threads(n);
  for (int i = 0; i < n; ++i)
    threads[i] = std::thread(work, i);
  for (int i = 0; i < n; ++i)
    threads[i].join();
}

void same_bound_bad(int n) {
  std::vector<std::thread> threads(n);
  for (int i = 0; i < n; ++i)
    threads[i] = std::thread(work, i);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread{{.*}} is never released{{.*}} [poolguard-unreleased-pool]
  for (int i = 0; i < n; ++i)
    work(i);
}

void backwards_ok(int n) {
  std::vector<std::thread> threads;
  for (int i = 0; i < n; ++i)
    threads.emplace_back(work, i);
  for (std::size_t i = threads.size(); i-- > 0;)
    threads[i].join();
}

void only_looks_bad(int n) {
  std::vector<std::thread> threads;
  for (int i = 0; i < n; ++i)
    threads.emplace_back(work, i);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread{{.*}} is never released
  for (std::size_t i = 0; i < threads.size(); ++i)
    (void)threads[i].get_id();
}

void array_ok() {
  std::thread threads[4];
  for (int i = 0; i < 4; ++i)
    threads[i] = std::thread(work, i);
  for (int i = 0; i < 4; ++i)
    threads[i].join();
}

void array_bad() {
  std::thread threads[4];
  for (int i = 0; i < 4; ++i)
    threads[i] = std::thread(work, i);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread{{.*}} is not released on this path
  if (condition())
    return;
  for (int i = 0; i < 4; ++i)
    threads[i].join();
}

void heap_array_ok(int n) {
  std::thread *threads = new std::thread[n];
  for (int i = 0; i < n; ++i)
    threads[i] = std::thread(work, i);
  for (int i = 0; i < n; ++i)
    threads[i].join();
  delete[] threads;
}
