// RUN: %check_tidy %s poolguard-unreleased-pool -- -std=c++20
// libstdc++: std::jthread is its own guard.
#include <memory>
#include <stop_token>
#include <thread>
#include <vector>

void work();
void work_until(std::stop_token token);
bool condition();

void scoped_ok() {
  std::jthread t(work);
}

void with_token_ok() {
  std::jthread t(work_until);
  if (condition())
    return;
  t.request_stop();
}

void vector_ok(int n) {
  std::vector<std::jthread> threads;
  for (int i = 0; i < n; ++i)
    threads.emplace_back(work);
}

void moved_ok() {
  std::jthread a(work);
  std::jthread b = std::move(a);
}

void unique_ok() {
  auto t = std::make_unique<std::jthread>(work);
}

void never_deleted_bad() {
  auto *t = new std::jthread(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is never released{{.*}} [poolguard-unreleased-pool]
  t->request_stop();
}

void plain_thread_bad() {
  std::thread t(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is never released
}

void plain_thread_in_same_function_bad() {
  std::jthread a(work);
  std::thread b(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 'b' is never released
}
