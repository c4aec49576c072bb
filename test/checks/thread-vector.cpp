// RUN: %check_tidy %s poolguard-unreleased-pool -- -nostdinc++ -isystem %S/../Inputs/std -std=c++17
// Threads in a container: started in one loop, joined in another.
#include <array>
#include <thread>
#include <utility>
#include <vector>

void work(int part);
bool condition();

void joined_ok(int n) {
  std::vector<std::thread> threads;
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

void pushed_ok(int n) {
  std::vector<std::thread> threads;
  for (int i = 0; i < n; ++i)
    threads.push_back(std::thread(work, i));
  for (std::thread &t : threads)
    t.join();
}

void pushed_bad(int n) {
  std::vector<std::thread> threads;
  for (int i = 0; i < n; ++i)
    threads.push_back(std::thread(work, i));
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread{{.*}} is never released
}

void moved_in_ok() {
  std::vector<std::thread> threads;
  std::thread t(work, 1);
  threads.push_back(std::move(t));
  for (auto &x : threads)
    x.join();
}

void moved_in_bad() {
  std::vector<std::thread> threads;
  std::thread t(work, 1);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread{{.*}} is never released
  threads.push_back(std::move(t));
}

void jthreads_ok(int n) {
  std::vector<std::jthread> threads;
  for (int i = 0; i < n; ++i)
    threads.emplace_back(work, i);
}

void joinable_asked_ok(int n) {
  std::vector<std::thread> threads;
  for (int i = 0; i < n; ++i)
    threads.emplace_back(work, i);
  for (auto &t : threads)
    if (t.joinable())
      t.join();
}

void detached_ok(int n) {
  std::vector<std::thread> threads;
  for (int i = 0; i < n; ++i)
    threads.emplace_back(work, i);
  for (auto &t : threads)
    t.detach();
}

void some_skipped_bad(int n) {
  std::vector<std::thread> threads;
  for (int i = 0; i < n; ++i)
    threads.emplace_back(work, i);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread{{.*}} is not released on this path
  for (auto &t : threads) {
    if (condition())
      continue;
    t.join();
  }
}

void array_ok() {
  std::array<std::thread, 4> threads;
  for (int i = 0; i < 4; ++i)
    threads[i] = std::thread(work, i);
  for (auto &t : threads)
    t.join();
}

void array_bad() {
  std::array<std::thread, 4> threads;
  for (int i = 0; i < 4; ++i)
    threads[i] = std::thread(work, i);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread{{.*}} is never released
}

void plain_array_ok() {
  std::thread threads[4];
  for (auto &t : threads)
    t = std::thread(work, 0);
  for (auto &t : threads)
    t.join();
}

void plain_array_bad() {
  std::thread threads[4];
  for (auto &t : threads)
    t = std::thread(work, 0);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread{{.*}} is never released
}

std::vector<std::thread> returned_ok(int n) {
  std::vector<std::thread> threads;
  for (int i = 0; i < n; ++i)
    threads.emplace_back(work, i);
  return threads;
}

void into_parameter_ok(std::vector<std::thread> &threads) {
  threads.emplace_back(work, 0);
}

class Team {
  std::vector<std::thread> threads;

public:
  void start_ok(int n) {
    for (int i = 0; i < n; ++i)
      threads.emplace_back(work, i);
  }
};

// The threads run; one more works here meanwhile.
void work_between_ok(int n) {
  std::vector<std::thread> threads;
  for (int i = 1; i < n; ++i)
    threads.emplace_back(work, i);
  work(0);
  for (auto &t : threads)
    t.join();
  threads.clear();
}

void cleared_bad(int n) {
  std::vector<std::thread> threads;
  for (int i = 0; i < n; ++i)
    threads.emplace_back(work, i);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread{{.*}} is never released
  threads.clear();
}

void moved_vector_ok(int n) {
  std::vector<std::thread> threads;
  for (int i = 0; i < n; ++i)
    threads.emplace_back(work, i);
  std::vector<std::thread> others = std::move(threads);
  for (auto &t : others)
    t.join();
}

void moved_vector_bad(int n) {
  std::vector<std::thread> threads;
  for (int i = 0; i < n; ++i)
    threads.emplace_back(work, i);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread{{.*}} is never released
  std::vector<std::thread> others = std::move(threads);
  for (auto &t : threads)
    t.join();
}
