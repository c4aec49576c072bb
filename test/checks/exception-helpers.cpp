// RUN: %check_tidy %s poolguard-unreleased-on-exception,poolguard-unreleased-pool,poolguard-double-release -- -isystem %S/../Inputs/glib -std=c++17
// Helpers that are passed the pool and may throw before or after they do something with it.
#include <glib.h>

bool ready();
void run(gpointer data, gpointer user_data);
#define MAKE g_thread_pool_new(run, nullptr, 4, FALSE, nullptr)
#define FREE(pool) g_thread_pool_free(pool, FALSE, TRUE)

struct Error {};

static void release_then_throw(GThreadPool *p) {
  FREE(p);
  if (ready())
    throw Error();
}

static void throw_then_release(GThreadPool *p) {
  if (ready())
    throw Error();
  FREE(p);
}

static void release_when_throwing(GThreadPool *p) {
  if (ready()) {
    FREE(p);
    throw Error();
  }
}

static void only_look(GThreadPool *p) {
  if (g_thread_pool_unprocessed(p) > 4)
    throw Error();
}

static GThreadPool *checked() {
  if (ready())
    throw Error();
  return MAKE;
}

static GThreadPool *forgetful_bad() {
  GThreadPool *p = MAKE;
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released when an exception is thrown [poolguard-unreleased-on-exception]
  if (ready())
    throw Error();
  return p;
}

void release_then_throw_ok() {
  GThreadPool *p = MAKE;
  release_then_throw(p);
}

void release_when_throwing_ok() {
  GThreadPool *p = MAKE;
  release_when_throwing(p);
  FREE(p);
}

void maker_throws_ok() {
  GThreadPool *p = checked();
  FREE(p);
}

void caught_helper_ok() {
  GThreadPool *p = MAKE;
  try {
    only_look(p);
  } catch (...) {
  }
  FREE(p);
}

void throw_then_release_bad() {
  GThreadPool *p = MAKE;
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released when an exception is thrown [poolguard-unreleased-on-exception]
  throw_then_release(p);
}

void only_look_bad() {
  GThreadPool *p = MAKE;
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released when an exception is thrown [poolguard-unreleased-on-exception]
  only_look(p);
  FREE(p);
}

void second_maker_throws_bad() {
  GThreadPool *p = MAKE;
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released when an exception is thrown [poolguard-unreleased-on-exception]
  GThreadPool *q = checked();
  FREE(p);
  FREE(q);
}
