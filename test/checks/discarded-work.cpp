// RUN: %check_tidy %s poolguard-discarded-work -- -nostdinc++ -isystem %S/../Inputs/std -isystem %S/../Inputs/boost -isystem %S/../Inputs/glib -std=c++17 -fexceptions
// Destructors that stop, and stop() itself.
#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/thread/executors/basic_thread_pool.hpp>
#include <glib.h>
#include <memory>
#include <thread>

void work();
bool ready();
void run(gpointer data, gpointer user_data);
void use_pool(boost::asio::thread_pool &pool);
void parse(int line);

void joined_ok() {
  boost::asio::thread_pool pool(4);
  boost::asio::post(pool, [] { work(); });
  pool.join();
}

void scoped_bad() {
  boost::asio::thread_pool pool(4);
  boost::asio::post(pool, [] { work(); });
}
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: work submitted to thread pool 'pool' is dropped by its destructor if it has not begun [poolguard-discarded-work]

void nothing_posted_ok() { boost::asio::thread_pool pool(4); }

void early_return_bad() {
  boost::asio::thread_pool pool(4);
  boost::asio::post(pool, [] { work(); });
  if (ready())
    return;
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: work submitted to thread pool 'pool' is dropped by its destructor if it has not begun [poolguard-discarded-work]
  pool.join();
}

void early_return_before_ok() {
  boost::asio::thread_pool pool(4);
  if (ready())
    return;
  boost::asio::post(pool, [] { work(); });
  pool.join();
}

void stopped_bad() {
  boost::asio::thread_pool pool(4);
  boost::asio::post(pool, [] { work(); });
  pool.stop();
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: work submitted to thread pool 'pool' is dropped if it has not begun [poolguard-discarded-work]
  pool.join();
}

void stopped_after_join_ok() {
  boost::asio::thread_pool pool(4);
  boost::asio::post(pool, [] { work(); });
  pool.join();
  pool.stop();
}

void on_heap_bad() {
  auto pool = std::make_unique<boost::asio::thread_pool>(4);
  boost::asio::post(*pool, [] { work(); });
}
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: work submitted to thread pool 'pool' is dropped by its destructor if it has not begun [poolguard-discarded-work]

void on_heap_joined_ok() {
  auto pool = std::make_unique<boost::asio::thread_pool>(4);
  boost::asio::post(*pool, [] { work(); });
  pool->join();
}

void deleted_bad() {
  auto *pool = new boost::asio::thread_pool(4);
  boost::asio::post(*pool, [] { work(); });
  delete pool;
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: work submitted to thread pool 'pool' is dropped if it has not begun [poolguard-discarded-work]
}

void executor_submit_bad() {
  boost::basic_thread_pool pool(4);
  pool.submit([] { work(); });
}
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: work submitted to thread pool 'pool' is dropped by its destructor if it has not begun [poolguard-discarded-work]

void executor_closed_and_joined_ok() {
  boost::basic_thread_pool pool(4);
  pool.submit([] { work(); });
  pool.close();
  pool.join();
}

void deleter_bad() {
  auto drop = [](GThreadPool *pool) { g_thread_pool_free(pool, TRUE, TRUE); };
  std::unique_ptr<GThreadPool, decltype(drop)> pool(g_thread_pool_new(run, nullptr, 4, FALSE, nullptr), drop);
  g_thread_pool_push(pool.get(), nullptr, nullptr);
}
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: work submitted to thread pool 'pool' is dropped by its destructor if it has not begun [poolguard-discarded-work]

void deleter_ok() {
  auto close = [](GThreadPool *pool) { g_thread_pool_free(pool, FALSE, TRUE); };
  std::unique_ptr<GThreadPool, decltype(close)> pool(g_thread_pool_new(run, nullptr, 4, FALSE, nullptr), close);
  g_thread_pool_push(pool.get(), nullptr, nullptr);
}

void lent_ok() {
  boost::asio::thread_pool pool(4);
  boost::asio::post(pool, [] { work(); });
  use_pool(pool);
}

void slept_ok() {
  std::thread other(work);
  boost::asio::thread_pool pool(4);
  boost::asio::post(pool, [] { work(); });
  other.join(); // It may have waited.
}

// On the way out of an error.
void thrown_ok() {
  boost::asio::thread_pool pool(4);
  boost::asio::post(pool, [] { work(); });
  if (ready())
    throw 1;
  pool.join();
}

void in_handler_ok(GThreadPool *pool) {
  try {
    g_thread_pool_push(pool, nullptr, nullptr);
    if (ready())
      throw 1;
    g_thread_pool_free(pool, FALSE, TRUE);
  } catch (int) {
    g_thread_pool_free(pool, TRUE, TRUE);
  }
}

void asynchronous_ok(boost::asio::thread_pool &pool) {
  boost::asio::post(pool, [] { work(); });
}

class Server {
  boost::asio::thread_pool pool{4};

public:
  void post_ok() {
    boost::asio::post(pool, [] { work(); });
  }
  void stop_bad() {
    boost::asio::post(pool, [] { work(); });
    pool.stop();
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: work submitted to thread pool 'pool' is dropped if it has not begun [poolguard-discarded-work]
  }
};
