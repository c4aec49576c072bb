// RUN: %check_tidy %s poolguard-unreleased-pool -- -nostdinc++ -isystem %S/../Inputs/std -isystem %S/../Inputs/boost -std=c++17
// A pool object on the heap: its destructor only helps if somebody runs it.
#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>
#include <memory>
#include <thread>

void work();
bool condition();

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

void joined_ok() {
  auto *pool = new boost::asio::thread_pool(4);
  pool->join();
}

void deleted_on_one_path_bad() {
  auto *pool = new boost::asio::thread_pool(4);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'pool' is not released on this path
  if (condition())
    return;
  delete pool;
}

void smart_pointer_ok() {
  std::unique_ptr<boost::asio::thread_pool> pool(
      new boost::asio::thread_pool(4));
  if (condition())
    return;
  boost::asio::post(*pool, [] { work(); });
}

void made_smart_ok() {
  auto pool = std::make_unique<boost::asio::thread_pool>(4);
  boost::asio::post(*pool, [] { work(); });
}

boost::asio::thread_pool *returned_ok() {
  return new boost::asio::thread_pool(4);
}

// stop() tells the threads to end; nobody waits for them.
void only_stopped_bad() {
  auto *pool = new boost::asio::thread_pool(4);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'pool' is never released
  pool->stop();
}

void discarded_bad() {
  new boost::asio::thread_pool(4);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool is never released; the result is discarded
}

void thread_never_joined_bad() {
  auto *t = new std::thread(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is never released
  (void)t->get_id();
}

void thread_joined_ok() {
  auto *t = new std::thread(work);
  t->join();
  delete t;
}

// delete of a joinable thread terminates the process.
void thread_deleted_bad() {
  auto *t = new std::thread(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is never released
  delete t;
}

void jthread_never_deleted_bad() {
  auto *t = new std::jthread(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is never released
  (void)t->get_id();
}

void jthread_deleted_ok() {
  auto *t = new std::jthread(work);
  delete t;
}
