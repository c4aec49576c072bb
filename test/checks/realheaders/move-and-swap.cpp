// RUN: %check_tidy %s poolguard-unreleased-pool -- -std=c++17
// libstdc++: move, swap and exchange.
#include <thread>
#include <utility>

void work();
bool condition();

void moved_ok() {
  std::thread a(work);
  std::thread b = std::move(a);
  b.join();
}

void moved_bad() {
  std::thread a(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 'a' is never released; it is still joinable when destroyed, which calls std::terminate [poolguard-unreleased-pool]
  std::thread b = std::move(a);
  if (a.joinable())
    a.join();
}

void move_assigned_ok() {
  std::thread a;
  a = std::thread(work);
  a.join();
}

void move_assigned_over_open_bad() {
  std::thread a(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 'a' is still joinable when assigned to, which calls std::terminate [poolguard-unreleased-pool]
  a = std::thread(work);
  a.join();
}

void swapped_ok() {
  std::thread a(work), b;
  std::swap(a, b);
  b.join();
}

void swapped_bad() {
  std::thread a(work), b;
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 'a' is never released; it is still joinable when destroyed, which calls std::terminate [poolguard-unreleased-pool]
  a.swap(b);
  if (a.joinable())
    a.join();
}

void exchanged_ok() {
  std::thread a(work);
  std::thread b = std::exchange(a, {});
  b.join();
}

void conditional_bad() {
  std::thread a(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 'a' is not released on this path; it is still joinable when destroyed, which calls std::terminate [poolguard-unreleased-pool]
  std::thread b;
  if (condition())
    b = std::move(a);
  else
    a.join();
}
