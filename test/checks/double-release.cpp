// RUN: %check_tidy %s poolguard-double-release -- -nostdinc++ -isystem %S/../Inputs/std -std=c++17
// The minimal pair: the smallest code that must be reported, and the same code
// without the defect.
#include <thread>

void work();

void joined_twice_bad() {
  std::thread t(work);
  t.join();
  t.join();
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is released twice [poolguard-double-release]
}

void joined_once_ok() {
  std::thread t(work);
  t.join();
}
