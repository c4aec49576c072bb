// RUN: %check_tidy %s poolguard-unreleased-pool -- -nostdinc++ -isystem %S/../Inputs/std -std=c++17
// Slots taken with t[n++].
#include <thread>

void work();

void counted_ok() {
  std::thread t[3];
  int n = 0;
  t[n++] = std::thread(work);
  t[n++] = std::thread(work);
  for (int i = 0; i < n; i++)
    t[i].join();
}

void counted_bad(bool quick) {
  std::thread t[3];
  int n = 0;
  t[n++] = std::thread(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is not released on this path; it is still joinable when destroyed, which calls std::terminate [poolguard-unreleased-pool]
  t[n++] = std::thread(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is not released on this path
  if (quick)
    return;
  for (int i = 0; i < n; i++)
    t[i].join();
}
