// RUN: %check_tidy %s poolguard-unreleased-pool,poolguard-unreleased-member -- -nostdinc++ -isystem %S/../Inputs/std -std=c++17
// A thread that was just made is not the one that runs here.
#include <thread>
#include <vector>

void work();
bool ready();

void not_self_ok() {
  std::thread t(work);
  if (t.get_id() != std::this_thread::get_id())
    t.join();
}

void joinable_too_ok() {
  std::thread t(work);
  if (t.joinable() && t.get_id() != std::this_thread::get_id())
    t.join();
}

void kept_id_ok() {
  std::thread t(work);
  auto me = std::this_thread::get_id();
  if (me == t.get_id())
    return;
  t.join();
}

void no_thread_ok() {
  std::thread t(work);
  std::thread::id none;
  if (t.get_id() != none)
    t.join();
}

void two_threads_ok() {
  std::thread t(work), u(work);
  if (t.get_id() != u.get_id())
    t.join();
  u.join();
}

void elements_ok() {
  std::vector<std::thread> v;
  for (int i = 0; i < 4; i++)
    v.emplace_back(work);
  for (auto &t : v)
    if (t.get_id() != std::this_thread::get_id())
      t.join();
}

static void join_other(std::thread &t) {
  if (t.get_id() != std::this_thread::get_id())
    t.join();
}

void helper_ok() {
  std::thread t(work);
  join_other(t);
}

class Worker {
public:
  ~Worker() {
    if (Thread.get_id() != std::this_thread::get_id())
      Thread.join();
  }

private:
  std::thread Thread{work};
};

void member_ok() { Worker w; }

void only_self_bad() {
  std::thread t(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is never released; it is still joinable when destroyed, which calls std::terminate [poolguard-unreleased-pool]
  if (t.get_id() == std::this_thread::get_id())
    t.join();
}

void left_before_bad() {
  std::thread t(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is not released on this path; it is still joinable when destroyed, which calls std::terminate [poolguard-unreleased-pool]
  if (ready())
    return;
  join_other(t);
}
