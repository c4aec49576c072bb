// RUN: %check_tidy %s poolguard-unreleased-pool -- -nostdinc++ -isystem %S/../Inputs/std -std=c++17
// Functions one cannot see that are given a thread.
#include <functional>
#include <thread>
#include <utility>

void work();

class Scheduler {
public:
  explicit Scheduler(std::thread &t);
  void attach(std::thread &t);
  void look(const std::thread &t) const;
};
void inspect(const std::thread &t);
void measure(std::thread &t);
void join_all(std::thread &t);
void take(std::thread &&t);
void take_by_value(std::thread t);

void const_reference_bad() {
  std::thread t(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is never released{{.*}} [poolguard-unreleased-pool]
  inspect(t);
}

void const_reference_ok() {
  std::thread t(work);
  inspect(t);
  t.join();
}

// A neutral name borrows.
void reference_bad() {
  std::thread t(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is never released
  measure(t);
}

void join_by_name_ok() {
  std::thread t(work);
  join_all(t);
}

void rvalue_reference_ok() {
  std::thread t(work);
  take(std::move(t));
}

void by_value_ok() {
  std::thread t(work);
  take_by_value(std::move(t));
}

void temporary_ok() { take_by_value(std::thread(work)); }

// A constructor may keep the reference and join later.
void constructor_ok() {
  std::thread t(work);
  Scheduler s(t);
}

void attach_ok(Scheduler &s) {
  std::thread t(work);
  s.attach(t);
}

void method_const_reference_bad(const Scheduler &s) {
  std::thread t(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is never released
  s.look(t);
}
