// RUN: %check_tidy %s poolguard-unreleased-pool -- -std=c++17
// libstdc++: a thread in a std::optional.
#include <optional>
#include <thread>

void work();
bool condition();

void joined_ok() {
  std::optional<std::thread> t;
  if (condition())
    t.emplace(work);
  if (t)
    t->join();
}

void never_joined_bad() {
  std::optional<std::thread> t;
  t.emplace(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread{{.*}} is never released{{.*}} [poolguard-unreleased-pool]
}

void assigned_ok() {
  std::optional<std::thread> t = std::thread(work);
  t->join();
}

void early_return_bad() {
  std::optional<std::thread> t;
  t.emplace(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread{{.*}} is not released on this path
  if (condition())
    return;
  t->join();
}
