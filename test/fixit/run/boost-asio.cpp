// REQUIRES: sanitizers, valgrind, std, boost
// RUN: %run_fixed %s --with=valgrind,thread,address -- -std=c++17 -pthread
// Pools of the heap that nobody deletes keep their threads: Valgrind finds what those hold.
#include <boost/asio/thread_pool.hpp>
#include <cstdio>
#include <cstdlib>

static int early_return(int stop) {
  boost::asio::thread_pool *pool = new boost::asio::thread_pool(2);
  if (stop)
    return 1;
  delete pool;
  return 0;
}

int main(int count, char **arguments) {
  int result = -2;
  switch (count > 1 ? std::atoi(arguments[1]) : 0) {
  case 1:
    result = early_return(1);
    break;
  }
  std::printf("result %d\n", result);
  return 0;
}
