// RUN: %check_tidy %s poolguard-unreleased-pool -- %boost_flags -std=c++17
// REQUIRES: boost
// Boost.Asio as it is installed.
#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>
#include <memory>

void work();
bool condition();

void joined_ok() {
  boost::asio::thread_pool pool(4);
  boost::asio::post(pool, [] { work(); });
  pool.join();
}

void scoped_ok() {
  boost::asio::thread_pool pool(4);
  if (condition())
    return;
  boost::asio::post(pool, work);
}

void never_deleted_bad() {
  auto *pool = new boost::asio::thread_pool(4);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'pool' is never released{{.*}} [poolguard-unreleased-pool]
  boost::asio::post(*pool, [] { work(); });
}

void deleted_ok() {
  auto *pool = new boost::asio::thread_pool(4);
  boost::asio::post(*pool, [] { work(); });
  delete pool;
}

void unique_ok() {
  auto pool = std::make_unique<boost::asio::thread_pool>(4);
  boost::asio::post(pool->get_executor(), [] { work(); });
}

void deleted_on_one_path_bad() {
  auto *pool = new boost::asio::thread_pool;
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'pool' is not released on this path
  if (condition())
    return;
  delete pool;
}
