// RUN: %check_tidy %s poolguard-unreleased-on-exception,poolguard-unreleased-pool -- -isystem %S/../Inputs/glib -std=c++17
// The minimal pair: the smallest code that must be reported, and the same code
// without the defect.
#include <glib.h>

struct Error {};
bool ready();
void run(gpointer data, gpointer user_data);

void thrown_bad() {
  GThreadPool *pool = g_thread_pool_new(run, nullptr, 4, FALSE, nullptr);
  // CHECK-NOTES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'pool' is not released when an exception is thrown [poolguard-unreleased-on-exception]
  // CHECK-NOTES: :[[@LINE+5]]:{{[0-9]+}}: note: taking the true branch
  // CHECK-NOTES: :[[@LINE+5]]:{{[0-9]+}}: note: thrown here
  // CHECK-NOTES: :[[@LINE+4]]:{{[0-9]+}}: note: leaves the function here with thread pool 'pool' open
  // CHECK-NOTES: :[[@LINE-5]]:{{[0-9]+}}: note: make 'pool' a 'std::unique_ptr' that calls 'g_thread_pool_free(pool, FALSE, TRUE)' to finish queued work
  // CHECK-NOTES: :[[@LINE-6]]:{{[0-9]+}}: note: make 'pool' a 'std::unique_ptr' that calls 'g_thread_pool_free(pool, TRUE, TRUE)' to drop queued work
  if (ready())
    throw Error();
  g_thread_pool_free(pool, FALSE, TRUE);
}

void released_first_ok() {
  GThreadPool *pool = g_thread_pool_new(run, nullptr, 4, FALSE, nullptr);
  if (ready()) {
    g_thread_pool_free(pool, FALSE, TRUE);
    throw Error();
  }
  g_thread_pool_free(pool, FALSE, TRUE);
}

void thrown_before_ok() {
  if (ready())
    throw Error();
  GThreadPool *pool = g_thread_pool_new(run, nullptr, 4, FALSE, nullptr);
  g_thread_pool_free(pool, FALSE, TRUE);
}

void thrown_after_ok() {
  GThreadPool *pool = g_thread_pool_new(run, nullptr, 4, FALSE, nullptr);
  g_thread_pool_free(pool, FALSE, TRUE);
  if (ready())
    throw Error();
}

// The library is C: it throws nothing.
void pushed_ok(gpointer job) {
  GThreadPool *pool = g_thread_pool_new(run, nullptr, 4, FALSE, nullptr);
  g_thread_pool_push(pool, job, nullptr);
  g_thread_pool_free(pool, FALSE, TRUE);
}

// That is poolguard-unreleased-pool's business alone.
void never_bad() {
  GThreadPool *pool = g_thread_pool_new(run, nullptr, 4, FALSE, nullptr);
  // CHECK-NOTES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'pool' is never released [poolguard-unreleased-pool]
  // CHECK-NOTES: :[[@LINE+4]]:{{[0-9]+}}: note: taking the false branch
  // CHECK-NOTES: :[[@LINE+5]]:{{[0-9]+}}: note: leaves the function here with thread pool 'pool' open
  // CHECK-NOTES: :[[@LINE-4]]:{{[0-9]+}}: note: make 'pool' a 'std::unique_ptr' that calls 'g_thread_pool_free(pool, FALSE, TRUE)' to finish queued work
  // CHECK-NOTES: :[[@LINE-5]]:{{[0-9]+}}: note: make 'pool' a 'std::unique_ptr' that calls 'g_thread_pool_free(pool, TRUE, TRUE)' to drop queued work
  if (ready())
    throw Error();
}
