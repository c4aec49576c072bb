// RUN: %check_tidy %s poolguard-unreleased-pool -- -nostdinc++ -isystem %S/../Inputs/std -isystem %S/../Inputs/boost -std=c++17
// boost::thread of the default version detaches when destroyed.
#include <boost/thread.hpp>
#include <utility>

void work();
bool condition();

void destroyed_bad() {
  boost::thread t(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is never released; it is detached when destroyed [poolguard-unreleased-pool]
}

void joined_ok() {
  boost::thread t(work);
  t.join();
}

void detached_ok() {
  boost::thread t(work);
  t.detach();
}

void early_return_bad() {
  boost::thread t(&work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is not released on this path; it is detached when destroyed
  if (condition())
    return;
  t.join();
}

void interrupted_bad() {
  boost::thread t(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is never released
  t.interrupt();
}

void interrupted_ok() {
  boost::thread t(work);
  t.interrupt();
  t.join();
}

void empty_ok() {
  boost::thread t;
}

void moved_ok() {
  boost::thread a(work);
  boost::thread b(std::move(a));
  b.join();
}

void asked_ok() {
  boost::thread t;
  if (condition())
    t = boost::thread(work);
  if (t.joinable())
    t.join();
}
