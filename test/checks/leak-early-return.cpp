// RUN: %check_tidy %s poolguard-unreleased-pool -- -nostdinc++ -isystem %S/../Inputs/std -std=c++17
// A return between construction and release.
#include <thread>

void work();
bool condition();
bool other_condition();

int early_return_bad() {
  std::thread t(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is not released on this path{{.*}} [poolguard-unreleased-pool]
  if (condition())
    return -1;
  t.join();
  return 0;
}

int early_return_ok() {
  std::thread t(work);
  if (condition()) {
    t.detach();
    return -1;
  }
  t.join();
  return 0;
}

int return_before_construction_ok() {
  if (condition())
    return -1;
  std::thread t(work);
  t.join();
  return 0;
}

int scoped_thread_ok() {
  std::jthread t(work);
  if (condition())
    return -1;
  return 0;
}

int nested_scope_bad() {
  if (condition()) {
    std::thread t(work);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is not released on this path
    if (other_condition())
      return 1;
    t.join();
  }
  return 0;
}

int nested_scope_ok() {
  if (condition()) {
    std::thread t(work);
    t.join();
    return 1;
  }
  return 0;
}

struct Server {
  int run_bad();
  int run_ok();
  bool ready() const;
};

int Server::run_bad() {
  std::thread listener(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 'listener' is not released on this path
  if (!ready())
    return -1;
  listener.join();
  return 0;
}

int Server::run_ok() {
  std::thread listener(work);
  const bool good = ready();
  listener.join();
  return good ? 0 : -1;
}
