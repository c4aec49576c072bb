// RUN: %check_tidy %s poolguard-unreleased-pool,poolguard-unreleased-member -- -std=c++17
// An atomic flag or counter says whether the thread was started.
#include <atomic>
#include <thread>

void work();
bool cond();

class Flag_ok {
  std::thread t;
  std::atomic<bool> up{false};

public:
  void start() {
    t = std::thread(work);
    up = true;
  }
  ~Flag_ok() {
    if (up)
      t.join();
  }
};

class ByHand {
  std::thread t;
  std::atomic<bool> up{false};

public:
  void start() {
    t = std::thread(work);
    up = true;
  }
  void stop() {
    if (up.exchange(false))
      t.join();
  }
};

void stopped_ok() {
  ByHand h;
  h.start();
  h.stop();
}

void not_stopped_bad() {
  ByHand h;
  h.start();
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 'h.t' is never released; it is still joinable when destroyed, which calls std::terminate [poolguard-unreleased-pool]
}

class Exchange_ok {
  std::thread t;
  std::atomic<bool> run{false};

public:
  void start() {
    if (run.exchange(true))
      return;
    t = std::thread(work);
  }
  ~Exchange_ok() {
    if (run.exchange(false))
      t.join();
  }
};

class Idempotent_ok {
  std::thread t;
  std::atomic<bool> stop{false};

public:
  Idempotent_ok() : t(work) {}
  void close() {
    if (stop.exchange(true))
      return;
    t.join();
  }
  ~Idempotent_ok() { close(); }
};

class Counter_ok {
  std::thread t;
  std::atomic<int> n{0};

public:
  void start() {
    if (n++ == 0)
      t = std::thread(work);
  }
  ~Counter_ok() {
    if (n > 0)
      t.join();
  }
};

void stored_ok() {
  std::atomic<bool> up{false};
  std::thread t;
  if (cond()) {
    t = std::thread(work);
    up.store(true, std::memory_order_release);
  }
  if (up.load(std::memory_order_acquire))
    t.join();
}

void never_set_bad() {
  std::atomic<bool> up{false};
  std::thread t(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is never released; it is still joinable when destroyed, which calls std::terminate [poolguard-unreleased-pool]
  if (up)
    t.join();
}

// Handles in a braced initialiser are the member's.
class Braced_ok {
  std::thread p[2];

public:
  Braced_ok() : p{std::thread(work), std::thread(work)} {}
  ~Braced_ok() {
    for (auto &t : p)
      t.join();
  }
};
