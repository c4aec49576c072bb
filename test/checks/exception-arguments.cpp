// RUN: %check_tidy %s poolguard-unreleased-on-exception,poolguard-unreleased-pool -- -isystem %S/../Inputs/glib -std=c++17
// A visible callee that throws depending on its arguments: where they tell that it does not, it does not.
#include <glib.h>
#include <pthread.h>

bool ready();
int count();
void *work(void *arg);
void run(gpointer data, gpointer user_data);
#define MAKE g_thread_pool_new(run, nullptr, 4, FALSE, nullptr)
#define FREE(pool) g_thread_pool_free(pool, FALSE, TRUE)

struct Error {
  Error(const char *);
};

static void require(bool condition, const char *text) {
  if (!condition)
    throw Error(text);
}
static void check_code(int code) {
  if (code != 0)
    throw Error("failed");
}
static void not_null(const void *pointer) {
  if (!pointer)
    throw Error("null");
}
static int in_range(int n) {
  if (n < 0)
    throw Error("too small");
  if (n > 10)
    throw Error("too large");
  return n;
}
static void in_order(int low, int high) {
  if (low > high)
    throw Error("wrong order");
}
static void require_code(int code) { require(code == 0, "failed"); }

void made_ok() {
  GThreadPool *p = MAKE;
  require(p != nullptr, "no pool");
  FREE(p);
}

void negated_ok() {
  GThreadPool *p = MAKE;
  require(!(p == nullptr), "no pool");
  FREE(p);
}

void as_bool_ok() {
  GThreadPool *p = MAKE;
  require(p, "no pool");
  FREE(p);
}

void pointer_ok() {
  GThreadPool *p = MAKE;
  not_null(p);
  FREE(p);
}

void code_ok() {
  pthread_t thread;
  check_code(pthread_create(&thread, nullptr, work, nullptr));
  pthread_join(thread, nullptr);
}

void code_in_variable_ok() {
  pthread_t thread;
  int code = pthread_create(&thread, nullptr, work, nullptr);
  require_code(code);
  pthread_join(thread, nullptr);
}

void compared_code_ok() {
  pthread_t thread;
  require(pthread_create(&thread, nullptr, work, nullptr) == 0, "no thread");
  pthread_join(thread, nullptr);
}

void constant_ok() {
  GThreadPool *p = MAKE;
  in_range(3);
  FREE(p);
}

void asked_before_ok(int n) {
  if (n < 0 || n > 10)
    return;
  GThreadPool *p = MAKE;
  in_range(n);
  FREE(p);
}

void holds_afterwards_ok(int n) {
  require(n > 0, "none");
  GThreadPool *p = MAKE;
  if (n > 0)
    FREE(p);
}

void lambda_ok() {
  GThreadPool *p = MAKE;
  auto check = [](bool condition) {
    if (!condition)
      throw Error("no");
  };
  check(p != nullptr);
  FREE(p);
}

void in_order_ok() {
  GThreadPool *p = MAKE;
  in_order(1, 2);
  FREE(p);
}

void not_in_order_bad(int high) {
  GThreadPool *p = MAKE;
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released when an exception is thrown [poolguard-unreleased-on-exception]
  in_order(1, high);
  FREE(p);
}

void unknown_bad(int n) {
  GThreadPool *p = MAKE;
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released when an exception is thrown [poolguard-unreleased-on-exception]
  in_range(n);
  FREE(p);
}

void another_condition_bad() {
  GThreadPool *p = MAKE;
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released when an exception is thrown [poolguard-unreleased-on-exception]
  require(ready(), "not ready");
  FREE(p);
}

void second_fails_bad() {
  GThreadPool *p = MAKE;
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released when an exception is thrown [poolguard-unreleased-on-exception]
  GThreadPool *q = MAKE;
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'q' is not released when an exception is thrown [poolguard-unreleased-on-exception]
  require(p != nullptr, "no pool");
  require(q != nullptr, "no pool");
  FREE(q);
  FREE(p);
}

void second_code_bad() {
  pthread_t first, second;
  check_code(pthread_create(&first, nullptr, work, nullptr));
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 'first' is not released when an exception is thrown [poolguard-unreleased-on-exception]
  check_code(pthread_create(&second, nullptr, work, nullptr));
  pthread_join(first, nullptr);
  pthread_join(second, nullptr);
}

void constant_bad() {
  GThreadPool *p = MAKE;
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released when an exception is thrown [poolguard-unreleased-on-exception]
  in_range(30);
  FREE(p);
}
