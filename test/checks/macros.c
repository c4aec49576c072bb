// RUN: %check_tidy %s poolguard-unreleased-pool -- -isystem %S/../Inputs/glib -std=c11
// Sites, releases and exits that come out of macros.
#include <glib.h>
#include <stdlib.h>

void work(gpointer data, gpointer user_data);
int condition(void);
void log_error(const char *what);

#define NEW_POOL(n) g_thread_pool_new(work, NULL, (n), TRUE, NULL)
#define DECLARE_POOL(name, n) GThreadPool *name = NEW_POOL(n)
#define FREE_POOL(p) g_thread_pool_free((p), FALSE, TRUE)
#define CLEAR_POOL(p)                                                          \
  do {                                                                         \
    if (p) {                                                                   \
      FREE_POOL(p);                                                            \
      (p) = NULL;                                                              \
    }                                                                          \
  } while (0)
#define RETURN_IF(x)                                                           \
  do {                                                                         \
    if (x)                                                                     \
      return -1;                                                               \
  } while (0)
#define ASSERT_TRUE(x)                                                         \
  do {                                                                         \
    if (!(x)) {                                                                \
      log_error(#x);                                                           \
      return;                                                                  \
    }                                                                          \
  } while (0)
#define REQUIRE(x)                                                             \
  do {                                                                         \
    if (!(x))                                                                  \
      abort();                                                                 \
  } while (0)
#define CHECK_OR(label, x)                                                     \
  do {                                                                         \
    if (!(x))                                                                  \
      goto label;                                                              \
  } while (0)

void site_bad(void) {
  GThreadPool *p = NEW_POOL(4);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is never released{{.*}} [poolguard-unreleased-pool]
  g_thread_pool_push(p, NULL, NULL);
}

void site_ok(void) {
  GThreadPool *p = NEW_POOL(4);
  g_thread_pool_free(p, FALSE, TRUE);
}

void declared_bad(void) {
  DECLARE_POOL(pool, 4);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'pool' is never released
  g_thread_pool_push(pool, NULL, NULL);
}

void declared_ok(void) {
  DECLARE_POOL(pool, 4);
  FREE_POOL(pool);
}

void cleared_ok(void) {
  GThreadPool *p = NEW_POOL(4);
  if (condition())
    CLEAR_POOL(p);
  CLEAR_POOL(p);
}

int returning_macro_bad(void) {
  GThreadPool *p = NEW_POOL(4);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released on this path
  RETURN_IF(condition());
  FREE_POOL(p);
  return 0;
}

int returning_macro_ok(void) {
  RETURN_IF(condition());
  GThreadPool *p = NEW_POOL(4);
  FREE_POOL(p);
  return 0;
}

// A test's assertion returns ...
void returning_assertion_bad(void) {
  GThreadPool *p = NEW_POOL(4);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released on this path
  ASSERT_TRUE(g_thread_pool_push(p, NULL, NULL));
  FREE_POOL(p);
}

// ... unless it says that there is no pool.
void returning_assertion_ok(void) {
  GThreadPool *p = NEW_POOL(4);
  ASSERT_TRUE(p != NULL);
  FREE_POOL(p);
}

void aborting_assertion_ok(void) {
  GThreadPool *p = NEW_POOL(4);
  REQUIRE(g_thread_pool_push(p, NULL, NULL));
  g_assert(condition());
  FREE_POOL(p);
}

int jumping_macro_ok(void) {
  int ret = -1;
  GThreadPool *p = NEW_POOL(4);
  CHECK_OR(out, condition());
  ret = 0;
out:
  FREE_POOL(p);
  return ret;
}

int jumping_macro_bad(void) {
  int ret = -1;
  GThreadPool *p = NEW_POOL(4);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released on this path
  CHECK_OR(out, condition());
  ret = 0;
  FREE_POOL(p);
out:
  return ret;
}

// A release that is compiled out is none.
#ifdef NDEBUG_POOLS
#define DEBUG_FREE(p) FREE_POOL(p)
#else
#define DEBUG_FREE(p) ((void)(p))
#endif

void compiled_out_bad(void) {
  GThreadPool *p = NEW_POOL(4);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is never released
  DEBUG_FREE(p);
}
