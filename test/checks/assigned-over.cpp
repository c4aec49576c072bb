// RUN: %check_tidy %s poolguard-unreleased-pool,poolguard-unreleased-member -- -nostdinc++ -isystem %S/../Inputs/std -std=c++17
// Another thread is assigned over one that is still joinable.
#include <thread>

void work();
bool ready();

void joined_first_ok() {
  std::thread t(work);
  t.join();
  t = std::thread(work);
  t.join();
}

void empty_ok() {
  std::thread t;
  t = std::thread(work);
  t.join();
}

void assigned_over_bad() {
  std::thread t(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is still joinable when assigned to, which calls std::terminate [poolguard-unreleased-pool]
  t = std::thread(work);
  t.join();
}

void sometimes_bad() {
  std::thread t;
  if (ready())
    t = std::thread(work);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is still joinable when assigned to, which calls std::terminate [poolguard-unreleased-pool]
  t = std::thread(work);
  t.join();
}

class Worker {
public:
  ~Worker() { stop(); }
  void start() { Thread = std::thread(work); }
  void stop() {
    if (Thread.joinable())
      Thread.join();
  }

private:
  std::thread Thread;
};

void started_ok() {
  Worker w;
  w.start();
}

void started_again_ok() {
  Worker w;
  w.start();
  w.stop();
  w.start();
}

void started_twice_bad() {
  Worker w;
  w.start();
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 'w.Thread' is still joinable when assigned to, which calls std::terminate [poolguard-unreleased-pool]
  w.start();
}
