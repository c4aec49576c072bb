// RUN: %check_tidy %s poolguard-unreleased-pool -- -nostdinc++ -isystem %S/../Inputs/std -std=c++17
// However many instantiations, one warning; and none without one.
#include <thread>
#include <utility>

template <typename T> void work(T value);
bool condition();

template <typename T> void leak_bad(T value) {
  std::thread t(work<T>, value);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is never released{{.*}} [poolguard-unreleased-pool]
}

template <typename T> void early_return_bad(T value) {
  std::thread t(work<T>, value);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is not released on this path
  if (condition())
    return;
  t.join();
}

template <typename T> void joined_ok(T value) {
  std::thread t(work<T>, value);
  t.join();
}

// Only one instantiation leaks.
template <bool Join> void depends_bad() {
  std::thread t(work<int>, 1);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is never released
  if constexpr (Join)
    t.join();
}

template <typename Work> struct Runner {
  Work f;
  void run_bad() {
    std::thread t(f);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is never released
  }
  void run_ok() {
    std::thread t(f);
    t.join();
  }
};

template <typename... Args> void variadic_ok(Args... args) {
  (std::thread(work<Args>, args).join(), ...);
}

auto generic_ok = [](auto value) {
  std::thread t(work<decltype(value)>, value);
  t.join();
};

void instantiate_ok() {
  leak_bad(1);
  leak_bad(2L);
  leak_bad('3');
  early_return_bad(1);
  early_return_bad(2.0);
  joined_ok(1);
  joined_ok(2.0);
  depends_bad<true>();
  depends_bad<false>();
  Runner<void (*)()> a{nullptr};
  a.run_bad();
  a.run_ok();
  auto body = [] {};
  Runner<decltype(body)> b{body};
  b.run_bad();
  b.run_ok();
  variadic_ok(1, 2.0, '3');
  generic_ok(1);
  generic_ok(2.0);
}
