// RUN: %check_tidy %s poolguard-unreleased-pool -- -nostdinc++ -isystem %S/../Inputs/std -std=c++17
// A thread for each turn of a loop.
#include <thread>

void work();

void declared_inside_bad(int n) {
  for (int i = 0; i < n; ++i) {
    std::thread t(work);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is never released; it is still joinable when destroyed, which calls std::terminate [poolguard-unreleased-pool]
  }
}

void declared_inside_ok(int n) {
  for (int i = 0; i < n; ++i) {
    std::thread t(work);
    t.join();
  }
}

void assigned_each_time_bad(int n) {
  std::thread t;
  for (int i = 0; i < n; ++i)
    t = std::thread(work);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is still joinable when assigned to, which calls std::terminate [poolguard-unreleased-pool]
  if (t.joinable())
    t.join();
}

void assigned_each_time_ok(int n) {
  std::thread t;
  for (int i = 0; i < n; ++i) {
    if (t.joinable())
      t.join();
    t = std::thread(work);
  }
  if (t.joinable())
    t.join();
}

void detached_each_time_ok(int n) {
  for (int i = 0; i < n; ++i)
    std::thread(work).detach();
}
