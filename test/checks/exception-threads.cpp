// RUN: %check_tidy %s poolguard-unreleased-on-exception -- -nostdinc++ -isystem %S/../Inputs/std -std=c++17
// A std::thread that is open while an exception passes ends the process.
#include <exception>
#include <thread>
#include <utility>
#include <vector>

bool ready();
void work();
void join(std::thread &t);

static void fails() {
  if (ready())
    throw std::runtime_error("no");
}

void joined_before_ok() {
  std::thread t(work);
  t.join();
  fails();
}

void detached_before_ok() {
  std::thread t(work);
  t.detach();
  fails();
}

void started_after_ok() {
  fails();
  std::thread t(work);
  t.join();
}

void joined_by_handler_ok() {
  std::thread t(work);
  try {
    fails();
  } catch (...) {
    t.join();
    throw;
  }
  t.join();
}

void moved_on_ok(std::vector<std::thread> &all) {
  std::thread t(work);
  all.push_back(std::move(t));
  fails();
}

void in_its_function_ok() {
  std::thread t([] { fails(); });
  t.join();
}

void not_started_ok() {
  std::thread t;
  fails();
}

// Nothing is destroyed where no handler is found.
void noexcept_ok() noexcept {
  std::thread t(work);
  fails();
  t.join();
}

int main() {
  std::thread t(work);
  fails();
  t.join();
}

void noexcept_bad() noexcept {
  try {
    std::thread t(work);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is still joinable when an exception is thrown, which calls std::terminate [poolguard-unreleased-on-exception]
    fails();
    t.join();
  } catch (...) {
  }
}

void joinable_bad() {
  std::thread t(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is still joinable when an exception is thrown, which calls std::terminate [poolguard-unreleased-on-exception]
  fails();
  t.join();
}

void dead_in_handler_bad() {
  try {
    std::thread t(work);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is still joinable when an exception is thrown, which calls std::terminate [poolguard-unreleased-on-exception]
    fails();
    t.join();
  } catch (const std::exception &) {
  }
}

void second_bad() {
  std::thread a(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 'a' is still joinable when an exception is thrown, which calls std::terminate [poolguard-unreleased-on-exception]
  fails();
  std::thread b(work);
  a.join();
  b.join();
}

void joinable_when_thrown_bad() {
  std::thread t(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is still joinable when an exception is thrown, which calls std::terminate [poolguard-unreleased-on-exception]
  if (ready())
    throw 1;
  if (t.joinable())
    t.join();
}
