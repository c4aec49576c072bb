// RUN: %check_tidy %s poolguard-unreleased-pool -- -nostdinc++ -isystem %S/../Inputs/std -std=c++17
// unique_ptr deletes the std::thread; that does not join it.
#include <memory>
#include <thread>
#include <utility>

void work();
bool condition();

void joined_ok() {
  std::unique_ptr<std::thread> t(new std::thread(work));
  t->join();
}

void destroyed_bad() {
  std::unique_ptr<std::thread> t(new std::thread(work));
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread{{.*}} is never released{{.*}} [poolguard-unreleased-pool]
}

void early_return_bad() {
  std::unique_ptr<std::thread> t(new std::thread(work));
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread{{.*}} is not released on this path
  if (condition())
    return;
  t->join();
}

void early_return_ok() {
  std::unique_ptr<std::thread> t(new std::thread(work));
  if (condition()) {
    t->detach();
    return;
  }
  t->join();
}

void made_ok() {
  auto t = std::make_unique<std::thread>(work);
  t->join();
}

void made_bad() {
  auto t = std::make_unique<std::thread>(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread{{.*}} is never released
}

void maybe_made_ok() {
  std::unique_ptr<std::thread> t;
  if (condition())
    t = std::make_unique<std::thread>(work);
  work();
  if (t)
    t->join();
}

void maybe_joinable_ok() {
  std::unique_ptr<std::thread> t;
  if (condition())
    t.reset(new std::thread(work));
  if (t && t->joinable())
    t->join();
}

void jthread_ok() {
  auto t = std::make_unique<std::jthread>(work);
  if (condition())
    return;
  work();
}

std::unique_ptr<std::thread> returned_ok() {
  return std::make_unique<std::thread>(work);
}

void moved_into_ok(std::unique_ptr<std::thread> &out) {
  auto t = std::make_unique<std::thread>(work);
  out = std::move(t);
}
