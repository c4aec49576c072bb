// RUN: %check_tidy %s poolguard-unreleased-pool -- -nostdinc++ -isystem %S/../Inputs/std -std=c++17
// The notes walk the path to the exit that leaks.
#include <thread>

void work();
bool condition();
bool other_condition();

bool two_branches_bad() {
  std::thread t(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is not released on this path{{.*}} [poolguard-unreleased-pool]
  if (condition()) {
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: note: taking the false branch
    t.join();
    return true;
  }
  if (other_condition())
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: note: taking the true branch
    return false;
  t.detach();
  return true;
}

bool two_branches_ok() {
  std::thread t(work);
  if (condition()) {
    t.join();
    return true;
  }
  t.detach();
  return false;
}
