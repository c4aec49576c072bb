// RUN: %check_tidy %s poolguard-unreleased-pool -- -nostdinc++ -isystem %S/../Inputs/std -std=c++17
// The same condition decides construction and release.
#include <thread>

void work();
bool condition();

void flag_ok(bool parallel) {
  std::thread t;
  if (parallel)
    t = std::thread(work);
  work();
  if (parallel)
    t.join();
}

void flag_negated_bad(bool parallel) {
  std::thread t;
  if (parallel)
    t = std::thread(work);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is never released{{.*}} [poolguard-unreleased-pool]
  work();
  if (!parallel)
    t.join();
}

void flag_of_another_bad(bool parallel, bool wait) {
  std::thread t;
  if (parallel)
    t = std::thread(work);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is not released on this path
  if (wait)
    t.join();
}

enum class Mode { Serial, Parallel, Detached };

int read_byte();
struct Options {
  bool parallel() const;
};

void enum_ok(Mode mode) {
  std::thread t;
  if (mode == Mode::Parallel)
    t = std::thread(work);
  work();
  if (mode == Mode::Parallel)
    t.join();
}

void enum_other_bad(Mode mode) {
  std::thread t;
  if (mode == Mode::Parallel)
    t = std::thread(work);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is never released
  work();
  if (mode == Mode::Detached)
    t.detach();
}

void enum_not_serial_ok(Mode mode) {
  std::thread t;
  if (mode == Mode::Parallel)
    t = std::thread(work);
  if (mode != Mode::Serial && t.joinable())
    t.join();
}

void result_kept_ok() {
  const bool parallel = condition();
  std::thread t;
  if (parallel)
    t = std::thread(work);
  work();
  if (parallel)
    t.join();
}

// A function that does something need not give the same answer twice.
void answer_asked_twice_bad() {
  std::thread t;
  if (read_byte() > 0)
    t = std::thread(work);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is not released on this path
  work();
  if (read_byte() > 0)
    t.join();
}

// One that only looks most likely does.
void property_asked_twice_ok(const Options &options) {
  std::thread t;
  if (options.parallel())
    t = std::thread(work);
  work();
  if (options.parallel())
    t.join();
}
