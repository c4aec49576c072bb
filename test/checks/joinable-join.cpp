// RUN: %check_tidy %s poolguard-unreleased-pool -- -nostdinc++ -isystem %S/../Inputs/std -std=c++17
// `if (t.joinable()) t.join();` releases whatever the path.
#include <thread>

void work();
bool condition();

void plain_ok() {
  std::thread t(work);
  if (t.joinable())
    t.join();
}

void maybe_started_ok() {
  std::thread t;
  if (condition())
    t = std::thread(work);
  work();
  if (t.joinable())
    t.join();
}

void maybe_joined_ok() {
  std::thread t(work);
  if (condition())
    t.join();
  if (t.joinable())
    t.join();
}

void kept_in_bool_ok() {
  std::thread t;
  if (condition())
    t = std::thread(work);
  const bool running = t.joinable();
  if (running)
    t.join();
}

void not_joinable_returns_ok() {
  std::thread t;
  if (condition())
    t = std::thread(work);
  if (!t.joinable())
    return;
  t.join();
}

void wrong_way_bad() {
  std::thread t(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is never released{{.*}} [poolguard-unreleased-pool]
  if (!t.joinable())
    t.join();
}

void joinable_returns_bad() {
  std::thread t(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is never released
  if (t.joinable())
    return;
  t.join();
}

void with_more_bad() {
  std::thread t(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is not released on this path
  if (t.joinable() && condition())
    t.join();
}

void id_asked_ok() {
  std::thread t;
  if (condition())
    t = std::thread(work);
  if (t.get_id() != std::thread::id())
    t.join();
}

void detach_otherwise_ok() {
  std::thread t(work);
  if (condition())
    t.join();
  else if (t.joinable())
    t.detach();
}
