// RUN: %check_tidy %s poolguard-unreleased-pool -- -nostdinc++ -isystem %S/../Inputs/std -std=c++17
// A return between starting the threads and joining them.
#include <thread>
#include <vector>

void work(int part);
bool condition();

bool early_return_bad(int n) {
  std::vector<std::thread> threads;
  for (int i = 0; i < n; ++i)
    threads.emplace_back(work, i);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread{{.*}} is not released on this path{{.*}} [poolguard-unreleased-pool]
  if (condition())
    return false;
  for (auto &t : threads)
    t.join();
  return true;
}

bool early_return_ok(int n) {
  std::vector<std::thread> threads;
  if (condition())
    return false;
  for (int i = 0; i < n; ++i)
    threads.emplace_back(work, i);
  for (auto &t : threads)
    t.join();
  return true;
}

bool joined_on_both_ok(int n) {
  std::vector<std::thread> threads;
  for (int i = 0; i < n; ++i)
    threads.emplace_back(work, i);
  if (condition()) {
    for (auto &t : threads)
      t.join();
    return false;
  }
  for (auto &t : threads)
    t.join();
  return true;
}

bool return_while_starting_bad(int n) {
  std::vector<std::thread> threads;
  for (int i = 0; i < n; ++i) {
    if (condition())
      return false;
    threads.emplace_back(work, i);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread{{.*}} is not released on this path
  }
  for (auto &t : threads)
    t.join();
  return true;
}

bool return_while_joining_bad(int n) {
  std::vector<std::thread> threads;
  for (int i = 0; i < n; ++i)
    threads.emplace_back(work, i);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread{{.*}} is not released on this path
  for (auto &t : threads) {
    t.join();
    if (condition())
      return false;
  }
  return true;
}

bool jthreads_ok(int n) {
  std::vector<std::jthread> threads;
  for (int i = 0; i < n; ++i)
    threads.emplace_back(work, i);
  return condition();
}

// Nothing was started when the list is empty.
bool empty_list_ok(int n) {
  std::vector<std::thread> threads;
  for (int i = 0; i < n; ++i)
    threads.emplace_back(work, i);
  if (threads.empty())
    return false;
  for (auto &t : threads)
    t.join();
  return true;
}
