// RUN: %check_tidy %s poolguard-process-lifetime-pool -- -nostdinc++ -isystem %S/../Inputs/std -isystem %S/../Inputs/boost -isystem %S/../Inputs/glib -std=c++17
// Objects of static storage, whose destructor runs at the end.
#include <boost/asio/thread_pool.hpp>
#include <glib.h>
#include <memory>
#include <thread>

void work();
void run(gpointer data, gpointer user_data);

boost::asio::thread_pool global_bad(4);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'global_bad' has static storage and is open until the process ends [poolguard-process-lifetime-pool]
static boost::asio::thread_pool joined_ok(4);
thread_local boost::asio::thread_pool of_thread_ok(4);
extern boost::asio::thread_pool declared_ok;
static std::thread nothing_ok;

namespace {
std::unique_ptr<boost::asio::thread_pool> owned_bad = std::make_unique<boost::asio::thread_pool>(4);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'owned_bad' has static storage and is open until the process ends [poolguard-process-lifetime-pool]
GThreadPool *dynamic_bad = g_thread_pool_new(run, nullptr, 4, FALSE, nullptr);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'dynamic_bad' has static storage and is open until the process ends [poolguard-process-lifetime-pool]
std::unique_ptr<boost::asio::thread_pool> reset_ok = std::make_unique<boost::asio::thread_pool>(4);
} // namespace

boost::asio::thread_pool &instance_bad() {
  static boost::asio::thread_pool pool(4);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'pool' has static storage and is open until the process ends [poolguard-process-lifetime-pool]
  return pool;
}

boost::asio::thread_pool &heap_instance_bad() {
  static boost::asio::thread_pool *pool = new boost::asio::thread_pool(4);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'pool' has static storage and is open until the process ends [poolguard-process-lifetime-pool]
  return *pool;
}

struct Shared {
  static boost::asio::thread_pool pool_bad;
};
boost::asio::thread_pool Shared::pool_bad(2);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'pool_bad' has static storage and is open until the process ends [poolguard-process-lifetime-pool]

void stop() {
  joined_ok.join();
  reset_ok.reset();
}

void local_ok() {
  boost::asio::thread_pool pool(4);
  pool.join();
}
