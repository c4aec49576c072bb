// RUN: %check_tidy %s poolguard-unreleased-pool -- -nostdinc++ -isystem %S/../Inputs/std -std=c++17
// Loops over iterators.
#include <thread>
#include <vector>

void work(int part);
bool condition();

void iterator_ok(int n) {
  std::vector<std::thread> threads;
  for (int i = 0; i < n; ++i)
    threads.emplace_back(work, i);
  for (auto it = threads.begin(); it != threads.end(); ++it)
    it->join();
}

void iterator_end_kept_ok(int n) {
  std::vector<std::thread> threads;
  for (int i = 0; i < n; ++i)
    threads.emplace_back(work, i);
  for (auto it = threads.begin(), end = threads.end(); it != end; it++)
    (*it).join();
}

void iterator_while_ok(int n) {
  std::vector<std::thread> threads;
  for (int i = 0; i < n; ++i)
    threads.emplace_back(work, i);
  std::vector<std::thread>::iterator it = threads.begin();
  while (it != threads.end()) {
    if (it->joinable())
      it->join();
    ++it;
  }
}

void only_looks_bad(int n) {
  std::vector<std::thread> threads;
  for (int i = 0; i < n; ++i)
    threads.emplace_back(work, i);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread{{.*}} is never released{{.*}} [poolguard-unreleased-pool]
  for (auto it = threads.begin(); it != threads.end(); ++it)
    (void)it->get_id();
}

void left_early_bad(int n) {
  std::vector<std::thread> threads;
  for (int i = 0; i < n; ++i)
    threads.emplace_back(work, i);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread{{.*}} is not released on this path
  for (auto it = threads.begin(); it != threads.end(); ++it) {
    if (condition())
      return;
    it->join();
  }
}

void emptied_from_the_back_ok(int n) {
  std::vector<std::thread> threads;
  for (int i = 0; i < n; ++i)
    threads.emplace_back(work, i);
  while (!threads.empty()) {
    threads.back().join();
    threads.pop_back();
  }
}

void emptied_without_join_bad(int n) {
  std::vector<std::thread> threads;
  for (int i = 0; i < n; ++i)
    threads.emplace_back(work, i);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread{{.*}} is never released
  while (!threads.empty())
    threads.pop_back();
}

void erased_ok(int n) {
  std::vector<std::thread> threads;
  for (int i = 0; i < n; ++i)
    threads.emplace_back(work, i);
  for (auto it = threads.begin(); it != threads.end();) {
    it->join();
    it = threads.erase(it);
  }
}
