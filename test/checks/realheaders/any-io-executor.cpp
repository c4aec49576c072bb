// RUN: %check_tidy %s poolguard-discarded-work -- %boost_flags -std=c++17
// REQUIRES: boost
// Work posted through an executor of any type, as Boost.Asio has it installed.
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>

void work();

void joined_ok() {
  boost::asio::thread_pool pool(4);
  boost::asio::any_io_executor ex = pool.get_executor();
  boost::asio::post(ex, work);
  pool.join();
}

void nothing_posted_ok() {
  boost::asio::thread_pool pool(4);
  boost::asio::any_io_executor ex(pool.get_executor());
  pool.stop();
  pool.join();
}

void dropped_bad() {
  boost::asio::thread_pool pool(4);
  boost::asio::any_io_executor ex = pool.get_executor();
  boost::asio::post(ex, work);
}
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: work submitted to thread pool 'pool' is dropped by its destructor if it has not begun [poolguard-discarded-work]

void stopped_bad() {
  boost::asio::thread_pool pool(4);
  boost::asio::any_io_executor ex(pool.get_executor());
  boost::asio::post(ex, work);
  pool.stop();
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: work submitted to thread pool 'pool' is dropped if it has not begun [poolguard-discarded-work]
  pool.join();
}
