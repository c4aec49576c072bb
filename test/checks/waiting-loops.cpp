// RUN: %check_tidy %s poolguard-discarded-work -- -isystem %S/../Inputs/boost -isystem %S/../Inputs/glib -std=c++17 -fexceptions
// A loop that waits for each piece of work waits for none where none was submitted.
#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>
#include <condition_variable>
#include <future>
#include <glib.h>
#include <memory>
#include <mutex>
#include <vector>

bool process(int job);
void note(int job);
void run(gpointer data, gpointer queue);
gpointer pop(gpointer queue);

void by_futures_ok(const std::vector<int> &jobs) {
  boost::asio::thread_pool pool(4);
  std::vector<std::future<bool>> results;
  for (int job : jobs) {
    auto task = std::make_shared<std::packaged_task<bool()>>([job] { return process(job); });
    results.push_back(task->get_future());
    boost::asio::post(pool, [task] { (*task)(); });
  }
  for (auto &each : results)
    each.get();
}

void by_index_ok(const std::vector<int> &jobs, std::vector<std::future<void>> &done) {
  boost::asio::thread_pool pool(4);
  for (int job : jobs)
    boost::asio::post(pool, [job] { process(job); });
  for (size_t i = 0; i < done.size(); ++i)
    done[i].wait();
}

void by_condition_ok(const std::vector<int> &jobs, std::mutex &mutex, std::condition_variable &changed, int &left) {
  boost::asio::thread_pool pool(4);
  for (int job : jobs)
    boost::asio::post(pool, [job] { process(job); });
  std::unique_lock<std::mutex> lock(mutex);
  while (left > 0)
    changed.wait(lock);
}

void by_queue_ok(gpointer queue, int n) {
  GThreadPool *pool = g_thread_pool_new(run, queue, 4, FALSE, nullptr);
  int sent = 0;
  for (; sent < n; ++sent)
    g_thread_pool_push(pool, queue, nullptr);
  while (sent-- > 0)
    pop(queue);
  g_thread_pool_free(pool, TRUE, TRUE);
}

void some_rounds_only_ok(const std::vector<int> &jobs, std::vector<std::future<void>> &done, bool quick) {
  boost::asio::thread_pool pool(4);
  for (int job : jobs)
    boost::asio::post(pool, [job] { process(job); });
  do {
    for (auto &each : done)
      each.wait();
  } while (!quick && process(1));
}

// Nothing waits in these.
void other_loop_bad(const std::vector<int> &jobs) {
  boost::asio::thread_pool pool(4);
  for (int job : jobs)
    boost::asio::post(pool, [job] { process(job); });
  for (int job : jobs)
    note(job);
}
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: work submitted to thread pool 'pool' is dropped by its destructor if it has not begun [poolguard-discarded-work]

void waits_elsewhere_bad(const std::vector<int> &jobs, std::vector<std::future<void>> &done) {
  boost::asio::thread_pool pool(4);
  for (int job : jobs)
    boost::asio::post(pool, [job] { process(job); });
  for (auto &each : done)
    boost::asio::post(pool, [&each] { each.wait(); });
}
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: work submitted to thread pool 'pool' is dropped by its destructor if it has not begun [poolguard-discarded-work]

void waits_before_bad(const std::vector<int> &jobs, std::vector<std::future<void>> &done) {
  boost::asio::thread_pool pool(4);
  for (auto &each : done)
    each.wait();
  for (int job : jobs)
    boost::asio::post(pool, [job] { process(job); });
}
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: work submitted to thread pool 'pool' is dropped by its destructor if it has not begun [poolguard-discarded-work]

void submits_what_it_waited_for_bad(GThreadPool *pool, gpointer queue, int n) {
  for (int i = 0; i < n; ++i) {
    gpointer next = pop(queue);
    g_thread_pool_push(pool, next, nullptr);
  }
  g_thread_pool_free(pool, TRUE, TRUE);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: work submitted to thread pool 'pool' is dropped if it has not begun [poolguard-discarded-work]
}
