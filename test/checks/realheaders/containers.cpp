// RUN: %check_tidy %s poolguard-unreleased-pool -- -std=c++17
// libstdc++: threads in other containers.
#include <array>
#include <deque>
#include <list>
#include <map>
#include <thread>

void work();

void array_ok() {
  std::array<std::thread, 4> threads;
  for (auto &t : threads)
    t = std::thread(work);
  for (auto &t : threads)
    t.join();
}

void array_bad() {
  std::array<std::thread, 4> threads;
  for (auto &t : threads)
    t = std::thread(work);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread{{.*}} is never released{{.*}} [poolguard-unreleased-pool]
}

void list_ok(int n) {
  std::list<std::thread> threads;
  for (int i = 0; i < n; ++i)
    threads.emplace_back(work);
  for (auto &t : threads)
    t.join();
}

void list_bad(int n) {
  std::list<std::thread> threads;
  for (int i = 0; i < n; ++i)
    threads.emplace_back(work);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread{{.*}} is never released
}

void deque_ok(int n) {
  std::deque<std::thread> threads;
  for (int i = 0; i < n; ++i)
    threads.push_back(std::thread(work));
  for (auto &t : threads)
    t.join();
}

void deque_bad(int n) {
  std::deque<std::thread> threads;
  for (int i = 0; i < n; ++i)
    threads.push_back(std::thread(work));
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread{{.*}} is never released
}

void map_ok(int n) {
  std::map<int, std::thread> threads;
  for (int i = 0; i < n; ++i)
    threads[i] = std::thread(work);
  for (auto &entry : threads)
    entry.second.join();
}

void map_bindings_ok(int n) {
  std::map<int, std::thread> threads;
  for (int i = 0; i < n; ++i)
    threads.emplace(i, std::thread(work));
  for (auto &[key, thread] : threads)
    thread.join();
}
