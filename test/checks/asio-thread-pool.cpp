// RUN: %check_tidy %s poolguard-unreleased-pool,poolguard-double-release -- -nostdinc++ -isystem %S/../Inputs/std -isystem %S/../Inputs/boost -std=c++17
// The destructor stops and joins: a scoped pool does not leak.
#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>

void work();
bool condition();

void joined_ok() {
  boost::asio::thread_pool pool(4);
  boost::asio::post(pool, [] { work(); });
  pool.join();
}

void scoped_ok() {
  boost::asio::thread_pool pool;
  if (condition())
    return;
  boost::asio::post(pool, [] { work(); });
}

void stopped_and_joined_ok() {
  boost::asio::thread_pool pool(4);
  pool.stop();
  pool.join();
}

// join may be called again.
void joined_twice_ok() {
  boost::asio::thread_pool pool(4);
  pool.join();
  pool.join();
}

void static_ok() {
  static boost::asio::thread_pool pool(4);
  boost::asio::post(pool, [] { work(); });
}

// The minimal leak: nothing runs the destructor.
void on_heap_bad() {
  auto &pool = *new boost::asio::thread_pool(4);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool{{.*}} is never released{{.*}} [poolguard-unreleased-pool]
  boost::asio::post(pool, [] { work(); });
}

class Server {
  boost::asio::thread_pool pool;

public:
  Server() : pool(4) {}
  void post_ok() {
    boost::asio::post(pool, [] { work(); });
  }
};

// After a delete the pool is gone; that its pointer is deleted again is not seen.
void FN_deleted_twice_bad() {
  auto *pool = new boost::asio::thread_pool(4);
  delete pool;
  delete pool;
}
