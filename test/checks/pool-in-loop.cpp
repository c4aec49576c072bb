// RUN: %check_tidy %s poolguard-pool-in-loop,poolguard-unreleased-pool -- -nostdinc++ -isystem %S/../Inputs/std -isystem %S/../Inputs/boost -isystem %S/../Inputs/glib -std=c++17
// A scoped pool in the body of a loop is made and released in every round.
#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>
#include <glib.h>
#include <memory>
#include <thread>
#include <vector>

void work();
bool ready();
void run(gpointer data, gpointer user_data);

struct Job {
  int threads;
  void start();
};

void scoped_bad(std::vector<Job> &jobs) {
  for (Job &job : jobs) {
    boost::asio::thread_pool pool(4);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'pool' is constructed and released in every iteration of a loop; construct it once, before the loop [poolguard-pool-in-loop]
    boost::asio::post(pool, [&] { job.start(); });
    pool.join();
  }
}

void before_ok(std::vector<Job> &jobs) {
  boost::asio::thread_pool pool(4);
  for (Job &job : jobs)
    boost::asio::post(pool, [&] { job.start(); });
  pool.join();
}

void size_of_job_ok(std::vector<Job> &jobs) {
  for (Job &job : jobs) {
    boost::asio::thread_pool pool(job.threads);
    pool.join();
  }
}

void own_size_bad(int rounds, int threads) {
  while (rounds-- > 0) {
    boost::asio::thread_pool pool(threads);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'pool' is constructed and released in every iteration of a loop; construct it once, before the loop [poolguard-pool-in-loop]
    boost::asio::post(pool, [] { work(); });
    pool.join();
  }
}

void deleter_bad(int rounds) {
  auto close = [](GThreadPool *pool) { g_thread_pool_free(pool, FALSE, TRUE); };
  for (int i = 0; i < rounds; ++i) {
    std::unique_ptr<GThreadPool, decltype(close)> pool(g_thread_pool_new(run, nullptr, 4, FALSE, nullptr), close);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'pool' is constructed and released in every iteration of a loop; construct it once, before the loop [poolguard-pool-in-loop]
    g_thread_pool_push(pool.get(), nullptr, nullptr);
  }
}

// A thread per job is how threads are used.
void thread_ok(int rounds) {
  for (int i = 0; i < rounds; ++i) {
    std::thread t(work);
    t.join();
  }
}

// The lambda is a function of its own.
void lambda_ok(int rounds) {
  for (int i = 0; i < rounds; ++i) {
    auto once = [] {
      boost::asio::thread_pool pool(4);
      pool.join();
    };
    if (ready())
      once();
  }
}

void loop_in_lambda_bad() {
  auto all = [](int rounds) {
    while (--rounds) {
      boost::asio::thread_pool pool(4);
      // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'pool' is constructed and released in every iteration of a loop; construct it once, before the loop [poolguard-pool-in-loop]
      pool.join();
    }
  };
  all(3);
}

void kept_ok(int rounds, std::vector<std::unique_ptr<boost::asio::thread_pool>> &pools) {
  for (int i = 0; i < rounds; ++i) {
    auto pool = std::make_unique<boost::asio::thread_pool>(4);
    pools.push_back(std::move(pool));
  }
}

void returned_ok() {
  for (;;) {
    boost::asio::thread_pool pool(4);
    pool.join();
    return;
  }
}

namespace benchmark {
struct State {
  int *begin();
  int *end();
};
} // namespace benchmark

void creation_ok(benchmark::State &state) {
  for (int round : state) {
    (void)round;
    boost::asio::thread_pool pool(4);
    pool.join();
  }
}
