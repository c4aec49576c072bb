// RUN: %check_tidy %s poolguard-unreleased-pool -- -nostdinc++ -isystem %S/../Inputs/std -std=c++17
// Where the process ends, nothing is destroyed.
#include <exception>
#include <thread>
#include <stdlib.h>

void work();
bool condition();
bool other_condition();
[[noreturn]] void die(const char *message);

void exit_ok() {
  std::thread t(work);
  if (condition())
    exit(1);
  t.join();
}

void die_ok() {
  std::thread t(work);
  if (condition())
    die("cannot go on");
  t.join();
}

void terminate_ok() {
  std::thread t(work);
  if (condition())
    std::terminate();
  t.join();
}

void quick_exit_ok() {
  std::thread t(work);
  work();
  quick_exit(0);
}

void return_bad() {
  std::thread t(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is not released on this path{{.*}} [poolguard-unreleased-pool]
  if (condition())
    return;
  if (other_condition())
    exit(1);
  t.join();
}

// A lambda that never returns, on another thread, says nothing of this one.
void noreturn_elsewhere_bad() {
  std::thread t([] { exit(1); });
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is never released
}
