// RUN: %check_tidy %s poolguard-unreleased-pool -- -nostdinc++ -isystem %S/../Inputs/std -std=c++17
// Functions of the same file that take a thread.
#include <thread>
#include <utility>
#include <vector>

void work();
bool condition();

static void join_it(std::thread &t) { t.join(); }
static void join_if_running(std::thread &t) {
  if (t.joinable())
    t.join();
}
static void look_at(const std::thread &t) { (void)t.get_id(); }
static void take(std::thread t) { t.join(); }
static void join_all(std::vector<std::thread> &threads) {
  for (auto &t : threads)
    t.join();
}
static std::thread start() { return std::thread(work); }

void joined_ok() {
  std::thread t(work);
  join_it(t);
}

void joined_if_running_ok() {
  std::thread t;
  if (condition())
    t = std::thread(work);
  join_if_running(t);
}

void looked_at_bad() {
  std::thread t(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is never released{{.*}} [poolguard-unreleased-pool]
  look_at(t);
}

void taken_ok() {
  std::thread t(work);
  take(std::move(t));
}

void taken_on_one_path_bad() {
  std::thread t(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is not released on this path
  if (condition())
    take(std::move(t));
}

void all_joined_ok(int n) {
  std::vector<std::thread> threads;
  for (int i = 0; i < n; ++i)
    threads.emplace_back(work);
  join_all(threads);
}

void started_ok() {
  std::thread t = start();
  t.join();
}
