// RUN: %check_tidy %s poolguard-unreleased-pool -- -nostdinc++ -isystem %S/../Inputs/std -std=c++17
// break and continue that jump over the join.
#include <thread>

void work();
bool next();
bool condition();

void continue_bad() {
  while (next()) {
    std::thread t(work);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is not released on this path{{.*}} [poolguard-unreleased-pool]
    if (condition())
      continue;
    t.join();
  }
}

void continue_ok() {
  while (next()) {
    if (condition())
      continue;
    std::thread t(work);
    t.join();
  }
}

void break_bad() {
  while (next()) {
    std::thread t(work);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is not released on this path
    if (condition())
      break;
    t.join();
  }
}

void break_ok() {
  std::thread t(work);
  while (next())
    if (condition())
      break;
  t.join();
}

void loop_condition_ok() {
  for (std::thread t(work); t.joinable(); t.join())
    next();
}
