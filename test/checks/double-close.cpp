// RUN: %check_tidy %s poolguard-double-release -- -nostdinc++ -isystem %S/../Inputs/std -std=c++17
// join of a thread that is no longer joinable throws.
#include <thread>
#include <utility>
#include <vector>

void work();
bool condition();

void joined_twice_bad() {
  std::thread t(work);
  t.join();
  t.join();
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is released twice [poolguard-double-release]
}

void asked_first_ok() {
  std::thread t(work);
  t.join();
  if (t.joinable())
    t.join();
}

void joined_after_detach_bad() {
  std::thread t(work);
  t.detach();
  t.join();
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is released twice
}

void joined_and_destroyed_ok() {
  std::thread t(work);
  t.join();
}

void restarted_ok() {
  std::thread t(work);
  t.join();
  t = std::thread(work);
  t.join();
}

void jthread_ok() {
  std::jthread t(work);
  t.join();
}

void jthread_twice_bad() {
  std::jthread t(work);
  t.join();
  t.join();
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is released twice
}

void on_one_path_bad() {
  std::thread t(work);
  if (condition())
    t.join();
  t.join();
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is released twice
}

void parameter_bad(std::thread &t) {
  t.join();
  t.join();
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is released twice
}

void parameter_ok(std::thread &t) {
  if (t.joinable())
    t.join();
}

void vector_once_ok(std::vector<std::thread> &threads) {
  for (auto &t : threads)
    t.join();
}

class Server {
  std::thread listener;

public:
  void stop_bad() {
    listener.join();
    listener.detach();
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread{{.*}} is released twice
  }
  void stop_ok() {
    if (listener.joinable())
      listener.join();
  }
  void restart_ok() {
    listener.join();
    listener = std::thread(work);
  }
};

// After a move the other object has the thread.
void moved_ok() {
  std::thread a(work);
  std::thread b = std::move(a);
  b.join();
}
