// RUN: %check_tidy %s poolguard-unreleased-pool -- -nostdinc++ -isystem %S/../Inputs/std -std=c++17
// Classes derived from a handle's class: with a destructor that joins they are
// guards, with nothing of their own they are threads.
#include <memory>
#include <optional>
#include <thread>
#include <vector>

void work();
bool condition();

struct Joins : std::thread {
  using std::thread::thread;
  Joins(Joins &&) = default;
  ~Joins() {
    if (joinable())
      join();
  }
};

struct Forwards : std::thread {
  template <typename F> explicit Forwards(F f) : std::thread(f) {}
  Forwards(Forwards &&) = default;
  ~Forwards() {
    if (joinable())
      join();
  }
};

struct Starts : std::thread {
  Starts() : std::thread(work) {}
  ~Starts() { join(); }
};

struct Logs : std::thread {
  using std::thread::thread;
  ~Logs() { condition(); }
};

struct Elsewhere : std::thread {
  using std::thread::thread;
  ~Elsewhere();
  void finish();
};

struct Plain : std::thread {
  using std::thread::thread;
};

struct Stops : std::thread {
  using std::thread::thread;
  void finish() { join(); }
};

void local_ok() {
  Joins t(work);
  Forwards u(work);
  Starts v;
  Elsewhere w(work);
}

void vector_ok() {
  std::vector<Joins> v;
  v.emplace_back(work);
  v.push_back(Joins(work));
  std::vector<Forwards> w;
  w.emplace_back(work);
}

void owners_ok() {
  auto a = std::make_unique<Joins>(work);
  auto b = std::make_shared<Joins>(work);
  std::optional<Joins> c;
  c.emplace(work);
}

void deleted_ok() {
  auto *t = new Joins(work);
  delete t;
}

void logs_bad() {
  Logs t(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is never released; it is still joinable when destroyed, which calls std::terminate [poolguard-unreleased-pool]
}

void plain_ok() {
  Plain t(work);
  t.join();
}

void plain_bad() {
  Plain t(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is never released; it is still joinable when destroyed, which calls std::terminate [poolguard-unreleased-pool]
  condition();
}

void plain_path_bad() {
  Plain t(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is not released on this path; it is still joinable when destroyed, which calls std::terminate [poolguard-unreleased-pool]
  if (condition())
    return;
  t.join();
}

void plain_vector_bad() {
  std::vector<Plain> v;
  v.emplace_back(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 'v' is never released; it is still joinable when destroyed, which calls std::terminate [poolguard-unreleased-pool]
}

void own_method_ok() {
  Stops t(work);
  t.finish();
}

void own_method_bad() {
  Stops t(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is not released on this path; it is still joinable when destroyed, which calls std::terminate [poolguard-unreleased-pool]
  if (condition())
    t.finish();
}

void unseen_method_ok() {
  Elsewhere t(work);
  t.finish();
}
