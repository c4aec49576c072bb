// RUN: %check_tidy %s poolguard-unreleased-pool -- -nostdinc++ -isystem %S/../Inputs/std -std=c++17
// The minimal pair: the smallest code that must be reported, and the same code
// without the defect.
#include <thread>

void work();

void never_bad() {
  std::thread t(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is never released{{.*}} [poolguard-unreleased-pool]
}

void joined_ok() {
  std::thread t(work);
  t.join();
}
