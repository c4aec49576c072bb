// RUN: %check_tidy %s poolguard-unreleased-pool -- -std=c11 -isystem %S/../Inputs/glib
// A factory seen here that returns the pool and leaves the code elsewhere.
#include <glib.h>

void run(gpointer data, gpointer user_data);
int ready(void);
#define FREE(pool) g_thread_pool_free(pool, FALSE, TRUE)

static GThreadPool *make(int *code) {
  GThreadPool *pool = g_thread_pool_new_full(run, NULL, NULL, 4, FALSE, NULL);
  if (!pool) {
    *code = 1;
    return NULL;
  }
  *code = 0;
  return pool;
}

static GThreadPool *make_if(gboolean *made, int wanted) {
  GThreadPool *pool =
      wanted ? g_thread_pool_new(run, NULL, 4, FALSE, NULL) : NULL;
  *made = pool != NULL;
  return pool;
}

int code_asked_ok(void) {
  int code;
  GThreadPool *pool = make(&code);
  if (code)
    return -1;
  FREE(pool);
  return 0;
}

int code_asked_bad(void) {
  int code;
  GThreadPool *pool = make(&code);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'pool' is not released on this path
  if (code)
    return -1;
  if (ready())
    return 1;
  FREE(pool);
  return 0;
}

int wrong_way_round_bad(void) {
  int code;
  GThreadPool *pool = make(&code);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'pool' is never released
  if (!code)
    return -1;
  FREE(pool);
  return 0;
}

int flag_asked_ok(int wanted) {
  gboolean made;
  GThreadPool *pool = make_if(&made, wanted);
  if (made)
    FREE(pool);
  return 0;
}

int code_overwritten_bad(void) {
  int code;
  GThreadPool *pool = make(&code);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'pool' is not released on this path
  code = ready();
  if (code)
    return -1;
  FREE(pool);
  return 0;
}

//===----------------------------------------------------------------------===//
// Structures by value
//===----------------------------------------------------------------------===//

struct result {
  int code;
  GThreadPool *pool;
};

static struct result make_both(void) {
  struct result r = {0, NULL};
  r.pool = g_thread_pool_new(run, NULL, 4, FALSE, NULL);
  if (!r.pool)
    r.code = 1;
  return r;
}

int parts_ok(void) {
  struct result r = make_both();
  if (r.code)
    return -1;
  FREE(r.pool);
  return 0;
}

int parts_bad(void) {
  struct result r = make_both();
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'r.pool' is not released on this path
  if (r.code || ready())
    return -1;
  FREE(r.pool);
  return 0;
}

struct result parts_returned_ok(void) {
  struct result r = make_both();
  return r;
}

struct result parts_passed_through_ok(void) { return make_both(); }
