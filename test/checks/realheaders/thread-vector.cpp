// RUN: %check_tidy %s poolguard-unreleased-pool -- -std=c++17
// libstdc++: threads in a vector.
#include <thread>
#include <vector>

void work(int part);
bool condition();

void joined_ok(int n) {
  std::vector<std::thread> threads;
  threads.reserve(n);
  for (int i = 0; i < n; ++i)
    threads.emplace_back(work, i);
  for (auto &t : threads)
    t.join();
}

void never_joined_bad(int n) {
  std::vector<std::thread> threads;
  for (int i = 0; i < n; ++i)
    threads.emplace_back(work, i);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread{{.*}} is never released{{.*}} [poolguard-unreleased-pool]
}

void pushed_bad(int n) {
  std::vector<std::thread> threads;
  for (int i = 0; i < n; ++i)
    threads.push_back(std::thread(work, i));
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread{{.*}} is never released
}

bool early_return_bad(int n) {
  std::vector<std::thread> threads;
  for (int i = 0; i < n; ++i)
    threads.emplace_back([i] { work(i); });
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread{{.*}} is not released on this path
  if (condition())
    return false;
  for (auto &t : threads)
    t.join();
  return true;
}

void lambda_ok(int n) {
  std::vector<std::thread> threads;
  for (int i = 0; i < n; ++i)
    threads.emplace_back([i] { work(i); });
  for (std::thread &t : threads)
    if (t.joinable())
      t.join();
}
