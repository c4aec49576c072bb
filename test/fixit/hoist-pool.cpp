// RUN: %check_fix %s poolguard-* -- -nostdinc++ -isystem %root/test/Inputs/std -isystem %root/test/Inputs/boost -isystem %root/test/Inputs/glib -std=c++17
// Scoped pools go before the loop as they are.
#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>
#include <glib.h>
#include <memory>
#include <vector>

void work();
void work_on(int);
int next();
void run(gpointer data, gpointer user_data);

struct Job {
  void start();
};

void scoped(std::vector<Job> &jobs) {
  for (Job &job : jobs) {
    boost::asio::thread_pool pool(4);
    boost::asio::post(pool, [&] { job.start(); });
    pool.join();
  }
}
// CHECK-FIXES-LABEL: void scoped
// CHECK-FIXES: {{^}}  boost::asio::thread_pool pool(4);
// CHECK-FIXES-NEXT: {{^}}  for (Job &job : jobs) {
// CHECK-FIXES-NEXT: {{^}}    boost::asio::post(pool, [&] { job.start(); });
// CHECK-FIXES-NEXT: {{^}}  }
// CHECK-FIXES-NEXT: {{^}}  pool.join();
// CHECK-FIXES-NEXT: {{^}}}

void by_value(int n) {
  for (int i = 0; i < n; ++i) {
    boost::asio::thread_pool pool(4);
    boost::asio::post(pool, [i] { work_on(i); });
    pool.join();
  }
}
// CHECK-FIXES-LABEL: void by_value
// CHECK-FIXES: {{^}}  boost::asio::thread_pool pool(4);
// CHECK-FIXES-NEXT: {{^}}  for (int i = 0; i < n; ++i) {

// The next round changes what the task reads.
void by_reference(int n) {
  for (int i = 0; i < n; ++i) {
    boost::asio::thread_pool pool(4); // no fix: each round waits for its tasks by releasing the pool
    boost::asio::post(pool, [&i] { work_on(i); });
    pool.join();
  }
}

void result_of_the_round(int n) {
  int sum = 0;
  for (int i = 0; i < n; ++i) {
    int part = 0;
    boost::asio::thread_pool pool(4); // no fix: the round goes on after the end of the pool
    boost::asio::post(pool, [&part] { part = next(); });
    pool.join();
    sum += part;
  }
  work_on(sum);
}

struct Server {
  int state;
  void step();
  void rounds(int n) {
    for (int i = 0; i < n; ++i) {
      boost::asio::thread_pool pool(4); // no fix: each round waits for its tasks by releasing the pool
      boost::asio::post(pool, [this] { step(); });
      pool.join();
    }
  }
};

void smart(int n) {
  auto close = [](GThreadPool *pool) { g_thread_pool_free(pool, FALSE, TRUE); };
  for (int i = 0; i < n; ++i) {
    std::unique_ptr<GThreadPool, decltype(close)> pool(g_thread_pool_new(run, nullptr, 4, FALSE, nullptr), close);
    g_thread_pool_push(pool.get(), nullptr, nullptr);
  }
}
// CHECK-FIXES-LABEL: void smart
// CHECK-FIXES: {{^}}  std::unique_ptr<GThreadPool, decltype(close)> pool(
// CHECK-FIXES: {{^}}  for (int i = 0; i < n; ++i) {
// CHECK-FIXES-NEXT: {{^}}    g_thread_pool_push(pool.get(), nullptr, nullptr);
// CHECK-FIXES-NEXT: {{^}}  }

// The guard would live longer than what comes behind the loop.
int results_behind(int n) {
  auto close = [](GThreadPool *pool) { g_thread_pool_free(pool, FALSE, TRUE); };
  int *results = new int[n];
  for (int i = 0; i < n; ++i) {
    std::unique_ptr<GThreadPool, decltype(close)> pool(g_thread_pool_new(run, nullptr, 4, FALSE, nullptr), close); // no fix: what comes behind the loop may need the tasks to be done
    g_thread_pool_push(pool.get(), &results[i], nullptr);
  }
  int first = results[0];
  delete[] results;
  return first;
}

std::vector<Job> made();

void temporary_range() {
  for (Job &job : made()) {
    boost::asio::thread_pool pool(4); // no fix: each round waits for its tasks by releasing the pool
    boost::asio::post(pool, [&] { job.start(); });
    pool.join();
  }
}

template <class T> void in_a_template(int n) {
  for (int i = 0; i < n; ++i) {
    boost::asio::thread_pool pool(4); // no fix: the function is a template
    boost::asio::post(pool, [] { work(); });
    pool.join();
  }
}
template void in_a_template<int>(int);
