// RUN: %check_tidy %s poolguard-unreleased-pool -- -nostdinc++ -isystem %S/../Inputs/std -std=c++17
// detach gives the thread up on purpose.
#include <thread>
#include <utility>

void work();
bool condition();

void detached_ok() {
  std::thread t(work);
  t.detach();
}

void detached_at_once_ok() {
  std::thread{work}.detach();
}

void on_one_path_bad() {
  std::thread t(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is not released on this path{{.*}} [poolguard-unreleased-pool]
  if (condition())
    t.detach();
}

void on_one_path_ok() {
  std::thread t(work);
  if (condition())
    t.detach();
  else
    t.join();
}

void detached_and_reused_bad() {
  std::thread t(work);
  t.detach();
  t = std::thread(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is never released
}

void detached_and_reused_ok() {
  std::thread t(work);
  t.detach();
  t = std::thread(work);
  t.detach();
}

void moved_then_detached_ok() {
  std::thread t(work);
  std::move(t).detach();
}

void wrong_one_detached_bad() {
  std::thread a(work);
  std::thread b(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 'b' is never released
  a.detach();
}
