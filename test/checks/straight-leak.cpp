// RUN: %check_tidy %s poolguard-unreleased-pool -- -nostdinc++ -isystem %S/../Inputs/std -std=c++17
// The smallest leak, and the same code put right.
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

void detached_ok() {
  std::thread t(work);
  t.detach();
}

void scoped_ok() {
  std::jthread t(work);
}

void arguments_bad() {
  std::thread worker{work_on, 7};
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 'worker' is never released
}

void arguments_ok() {
  std::thread worker{work_on, 7};
  worker.join();
}

void copy_initialised_bad() {
  auto t = std::thread(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is never released
}

void copy_initialised_ok() {
  auto t = std::thread(work);
  t.join();
}

// No callable, no thread.
void empty_ok() {
  std::thread t;
}

void assigned_later_bad() {
  std::thread t;
  t = std::thread(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is never released
}

void assigned_later_ok() {
  std::thread t;
  t = std::thread(work);
  t.join();
}

void temporary_bad() {
  std::thread(work_on, 1);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread is never released
}

void temporary_joined_ok() {
  std::thread(work).join();
}

void temporary_detached_ok() {
  std::thread(work).detach();
}

void queried_bad() {
  std::thread t([] { work(); });
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is never released
  if (t.joinable())
    work();
}
