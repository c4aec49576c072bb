// RUN: %check_tidy %s poolguard-unreleased-pool -- -nostdinc++ -isystem %S/../Inputs/std -std=c++17
// Cases that fall through, break early or are missing.
#include <thread>

void work();

enum class Mode { Wait, Forget, Keep };

void every_case_ok(Mode mode) {
  std::thread t(work);
  switch (mode) {
  case Mode::Wait:
    t.join();
    break;
  case Mode::Forget:
  case Mode::Keep:
    t.detach();
    break;
  }
  if (t.joinable())
    t.join();
}

void case_forgets_bad(Mode mode) {
  std::thread t(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is not released on this path{{.*}} [poolguard-unreleased-pool]
  switch (mode) {
  case Mode::Wait:
    t.join();
    break;
  case Mode::Forget:
    t.detach();
    break;
  case Mode::Keep:
    break;
  }
}

void falls_into_join_ok(Mode mode) {
  std::thread t(work);
  switch (mode) {
  case Mode::Keep:
    work();
    [[fallthrough]];
  case Mode::Wait:
    [[fallthrough]];
  default:
    t.join();
  }
}

void declared_in_case_bad(Mode mode) {
  switch (mode) {
  case Mode::Wait: {
    std::thread t(work);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is never released
    break;
  }
  default:
    break;
  }
}

void declared_in_case_ok(Mode mode) {
  switch (mode) {
  case Mode::Wait: {
    std::thread t(work);
    t.join();
    break;
  }
  default:
    break;
  }
}
