// RUN: %check_tidy %s poolguard-unreleased-pool -- %boost_thread_flags -std=c++17
// REQUIRES: boost-thread
// What a group makes may be joined by the thread's own name.
#include <boost/thread/thread.hpp>

void work();

void by_pointer_ok() {
  boost::thread_group group;
  boost::thread *t = group.create_thread(work);
  t->join();
}

void at_once_ok() {
  boost::thread_group group;
  group.create_thread(work)->join();
}

void all_ok() {
  boost::thread_group group;
  for (int i = 0; i < 4; i++)
    group.create_thread(work);
  group.join_all();
}

void none_bad() {
  boost::thread_group group;
  group.create_thread(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'group' is never released; it is still open when destroyed [poolguard-unreleased-pool]
}
