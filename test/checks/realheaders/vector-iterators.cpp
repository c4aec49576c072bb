// RUN: %check_tidy %s poolguard-unreleased-pool -- -std=c++17
// libstdc++: loops whose iterators are classes.
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

void reverse_iterator_ok(int n) {
  std::vector<std::thread> threads;
  for (int i = 0; i < n; ++i)
    threads.emplace_back(work, i);
  for (auto it = threads.rbegin(); it != threads.rend(); ++it)
    it->join();
}

void iterator_left_early_bad(int n) {
  std::vector<std::thread> threads;
  for (int i = 0; i < n; ++i)
    threads.emplace_back(work, i);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread{{.*}} is not released on this path{{.*}} [poolguard-unreleased-pool]
  for (auto it = threads.begin(); it != threads.end(); ++it) {
    if (condition())
      break;
    it->join();
  }
}

void index_ok(int n) {
  std::vector<std::thread> threads;
  for (int i = 0; i < n; ++i)
    threads.push_back(std::thread(work, i));
  for (std::size_t i = 0; i < threads.size(); ++i)
    threads[i].join();
}

void index_only_looks_bad(int n) {
  std::vector<std::thread> threads;
  for (int i = 0; i < n; ++i)
    threads.push_back(std::thread(work, i));
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread{{.*}} is never released
  for (std::size_t i = 0; i < threads.size(); ++i)
    (void)threads[i].get_id();
}

void emptied_ok(int n) {
  std::vector<std::thread> threads;
  for (int i = 0; i < n; ++i)
    threads.emplace_back(work, i);
  while (!threads.empty()) {
    threads.back().join();
    threads.pop_back();
  }
}
