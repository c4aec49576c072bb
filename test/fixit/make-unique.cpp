// RUN: %check_fix %s poolguard-* -- -std=c++17 -nostdinc++ -isystem %root/test/Inputs/std -isystem %root/test/Inputs/boost
// An object that somebody has to delete goes with its scope.
#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>
#include <memory>

void work();
bool ready() noexcept;

static void fails() {
  if (ready())
    throw 1;
}

void deleted() {
  boost::asio::thread_pool *pool = new boost::asio::thread_pool(4);
  fails();
  delete pool;
}
// CHECK-FIXES-LABEL: void deleted
// CHECK-FIXES-NEXT: auto pool = std::make_unique<boost::asio::thread_pool>(4);
// CHECK-FIXES-NEXT: fails();
// CHECK-FIXES-NEXT: {{^}}}

void deduced() {
  auto *pool = new boost::asio::thread_pool(4);
  boost::asio::post(*pool, [] { work(); });
  fails();
  pool->join();
  delete pool;
  work();
}
// CHECK-FIXES-LABEL: void deduced
// CHECK-FIXES-NEXT: auto pool = std::make_unique<boost::asio::thread_pool>(4);
// CHECK-FIXES-NEXT: boost::asio::post(*pool, [] { work(); });
// CHECK-FIXES: pool->join();
// CHECK-FIXES-NEXT: pool.reset();
// CHECK-FIXES-NEXT: work();

void with_braces() {
  auto *pool = new boost::asio::thread_pool{4};
  fails();
  delete pool;
}
// CHECK-FIXES-LABEL: void with_braces
// CHECK-FIXES-NEXT: std::unique_ptr<boost::asio::thread_pool> pool(new boost::asio::thread_pool{4});
