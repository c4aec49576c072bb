// RUN: %check_tidy %s poolguard-unreleased-pool -- %boost_thread_flags -std=c++17
// REQUIRES: boost-thread
// Boost.Thread as it is installed.
#include <boost/thread/thread.hpp>

void work();
bool condition();

void joined_ok() {
  boost::thread t(work);
  t.join();
}

void destroyed_bad() {
  boost::thread t(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is never released{{.*}} [poolguard-unreleased-pool]
}

void early_return_bad() {
  boost::thread t([] { work(); });
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is not released on this path
  if (condition())
    return;
  t.join();
}

void detached_ok() {
  boost::thread t(work);
  t.detach();
}
