// RUN: %check_tidy %s poolguard-unreleased-pool -- -nostdinc++ -isystem %S/../Inputs/std -std=c++17
// Guards for std::thread before std::jthread came.
#include <thread>
#include <utility>
#include <vector>

void work();
bool condition();

class ThreadGuard {
  std::thread &t;

public:
  explicit ThreadGuard(std::thread &thread) : t(thread) {}
  ~ThreadGuard() {
    if (t.joinable())
      t.join();
  }
};

int by_reference_ok() {
  std::thread t(work);
  ThreadGuard guard(t);
  if (condition())
    return 1;
  return 0;
}

int guard_too_late_bad() {
  std::thread t(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is not released on this path; it is still joinable when destroyed, which calls std::terminate [poolguard-unreleased-pool]
  if (condition())
    return 1;
  ThreadGuard guard(t);
  return 0;
}

class ScopedThread {
  std::thread t;

public:
  explicit ScopedThread(std::thread thread) : t(std::move(thread)) {}
  ~ScopedThread() { t.join(); }
};

int owning_ok() {
  ScopedThread s{std::thread(work)};
  if (condition())
    return 1;
  return 0;
}

int owning_moved_ok() {
  std::thread t(work);
  ScopedThread s(std::move(t));
  if (condition())
    return 1;
  return 0;
}

class JoinAll {
  std::vector<std::thread> &threads;

public:
  explicit JoinAll(std::vector<std::thread> &v) : threads(v) {}
  ~JoinAll() {
    for (auto &t : threads)
      if (t.joinable())
        t.join();
  }
};

int all_ok(int n) {
  std::vector<std::thread> threads;
  JoinAll joiner(threads);
  for (int i = 0; i < n; ++i)
    threads.emplace_back(work);
  if (condition())
    return 1;
  return 0;
}

int all_without_guard_bad(int n) {
  std::vector<std::thread> threads;
  for (int i = 0; i < n; ++i)
    threads.emplace_back(work);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 'threads' is never released; it is still joinable when destroyed, which calls std::terminate [poolguard-unreleased-pool]
  if (condition())
    return 1;
  return 0;
}

// Keeps a reference, joins nothing.
class ThreadView {
  std::thread &t;

public:
  explicit ThreadView(std::thread &thread) : t(thread) {}
  bool running() const { return t.joinable(); }
};

// An object that holds a reference is taken to be in charge of the thread.
int view_bad() {
  std::thread t(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is never released; it is still joinable when destroyed, which calls std::terminate [poolguard-unreleased-pool]
  ThreadView view(t);
  return 0;
}
