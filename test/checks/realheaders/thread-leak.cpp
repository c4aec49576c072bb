// RUN: %check_tidy %s poolguard-unreleased-pool -- -std=c++17
// libstdc++: the smallest leak, and what is none.
#include <thread>

void work();
void work_on(int part);

void never_bad() {
  std::thread t(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is never released{{.*}} [poolguard-unreleased-pool]
}

void joined_ok() {
  std::thread t(work);
  t.join();
}

void arguments_bad() {
  std::thread t(work_on, 7);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is never released
}

void lambda_bad() {
  std::thread t([] { work(); });
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is never released
}

void lambda_ok() {
  std::thread t([] { work(); });
  t.detach();
}

void empty_ok() {
  std::thread t;
}

std::thread returned_ok() { return std::thread(work); }

bool early_return_bad(bool early) {
  std::thread t(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is not released on this path
  if (early)
    return false;
  t.join();
  return true;
}

void temporary_bad() {
  std::thread{work};
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread is never released
}
