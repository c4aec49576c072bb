// RUN: %check_tidy %s poolguard-unreleased-pool -- -nostdinc++ -isystem %S/../Inputs/std -std=c++17
// How a std::thread dies is told in the message.
#include <thread>
#include <utility>

void work();
bool condition();

void destroyed_bad() {
  std::thread t(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is never released; it is still joinable when destroyed, which calls std::terminate [poolguard-unreleased-pool]
}

void destroyed_on_one_path_bad() {
  std::thread t(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is not released on this path; it is still joinable when destroyed, which calls std::terminate [poolguard-unreleased-pool]
  if (condition())
    return;
  t.join();
}

// Move assignment onto a thread that was not joined terminates as well.
void assigned_over_bad() {
  std::thread t(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is still joinable when assigned to, which calls std::terminate [poolguard-unreleased-pool]
  t = std::thread(work);
  t.join();
}

void assigned_after_join_ok() {
  std::thread t(work);
  t.join();
  t = std::thread(work);
  t.join();
}

void temporary_bad() {
  std::thread{work};
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread is never released; it is still joinable when destroyed, which calls std::terminate [poolguard-unreleased-pool]
}

void inner_scope_bad() {
  {
    std::thread t(work);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is never released; it is still joinable when destroyed, which calls std::terminate [poolguard-unreleased-pool]
  }
  work();
}

void inner_scope_ok() {
  {
    std::thread t(work);
    t.join();
  }
  work();
}
