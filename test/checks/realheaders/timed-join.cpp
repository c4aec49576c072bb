// RUN: %check_tidy %s poolguard-unreleased-pool,poolguard-double-release -- %boost_thread_flags -std=c++17
// REQUIRES: boost-thread
// Boost.Thread as it is installed: joins with a time limit.
#include <boost/chrono.hpp>
#include <boost/thread.hpp>

void work();
void check(bool outcome, const char *what);

static const boost::chrono::milliseconds limit(200);

// Nobody branches on the outcome.
void checked_then_joined_ok() {
  boost::thread t(work);
  check(!t.try_join_for(limit), "too early");
  t.join();
}

void checked_ok() {
  boost::thread t(work);
  check(t.try_join_for(limit), "not interrupted");
}

void joined_after_all_ok() {
  boost::thread t(work);
  if (!t.try_join_for(limit))
    t.join();
}

void gives_up_bad() {
  boost::thread t(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is not released on this path; it is detached when destroyed [poolguard-unreleased-pool]
  if (t.try_join_for(limit))
    return;
}

void joined_twice_bad() {
  boost::thread t(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is not released on this path; it is detached when destroyed
  if (t.try_join_for(limit))
    t.join();
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is released twice [poolguard-double-release]
}
