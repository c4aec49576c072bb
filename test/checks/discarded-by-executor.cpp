// RUN: %check_tidy %s poolguard-discarded-work -- -nostdinc++ -isystem %S/../Inputs/std -isystem %S/../Inputs/boost -std=c++17 -fexceptions
// Work that is handed in through what stands for the pool.
#include <boost/asio/post.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/thread_pool.hpp>
#include <memory>

void work();
bool ready();
template <class Executor> void unseen(Executor executor);

void executor_bad() {
  boost::asio::thread_pool pool(4);
  boost::asio::post(pool.get_executor(), [] { work(); });
}
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: work submitted to thread pool 'pool' is dropped by its destructor if it has not begun [poolguard-discarded-work]

void executor_ok() {
  boost::asio::thread_pool pool(4);
  boost::asio::post(pool.get_executor(), [] { work(); });
  pool.join();
}

void kept_bad() {
  boost::asio::thread_pool pool(4);
  auto executor = pool.get_executor();
  auto same = executor;
  boost::asio::post(same, [] { work(); });
}
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: work submitted to thread pool 'pool' is dropped by its destructor if it has not begun [poolguard-discarded-work]

void kept_ok() {
  boost::asio::thread_pool pool(4);
  const auto &executor = pool.get_executor();
  boost::asio::post(executor, [] { work(); });
  if (ready())
    boost::asio::post(executor, [] { work(); });
  pool.join();
}

void executed_bad() {
  boost::asio::thread_pool pool(4);
  pool.get_executor().execute([] { work(); });
}
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: work submitted to thread pool 'pool' is dropped by its destructor if it has not begun [poolguard-discarded-work]

void executed_ok() {
  boost::asio::thread_pool pool(4);
  pool.get_executor().execute([] { work(); });
  pool.wait();
}

void strand_bad() {
  boost::asio::thread_pool pool(4);
  auto strand = boost::asio::make_strand(pool);
  boost::asio::post(strand, [] { work(); });
}
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: work submitted to thread pool 'pool' is dropped by its destructor if it has not begun [poolguard-discarded-work]

void made_strand_bad() {
  boost::asio::thread_pool pool(4);
  boost::asio::strand<boost::asio::thread_pool::executor_type> strand(pool.get_executor());
  boost::asio::post(strand, [] { work(); });
}
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: work submitted to thread pool 'pool' is dropped by its destructor if it has not begun [poolguard-discarded-work]

void strand_ok() {
  boost::asio::thread_pool pool(4);
  auto strand = boost::asio::make_strand(pool);
  boost::asio::post(strand, [] { work(); });
  pool.join();
}

void bound_bad() {
  boost::asio::thread_pool pool(4);
  boost::asio::post(boost::asio::bind_executor(pool, [] { work(); }));
}
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: work submitted to thread pool 'pool' is dropped by its destructor if it has not begun [poolguard-discarded-work]

void any_bad() {
  boost::asio::thread_pool pool(4);
  boost::asio::any_io_executor executor = pool.get_executor();
  boost::asio::post(executor, [] { work(); });
}
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: work submitted to thread pool 'pool' is dropped by its destructor if it has not begun [poolguard-discarded-work]

void any_ok() {
  boost::asio::thread_pool pool(4);
  boost::asio::any_io_executor executor = pool.get_executor();
  boost::asio::post(executor, [] { work(); });
  pool.join();
}

template <class Executor> void hand_in(Executor executor) { boost::asio::post(executor, [] { work(); }); }

void helper_bad() {
  boost::asio::thread_pool pool(4);
  hand_in(pool.get_executor());
}
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: work submitted to thread pool 'pool' is dropped by its destructor if it has not begun [poolguard-discarded-work]

void helper_ok() {
  boost::asio::thread_pool pool(4);
  hand_in(pool.get_executor());
  pool.join();
}

void on_heap_bad() {
  auto pool = std::make_unique<boost::asio::thread_pool>(4);
  boost::asio::post(pool->get_executor(), [] { work(); });
  pool.reset();
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: work submitted to thread pool 'pool' is dropped if it has not begun [poolguard-discarded-work]
}

void nothing_posted_ok() {
  boost::asio::thread_pool pool(4);
  auto executor = pool.get_executor();
}

// Whoever has the executor may wait for what it is given.
void passed_ok() {
  boost::asio::thread_pool pool(4);
  auto executor = pool.get_executor();
  boost::asio::post(executor, [] { work(); });
  unseen(executor);
}

// Of another pool by now.
void changed_ok() {
  boost::asio::thread_pool first(4), second(4);
  auto executor = first.get_executor();
  executor = second.get_executor();
  boost::asio::post(executor, [] { work(); });
  second.join();
}

void other_pool_ok() {
  boost::asio::thread_pool first(4), second(4);
  boost::asio::post(second.get_executor(), [] { work(); });
  second.join();
}

void posted_to_neither_ok(boost::asio::any_io_executor executor) {
  boost::asio::thread_pool pool(4);
  boost::asio::post(executor, [] { work(); });
}

static void stop(boost::asio::thread_pool &pool) {
  pool.stop();
  pool.join();
}

static void drain(boost::asio::thread_pool &pool) { pool.join(); }

static void finish(boost::asio::thread_pool &pool, bool hurry) {
  if (hurry)
    pool.stop();
  pool.join();
}

void stopped_by_helper_bad() {
  boost::asio::thread_pool pool(4);
  boost::asio::post(pool, [] { work(); });
  stop(pool);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: work submitted to thread pool 'pool' is dropped if it has not begun [poolguard-discarded-work]
}

void drained_by_helper_ok() {
  boost::asio::thread_pool pool(4);
  boost::asio::post(pool, [] { work(); });
  drain(pool);
}

void stopped_empty_ok() {
  boost::asio::thread_pool pool(4);
  stop(pool);
}

void finished_ok() {
  boost::asio::thread_pool pool(4);
  boost::asio::post(pool, [] { work(); });
  finish(pool, false);
}

class Server {
  boost::asio::thread_pool pool{4};

public:
  void stop_bad() {
    boost::asio::post(pool, [] { work(); });
    pool.stop();
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: work submitted to thread pool 'pool' is dropped if it has not begun [poolguard-discarded-work]
  }
  void stop_ok() { pool.stop(); }
  void drain_ok() {
    boost::asio::post(pool, [] { work(); });
    pool.join();
  }
};
