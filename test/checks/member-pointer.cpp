// RUN: %check_tidy %s poolguard-unreleased-pool -- -nostdinc++ -isystem %S/../Inputs/std -std=c++17
// Methods that are called through a pointer.
#include <thread>

void work();
bool condition();

void named_ok() {
  std::thread t(work);
  auto m = &std::thread::join;
  (t.*m)();
}

void chosen_ok() {
  std::thread t(work);
  void (std::thread::*m)() =
      condition() ? &std::thread::join : &std::thread::detach;
  (t.*m)();
}

void named_bad() {
  std::thread t(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is not released on this path; it is still joinable when destroyed, which calls std::terminate [poolguard-unreleased-pool]
  auto m = &std::thread::join;
  if (condition())
    return;
  (t.*m)();
}

void never_called_bad() {
  std::thread t(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is never released
  auto m = &std::thread::join;
  (void)m;
}
