// RUN: %check_fix %s poolguard-* -- -std=c++17 -I %root/test/Inputs/boost
// A destructor that drops work, workers that nobody told to finish.
#include <boost/asio/post.hpp>
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
