// RUN: %check_tidy %s poolguard-unreleased-pool -- -nostdinc++ -isystem %S/../Inputs/std -std=c++17
// A thread that may or may not be there.
#include <optional>
#include <thread>

void work();
bool condition();

void joined_ok() {
  std::optional<std::thread> t;
  if (condition())
    t.emplace(work);
  work();
  if (t)
    t->join();
}

void asked_by_has_value_ok() {
  std::optional<std::thread> t;
  if (condition())
    t = std::thread(work);
  if (t.has_value())
    t->join();
}

void never_joined_bad() {
  std::optional<std::thread> t;
  if (condition())
    t.emplace(work);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread{{.*}} is never released{{.*}} [poolguard-unreleased-pool]
}

void early_return_bad() {
  std::optional<std::thread> t;
  t.emplace(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread{{.*}} is not released on this path
  if (condition())
    return;
  t->join();
}

void jthread_ok() {
  std::optional<std::jthread> t;
  if (condition())
    t.emplace(work);
}
