// RUN: %check_tidy %s poolguard-unreleased-pool -- -std=c++17
// libstdc++: std::thread behind smart pointers.
#include <memory>
#include <thread>

void work();
bool condition();

void unique_joined_ok() {
  auto t = std::make_unique<std::thread>(work);
  t->join();
}

void unique_bad() {
  auto t = std::make_unique<std::thread>(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread{{.*}} is never released{{.*}} [poolguard-unreleased-pool]
}

void unique_new_bad() {
  std::unique_ptr<std::thread> t(new std::thread(work));
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread{{.*}} is not released on this path
  if (condition())
    return;
  t->join();
}

void unique_reset_ok() {
  std::unique_ptr<std::thread> t;
  if (condition())
    t.reset(new std::thread(work));
  if (t)
    t->join();
}

void shared_joined_ok() {
  auto t = std::make_shared<std::thread>(work);
  t->join();
}

void shared_bad() {
  auto t = std::make_shared<std::thread>(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread{{.*}} is never released
}

std::unique_ptr<std::thread> returned_ok() {
  return std::make_unique<std::thread>(work);
}

struct Joiner {
  void operator()(std::thread *t) const {
    t->join();
    delete t;
  }
};

void joining_deleter_ok() {
  std::unique_ptr<std::thread, Joiner> t(new std::thread(work));
  if (condition())
    return;
  work();
}
