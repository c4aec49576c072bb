// RUN: %check_tidy %s poolguard-unreleased-pool -- -I %S/../Inputs/poco -std=c++17
// What a method starts behind a pointer may be somebody else's to end.
#include <Poco/Thread.h>

class Worker : public Poco::Thread {
public:
  Worker();
  explicit Worker(Poco::Runnable *owner);
  explicit Worker(int priority);
};
Poco::Thread *current();
void keep(const void *thread);

void made_here_bad(Poco::Runnable &job) {
  auto *t = new Poco::Thread;
  t->start(job);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is never released
}

void derived_bad(Poco::Runnable &job) {
  Worker *t = new Worker(7);
  t->start(job);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is never released
}

void deleted_bad(Poco::Runnable &job) {
  Worker *t = new Worker;
  t->start(job);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is never released
  delete t;
}

void joined_ok(Poco::Runnable &job) {
  auto *t = new Poco::Thread;
  t->start(job);
  t->join();
  delete t;
}

void parameter_ok(Poco::Thread *t, Poco::Runnable &job) { t->start(job); }

void reference_ok(Poco::Thread &t, Poco::Runnable &job) { t.start(job); }

void of_a_function_ok(Poco::Runnable &job) {
  Poco::Thread *t = current();
  t->start(job);
}

void in_place_ok(Poco::Runnable &job) { current()->start(job); }

void owned_ok(Poco::Runnable &job) {
  Worker *t = new Worker(&job);
  t->start(job);
}

void told_before_ok(Poco::Runnable &job) {
  auto *t = new Poco::Thread;
  keep(t);
  t->start(job);
}

void told_after_ok(Poco::Runnable &job) {
  auto *t = new Poco::Thread;
  t->start(job);
  keep(t);
}

void several_ok(Poco::Thread **threads, int n, Poco::Runnable &job) {
  for (int i = 0; i < n; i++)
    threads[i]->start(job);
}

// Only the variable that is initialised with the object is believed.
void FN_assigned(Poco::Runnable &job) {
  Poco::Thread *t;
  t = new Poco::Thread;
  t->start(job);
}
