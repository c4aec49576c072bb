// RUN: %check_tidy %s poolguard-unreleased-on-exception,poolguard-unreleased-pool,poolguard-double-release -- -isystem %S/../Inputs/glib -std=c++17
// What a visible callee did to a pool before it threw, and callees that only ever throw.
#include <glib.h>

bool ready();
void run(gpointer data, gpointer user_data);
#define MAKE g_thread_pool_new(run, nullptr, 4, FALSE, nullptr)
#define FREE(pool) g_thread_pool_free(pool, FALSE, TRUE)

struct Error {};
struct Other {};

static void fail() { throw Error(); }
static void fail_with_text(const char *text) {
  if (ready())
    throw Other();
  fail();
}
static int no_number() { throw Error(); }

static void release_and_fail(GThreadPool *p) {
  FREE(p);
  fail();
}

static void release_or_throw(GThreadPool *p, int n) {
  if (n < 0)
    throw Error();
  FREE(p);
}

static void release_both_ways(GThreadPool *p, int n) {
  FREE(p);
  if (n < 0)
    throw Error();
}

static void replace(GThreadPool **p) {
  FREE(*p);
  *p = nullptr;
  if (ready())
    throw Error();
  *p = MAKE;
}

static void nested(GThreadPool *p) {
  try {
    release_or_throw(p, ready() ? 1 : -1);
  } catch (const Error &) {
    FREE(p);
    throw Other();
  }
}

static void translate(GThreadPool *p) {
  try {
    release_both_ways(p, ready());
  } catch (const Error &) {
    throw Other();
  }
}

void never_returns_ok(int kind) {
  GThreadPool *p = MAKE;
  switch (kind) {
  case 1:
    FREE(p);
    return;
  default:
    FREE(p);
    fail_with_text("no such kind");
  }
}

int no_number_ok(int kind) {
  GThreadPool *p = nullptr;
  if (kind)
    p = MAKE;
  if (!p)
    return no_number();
  FREE(p);
  return 0;
}

void released_before_ok() {
  GThreadPool *p = MAKE;
  release_and_fail(p);
}

void both_ways_ok(int n) {
  GThreadPool *p = MAKE;
  release_both_ways(p, n);
}

void told_by_argument_ok() {
  GThreadPool *p = MAKE;
  release_or_throw(p, 1);
}

void handler_knows_ok(int n) {
  GThreadPool *p = MAKE;
  try {
    release_or_throw(p, n);
  } catch (const Error &) {
    FREE(p);
  }
}

void nested_ok() {
  GThreadPool *p = MAKE;
  nested(p);
}

void translate_ok() {
  GThreadPool *p = MAKE;
  translate(p);
}

void replaced_ok() {
  GThreadPool *p = MAKE;
  replace(&p);
  FREE(p);
}

void handler_of_another_ok() {
  GThreadPool *p = MAKE;
  try {
    release_and_fail(p);
  } catch (const Other &) {
    FREE(p); // Not entered.
  } catch (const Error &) {
  }
}

void lambda_releases_ok(int n) {
  GThreadPool *p = MAKE;
  auto leave = [&] {
    FREE(p);
    if (n < 0)
      throw Error();
  };
  leave();
}

void lambda_throws_first_bad(int n) {
  GThreadPool *p = MAKE;
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released when an exception is thrown [poolguard-unreleased-on-exception]
  auto leave = [&] {
    if (n < 0)
      throw Error();
    FREE(p);
  };
  leave();
}

void open_bad(int n) {
  GThreadPool *p = MAKE;
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released when an exception is thrown [poolguard-unreleased-on-exception]
  release_or_throw(p, n);
}

void swallowed_bad(int n) {
  GThreadPool *p = MAKE;
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released when an exception is thrown [poolguard-unreleased-on-exception]
  try {
    release_or_throw(p, n);
  } catch (...) {
  }
}

void released_again_bad(int n) {
  GThreadPool *p = MAKE;
  try {
    release_both_ways(p, n);
  } catch (const Error &) {
    FREE(p);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is released twice [poolguard-double-release]
  }
}

void never_returns_bad() {
  GThreadPool *p = MAKE;
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released when an exception is thrown [poolguard-unreleased-on-exception]
  if (ready())
    fail_with_text("not ready");
  FREE(p);
}
