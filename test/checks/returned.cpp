// RUN: %check_tidy %s poolguard-unreleased-pool -- -nostdinc++ -isystem %S/../Inputs/std -std=c++17
// The thread is the function's result.
#include <optional>
#include <thread>
#include <utility>

void work();
bool condition();

std::thread returned_ok() { return std::thread(work); }

std::thread braced_ok() { return std::thread{work}; }

std::thread named_ok() {
  std::thread t(work);
  return t;
}

std::thread failure_forgets_bad() {
  std::thread t(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is not released on this path{{.*}} [poolguard-unreleased-pool]
  if (condition())
    return {};
  return t;
}

std::thread failure_joins_ok() {
  std::thread t(work);
  if (condition()) {
    t.join();
    return {};
  }
  return t;
}

std::optional<std::thread> in_optional_ok() {
  if (condition())
    return std::nullopt;
  return std::thread(work);
}

struct Running {
  std::thread thread;
  int id;
};

Running in_struct_ok() { return Running{std::thread(work), 1}; }

Running in_named_struct_ok() {
  Running r{std::thread(work), 1};
  r.id = 2;
  return r;
}

bool only_told_bad() {
  std::thread t(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is never released
  return t.joinable();
}
