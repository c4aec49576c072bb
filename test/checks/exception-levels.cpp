// RUN: %check_tidy %s poolguard-unreleased-on-exception --suffix=EXPLICIT --config="{CheckOptions: {poolguard-unreleased-on-exception.Throws: explicit}}" -- -nostdinc++ -isystem %S/../Inputs/std -isystem %S/../Inputs/glib -std=c++17
// RUN: %check_tidy %s poolguard-unreleased-on-exception --suffix=LIKELY --config="{CheckOptions: {poolguard-unreleased-on-exception.Throws: likely}}" -- -nostdinc++ -isystem %S/../Inputs/std -isystem %S/../Inputs/glib -std=c++17
// RUN: %check_tidy %s poolguard-unreleased-on-exception --suffix=ANY --config="{CheckOptions: {poolguard-unreleased-on-exception.Throws: any}}" -- -nostdinc++ -isystem %S/../Inputs/std -isystem %S/../Inputs/glib -std=c++17
// The option Throws: what is taken to throw.
#include <exception>
#include <glib.h>
#include <thread>
#include <vector>

bool ready() noexcept;
void unseen();
void unseen_noexcept() noexcept;
extern "C" void unseen_c();
void work();
void run(gpointer data, gpointer user_data);
#define MAKE g_thread_pool_new(run, nullptr, 4, FALSE, nullptr)
#define FREE(pool) g_thread_pool_free(pool, FALSE, TRUE)

static void fails() {
  if (ready())
    throw 1;
}

// At every level.
void thrown_bad() {
  GThreadPool *p = MAKE;
  // CHECK-MESSAGES-ANY: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released when an exception is thrown [poolguard-unreleased-on-exception]
  // CHECK-MESSAGES-LIKELY: :[[@LINE-2]]:{{[0-9]+}}: warning: thread pool 'p' is not released when an exception is thrown [poolguard-unreleased-on-exception]
  // CHECK-MESSAGES-EXPLICIT: :[[@LINE-3]]:{{[0-9]+}}: warning: thread pool 'p' is not released when an exception is thrown [poolguard-unreleased-on-exception]
  if (ready())
    throw 1;
  FREE(p);
}

void rethrown_bad(std::exception_ptr given) {
  GThreadPool *p = MAKE;
  // CHECK-MESSAGES-ANY: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released when an exception is thrown [poolguard-unreleased-on-exception]
  // CHECK-MESSAGES-LIKELY: :[[@LINE-2]]:{{[0-9]+}}: warning: thread pool 'p' is not released when an exception is thrown [poolguard-unreleased-on-exception]
  // CHECK-MESSAGES-EXPLICIT: :[[@LINE-3]]:{{[0-9]+}}: warning: thread pool 'p' is not released when an exception is thrown [poolguard-unreleased-on-exception]
  if (ready())
    std::rethrow_exception(given);
  FREE(p);
}

// From `likely` on.
void callee_likely_bad() {
  GThreadPool *p = MAKE;
  // CHECK-MESSAGES-ANY: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released when an exception is thrown [poolguard-unreleased-on-exception]
  // CHECK-MESSAGES-LIKELY: :[[@LINE-2]]:{{[0-9]+}}: warning: thread pool 'p' is not released when an exception is thrown [poolguard-unreleased-on-exception]
  fails();
  FREE(p);
}

void at_likely_bad(std::vector<int> &v) {
  GThreadPool *p = MAKE;
  // CHECK-MESSAGES-ANY: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released when an exception is thrown [poolguard-unreleased-on-exception]
  // CHECK-MESSAGES-LIKELY: :[[@LINE-2]]:{{[0-9]+}}: warning: thread pool 'p' is not released when an exception is thrown [poolguard-unreleased-on-exception]
  v.at(3) = 1;
  FREE(p);
}

// With `any` only.
void unseen_any_bad() {
  GThreadPool *p = MAKE;
  // CHECK-MESSAGES-ANY: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released when an exception is thrown [poolguard-unreleased-on-exception]
  unseen();
  FREE(p);
}

void pointer_any_bad(void (*callback)()) {
  GThreadPool *p = MAKE;
  // CHECK-MESSAGES-ANY: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released when an exception is thrown [poolguard-unreleased-on-exception]
  callback();
  FREE(p);
}

void memory_any_bad() {
  GThreadPool *p = MAKE;
  // CHECK-MESSAGES-ANY: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released when an exception is thrown [poolguard-unreleased-on-exception]
  int *n = new int;
  FREE(p);
  delete n;
}

void thread_start_any_bad() {
  std::thread a(work);
  // CHECK-MESSAGES-ANY: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 'a' is still joinable when an exception is thrown, which calls std::terminate [poolguard-unreleased-on-exception]
  std::thread b(work);
  a.join();
  b.join();
}

// At no level.
void noexcept_ok() {
  GThreadPool *p = MAKE;
  unseen_noexcept();
  FREE(p);
}

void c_ok() {
  GThreadPool *p = MAKE;
  unseen_c();
  g_thread_pool_push(p, nullptr, nullptr);
  FREE(p);
}

void joined_ok() {
  std::thread t(work);
  t.join();
}

void caught_ok() {
  GThreadPool *p = MAKE;
  try {
    unseen();
    fails();
  } catch (...) {
  }
  FREE(p);
}

// What nothing is known of is taken for a standard exception.
void unseen_is_standard_ok() {
  GThreadPool *p = MAKE;
  try {
    unseen();
  } catch (const std::exception &) {
  }
  FREE(p);
}
