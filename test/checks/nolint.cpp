// RUN: %check_tidy %s poolguard-unreleased-pool -- -nostdinc++ -isystem %S/../Inputs/std -std=c++17
// NOLINT comments silence a warning where it stands.
#include <thread>

void work();

void plain_bad() {
  std::thread t(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is never released{{.*}} [poolguard-unreleased-pool]
}

void same_line_ok() {
  std::thread t(work); // NOLINT
}

void same_line_named_ok() {
  std::thread t(work); // NOLINT(poolguard-unreleased-pool)
}

void same_line_glob_ok() {
  std::thread t(work); // NOLINT(poolguard-*)
}

void next_line_ok() {
  // NOLINTNEXTLINE(poolguard-unreleased-pool)
  std::thread t(work);
}

// NOLINTBEGIN(poolguard-unreleased-pool)
void block_ok() {
  std::thread t(work);
}
// NOLINTEND(poolguard-unreleased-pool)

void other_check_bad() {
  std::thread t(work); // NOLINT(poolguard-double-release)
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is never released
}

// The comment belongs to the site, not to the exit.
void at_the_exit_bad(bool early) {
  std::thread t(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is not released on this path
  if (early)
    return; // NOLINT(poolguard-unreleased-pool)
  t.join();
}
