// RUN: %check_tidy %s poolguard-unreleased-pool -- -nostdinc++ -isystem %S/../Inputs/std -isystem %S/../Inputs/boost -isystem %S/../Inputs/glib -std=c++17
// What has static storage may stay open, unless its destructor ends the process.
#include <boost/asio/thread_pool.hpp>
#include <glib.h>
#include <thread>

void work();
void run(gpointer data, gpointer user_data);
void keep(std::thread &t);

static std::thread never_joined_bad(work);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 'never_joined_bad' is never released; it is still joinable when destroyed, which calls std::terminate [poolguard-unreleased-pool]

static std::thread joined_ok(work);
static std::thread detached_ok(work);
static std::thread handed_on_ok(work);
static std::thread empty_ok;
static std::jthread scoped_ok(work);
static boost::asio::thread_pool pool_ok(4);
static GThreadPool *handle_ok = g_thread_pool_new(run, nullptr, 4, FALSE, nullptr);

// Another unit may join it.
std::thread exported_ok(work);

void started_bad() {
  static std::thread t(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is never released; it is still joinable when destroyed, which calls std::terminate [poolguard-unreleased-pool]
  if (t.joinable())
    work();
}

// What is put into it later is handed on.
static std::thread FN_assigned_later;

void assign() { FN_assigned_later = std::thread(work); }

void end() {
  if (joined_ok.joinable())
    joined_ok.join();
  detached_ok.detach();
  keep(handed_on_ok);
}

void local_handle_ok() {
  static GThreadPool *pool = g_thread_pool_new(run, nullptr, 4, FALSE, nullptr);
  g_thread_pool_push(pool, nullptr, nullptr);
}

void per_thread_ok() {
  thread_local std::jthread t(work);
}

int main() {
  std::thread open_at_the_end_bad(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 'open_at_the_end_bad' is never released; it is still joinable when destroyed, which calls std::terminate [poolguard-unreleased-pool]
  GThreadPool *open_ok = g_thread_pool_new(run, nullptr, 4, FALSE, nullptr);
  g_thread_pool_push(open_ok, nullptr, nullptr);
  return 0;
}
