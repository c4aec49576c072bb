// RUN: %check_fix %s poolguard-* -- -std=c++17 -I %root/test/Inputs/boost
// A destructor that drops work, workers that nobody told to finish.
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/thread/executors/basic_thread_pool.hpp>

void work() noexcept;
bool condition() noexcept;

void by_destructor() {
  boost::asio::thread_pool pool(4);
  boost::asio::post(pool, [] { work(); });
  if (condition())
    return;
  pool.join();
}
// CHECK-FIXES-LABEL: void by_destructor
// CHECK-FIXES: if (condition()) {
// CHECK-FIXES-NEXT: pool.join();
// CHECK-FIXES-NEXT: return;

void not_told() {
  boost::basic_thread_pool pool(4);
  pool.submit([] { work(); });
  pool.join();
}
// CHECK-FIXES-LABEL: void not_told
// CHECK-FIXES: pool.close();
// CHECK-FIXES-NEXT: pool.join();

// What stands for the pool may end behind the wait.
void by_executor() {
  boost::asio::thread_pool pool(4);
  auto executor = pool.get_executor();
  boost::asio::post(executor, [] { work(); });
}
// CHECK-FIXES-LABEL: void by_executor
// CHECK-FIXES: boost::asio::post(executor, [] { work(); });
// CHECK-FIXES-NEXT: pool.join();

void by_strand() {
  boost::asio::thread_pool pool(4);
  auto strand = boost::asio::make_strand(pool);
  boost::asio::post(strand, [] { work(); });
}
// CHECK-FIXES-LABEL: void by_strand
// CHECK-FIXES: boost::asio::post(strand, [] { work(); });
// CHECK-FIXES-NEXT: pool.join();

// With work to come the wait would have no end.
void kept_busy() {
  boost::asio::thread_pool pool(4);
  boost::asio::executor_work_guard<boost::asio::thread_pool::executor_type> busy(pool.get_executor());
  boost::asio::post(pool, [] { work(); });
} // no fix: the destructor of 'busy' may use the pool

// It may have a last task.
struct Batch {
  boost::asio::thread_pool &pool;
  explicit Batch(boost::asio::thread_pool &p) noexcept : pool(p) {}
  ~Batch() { boost::asio::post(pool, [] { work(); }); }
};
void by_batch() {
  boost::asio::thread_pool pool(4);
  Batch batch(pool);
} // no fix: the destructor of 'batch' may use the pool
